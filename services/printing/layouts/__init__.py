"""Arrangements of a document: what stands where on the papers of a country."""
