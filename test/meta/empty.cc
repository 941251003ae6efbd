// Nothing: the body of a compilation that is a header alone (lone_headers.py).
