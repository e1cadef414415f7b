"""How documents are numbered, and which taxes hold at which place."""
