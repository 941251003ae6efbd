// Placeholder of the io layer's first source.
