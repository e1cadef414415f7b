"""The keys of lists and boards, which walk among their rows."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from domain.i18n import N_
from widgets.key_layouts import in_every_layout

LIST_KEYS = (
    ("down", "down,j", "down", N_("Next row")),
    ("up", "up,k", "up", N_("Previous row")),
    ("page_down", "pagedown", "page(1)", N_("Next page")),
    ("page_up", "pageup", "page(-1)", N_("Previous page")),
    ("top", "home,g", "first", N_("First row")),
    ("bottom", "end,G", "last", N_("Last row")),
    ("open", "enter", "open", N_("Open")),
    ("mark", "m", "mark", N_("Mark the row")),
)
"""The name, the keys, the action and the sentence of each binding of a list."""


def row_bindings(owner: str, keys: Iterable[tuple[str, str, str, str]]) -> list[BindingType]:
    """Return the bindings of `owner`, each by its name, its keys, its action and its sentence.

    They have priority as the actions of screens have, so that of keys typed in one go each finds
    the row that the one before it has gone to. Without it they hold as well, for a key that was
    typed before the list had the focus: it comes by when the screen has opened.
    """
    return [
        Binding(
            in_every_layout(typed), action, label, show=False, priority=first, id=f"{owner}.{name}"
        )
        for name, typed, action, label in keys
        for first in (True, False)
    ]
