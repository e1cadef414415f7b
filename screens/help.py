"""The keys that work in one place, from the registry of actions."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.i18n import N_, _
from screens.actions import GLOBAL, Action, actions_of

LIST_KEYS: tuple[tuple[str, str], ...] = (
    ("↑ ↓ j k", N_("Move by a row")),
    ("PgUp PgDn", N_("Move by a page")),
    ("g G", N_("Go to the first, to the last row")),
    ("m", N_("Mark a row")),
    ("Esc", N_("Go back")),
)
"""Keys that work in every list."""


class HelpScreen(ModalScreen[None]):
    """Lists the keys of the place it was opened from."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 64; max-width: 100%; height: auto; max-height: 90%;
            padding: 1 2; background: $surface; border: none;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,f1,enter", "dismiss", "Close", show=False)
    ]

    def __init__(self, target: str) -> None:
        super().__init__()
        self._target = target

    def compose(self) -> ComposeResult:
        """Lay out one line for each key."""
        sections = (
            (_("Here"), [_line(action) for action in actions_of(self._target)]),
            (_("In a list"), [(keys, _(sentence)) for keys, sentence in LIST_KEYS]),
            (_("Everywhere"), [_line(action) for action in actions_of(GLOBAL)]),
        )
        lines: list[str] = []
        for title, keys in sections:
            lines += [title, *(f"  {key:12} {sentence}" for key, sentence in keys), ""]
        lines.append(_("Times are typed as spoken: tomorrow 15:00, fri 9, +3d, 25.12"))
        with VerticalScroll():
            yield Static("\n".join(lines), markup=False)


def _line(action: Action) -> tuple[str, str]:
    return action.shown_key, _(action.sentence)
