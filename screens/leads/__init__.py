"""Leads on the screen: judged, passed on, converted."""
