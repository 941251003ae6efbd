// Placeholder of the resource layer's first source.
