"""Rules of quotes and invoices on values: kinds, statuses, numbers, parties, bank statements."""
