"""How the value of a field is painted: in the colour that its dictionary gives it."""

from __future__ import annotations

from domain.records.values import Choice
from widgets.lists.row_painter import VALUE_TONES, Tone


def tone_of(value: object) -> Tone:
    """Return the tone of a value; its name stands there as well, so the tone tells nothing new."""
    return VALUE_TONES.get(value.color, "row") if isinstance(value, Choice) else "row"
