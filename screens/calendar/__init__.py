"""The calendar, the second view of area 1."""
