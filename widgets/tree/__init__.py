"""A tree that is read as it unfolds, painted line by line, and the way down to a place in it."""
