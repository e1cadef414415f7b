"""Migrations: one module for each version of the schema, forward only."""
