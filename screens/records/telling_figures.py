"""Says how many records a list has and what they come to: late, never before the rows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cached_property

from textual import on, work

from domain.errors import CrmError
from domain.i18n import ngettext
from domain.money import format_amount
from domain.records.record_rows import RecordRow
from domain.text import spaced
from screens.records.list_state import ListState
from screens.records.telling_of_wait import TellsOfWait
from services.lists.reading import Figures, ListFigures
from widgets.lists.record_list import RecordList


class TellsFigures(TellsOfWait):
    """Counts and adds up the list of `state` beside the screen."""

    @property
    def state(self) -> ListState:
        """What is shown of the kind that is shown."""
        raise NotImplementedError

    def show_figures(self, *wordings: str, least: str = "") -> None:
        """Show what is told of all records of the list together, in the longest that fits.

        Other things make room for what is to be told at `least`.
        """
        raise NotImplementedError

    @property
    def record_list(self) -> RecordList[RecordRow]:
        """The list on the screen."""
        return self.query_one("#records", RecordList)

    @cached_property
    def _figures(self) -> ListFigures:
        return ListFigures(self.context)

    def on_unmount(self) -> None:
        """End the counting that runs."""
        if "_figures" in self.__dict__:
            self._figures.close()

    @work(group="figures", exclusive=True)
    async def count_late(self) -> None:
        """Count and add up late, never before the rows."""
        state, query = self.state, self.state.query
        try:
            figures = await asyncio.to_thread(self._figures.read, query)
        except CrmError:
            return  # a field of the filter has just gone, which the list itself says
        if figures is None:
            return
        if state is self.state and query == state.query:
            state.figures = figures
            self.record_list.set_total(figures.count)
            self.tell_figures()

    @on(RecordList.MarksChanged)
    def tell_figures(self) -> None:
        """Show how many records there are and are marked, and the sums of amounts."""
        self.show_figures(*self.figures_wordings(), least=self._least_figures())

    def figures_wordings(self) -> Sequence[str]:
        """Return what is told of all records; where that is too long, their number alone."""
        figures = self.state.figures
        alone = Figures(figures.count, {}) if figures is not None else None
        return [" · ".join(self._figures_parts(told)) for told in (figures, alone)]

    def _least_figures(self) -> str:
        """Return how many are marked, with the sign of such rows, and how many there are."""
        marked, figures = self.marked_count(), self.state.figures
        parts = [f"+{spaced(marked)}"] if marked else []
        return " · ".join([*parts, *([spaced(figures.count)] if figures is not None else [])])

    def _figures_parts(self, figures: Figures | None) -> list[str]:
        parts = self.said_of_marks()
        if figures is not None:
            label = ngettext("{count} record", "{count} records", figures.count)
            parts.append(label.format(count=spaced(figures.count)))
            parts += [format_amount(amount, code) for code, amount in figures.sums.items()]
        return parts

    def said_of_marks(self) -> list[str]:
        """Return how many records are marked, in words; nothing where none are."""
        if not (marked := self.marked_count()):
            return []
        label = ngettext("{count} marked", "{count} marked", marked)
        return [label.format(count=spaced(marked))]
