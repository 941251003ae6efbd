// Placeholder of the cmd layer's first source.
