"""A calculation while it is edited: lines with prices, what they come to, and undo."""
