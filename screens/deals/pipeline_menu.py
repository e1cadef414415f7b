"""Chooses the pipeline whose stages the board shows, by Enter or by its digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType

from domain.i18n import _, ngettext
from screens.actions import MENU, bindings_of
from screens.list_dialog import ListDialog, ListLine
from services.deals.pipelines import PipelineView
from widgets.key_layouts import in_every_layout
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class PipelineMenu(ListDialog[PipelineView | None, PipelineView]):
    """Returns the pipeline that was chosen; the cursor begins at the one that is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    PipelineMenu {
        & > Vertical { width: 52; }
        & RecordList { max-height: 75vh; }
    }
    """

    def __init__(self, pipelines: Sequence[PipelineView], present: PipelineView | None) -> None:
        super().__init__()
        self._pipelines = tuple(pipelines)
        self._present = present

    def title_text(self) -> str:
        """Say what is chosen."""
        return _("Which pipeline?")

    def painter(self) -> ColumnPainter[ListLine[PipelineView]]:
        """Show the digit, the pipeline, and how many stages it has."""
        columns = (
            Column("digit", "", 1),
            Column("title", "", 20, weight=1),
            Column("stages", "", 10, align="right"),
        )
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[PipelineView]]:
        """Return a line for each pipeline."""
        return [ListLine(one.id, one) for one in self._pipelines]

    def _cells(self, line: ListLine[PipelineView]) -> Mapping[str, str | Part]:
        one, count = line.item, len(line.item.in_use)
        number = self._pipelines.index(one) + 1
        is_present = self._present is not None and one.id == self._present.id
        stages = ngettext("{count} stage", "{count} stages", count).format(count=count)
        return {
            "digit": (str(number) if number < 10 else "", "accent"),
            "title": f"[{one.label}]" if is_present else one.label,
            "stages": (stages, "muted"),
        }

    def on_mount(self) -> None:
        """Be as high as there are pipelines."""
        self.line_list.styles.height = len(self._pipelines)
        if self._present is not None:
            self.line_list.move_to(self._present.id)

    def on_key(self, event: events.Key) -> None:
        """Take the pipeline whose digit is pressed."""
        for number, one in enumerate(self._pipelines[:9], 1):
            if event.character and event.character in in_every_layout(str(number)).split(","):
                event.stop()
                self.dismiss(one)
                return

    @on(RecordList.Opened)
    def choose(self) -> None:
        """Take the pipeline of the line."""
        if self.item is not None:
            self.dismiss(self.item)
