"""An app that holds nothing but a list, and remembers what the list told: for tests of lists."""

from __future__ import annotations

from numbered_rows import NumberedRow, NumberedSource
from textual import on
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets import Input

from widgets.lists.columns import Column
from widgets.lists.list_messages import MarksChanged, RowHighlighted, RowOpened
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter

COLUMNS = [
    Column("number", "No", 6, align="right", priority=9),
    Column("text", "Text", 10, 1, priority=5),
    Column("late", "Late", 6, priority=1),
]


def painter() -> ColumnPainter[NumberedRow]:
    return ColumnPainter(
        COLUMNS,
        lambda row: {"number": f"{row.number:g}", "text": row.text, "late": ("!", "alert")},
        heading=lambda row: row.text,
    )


class WatchedList(RecordList[NumberedRow]):
    """A list that remembers which lines it asked to be repainted."""

    repainted: list[Region]

    def refresh(self, *regions: Region, **options: bool) -> WatchedList:  # type: ignore[override]
        self.__dict__.setdefault("repainted", []).extend(regions or [Region(0, 0, 999, 999)])
        super().refresh(*regions, **options)
        return self

    def lines_repainted(self) -> list[int]:
        lines = [y for region in self.repainted for y in range(region.y, region.bottom)]
        self.repainted.clear()
        return sorted(lines)


class Host(App[None]):
    def __init__(self, source: NumberedSource, **options: object) -> None:
        super().__init__()
        self.source = source
        self.list = WatchedList(painter(), source, **options)  # type: ignore[arg-type]
        self.highlighted: list[float | None] = []
        self.opened: list[float] = []
        self.marks: list[set[object]] = []

    def compose(self) -> ComposeResult:
        yield self.list
        yield Input(id="after")

    def on_mount(self) -> None:
        self.list.focus()

    @on(RecordList.Highlighted)
    def highlight(self, event: RowHighlighted[NumberedRow]) -> None:
        self.highlighted.append(event.row.number if event.row else None)

    @on(RecordList.Opened)
    def open(self, event: RowOpened[NumberedRow]) -> None:
        self.opened.append(event.row.number)

    @on(RecordList.MarksChanged)
    def mark(self, event: MarksChanged[NumberedRow]) -> None:
        self.marks.append({*event.record_list.marked_keys})

    def lines(self) -> list[str]:
        height = self.list.size.height
        return [self.list.render_line(y).text.rstrip() for y in range(height)]


# The list of 13 lines: a header and 12 rows.
SIZE = (50, 16)
