"""What a list area shows of one kind: its view, and what the person has changed of it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from domain.paging import KeyMarks, Marks
from domain.records.record_query import RecordQuery
from domain.records.record_rows import RecordRow
from widgets.lists.list_cursor import ListPlace

if TYPE_CHECKING:
    from services.lists.opening import OpenedList
    from services.lists.reading import Figures
    from services.lists.views import OpenedView


@dataclass(slots=True)
class ListState:
    """One kind in a list area.

    `view` is the key of the view that was chosen and `base` what it shows; `query` is what is
    shown, which begins as that. `typed` is what stands in the line of the filter, which differs
    from the filter that is shown where it cannot be read. `shift` columns are scrolled away;
    `marks` survive scrolling and filtering; `place` is where the cursor was when another kind was
    shown. `figures` are None until they have been counted, `opened` until the list has been read;
    `is_stale` tells that something was written since. `lost` says why the filter of the view
    cannot be read any more, and `lost_at` where in it, as `OpenedView.place`; nothing is shown
    until it is mended, or Escape takes it away.
    """

    view: str
    base: RecordQuery
    query: RecordQuery
    typed: str
    shift: int = 0
    marks: Marks = field(default_factory=KeyMarks)
    place: ListPlace[RecordRow] | None = None
    figures: Figures | None = None
    opened: OpenedList | None = None
    is_stale: bool = False
    lost: str = ""
    lost_at: tuple[int, int] | None = None

    @classmethod
    def of(cls, view: str, opened: OpenedView) -> ListState:
        """Return the state in which a list opens with a view."""
        state = cls(view, opened.query, opened.query, opened.query.filter)
        state.show(view, opened)
        return state

    def show(self, view: str, opened: OpenedView) -> None:
        """Begin with another view; marks stay, except between the bin and what is not in it."""
        query = replace(opened.query, within=self.query.within)
        if query.in_bin != self.query.in_bin:
            self.marks = KeyMarks()
        self.view, self.base, self.query, self.lost = view, query, query, ""
        if opened.kept:
            self.query, self.lost = replace(query, filter=opened.kept), opened.sentence
            self.lost_at = opened.place
        self.typed, self.shift = self.query.filter, 0
        self._begin()

    def follow(self, opened: OpenedView) -> bool:
        """Go on with the view as somebody has changed it; return whether anybody has.

        What the person has changed of it stays.
        """
        base = replace(opened.query, within=self.query.within)
        if base == self.base:
            return False
        if self.lost or opened.kept or base.in_bin != self.base.in_bin:
            self.show(self.view, opened)
            return True
        shown = {f.name: getattr(self.query, f.name) for f in fields(self.query)}
        own = {name: value for name, value in shown.items() if value != getattr(self.base, name)}
        query = replace(base, **own)
        if "filter" not in own and self.typed == self.query.filter:
            self.typed = query.filter
        is_other = query != self.query
        self.base, self.query = base, query
        if is_other:
            self._begin()
        return True

    def lose_view(self) -> bool:
        """Go on with what is shown where its view is gone; return whether that filtered.

        Its filter stands in the line as if it had been typed.
        """
        has_filtered = bool(self.base.filter)
        self.base = replace(self.base, filter="")
        return has_filtered

    def forget_marks(self) -> None:
        """Mark nothing any more."""
        self.marks = KeyMarks()

    def filter(self, text: str) -> None:
        """Show what fits another filter."""
        self.lost = ""
        self.query = replace(self.query, filter=text)
        self._begin()

    def stand_in(self, within: str) -> None:
        """Show what is in another place, by the same view and filter."""
        self.base = replace(self.base, within=within)
        self.query = replace(self.query, within=within)
        self._begin()

    def arrange(self, columns: tuple[str, ...], sort: tuple[str, ...]) -> None:
        """Show other columns in another order."""
        self.query, self.shift = replace(self.query, columns=columns, sort=sort), 0
        self._begin()

    def arrange_board(self, card: tuple[str, ...], hidden: tuple[str, ...]) -> None:
        """Show other fields on cards, and hide other stages."""
        self.query = replace(self.query, card=card, hidden=hidden)

    def _begin(self) -> None:
        self.place = self.figures = self.opened = None

    @property
    def is_filtered(self) -> bool:
        """Whether another filter is in force than that of the view."""
        return self.query.filter != self.base.filter
