"""Dialogs for what belongs to a record: addresses, requisites, products, its photo."""
