"""What a document says: its lines and terms, payer and payee, and the figures that follow."""
