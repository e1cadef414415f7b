"""A calendar that paints itself line by line: a day, a week or a month of calls and meetings."""
