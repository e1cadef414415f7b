"""Deals: their pipelines and stages, and how they are moved along these (FEATURES DEAL)."""
