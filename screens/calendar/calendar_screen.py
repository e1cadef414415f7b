"""The calendar of calls and meetings, the second view of area 1 (FEATURES ACT-14, PORT-07)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from typing import ClassVar
from uuid import UUID

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from domain.calendar.entries import CalendarEntry
from domain.calendar.periods import Scale, period_of, shifted
from domain.i18n import _
from domain.records.references import Reference
from domain.records.values import Deadline
from domain.text import spaced
from screens.actions import bindings_of
from screens.activities.activity_actions import ActivityActions, ActivityRow
from screens.activities.keys import CALENDAR
from screens.calendar.days_beside import DaysBeside
from screens.calendar.texts import count_of, line_of, scale_label, title_of
from screens.peeking import PEEK_SECONDS, PeekingArea
from screens.program import is_gone, program_of
from services.activities.calendar import (
    CalendarPages,
    CalendarPerson,
    calendar_habits,
    calendar_people,
    reschedule,
)
from widgets.calendar.calendar_state import Habits
from widgets.calendar.calendar_view import CalendarView
from widgets.facts import FactsPane
from widgets.kept_lines import Ground
from widgets.tab_line import Tab, TabLine

_SHOWN = frozenset(
    {
        *("activity", "activity_link", "contact", "company", "contact_company", "contact_point"),
        *("lead", "deal", "setting", "user"),
    }
)
"""Tables whose changes may be seen in a calendar."""

_AGENDA, _CALENDAR = "agenda", "calendar"


class CalendarScreen(ActivityActions, PeekingArea):
    """The calls and meetings of the person at work, or of colleagues."""

    target = CALENDAR
    digit = "1"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CALENDAR)]
    DEFAULT_CSS = """
    CalendarScreen {
        & #tabs { height: 1; layout: horizontal; }
        & #scales { width: 1fr; }
        & CalendarView { width: 3fr; }
        &.-medium, &.-narrow {
            & CalendarView { width: 1fr; height: 2fr; }
        }
        &.-narrow #views { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._people: Sequence[CalendarPerson] = ()
        self._counted: tuple[object, int] = (None, 0)
        self._is_stale = False
        self._ahead_timer: Timer | None = None

    def prepare(self) -> None:
        """Read what the first frame shows."""
        self._pages = CalendarPages(self.context)

    def compose_area(self) -> ComposeResult:
        """Lay out the views, and the calendar with the client beside it."""
        with Ground(id="tabs"):
            views = TabLine([], "", id="views")
            views.show([Tab(_AGENDA, _("Agenda")), Tab(_CALENDAR, _("Calendar"))], _CALENDAR)
            views.styles.width = cell_len(f" {_('Agenda')} [{_('Calendar')}]") + 2
            yield views
            yield TabLine([], "", id="scales")
        with Ground(id="body"):
            now, habits = self.context.now(), self._habits()
            yield CalendarView(self._beside(self._pages), now, habits, line_of, id="calendar")
            facts = FactsPane(id="facts")
            facts.add_class("-hidden")
            yield facts

    @property
    def view(self) -> CalendarView:
        """The calendar."""
        return self.query_one(CalendarView)

    def on_mount(self) -> None:
        """Follow what others do."""
        if is_gone(self):
            return  # it was laid out ahead while the program ends
        self.set_focus(self.view)
        program_of(self).records_changed.subscribe(self, self._follow_changes)
        self._show_texts()

    def on_resize(self) -> None:
        """Say above the calendar what there is room for."""
        self.call_after_refresh(self._show_texts)

    def _habits(self) -> Habits:
        habits = calendar_habits(self.context)
        return Habits(habits.first_weekday, habits.work_begins, habits.work_ends)

    # What is shown.

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN:
            self._is_stale = True
            if self.is_in_view:
                self.refresh_calendar()

    def on_screen_resume(self) -> None:
        """Catch up with what was written while another screen was in view."""
        if self._is_stale:
            self.refresh_calendar()
        self._read_ahead_soon()

    def follow_time(self) -> None:
        """Show where now is."""
        super().follow_time()
        self._show(self._pages)

    @work(group="calendar", exclusive=True)
    async def refresh_calendar(self) -> None:
        """Read beside the screen what is shown, and show it."""
        self._is_stale = False
        pages = CalendarPages(self.context, self._people)
        await asyncio.to_thread(pages.days, self.view.state.period)
        self._show(pages)
        self.peek_soon()

    def _show(self, pages: CalendarPages) -> None:
        self._pages = pages
        people = [(person.id, person.name) for person in self._people]
        self.view.show(self._beside(pages), self.context.now(), people, self._habits())

    def _beside(self, pages: CalendarPages) -> DaysBeside:
        """Let a period that takes long to read come into view later."""
        return DaysBeside(pages, lambda reading: self.call_later(self._show_read, pages, reading))

    def _show_read(self, pages: CalendarPages, reading: Future[object]) -> None:
        reading.result()
        if pages is self._pages:
            self._show(pages)
            self.peek_soon()

    @on(CalendarView.Moved)
    def follow_cursor(self) -> None:
        """Say which days are shown, and read what the next key may show."""
        self._show_texts()
        self.peek_soon()
        self._read_ahead_soon()

    def _read_ahead_soon(self) -> None:
        if self._ahead_timer is not None:
            self._ahead_timer.stop()
        # Laid out before anybody has opened it, it waits with what the next key may show.
        if self.is_in_view:
            self._ahead_timer = self.set_timer(PEEK_SECONDS, self._read_ahead)

    @work(group="ahead", exclusive=True)
    async def _read_ahead(self) -> None:
        state = self.view.state
        for step in (1, -1):
            day = shifted(state.scale, state.cursor.day, step)
            period = period_of(state.scale, day, state.habits.first_weekday)
            await asyncio.to_thread(self._pages.days, period)

    def _show_texts(self) -> None:
        state = self.view.state
        others = [p.name for p in self._people if p.id != self.context.actor.user_id]
        people = ", ".join(p.name for p in self._people) if others else ""
        tabs = [Tab(scale.value, scale_label(scale)) for scale in Scale]
        scales = self.query_one("#scales", TabLine)
        room = scales.size.width - sum(cell_len(tab.title) + 2 for tab in tabs) - 2
        if self._counted[0] is not state.days:
            self._counted = (state.days, count_of(state.days))
        scales.show(tabs, state.scale.value, title_of(state, self._counted[1], people, room))

    @on(TabLine.Chosen, "#scales")
    def show_clicked_scale(self, event: TabLine.Chosen) -> None:
        """Show the scale that was clicked."""
        self.action_scale(event.name)

    @on(TabLine.Chosen, "#views")
    def show_clicked_view(self, event: TabLine.Chosen) -> None:
        """Go to the list that was clicked."""
        if event.name == _AGENDA:
            self.action_leave()

    # What actions are meant for.

    def activity_row(self) -> ActivityRow | None:
        """Return the activity under the cursor, None where there is none."""
        entry = self.view.entry
        if entry is None or entry.run is not None:
            return None
        return ActivityRow(
            entry.id, entry.kind, entry.subject, entry.client, entry.is_important, entry.is_done
        )

    def marked_activities(self) -> Sequence[UUID]:
        """Nothing is marked in a calendar."""
        return ()

    def clear_marks(self) -> None:
        """Nothing is marked in a calendar."""

    def under_cursor(self) -> tuple[UUID | None, Reference | None]:
        """Return the activity under the cursor, and its client."""
        row = self.activity_row()
        return (row.key, row.client) if row else (None, None)

    def why_no_activity(self) -> str:
        """Return what is said where an action of an activity has none, or many of a run."""
        entry = self.view.entry
        if entry is None or entry.run is None:
            return super().why_no_activity()
        return _("These are {count} activities of a run: Enter goes to it.").format(
            count=spaced(entry.number)
        )

    def _next_entry(self, step: int) -> Reference | None:
        before = self.view.entry
        self.view.action_entry(step)
        entry = self.view.entry
        return _reference(entry) if entry is not None and entry != before else None

    # Keys.

    @on(CalendarView.Opened)
    def open_entry(self, event: CalendarView.Opened) -> None:
        """Open the card of an entry; of a free day show its hours, at a free time plan."""
        if event.entry is not None and event.entry.run is not None:
            self._walk(event.entry.run)
        elif event.entry is not None:
            from screens.cards.opening import open_card

            open_card(self.app, _reference(event.entry), self._next_entry)
        elif self.view.state.is_by_slots:
            self.action_new()
        else:
            self.action_scale(Scale.DAY.value)

    def _walk(self, run: UUID) -> None:
        """Walk through a run."""
        from screens.runs.walk_screen import WalkScreen

        walk = WalkScreen(run)
        self.app.push_screen(walk, lambda _none: self.say(walk.closing_said))

    def action_new(self) -> None:
        """Plan a meeting at the time that the cursor is on, for whom the calendar is."""
        from screens.activities.activity_form import ActivityForm

        view, person = self.view, self._person_at_hand()
        minute = view.minute
        due = f"{view.state.cursor.day:%d.%m.%Y}"
        if minute is not None:
            due += f" {minute // 60:02}:{minute % 60:02}"
        preset = {"kind": "meeting", "due": due}
        if person is not None:
            preset["responsible"] = person.login
        self.app.push_screen(
            ActivityForm(preset=preset), self._then_say_saved(_("Planned. u takes it back."))
        )

    def _person_at_hand(self) -> CalendarPerson | None:
        """Return the colleague in whose calendar the cursor is, None in one's own."""
        person = self.view.person
        if person is None and len(self._people) == 1:
            person = self._people[0].id
        if person == self.context.actor.user_id:
            return None
        return next((one for one in self._people if one.id == person), None)

    def action_scale(self, name: str) -> None:
        """Show a day, a week or a month."""
        self.view.show_scale(Scale(name))

    def action_scales(self) -> None:
        """Choose among day, week and month."""
        from screens.cards.card_index import CardIndex

        choices = [(scale.value, scale_label(scale)) for scale in Scale]
        self.app.push_screen(
            CardIndex(_("Calendar"), choices, ()),
            lambda place: self.action_scale(place.tab) if place else None,
        )

    def action_today(self) -> None:
        """Go to today."""
        self.view.go_to_now()

    def action_people(self) -> None:
        """Choose whose calendar is shown."""
        from screens.calendar.people_dialog import PeopleDialog

        people = calendar_people(self.context)
        shown = [person.id for person in self._people] or [self.context.actor.user_id]
        self.app.push_screen(PeopleDialog(people, shown), self._show_people)

    def _show_people(self, people: Sequence[CalendarPerson] | None) -> None:
        if people is not None:
            me = self.context.actor.user_id
            self._people = () if [person.id for person in people] == [me] else tuple(people)
            self.refresh_calendar()

    def action_move(self) -> None:
        """Let the arrows move the entry under the cursor."""
        self._begin(0, 0, 0)

    def action_push(self, across: int, down: int) -> None:
        """Move the entry under the cursor by a step."""
        self._begin(across, down, 0)

    def action_stretch(self, step: int) -> None:
        """Make the entry under the cursor longer or shorter."""
        self._begin(0, 0, step)

    def _begin(self, across: int, down: int, longer: int) -> None:
        if self.view.begin_moving(across, down, longer):
            return
        is_done = self.activity_row() is not None
        self.say(_("What is done stays where it was.") if is_done else self.why_no_activity())

    @on(CalendarView.Rescheduled)
    def keep_moved(self, event: CalendarView.Rescheduled) -> None:
        """Write down where an entry was moved to."""
        new, old, context = event.new, event.old, self.context
        when = Deadline(at=new.start_at, on=new.on)
        minutes = new.planned_minutes if new.planned_minutes != old.planned_minutes else None
        self._is_stale = True
        self.perform(
            lambda: reschedule(context, new.id, when, minutes),
            self._then_say(_("Moved. u takes it back.")),
        )

    def say(self, sentence: str, severity: str = "information") -> None:
        """Say it; where something could not be written, show again what is there."""
        super().say(sentence, severity)
        if severity == "error" and self._is_stale:
            self.refresh_calendar()

    def action_leave(self) -> None:
        """Go to the list of activities."""
        self.view.stop_moving()
        self.dismiss()

    def action_back(self) -> None:
        """Leave what is being moved where it was, or go to the list of activities."""
        if not self.view.stop_moving():
            self.dismiss()


def _reference(entry: CalendarEntry) -> Reference:
    return Reference("activity", entry.id, entry.subject or entry.title)
