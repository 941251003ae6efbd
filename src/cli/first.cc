// Placeholder of the cli layer's first source.
