"""Read queries: SQL into frozen values. Nothing here loads SQLModel."""
