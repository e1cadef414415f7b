"""The layout of cards and forms that holds for a person."""

from __future__ import annotations

from domain.layouts import SHIPPED_LAYOUTS, Layout
from services.context import Context


def layout_of(context: Context, kind: str) -> Layout:
    """Return the layout of a kind that holds for the acting person."""
    return SHIPPED_LAYOUTS[kind]
