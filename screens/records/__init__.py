"""Lists of records of any kind, and the form in which any of them is changed."""
