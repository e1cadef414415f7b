"""What the card of a record shows: its timeline, its history, what is linked to it."""
