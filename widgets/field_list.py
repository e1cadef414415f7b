"""A list of labelled values in blocks, broken into lines for the width that it has."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region

from domain.paging import FixedRows
from widgets.field_rows import FieldBlock, FieldPainter, FieldRow, field_rows, label_width
from widgets.record_list import RecordList


class FieldList(RecordList[FieldRow]):
    """Shows blocks of values; the cursor goes from value to value, Enter opens one."""

    def __init__(self, *, id: str | None = None, leave_edges: bool = False) -> None:  # noqa: A002
        super().__init__(FieldPainter(0), id=id, leave_edges=leave_edges)
        self._blocks: Sequence[FieldBlock] = ()
        self._laid_out: tuple[Sequence[FieldBlock], int] = ((), 0)

    @property
    def label_cells(self) -> int:
        """How wide the labels are, with the cells before and after them."""
        return label_width(self._blocks, self.line_width) + 3

    def show_blocks(self, blocks: Sequence[FieldBlock]) -> None:
        """Show other blocks, the cursor staying on its value."""
        self._blocks = tuple(blocks)
        if self.size.width:
            self._lay_out()

    def resized(self) -> None:
        """Break the lines anew for the new width."""
        self._lay_out()
        super().resized()

    def _lay_out(self) -> None:
        width = self.line_width
        if self._laid_out != (self._blocks, width):
            self._laid_out = (self._blocks, width)
            rows = FixedRows(field_rows(self._blocks, width))
            self.set_source(rows, painter=FieldPainter(label_width(self._blocks, width)))

    @property
    def row_region(self) -> Region:
        """Where on the screen the selected row is."""
        y = self.region.y + self.pinned + self.position - self.top
        return Region(self.region.x, y, self.region.width, 1)
