"""An area of lists with one filter language (FEATURES VIEW)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult

from domain.i18n import _
from domain.query.errors import QueryError
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from domain.records.record_rows import RecordRow
from domain.records.references import Reference
from domain.text import spaced
from screens.action import Action
from screens.actions import RECORD, RESTORE, action_of
from screens.peeking import PeekingArea
from screens.program import is_gone, program_of, shown_key
from screens.records.list_state import ListState
from screens.records.record_actions import NOT_SHOWN
from screens.records.record_table import RecordTable
from screens.records.shown_list import ShownList
from services.counters import activity_counts
from services.lists.reading import columns_of
from services.lists.views import (
    OpenedView,
    View,
    all_views,
    default_view,
    list_views,
    open_view,
)
from services.records.listing import complete_query, read_query
from widgets.bars import KeyBar
from widgets.facts import Block, FactsPane
from widgets.filter_line import FilterLine
from widgets.kept_lines import Ground
from widgets.lists.record_list import RecordList
from widgets.tab_line import Tab, TabLine


class ListArea(ShownList, PeekingArea):
    """Lists of the `kinds`, a tab each, with their views and a line for the filter."""

    also = (RECORD,)
    kinds: ClassVar[tuple[str, ...]]

    def __init__(self) -> None:
        super().__init__()
        self._kind = self.kinds[0]
        self._states: dict[str, ListState] = {}
        self._waiting: Mapping[str, int] = {}

    def compose_area(self) -> ComposeResult:
        """Lay out the kinds, the views, the filter and the list."""
        yield TabLine(self.tabs(), self.tab(), id="kinds")
        yield TabLine([], "", id="views")
        yield self.make_filter_line(_("words, company:romashka  changed:today  no-next-step"))
        with Ground(id="body"):
            yield self.make_list()
            yield from self.compose_beside()
            yield self.make_facts()

    def make_filter_line(self, examples: str) -> FilterLine:
        """Return the line for the filter, in which examples stand while it is empty."""
        key = shown_key(self, action_of("clients.panel"))
        return FilterLine(f"{examples}   {key} {_('fields')}", id="filter")

    def make_list(self) -> RecordList[RecordRow]:
        """Return the list, which is empty yet."""
        return RecordList(RecordTable(self.context, [], []).painter(), id="records")

    def make_facts(self) -> FactsPane:
        """Return what shows the row under the cursor, hidden at first."""
        facts = FactsPane(id="facts")
        facts.add_class("-hidden")
        return facts

    def compose_beside(self) -> ComposeResult:
        """Lay out what else shows the records."""
        yield from ()

    def tabs(self) -> list[Tab]:
        """Return the tabs of the area: its kinds."""
        return [Tab(kind, self._titled(kind)) for kind in self.kinds]

    def tab(self) -> str:
        """Return the name of the tab that is shown."""
        return self._kind

    def kind(self) -> str:
        """Return the kind that is shown."""
        return self._kind

    @property
    def state(self) -> ListState:
        """What is shown of the kind that is shown."""
        return self._states[self._kind]

    def on_mount(self) -> None:
        """Show the first kind, and follow what others do."""
        if is_gone(self):
            return  # it was laid out ahead while the program ends
        program_of(self).records_changed.subscribe(self, self._follow_changes)
        self.focus_shown()
        self._show_kind(self._kind)
        self._count_waiting()

    def on_screen_resume(self) -> None:
        """Catch up with what was written while another area was in view."""
        if is_gone(self):
            return
        self.refresh_frame()
        if self.is_stale():
            self._follow_records()

    def is_stale(self) -> bool:
        """Say whether something was written since the records were read that are shown."""
        return self.state.is_stale

    def focus_shown(self) -> None:
        """Hand the keys to what shows the records."""
        self.set_focus(self.record_list)

    def follow_time(self) -> None:
        """Show what time has made of the rows, such as what is overdue by now."""
        super().follow_time()
        self.repaint()
        self._count_waiting()

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        if kinds - NOT_SHOWN:
            for state in self._states.values():
                state.is_stale = True
        if "saved_view" in kinds:
            self._follow_views()
        if kinds & {"saved_view", "setting"}:
            self._show_views()
        if self.is_in_view:
            self.refresh_frame()
            if kinds - NOT_SHOWN:
                self._follow_records()
            else:
                self._count_waiting()

    def _follow_records(self) -> None:
        self.refresh_list()
        self.peek()
        self._count_waiting()

    def available(self, *more: str) -> list[Action]:
        """Leave out what is done with records where those of the bin are shown, or the reverse."""
        in_bin = self._kind in self._states and self.is_in_bin()
        return [
            action
            for action in super().available(*more)
            if not action.of_row or (action.name == RESTORE) == in_bin
        ]

    # Which list is shown.

    def _show_kind(self, kind: str) -> None:
        if self._kind in self._states:
            self.state.marks, self.state.place = self.record_list.marks, self.place()
        self._kind = kind
        if kind not in self._states:
            view = default_view(self.context, kind)
            self._states[kind] = ListState.of(view.key, self._opened(view))
        self._show_state()

    def _show_state(self, *, keeps_line: bool = False) -> None:
        """Show the list of the state, with its views, its filter and its marks.

        With `keeps_line` the line of the filter stays as it is, which may be being typed into.
        """
        state = self.state
        line = self.query_one(FilterLine)
        if keeps_line:
            line.set_home(state.base.filter)
        else:
            line.set_text(state.typed, state.base.filter)
        if state.lost:
            line.note(state.lost, is_wrong=True, place=state.lost_at)
        self._show_views()
        self.query_one(KeyBar).show(self.hints())
        self.record_list.set_marks(state.marks)
        self.begin_list(is_other=True)
        self.tell_figures()

    def _views(self) -> Sequence[View]:
        return list_views(self.context, self._kind)

    def _opened(self, view: View) -> OpenedView:
        """Return what a view shows today; say what of its columns is gone."""
        opened = open_view(self.context, view)
        if opened.sentence and not opened.kept:
            self.say(opened.sentence, "error")
        return opened

    def _show_views(self) -> None:
        tabs = [Tab(view.key, view.name) for view in self._views()]
        self.query_one("#views", TabLine).show(tabs, self.state.view)

    def _follow_views(self) -> None:
        """Show the views as somebody has changed them; one that is gone leaves its filter."""
        self.state.marks = self.record_list.marks
        for kind, state in self._states.items():
            views, shown, typed = all_views(self.context, kind), state.query, state.typed
            view = next((one for one in views if one.key == state.view), None)
            is_new = state.follow(open_view(self.context, view)) if view else state.lose_view()
            if is_new and kind == self._kind:
                is_other = state.query != shown
                self._show_followed(view, is_other=is_other, is_typed=state.typed == typed)

    def _show_followed(self, view: View | None, *, is_other: bool, is_typed: bool) -> None:
        """Show and say what has become of the view in force, None where it is gone.

        With `is_typed` what stands in the line of the filter is the same as before.
        """
        if is_other:
            self.state.place = self.place()
            self._show_state(keeps_line=is_typed)
        else:
            self.query_one(FilterLine).set_home(self.state.base.filter)
        if view is None:
            self.say(_("The view is gone. What it showed stays; Esc takes its filter away."))
        elif is_other and not self.state.lost:
            said = _("The view “{view}” was changed: this is what it shows now.")
            self.say(said.format(view=view.name))

    def show_view(self, view: View) -> None:
        """Show another view of the same kind."""
        self.state.marks = self.record_list.marks
        self.state.show(view.key, self._opened(view))
        self._show_state()

    def filter_mended(self) -> None:
        """Say no more that the filter cannot be read."""
        self.query_one(FilterLine).note("")

    def show_figures(self, *wordings: str, least: str = "") -> None:
        """Show what is told of all records at the end of the line of kinds."""
        line = self.query_one("#kinds", TabLine)
        line.show(self.tabs(), self.tab(), wordings, least=least)

    def _titled(self, kind: str) -> str:
        """Return the title of a kind, and how many activities with such records wait."""
        count = self._waiting.get(kind, 0)
        title = _(KINDS[kind].plural_label)
        return f"{title} {spaced(count)}" if count else title

    @work(group="counters", exclusive=True)
    async def _count_waiting(self) -> None:
        """Count what the person has set to be counted (FEATURES ACT-18), beside the screen."""
        counts = await asyncio.to_thread(activity_counts, self.context, self.context.now())
        if counts != self._waiting:
            self._waiting = counts
            self.tell_figures()

    def show_filtered(self, kind: str, text: str) -> None:
        """Show those records of a kind that fit a filter."""
        self._show_kind(kind)
        self._fill_filter(text)

    # Keys of the list.

    @on(RecordList.Opened)
    def open_row(self) -> None:
        """Open the record of the row."""
        self.action_open()

    def action_tab(self, step: int) -> None:
        """Show the next kind, or the previous one."""
        place = self.kinds.index(self._kind)
        self._show_kind(self.kinds[(place + step) % len(self.kinds)])

    @on(TabLine.Chosen, "#kinds")
    def show_kind(self, event: TabLine.Chosen) -> None:
        """Show the tab that was clicked."""
        self.choose_tab(event.name)

    def choose_tab(self, name: str) -> None:
        """Show the tab with this name."""
        self._show_kind(name)

    @on(TabLine.Chosen, "#views")
    def show_clicked_view(self, event: TabLine.Chosen) -> None:
        """Show the view that was clicked."""
        for view in self._views():
            if view.key == event.name:
                self.show_view(view)

    def action_views(self) -> None:
        """Choose among the views, or keep what is shown as one."""
        from screens.records.views_dialog import ViewsDialog

        dialog = ViewsDialog(self._views(), self.state.query, self.state.view)
        self.app.push_screen(dialog, self._show_chosen)

    def _show_chosen(self, view: View | None) -> None:
        if view is not None:
            self.show_view(view)

    def action_arrange(self) -> None:
        """Choose columns and order."""
        from screens.records.arrange_dialog import ArrangeDialog

        shown = [field.name for field in columns_of(self.context, self.state.query)]
        query = replace(self.state.query, columns=tuple(shown))
        self.app.push_screen(ArrangeDialog(query), self._arranged)

    def _arranged(self, query: RecordQuery | None) -> None:
        if query is not None:
            self.state.arrange(query.columns, query.sort)
            self.begin_list()

    # The filter.

    def action_filter(self) -> None:
        """Type into the line above the list what is to be shown."""
        line = self.query_one(FilterLine)
        line.open()
        self._offer(line)

    def action_panel(self) -> None:
        """Fill in a form of fields that writes the filter."""
        from screens.records.filter_panel import FilterPanel

        text = self.query_one(FilterLine).text
        self.app.push_screen(FilterPanel(self._kind, text), self._fill_filter)

    def _fill_filter(self, text: str | None) -> None:
        if text is not None:
            self.query_one(FilterLine).fill(text)

    def action_back(self) -> None:
        """End a long change; leave the filter; take away the marks, then the filter."""
        if self.cancel_long():
            return
        if self.record_list.marks and not self.is_typing:
            self.clear_marks()
        else:
            self.query_one(FilterLine).leave(keep=False)

    @on(FilterLine.Typed)
    def filter_list(self, event: FilterLine.Typed) -> None:
        """Show what fits what is typed, and offer what may come next."""
        line, state = event.line, self.state
        state.typed = event.text
        try:
            read_query(self.context, self._kind, line.raw_text)
        except QueryError as error:
            line.note(str(error), is_wrong=True, place=(error.position, error.length))
        else:
            line.note("")
            if event.text != state.query.filter:
                state.filter(event.text)
                self.begin_list()
        self._offer(line)

    def _offer(self, line: FilterLine) -> None:
        line.offer(complete_query(self.context, self._kind, line.raw_text, line.caret))

    @on(FilterLine.Left)
    def go_back_to_list(self, event: FilterLine.Left) -> None:
        """Go back to the records."""
        if not event.line.stays(event):
            self.focus_shown()

    # The record beside the list.

    def under_cursor(self) -> tuple[UUID | None, Reference | None]:
        """Return the activity of the row, or the client."""
        row = self.row_reference()
        if row is not None and row.kind == "activity":
            return row.id, None
        return None, row

    def facts_of(self, activity: UUID | None, client: Reference | None) -> Sequence[Block]:
        """Return what is known of the row, of the bin as well."""
        from screens.activities.row_facts import facts_of_row

        return facts_of_row(self.context, activity, client, in_bin=self.state.query.in_bin)
