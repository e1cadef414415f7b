"""Quotes, invoices and payments: made, numbered, paid, credited, corrected."""
