"""Reusable Textual widgets. They know domain values, never a service or the database."""
