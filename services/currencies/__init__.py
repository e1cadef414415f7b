"""Currencies: their rates, and amounts of several of them together (FEATURES CUR-01 to CUR-04)."""
