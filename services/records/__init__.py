"""Records of every kind: add, edit, show, list, find, delete, and take back."""
