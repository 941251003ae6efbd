// Placeholder of the client layer's first source.
