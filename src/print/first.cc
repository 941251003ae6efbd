// Placeholder of the print layer's first source.
