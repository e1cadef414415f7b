"""What a lead becomes of one kind: a new record, one that is like it, another one, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.errors import BadInput
from domain.i18n import pgettext
from services.leads.similar import Similar
from widgets.forms.form_field import ChoiceField

NEW: Final = "new"
NONE: Final = "none"
OTHER: Final = "other"


class PartChoice(ChoiceField):
    """Chooses by digit or name; what there is to choose from stays in view.

    The code that `chosen` returns is NEW, NONE, OTHER, or the key of one of the `similar` records.
    """

    brings_fields = True
    DEFAULT_CSS = """
    PartChoice { margin-top: 1; }
    """

    def __init__(self, kind: str, label: str, similar: Sequence[Similar], chosen: str) -> None:
        choices = {
            NEW: pgettext("what a lead becomes", "new"),
            **{str(one.record.id): one.record.title for one in similar},
            OTHER: pgettext("what a lead becomes", "another one"),
            NONE: pgettext("what a lead becomes", "none"),
        }
        self._why = {str(one.record.id): _why(one) for one in similar}
        super().__init__(
            kind, label, choices, value=chosen, is_needed=True, explain=lambda _typed: ""
        )
        self._explain = self._show_all

    @property
    def code(self) -> str:
        """What is chosen as far as it is typed, "" while that is not clear."""
        try:
            return self.chosen()
        except BadInput:
            return ""

    def is_other_digit(self, typed: str) -> bool:
        """Say whether a text is the digit of another record than those that are offered."""
        return typed == str([*self._offered].index(OTHER) + 1)

    def _show_all(self, typed: str) -> str:
        """Return all that can be chosen, what is chosen marked; refuse what is none of it."""
        code = self.chosen() if typed else ""
        lines = []
        for place, (one, label) in enumerate(self._offered.items(), 1):
            sign = ">" if one == code else " "
            digit = str(place) if place < 10 else " "
            lines.append("  ".join(filter(None, (f"{sign} {digit} {label}", self._why.get(one)))))
        if not self._why:
            return "  ".join(line.strip() for line in lines)
        return "\n".join(lines)


def _why(similar: Similar) -> str:
    return " · ".join(filter(None, (similar.detail, ", ".join(similar.why))))
