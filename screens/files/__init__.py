"""Files of records on the screen: attached, opened, edited, saved elsewhere, their versions."""
