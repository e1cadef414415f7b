"""What records of any kind are made of: kinds, fields, values, rows of lists."""
