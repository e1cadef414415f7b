"""The words for yes and no in English, Russian and Polish, as `domain.text.fold` has them."""

from __future__ import annotations

from typing import Final

from domain.errors import BadInput
from domain.i18n import _
from domain.text import fold

YES: Final = frozenset({"yes", "true", "on", "1", "+", "да", "tak"})
NO: Final = frozenset({"no", "false", "off", "0", "-", "нет", "nie"})


def read_yes_no(text: str, field: str | None = None) -> bool:
    """Return whether a text says yes. Raises BadInput about `field` where it says neither."""
    word = fold(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadInput(_("“{text}” is neither yes nor no.").format(text=text), field)


def explain_mark(text: str) -> str:
    """Return how a mark that is typed into a form is understood. Raises BadInput."""
    return "= {}".format(_("yes") if read_yes_no(text) else _("no")) if text != "+" else ""


def read_mark(text: str, field: str | None = None) -> bool:
    """Return whether a text sets a mark in a form: an empty one does not. Raises BadInput."""
    return bool(text) and read_yes_no(text, field)
