// Placeholder of the algo layer's first source.
