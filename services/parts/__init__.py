"""What belongs to a record: addresses, requisites, lines of products, its photo."""
