"""Lists of records: what they show, the views they are kept as, and what is done with many rows."""
