"""Files of other programs, turned into values and back; nothing here knows the database."""
