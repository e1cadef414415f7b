"""The index of a card: its tabs and the sections of its fields, to be jumped to (DOC-10)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar, NamedTuple
from uuid import UUID

from textual import on
from textual.binding import BindingType

from domain.card_tabs import ABOUT
from domain.text import one_line
from screens.actions import MENU, bindings_of
from screens.list_dialog import DIGITS, ListDialog, ListLine, number_bindings
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part

_KEYS = f"{DIGITS}abcdefinoprstuvwxyz"
"""The keys of places: nine digits, then letters that move no cursor."""


class IndexPlace(NamedTuple):
    """A place on a card: a tab by its name, and a section by the key of its first field, if any.

    Of a deal `stage` is the key of one to which it is brought.
    """

    tab: str
    title: str
    section: Hashable = None
    stage: UUID | None = None


class CardIndex(ListDialog[IndexPlace | None, IndexPlace]):
    """Returns the place that was chosen, by Enter, or by its digit or letter.

    `tabs` are names with titles; `sections` are keys of their first fields with titles, of which
    several may be alike. `stages` of a deal come first (FEATURES DEAL-13).
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU), *number_bindings(_KEYS)]
    DEFAULT_CSS = """
    CardIndex {
        & > Vertical { width: 52; }
        & RecordList { max-height: 75vh; }
        & .dialog--title { text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(
        self,
        title: str,
        tabs: Sequence[tuple[str, str]],
        sections: Sequence[tuple[Hashable, str]],
        stages: Sequence[tuple[UUID, str]] = (),
    ) -> None:
        super().__init__()
        self._title = title
        self._places = [IndexPlace("", label, stage=key) for key, label in stages]
        self._places += [IndexPlace(name, label) for name, label in tabs]
        self._places += [IndexPlace(ABOUT, f"  {label}", key) for key, label in sections]

    def title_text(self) -> str:
        """Say whose index it is."""
        return one_line(self._title, 46)

    def painter(self) -> ColumnPainter[ListLine[IndexPlace]]:
        """Show the digit, and what the place is called."""
        columns = (Column("digit", "", 1), Column("title", "", 20, weight=1))
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[IndexPlace]]:
        """Return a line for each place: the stages of a deal, the tabs, then the sections."""
        return [ListLine(place, place) for place in self._places]

    def _cells(self, line: ListLine[IndexPlace]) -> Mapping[str, str | Part]:
        number = self._places.index(line.item) + 1
        return {"digit": (_KEYS[number - 1 : number], "accent"), "title": line.item.title}

    def on_mount(self) -> None:
        """Be as high as there are places."""
        self.line_list.styles.height = len(self._places)

    def action_number(self, number: int) -> None:
        """Go to the place whose digit or letter is pressed."""
        if number <= len(self._places):
            self.dismiss(self._places[number - 1])

    @on(RecordList.Opened)
    def choose(self) -> None:
        """Go to the place of the line."""
        if self.item is not None:
            self.dismiss(self.item)
