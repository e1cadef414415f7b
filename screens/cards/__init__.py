"""The card of a record, one for every kind."""
