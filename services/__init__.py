"""Use cases, a verb each. Rights are checked here; one transaction per use case."""
