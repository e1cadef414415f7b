"""The calendar: what stands in it, its days, weeks and months, and where an entry lies."""
