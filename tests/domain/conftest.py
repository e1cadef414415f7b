"""Settings of property tests: no time limit for a single example, as machines differ."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
