// Placeholder of the app layer's first source.
