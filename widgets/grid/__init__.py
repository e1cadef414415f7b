"""A grid of lines whose cells are typed into, and the calculator beside it."""
