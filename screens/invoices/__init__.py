"""Area 5: quotes and invoices, made, edited, issued, paid and printed."""
