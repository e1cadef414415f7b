"""Changes of a great many records at once, in SQL, with the log and all that follows from them."""
