"""Custom fields: fields that somebody adds to a kind of record."""
