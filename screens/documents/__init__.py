"""The editor of lines, for deals, quotes and invoices."""
