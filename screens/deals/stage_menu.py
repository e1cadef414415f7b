"""Chooses a stage among those of a pipeline, by Enter or by its digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType

from domain.text import one_line
from screens.actions import MENU, bindings_of
from screens.list_dialog import ListDialog, ListLine
from services.deals.pipelines import StageView
from widgets.key_layouts import in_every_layout
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class StageMenu(ListDialog[StageView | None, StageView]):
    """Returns the stage that was chosen; the cursor begins at the one of `present`, if any."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    StageMenu {
        & > Vertical { width: 52; }
        & RecordList { max-height: 75vh; }
    }
    """

    def __init__(
        self, title: str, stages: Sequence[StageView], present: StageView | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._stages = tuple(stages)
        self._present = present

    def title_text(self) -> str:
        """Say whose stage is chosen."""
        return one_line(self._title, 46)

    def painter(self) -> ColumnPainter[ListLine[StageView]]:
        """Show the digit, the stage, and how likely a deal is to be won there."""
        columns = (
            Column("digit", "", 1),
            Column("title", "", 20, weight=1),
            Column("chance", "", 8, align="right"),
        )
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[StageView]]:
        """Return a line for each stage."""
        return [ListLine(stage.id, stage) for stage in self._stages]

    def _cells(self, line: ListLine[StageView]) -> Mapping[str, str | Part]:
        number = self._stages.index(line.item) + 1
        is_present = self._present is not None and line.item.id == self._present.id
        return {
            "digit": (str(number) if number < 10 else "", "accent"),
            "title": f"[{line.item.label}]" if is_present else line.item.label,
            "chance": (f"{line.item.probability} %", "muted"),
        }

    def on_mount(self) -> None:
        """Be as high as there are stages."""
        self.line_list.styles.height = len(self._stages)
        if self._present is not None:
            self.line_list.move_to(self._present.id)

    def on_key(self, event: events.Key) -> None:
        """Take the stage whose digit is pressed."""
        for number, stage in enumerate(self._stages[:9], 1):
            if event.character and event.character in in_every_layout(str(number)).split(","):
                event.stop()
                self.dismiss(stage)
                return

    @on(RecordList.Opened)
    def choose(self) -> None:
        """Take the stage of the line."""
        if self.item is not None:
            self.dismiss(self.item)
