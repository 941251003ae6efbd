// Placeholder of the data layer's first source.
