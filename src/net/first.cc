// Placeholder of the net layer's first source.
