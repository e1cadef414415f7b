"""What developers run on the project; no part of the installed program."""
