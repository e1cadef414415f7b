"""Area 1: what to do now, by deadline, with the client beside it (FEATURES ACT-04)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from domain.agenda import AgendaEntry, AgendaLine, Group
from domain.i18n import _
from domain.paging import Continued, PageSource
from domain.records.references import Reference
from screens.actions import ACTIVITIES, bindings_of
from screens.activities.activity_actions import ActivityActions, ActivityRow
from screens.activities.agenda_rows import (
    INSTEAD,
    BirthdayLine,
    BirthdayRow,
    Row,
    birthday_rows,
    cells_of,
    client_of,
    columns,
    counters_text,
    heading_of,
)
from screens.peeking import PeekingArea
from screens.program import program_of
from services.agenda import Agenda
from widgets.facts import FactsPane
from widgets.kept_lines import Ground
from widgets.lists.list_messages import RowOpened
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part
from widgets.text_line import TextLine

if TYPE_CHECKING:
    from services.birthdays import Birthday
    from services.queries import Condition
    from widgets.filter_line import FilterLine

_HIDDEN_KINDS = frozenset({"department", "import_run", "import_record", "pipeline"})
"""Tables whose changes this screen does not show."""

_NOT_COUNTED = frozenset(
    {"contact", "company", "lead", "deal", "contact_point", "address", "requisites", "line_item"}
)
"""Tables that may be written while as many activities are due as before."""


class MyActivities(ActivityActions, PeekingArea):
    """The open activities of the person at work.

    `agenda` gives what is shown first, where it has been read already.
    """

    target = ACTIVITIES
    digit = "1"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ACTIVITIES)]

    def __init__(self, agenda: Callable[[], Agenda] | None = None) -> None:
        super().__init__()
        self._read_already = agenda
        self._agenda: Agenda | None = None
        self._condition: Condition | None = None
        self._with_done = self._is_complete = False
        self._birthdays: Sequence[Birthday] = ()
        self._unseen: frozenset[str] = frozenset()

    def prepare(self) -> None:
        """Read the agenda, so that the first frame shows it, and its counter on the top bar."""
        read = self._read_already or self._read_agenda
        self._agenda = read()
        program_of(self).count_activities(self._agenda)

    def compose_area(self) -> ComposeResult:
        """Lay out the counters, the list and the client beside it."""
        agenda = self._shown_agenda
        yield TextLine(counters_text(agenda.counts, 0), id="counters")
        with Ground(id="body"):
            yield RecordList(
                ColumnPainter(columns(), self._cells, heading_of, titles=False, instead=INSTEAD),
                _lines(agenda, ()),
                empty_hint=self._empty_hint(),
                id="agenda",
            )
            yield FactsPane(id="facts")

    @property
    def agenda_list(self) -> RecordList[Row]:
        """The list of the agenda."""
        return self.query_one("#agenda", RecordList)

    def on_mount(self) -> None:
        """Keep the agenda true as time passes and others work."""
        self.agenda_list.focus()
        program_of(self).records_changed.subscribe(self, self._follow_changes)

    def complete(self) -> None:
        """Show what the first frame did not wait for: what others do, and birthdays."""
        self._is_complete = True
        self.refresh_agenda()
        self._read_birthdays()

    @work(group="birthdays", exclusive=True)
    async def _read_birthdays(self) -> None:
        from services.birthdays import upcoming_birthdays
        from services.settings import BIRTHDAY_DAYS, get_setting

        context = self.context
        found = await asyncio.to_thread(
            lambda: upcoming_birthdays(context, get_setting(context, BIRTHDAY_DAYS))
        )
        if tuple(found) != tuple(self._birthdays):
            self._birthdays = found
            self.refresh_agenda()

    @property
    def _shown_agenda(self) -> Agenda:
        assert self._agenda is not None
        return self._agenda

    def _read_agenda(self, counts: Mapping[Group, int] | None = None) -> Agenda:
        return Agenda(
            self.context,
            self.context.now(),
            self._condition,
            with_others=self._is_complete,
            with_done=self._with_done,
            counts=counts,
        )

    def refresh_agenda(self) -> None:
        """Read the agenda as of now; the cursor stays on its activity."""
        if self._condition is None:
            self._show_agenda(self._read_agenda())
        else:
            self._count_and_show()

    @work(group="agenda", exclusive=True)
    async def _count_and_show(self) -> None:
        # What fits a filter is counted row by row, which may take longer than a key may. The thread
        # counts on a connection of its own: two threads on one would wait for each other.
        counts = await asyncio.to_thread(lambda: self._read_agenda().counts)
        self._show_agenda(self._read_agenda(counts))

    def _show_agenda(self, agenda: Agenda) -> None:
        self._agenda = agenda
        birthdays = () if self._condition else self._birthdays
        self.agenda_list.set_source(_lines(agenda, birthdays))
        self.agenda_list.empty_hint = self._empty_hint()
        self.agenda_list.repaint()
        self._show_counters()
        if self._condition is None:
            program_of(self).count_activities(agenda)
        self.refresh_frame()

    def _empty_hint(self) -> str:
        if self._condition is not None:
            return _("Nothing fits the filter. Esc takes it away.")
        return _("Nothing is planned. n plans an activity, ^L logs a call, ^P finds a client.")

    def _show_counters(self) -> None:
        marked = len(self.marked_activities())
        text = counters_text(self._shown_agenda.counts, marked)
        self.query_one("#counters", TextLine).show(text)

    def follow_time(self) -> None:
        """Read the agenda as of now; on a new day other birthdays are near."""
        is_new_day = self._shown_agenda.now.date() != self.context.now().date()
        super().follow_time()
        self.refresh_agenda()
        if is_new_day:
            self._read_birthdays()

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        kinds -= _HIDDEN_KINDS
        if not self.is_in_view:
            # The counter on the top bar is seen from everywhere, the rest when it is shown.
            self._unseen |= kinds
            if kinds - _NOT_COUNTED:
                self.refresh_agenda()
        elif kinds:
            self.refresh_agenda()
            self.peek()
            if kinds & {"contact", "setting"}:
                self._read_birthdays()

    def on_screen_resume(self) -> None:
        """Show what was written while another screen was in view."""
        kinds, self._unseen = self._unseen, frozenset()
        if kinds:
            self._follow_changes(kinds)

    def _cells(self, row: Row) -> Mapping[str, str | Part]:
        return cells_of(row, self._shown_agenda.now)

    # The rows that actions are meant for.

    def activity_row(self) -> ActivityRow | None:
        """Return the activity under the cursor, None where there is none."""
        row = self.agenda_list.row
        if not isinstance(row, AgendaEntry):
            return None
        return ActivityRow(row.id, row.kind, row.subject, row.client, row.is_important, row.is_done)

    def client_at_hand(self) -> Reference | None:
        """Return the client of the row, of a birthday too."""
        return client_of(self.agenda_list.row)

    def next_client(self, step: int) -> Reference | None:
        """Go to the next row with another client, or to the previous one; None without one."""
        before = self.client_at_hand()
        is_found = self.agenda_list.go_on(step, lambda row: client_of(row) not in (None, before))
        return self.client_at_hand() if is_found else None

    def marked_activities(self) -> Sequence[UUID]:
        """Return the keys of the marked activities."""
        return [key for key in self.agenda_list.marked_keys if isinstance(key, UUID)]

    def clear_marks(self) -> None:
        """Mark nothing any more."""
        self.agenda_list.clear_marks()

    @on(RecordList.MarksChanged)
    def count_marks(self) -> None:
        """Show how many are marked."""
        self._show_counters()

    async def action_mark_all(self) -> None:
        """Mark every activity that is shown, or none where some are."""
        if self.agenda_list.marked_keys:
            self.clear_marks()
        else:
            await self.perform_first(lambda: self._read_agenda().keys(), self.agenda_list.set_marks)

    # The client beside the list.

    def under_cursor(self) -> tuple[UUID | None, Reference | None]:
        """Return the activity of the row, and its client."""
        row = self.agenda_list.row
        return (row.id if isinstance(row, AgendaEntry) else None), client_of(row)

    # The other view of the area.

    def action_calendar(self) -> None:
        """Show the calendar above the list."""
        from screens.calendar.opening import open_calendar

        open_calendar(self.app)

    # What the list shows.

    @on(RecordList.Opened)
    def open_row(self, event: RowOpened[Row]) -> None:
        """Enter opens a planned call as a call, anything else to be changed."""
        row = event.row
        if isinstance(row, BirthdayRow):
            self._plan_greeting(row)
        elif isinstance(row, AgendaEntry) and row.kind == "call" and not row.is_done:
            self.action_call()
        else:
            self.action_edit()

    def _plan_greeting(self, row: BirthdayRow) -> None:
        from screens.activities.activity_form import ActivityForm
        from services.birthdays import greeting_subject

        birthday = row.birthday
        preset = {"subject": greeting_subject(birthday), "due": f"{birthday.day:%d.%m.%Y}"}
        self.app.push_screen(
            ActivityForm(birthday.contact, preset=preset),
            self._then_say_saved(_("Planned. u takes it back.")),
        )

    def action_show_done(self) -> None:
        """Show what was done lately below the rest, or hide it."""
        self._with_done = not self._with_done
        self.refresh_agenda()
        self.say(
            _("What was done stands at the end: G goes there.")
            if self._with_done
            else _("What was done is hidden.")
        )

    async def action_filter(self) -> None:
        """Type into the line above the list what is to be shown."""
        line = await self._filter_line()
        line.open()
        self._offer(line)

    async def _filter_line(self) -> FilterLine:
        from widgets.filter_line import FilterLine

        for line in self.query(FilterLine):
            return line
        hint = _("words, kind:call,meeting  due:today  client:romashka  deal:chairs  important:yes")
        line = FilterLine(hint)
        await self.mount(line, before="#counters")
        return line

    def action_back(self) -> None:
        """Leave the filter, take away the marks, then the filter."""
        from widgets.filter_line import FilterLine

        if self.agenda_list.marked_keys and not self.is_typing:
            self.clear_marks()
            return
        for line in self.query(FilterLine):
            line.leave(keep=False)

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Show what fits what is typed."""
        from domain.query.errors import QueryError
        from services.queries import query_condition

        line = event.line
        try:
            self._condition = query_condition(self.context, "activity", line.raw_text)
        except QueryError as error:
            line.note(str(error), is_wrong=True, place=(error.position, error.length))
        else:
            line.note("")
            self.refresh_agenda()
        self._offer(line)

    def _offer(self, line: FilterLine) -> None:
        """Show what may be typed next."""
        from services.records.listing import complete_query

        line.offer(complete_query(self.context, "activity", line.raw_text, line.caret))

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Go back to the list."""
        if not event.line.stays(event):
            self.set_focus(self.agenda_list)


def _lines(agenda: Agenda, birthdays: Sequence[Birthday]) -> PageSource[Row]:
    """Return the lines of the list: the agenda, and below it whose birthday comes."""
    return Continued[AgendaLine, BirthdayLine](
        agenda, birthday_rows(birthdays), lambda row: isinstance(row, BirthdayLine)
    )
