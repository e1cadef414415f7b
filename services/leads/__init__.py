"""What is done with leads: judged, passed on, taken, converted."""
