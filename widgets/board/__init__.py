"""The board: columns of cards beside each other."""
