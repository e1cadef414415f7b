"""Files are read into the base: asked for, tried out, and read."""
