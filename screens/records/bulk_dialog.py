"""Change one field of many records at once (FEATURES MASS-01, MASS-05)."""

from __future__ import annotations
