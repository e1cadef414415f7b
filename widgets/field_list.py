"""A list of labelled values in blocks, broken into lines for the width that it has."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region

from domain.paging import FixedRows
from widgets.field_rows import FieldBlock, FieldPainter, FieldRow, field_rows, label_width
from widgets.lists.list_cursor import ListPlace
from widgets.lists.record_list import RecordList


class FieldList(RecordList[FieldRow]):
    """Shows blocks of values; the cursor goes from value to value, Enter opens one."""

    def __init__(self, *, id: str | None = None, leave_edges: bool = False) -> None:  # noqa: A002
        super().__init__(FieldPainter(0), id=id, leave_edges=leave_edges)
        self._blocks: Sequence[FieldBlock] = ()
        self._laid_out: tuple[Sequence[FieldBlock], int] = ((), 0)
        self._rows: Sequence[FieldRow] = ()
        self._keep_cursor = True

    @property
    def label_cells(self) -> int:
        """How wide the labels are, with the cells before and after them."""
        return label_width(self._blocks, self.size.width) + 3

    def show_blocks(self, blocks: Sequence[FieldBlock], *, keep_cursor: bool = True) -> None:
        """Show other blocks, the cursor staying on its value, or on the nearest that is left.

        Without `keep_cursor` it goes to the first one.
        """
        self._blocks = tuple(blocks)
        if not keep_cursor:
            self._keep_cursor, self._laid_out = False, ((), 0)
        if self.size.width:
            self._lay_out()

    def resized(self) -> None:
        """Break the lines anew for the new width."""
        self._lay_out()
        super().resized()

    def _lay_out(self) -> None:
        # Room for a scrollbar is kept in any case: one that comes must not break the lines anew.
        width = self.size.width
        if self._laid_out != (self._blocks, width):
            self._laid_out = (self._blocks, width)
            rows = field_rows(self._blocks, width)
            place = self._place_among(rows) if self._keep_cursor else None
            self._rows, self._keep_cursor = rows, True
            self.set_source(
                FixedRows(rows),
                painter=FieldPainter(label_width(self._blocks, width)),
                place=place,
                keep_cursor=False,
            )

    def _place_among(self, rows: Sequence[FieldRow]) -> ListPlace[FieldRow] | None:
        """Return where the cursor belongs among other rows, None for the first one."""
        if (place := self.place) is None:
            return None
        ordinals = {row.key: number for number, row in enumerate(rows) if not row.is_heading}
        at = place.ordinal
        nearest = [*self._rows[at:], *reversed(self._rows[:at])]
        found = next((ordinals[row.key] for row in nearest if row.key in ordinals), None)
        return None if found is None else ListPlace(rows[found], found, place.top + found - at)

    @property
    def row_region(self) -> Region:
        """Where on the screen the selected row is."""
        y = self.region.y + self.pinned + self.position - self.top
        return Region(self.region.x, y, self.region.width, 1)
