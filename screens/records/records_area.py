"""Area 3: the clients, and all activities, as lists with one filter language (FEATURES VIEW)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from domain.errors import BadInput
from domain.i18n import N_, _, ngettext
from domain.kinds import KINDS
from domain.money import format_amount
from domain.record_query import RecordQuery
from domain.record_rows import RecordRow
from domain.references import Reference
from screens.actions import CLIENTS, bindings_of
from screens.program import program_of
from screens.records.list_state import ListState
from screens.records.record_actions import RecordActions
from screens.records.record_table import RecordTable
from services.lists.reading import Figures, ListFigures, columns_of, keys_of, record_list_source
from services.lists.views import View, list_views, open_view
from services.records.listing import complete_query
from widgets.facts import FactsPane
from widgets.filter_line import FilterLine
from widgets.key_layouts import in_every_layout
from widgets.record_list import RecordList
from widgets.tab_line import Tab, TabLine

KINDS_SHOWN = ("contact", "company", "lead", "activity")

PEEK_SECONDS = 0.12
"""How long the cursor rests on a row before its record is read and shown."""


class RecordsArea(RecordActions):
    """Lists of contacts, companies, leads and activities."""

    target = CLIENTS
    digit = "3"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(CLIENTS),
        Binding(in_every_layout("left,h"), "shift(-1)", N_("Columns at the left"), show=False),
        Binding(in_every_layout("right,l"), "shift(1)", N_("Columns at the right"), show=False),
    ]
    DEFAULT_CSS = """
    RecordsArea {
        & #body { height: 1fr; layout: horizontal; }
        & RecordList { width: 3fr; }
        & FactsPane { width: 2fr; display: none; }
        & FactsPane.-shown { display: block; }
        &.-medium, &.-narrow {
            & #body { layout: vertical; }
            & RecordList { width: 1fr; height: 2fr; }
            & FactsPane { width: 1fr; height: 1fr; }
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind = KINDS_SHOWN[0]
        self._states: dict[str, ListState] = {}
        self._table: RecordTable | None = None

    @cached_property
    def _figures(self) -> ListFigures:
        return ListFigures(self.context)

    def on_unmount(self) -> None:
        """End the counting that runs."""
        if "_figures" in self.__dict__:
            self._figures.close()

    def compose_area(self) -> ComposeResult:
        """Lay out the kinds, the views, the filter and the list."""
        tabs = [Tab(kind, _(KINDS[kind].plural_label)) for kind in KINDS_SHOWN]
        yield TabLine(tabs, self._kind, id="kinds")
        yield TabLine([], "", id="views")
        yield FilterLine(_("words, company:romashka  changed:today  no-next-step"), id="filter")
        with Container(id="body"):
            yield RecordList(RecordTable(self.context, [], [], 0).painter(), id="records")
            yield FactsPane(id="facts")

    @property
    def _list(self) -> RecordList[RecordRow]:
        return self.query_one("#records", RecordList)

    @property
    def _state(self) -> ListState:
        return self._states[self._kind]

    def on_mount(self) -> None:
        """Show the first kind, and follow what others do."""
        program_of(self).records_changed.subscribe(self, self._follow_changes)
        self._list.focus()
        self._show_kind(self._kind)

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {self._kind, "activity", "contact_point", "company", "user"}:
            self._list.reload()
            self._count()
        if "saved_view" in kinds:
            self._show_views()

    # Which list is shown.

    def _show_kind(self, kind: str) -> None:
        if kind in self._states:
            self._state.marks = self._list.marked_keys
        self._kind = kind
        if kind not in self._states:
            view = next(view for view in self._views() if view.is_default)
            self._states[kind] = ListState(view.key, self._opened(view))
        self.query_one("#kinds", TabLine).show(
            [Tab(k, _(KINDS[k].plural_label)) for k in KINDS_SHOWN], kind
        )
        self._list.set_marks(self._state.marks)
        self._show_views()
        self._read(keep_cursor=False)

    def _views(self) -> Sequence[View]:
        return list_views(self.context, self._kind)

    def _opened(self, view: View) -> RecordQuery:
        """Return what a view shows today; say what of it is gone."""
        opened = open_view(self.context, view)
        if opened.sentence:
            self.say(opened.sentence, "error")
        return opened.query

    def _show_views(self) -> None:
        tabs = [Tab(view.key, view.name) for view in self._views()]
        self.query_one("#views", TabLine).show(tabs, self._state.view)

    def show_view(self, view: View) -> None:
        """Show another view of the same kind."""
        self._state.show(view.key, self._opened(view))
        self.query_one(FilterLine).set_text("")
        self._show_views()
        self._read(keep_cursor=False)

    def _read(self, *, keep_cursor: bool = True) -> None:
        """Show the list that is asked for; what cannot be read is said, and the list stays."""
        context, state = self.context, self._state
        try:
            source = record_list_source(context, state.query)
        except BadInput as error:
            self.say(str(error), "error")
            return
        sample = source.after(None, self._list.size.height or 40)
        self._table = RecordTable(context, source.columns, sample, state.shift)
        self._list.set_painter(self._table.painter())
        self._list.empty_hint = self._hint()
        self._list.set_source(source, keep_cursor=keep_cursor, lazy_count=True)
        self._count()

    def _hint(self) -> str:
        if self._state.query.in_bin:
            return _("The bin is empty.")
        if self._state.query.filter:
            return _("Nothing fits the filter. Esc takes it away.")
        return _("There is nothing yet. n adds the first, crm import reads an address book.")

    @work(group="figures", exclusive=True)
    async def _count(self) -> None:
        """Count and add up late, never before the rows."""
        query = self._state.query
        figures = await asyncio.to_thread(self._figures.read, query)
        if figures is not None and query == self._state.query:
            self._state.total = figures.count
            self._list.set_total(figures.count)
            self._show_figures(figures)

    def _show_figures(self, figures: Figures) -> None:
        label = ngettext("{count} record", "{count} records", figures.count)
        parts = [label.format(count=f"{figures.count:,}".replace(",", "\u202f"))]
        parts += [format_amount(amount, code) for code, amount in figures.sums.items()]
        if marked := len(self._list.marked_keys):
            parts.append(_("{count} marked").format(count=marked))
        kinds = self.query_one("#kinds", TabLine)
        tabs = [Tab(k, _(KINDS[k].plural_label)) for k in KINDS_SHOWN]
        kinds.show(tabs, self._kind, " · ".join(parts))

    # What actions are meant for.

    def kind(self) -> str:
        """Return the kind that is shown."""
        return self._kind

    def row_reference(self) -> Reference | None:
        """Return the record under the cursor."""
        row = self._list.row
        return Reference(self._kind, row.id, row.title) if row else None

    def marked_records(self) -> Sequence[UUID]:
        """Return the keys of the marked records."""
        return [key for key in self._list.marked_keys if isinstance(key, UUID)]

    def is_in_bin(self) -> bool:
        """Say whether the bin is shown."""
        return self._state.query.in_bin

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        self._list.clear_marks()

    def go_to(self, key: UUID) -> None:
        """Select a record that has just been made, where the list shows it."""
        self._list.reload()
        self._list.move_to(key)

    def action_mark_all(self) -> None:
        """Mark all that the filter shows, or none where some are marked."""
        if self._list.marked_keys:
            self.clear_marks()
        else:
            context, query = self.context, self._state.query
            self.perform(lambda: keys_of(context, query), self._list.set_marks)

    @on(RecordList.MarksChanged)
    def count_marks(self) -> None:
        """Show how many are marked."""
        self._count()

    # Keys of the list.

    @on(RecordList.Opened)
    def open_row(self) -> None:
        """Open the record of the row."""
        if self._kind == "activity":
            self.action_edit()
        else:
            self.action_open()

    def action_tab(self, step: int) -> None:
        """Show the next kind, or the previous one."""
        place = KINDS_SHOWN.index(self._kind)
        self._show_kind(KINDS_SHOWN[(place + step) % len(KINDS_SHOWN)])

    @on(TabLine.Chosen, "#kinds")
    def show_kind(self, event: TabLine.Chosen) -> None:
        """Show the kind that was clicked."""
        self._show_kind(event.name)

    @on(TabLine.Chosen, "#views")
    def show_clicked_view(self, event: TabLine.Chosen) -> None:
        """Show the view that was clicked."""
        for view in self._views():
            if view.key == event.name:
                self.show_view(view)

    def action_views(self) -> None:
        """Choose among the views, or keep what is shown as one."""
        from screens.records.views_dialog import ViewsDialog

        self.app.push_screen(ViewsDialog(self._views(), self._state.query), self._show_chosen)

    def _show_chosen(self, view: View | None) -> None:
        if view is not None:
            self.show_view(view)

    def action_arrange(self) -> None:
        """Choose columns and order."""
        from screens.records.arrange_dialog import ArrangeDialog

        shown = [field.name for field in columns_of(self.context, self._state.query)]
        query = replace(self._state.query, columns=tuple(shown))
        self.app.push_screen(ArrangeDialog(query), self._arranged)

    def _arranged(self, query: RecordQuery | None) -> None:
        if query is not None:
            self._state.arrange(query.columns, query.sort)
            self._read()

    def action_shift(self, step: int) -> None:
        """Scroll the columns after the first."""
        assert self._table is not None
        shift = max(0, min(self._table.most_shift, self._state.shift + step))
        if shift != self._state.shift:
            self._state.shift = shift
            self._read()

    # The filter.

    def action_filter(self) -> None:
        """Type into the line above the list what is to be shown."""
        line = self.query_one(FilterLine)
        line.set_text(self._state.query.filter)
        line.open()

    def action_back(self) -> None:
        """End a long change; leave the filter; take away the marks, then the filter."""
        if self.cancel_bulk():
            return
        if self._list.marked_keys and not self.is_typing:
            self.clear_marks()
        else:
            self.query_one(FilterLine).leave(keep=False)

    @on(FilterLine.Typed)
    def filter_list(self, event: FilterLine.Typed) -> None:
        """Show what fits what is typed, and offer what may come next."""
        line, before = event.line, self._state.query
        self._state.filter(event.text)
        try:
            record_list_source(self.context, self._state.query)
        except BadInput as error:
            self._state.query = before
            line.note(str(error), is_wrong=True)
        else:
            line.note("")
            self._read(keep_cursor=False)
        line.offer(complete_query(self.context, self._kind, line.raw_text, line.caret))

    @on(FilterLine.Left)
    def go_back_to_list(self) -> None:
        """Go back to the list."""
        self._list.focus()

    # The record beside the list.

    def action_peek(self) -> None:
        """Show or hide the record beside the list."""
        self.query_one(FactsPane).toggle_class("-shown")
        self._show_facts(self._list.row)

    @on(RecordList.Highlighted)
    def peek_soon(self, event: RecordList.Highlighted[RecordRow]) -> None:
        """Show the record of the row once the cursor rests on it."""
        if self.query_one(FactsPane).has_class("-shown"):
            row = event.row
            self.set_timer(PEEK_SECONDS, lambda: self._show_facts(row))

    @work(group="peek", exclusive=True)
    async def _show_facts(self, row: RecordRow | None) -> None:
        from screens.activities.row_facts import facts_of_row

        pane = self.query_one(FactsPane)
        if row is None or row is not self._list.row or not pane.has_class("-shown"):
            return
        is_activity = self._kind == "activity"
        client = None if is_activity else Reference(self._kind, row.id, row.title)
        activity = row.id if is_activity else None
        pane.show(await asyncio.to_thread(facts_of_row, self.context, activity, client))
