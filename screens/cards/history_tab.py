"""The filter of the History tab of a card: the same as that of the feed (FEATURES HIST-04)."""

from __future__ import annotations

from typing import Any

from domain.card_tabs import HISTORY
from domain.i18n import _
from domain.records.references import Reference
from domain.timeline import HistoryRow
from screens.cards.history_rows import history_painter
from screens.feed.feed_reading import FeedReading, feed_filter_hint
from widgets.filter_line import FilterLine
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter


class HistoryTab(FeedReading):
    """Shows of the history what passes a filter. Without one the tab is read like every other."""

    @property
    def main_list(self) -> RecordList[Any]:
        """The list under the tabs."""
        raise NotImplementedError

    @property
    def record(self) -> Reference:
        """The record that is shown."""
        raise NotImplementedError

    def shown_tab(self) -> str:
        """Return the name of the tab that is shown."""
        raise NotImplementedError

    def show_tab_anew(self) -> None:
        """Show the tab from its first line."""
        raise NotImplementedError

    @property
    def feed_list(self) -> RecordList[HistoryRow]:
        """The list that shows the lines."""
        return self.main_list

    def feed_painter(self) -> ColumnPainter[HistoryRow]:
        """Return what paints the lines."""
        return history_painter(self.record.id, self.context.now())

    def feed_of(self) -> Reference:
        """Return the record whose history is shown."""
        return self.record

    def shows_feed(self) -> bool:
        """Say whether the list shows lines that passed a filter."""
        return bool(self.feed_filter) and self.shown_tab() == HISTORY

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the filter have its keys while one types: Esc leads back to the list."""
        if self.is_typing and action == "leave":
            return False
        return super().check_action(action, parameters)

    async def action_filter(self) -> None:
        """Type into the line above the history what is to be shown of it."""
        if self.shown_tab() != HISTORY:
            self.say(_("Only the history can be filtered here: ] goes to its tab."))
            return
        if not self.query(FilterLine):
            await self.mount(FilterLine(feed_filter_hint(), id="filter"), before="#body")
        self.filter_line.open()
        self.offer_filter(self.filter_line)

    def filter_changed(self) -> None:
        """Show what passes the filter as it is now."""
        self.show_tab_anew()

    def forget_filter(self) -> None:
        """Show all of the history when it is shown next."""
        self.feed_filter = ""
        for line in self.query(FilterLine):
            line.set_text("")
