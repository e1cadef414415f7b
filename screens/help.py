"""The keys that work in one place, from the registry of actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.i18n import N_, _
from screens.actions import AREAS, FEED, FORM, HELP, SETTINGS, TARGETS, available_in, bindings_of
from screens.activities.keys import CALENDAR
from screens.documents.keys import LINES
from screens.program import shown_key

LIST_KEYS: tuple[tuple[str, str], ...] = (
    ("↑ ↓ j k", N_("Move by a row")),
    ("PgUp PgDn", N_("Move by a page")),
    ("g G", N_("Go to the first, to the last row")),
    ("Enter", N_("Open the row")),
    ("m", N_("Mark a row")),
    ("Esc", N_("Go back")),
)
"""Keys that work in every list."""

CALENDAR_KEYS: tuple[tuple[str, str], ...] = (
    ("← → h l", N_("A day earlier, a day later")),
    ("↑ ↓ j k", N_("Half an hour, or in a month a week, earlier or later")),
    ("Tab", N_("The next call or meeting; with Shift the previous one")),
    ("PgUp PgDn", N_("The previous or the next day, week or month")),
    ("g G", N_("The beginning or the end of what is shown")),
    ("Enter", N_("Open it; at a free time plan a meeting")),
)
"""Keys that move about in the calendar."""

CELL_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter Tab", N_("Take what is typed, and go on")),
    ("Shift+Tab", N_("Take what is typed, and go back")),
    ("F2", N_("Type on in what is there")),
    ("Del", N_("Empty the cell")),
    ("Home", N_("The first cell")),
    ("End", N_("The last cell")),
    ("^Home", N_("The first line")),
    ("^End", N_("The line that adds")),
)
"""Keys that move about in the editor of lines, where letters type."""


FILTERS: tuple[tuple[str, str], ...] = (
    (N_("anna nowak"), N_("With these words, or words that begin so, in any field")),
    (N_('"anna nowak"'), N_("With these words side by side")),
    (N_("-nowak"), N_("Without such a word; -field:value works, too")),
    (N_("responsible:anna,me"), N_("With one of several values; none is no value, any is any")),
    (N_("changed:-7d.."), N_("In the last seven days; also today, last month, older 30d")),
    (N_("amount:>1000 EUR"), N_("A number or a range of two: 1000..5000")),
    (N_("company.city:london"), N_("By a field of a record that belongs to it")),
    (N_("mine OR (overdue type:client)"), N_("One or the other; else both must hold")),
)
"""What may be typed into the line above a list, and what it finds."""

_LISTS = AREAS - {FEED, SETTINGS}
"""The areas with lists of records."""


class HelpScreen(ModalScreen[None]):
    """Lists the keys of the places where it was opened, the nearest first."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & > VerticalScroll {
            width: 72; max-width: 100%; height: auto; max-height: 95%; padding: 1 2;
            background: $surface; border: none; scrollbar-size-vertical: 1;
        }
        & .help--title { text-style: bold; }
        & .help--keys { padding-left: 2; margin-bottom: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(HELP)]

    def __init__(self, *targets: str) -> None:
        super().__init__()
        self._targets = dict.fromkeys(targets)

    def _moving(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Return the keys that move about there, under their title."""
        if CALENDAR in self._targets:
            return _("In the calendar"), CALENDAR_KEYS
        if LINES in self._targets:
            return _("In the cells"), CELL_KEYS
        return _("In every list"), LIST_KEYS

    def compose(self) -> ComposeResult:
        """Lay out one line for each key."""
        sections = [
            (
                _(TARGETS[target]),
                [(shown_key(self, a), _(a.sentence)) for a in available_in(target)],
            )
            for target in self._targets
        ]
        if FORM not in self._targets:
            title, moving = self._moving()
            sections.insert(1, (title, [(keys, _(sentence)) for keys, sentence in moving]))
        width = max(cell_len(key) for _title, keys in sections for key, _sentence in keys)
        with VerticalScroll():
            for title, keys in sections:
                yield from _section(title, keys, width)
            if _LISTS & self._targets.keys():
                filters = [(_(typed), _(finds)) for typed, finds in FILTERS]
                width = max(cell_len(typed) for typed, _finds in filters)
                yield from _section(_("In a filter: Tab takes what is offered"), filters, width)
            yield Static(
                _("Times are typed as spoken: tomorrow 15:00, fri 9, +3d, 25.12"), markup=False
            )


def _section(title: str, rows: Sequence[tuple[str, str]], width: int) -> Iterator[Static]:
    """Give a title and a table below it, the first column of which has so many cells."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=width)
    table.add_column()
    for first, second in rows:
        table.add_row(Text(first), Text(second))
    yield Static(title, classes="help--title", markup=False)
    yield Static(table, classes="help--keys")
