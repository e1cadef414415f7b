"""Payments of invoices, by hand and from bank statements."""
