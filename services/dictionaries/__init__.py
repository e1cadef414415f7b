"""Dictionaries: what fields are chosen from, and the stages of deals (FEATURES DICT-01)."""
