"""Deals on the screen: what can be done with them, in lists and on the card (FEATURES DEAL)."""
