"""The list of any length, and what it is made of."""
