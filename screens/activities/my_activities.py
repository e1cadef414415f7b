"""Area 1: what to do now, by deadline, with the client beside it (FEATURES ACT-04)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Static

from domain.activities import ACTIVITY_KINDS, kind_label
from domain.agenda import AgendaEntry, AgendaLine, Group
from domain.i18n import _
from domain.values import Reference
from domain.when import describe_deadline
from screens.actions import ACTIVITIES, bindings_of
from screens.program import program_of
from screens.shell import AreaScreen
from services.agenda import Agenda
from widgets.bars import Area, TopBar
from widgets.columns import Column
from widgets.facts import FactsPane
from widgets.kept_lines import Ground
from widgets.record_list import RecordList
from widgets.row_painter import ColumnPainter, Part

PEEK_SECONDS = 0.12
"""How long the cursor rests on a row before its client is read and shown."""

_HIDDEN_KINDS = frozenset({"setting", "department", "import_run", "import_record", "pipeline"})
"""Tables whose changes this screen does not show."""


class MyActivities(AreaScreen):
    """The open activities of the person at work."""

    target = ACTIVITIES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(ACTIVITIES)]
    DEFAULT_CSS = """
    MyActivities {
        & #counters { height: 1; padding: 0 1; color: $text-muted; }
        & #body { height: 1fr; layout: horizontal; }
        & RecordList { width: 3fr; }
        & FactsPane { width: 2fr; }
        &.-medium, &.-narrow {
            & #body { layout: vertical; }
            & RecordList { width: 1fr; height: 2fr; }
            & FactsPane { width: 1fr; height: 1fr; }
        }
        & FactsPane.-hidden { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._peek_timer: Timer | None = None
        self._agenda: Agenda | None = None

    def compose_area(self) -> ComposeResult:
        """Lay out the counters, the list and the client beside it."""
        agenda = self._current_agenda()
        yield Static(_counters(agenda.counts), id="counters", markup=False)
        with Ground(id="body"):
            yield RecordList(
                ColumnPainter(_columns(), self._cells, _heading, titles=False),
                agenda,
                empty_hint=_("Nothing is planned. n plans an activity, c logs a call."),
                id="agenda",
            )
            yield FactsPane(id="facts")

    @property
    def agenda_list(self) -> RecordList[AgendaLine]:
        """The list of the agenda."""
        return self.query_one("#agenda", RecordList)

    def on_mount(self) -> None:
        """Keep the agenda true as time passes and others work."""
        self.agenda_list.focus()
        program_of(self).records_changed.subscribe(self, self._follow_changes)
        self._wait_for_next_minute()

    def areas(self) -> list[Area]:
        """Return the areas, with the number of overdue activities on this one."""
        overdue = self._current_agenda().counts[Group.OVERDUE]
        return [Area("1", _("Activities"), f"{overdue}!" if overdue else "")]

    def _current_agenda(self) -> Agenda:
        """Return the agenda that is shown, read before the first frame so that it is in it."""
        if self._agenda is None:
            self._agenda = Agenda(self.context, self.context.now())
        return self._agenda

    def refresh_agenda(self) -> None:
        """Read the agenda as of now; the cursor stays on its activity."""
        context = self.context
        self._agenda = Agenda(context, context.now())
        self.agenda_list.set_source(self._agenda)
        self.agenda_list.repaint()
        self.query_one("#counters", Static).update(_counters(self._agenda.counts))
        top = self.query_one(TopBar)
        top.show(self.areas(), active="1", right=self.corner())

    def _wait_for_next_minute(self) -> None:
        now = self.context.now()
        self.set_timer(60.05 - now.second - now.microsecond / 1e6, self._minute_passed)

    def _minute_passed(self) -> None:
        self.refresh_agenda()
        self._wait_for_next_minute()

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        if kinds - _HIDDEN_KINDS:
            self.refresh_agenda()
            self._show_client_of(self.agenda_list.row)

    def _cells(self, line: AgendaLine) -> Mapping[str, str | Part]:
        assert isinstance(line, AgendaEntry)
        assert self._agenda is not None
        is_late = line.group is Group.OVERDUE
        when = _when(line, self._agenda.now)
        attempt = _("try {number}").format(number=line.attempt) if line.attempt > 1 else ""
        who = " · ".join(filter(None, (line.client.title if line.client else "", line.company)))
        return {
            "sign": "!" if is_late else "",
            "kind": kind_label(line.kind),
            "when": (when, "alert") if is_late else when,
            "who": who,
            "subject": ", ".join(filter(None, (line.subject, attempt))),
            "star": "*" if line.is_important else "",
        }

    @on(RecordList.Highlighted)
    def peek_soon(self, event: RecordList.Highlighted[AgendaLine]) -> None:
        """Show the client of the row once the cursor rests on it."""
        if self._peek_timer is not None:
            self._peek_timer.stop()
        row = event.row
        self._peek_timer = self.set_timer(PEEK_SECONDS, lambda: self._show_client_of(row))

    @work(group="peek", exclusive=True)
    async def _show_client_of(self, line: AgendaLine | None) -> None:
        pane = self.query_one(FactsPane)
        client = line.client if isinstance(line, AgendaEntry) else None
        if client is None or not pane.display:
            pane.show([])
            return
        context = self.context
        # Loaded with the first client that is shown, behind the first frame.
        from screens.activities.client_facts import facts_of
        from services.clients import glance_at_client

        glance = await asyncio.to_thread(glance_at_client, context, client)
        pane.show(facts_of(context, glance) if glance else [])

    def _client(self) -> Reference | None:
        row = self.agenda_list.row
        return row.client if isinstance(row, AgendaEntry) else None

    @on(RecordList.Opened)
    def open_row(self) -> None:
        """Enter leads to the next step of the activity: finish it."""
        self.action_finish()

    def action_finish(self) -> None:
        """Finish the activity of the row."""
        from screens.activities.finish_dialog import FinishDialog

        row = self.agenda_list.row
        if isinstance(row, AgendaEntry):
            said = _("Done: {subject}. u takes it back.").format(subject=row.subject)
            self.app.push_screen(FinishDialog(row), self._say_if_saved(said))
        else:
            self.say(_("There is no activity under the cursor."))

    def action_new(self) -> None:
        """Plan an activity, with the client of the row filled in."""
        from screens.activities.plan_dialog import PlanDialog

        said = _("Planned. u takes it back.")
        self.app.push_screen(PlanDialog(self._client()), self._say_if_saved(said))

    def action_call(self) -> None:
        """Log a call, with the client of the row filled in."""
        self.open_call(self._client())

    def action_call_anyone(self) -> None:
        """Log a call with whoever is named in the form."""
        self.open_call(None)

    def open_call(self, client: Reference | None) -> None:
        """Open the form for a call with `client`, or with whoever is named in it."""
        from screens.activities.call_dialog import CallDialog

        said = _("The call is logged. u takes it back.")
        self.app.push_screen(CallDialog(client), self._say_if_saved(said))

    def _say_if_saved(self, sentence: str) -> Callable[[UUID | None], None]:
        return lambda key: self.say(sentence) if key is not None else None

    def action_peek(self) -> None:
        """Show or hide the client beside the list."""
        pane = self.query_one(FactsPane)
        pane.toggle_class("-hidden")
        self._show_client_of(self.agenda_list.row)


def _columns() -> tuple[Column, ...]:
    """Return the columns, as wide as the words of the language need."""
    now = datetime.now(UTC)
    kinds = max(cell_len(kind_label(code)) for code in ACTIVITY_KINDS)
    late = cell_len(describe_deadline(now - timedelta(minutes=59), None, now))
    return (
        Column("sign", "", min_width=1, weight=0, priority=9),
        Column("kind", "", min_width=kinds, weight=0, priority=6),
        Column("when", "", min_width=max(11, late), weight=0, priority=8),
        Column("who", "", min_width=16, weight=3, priority=7),
        Column("subject", "", min_width=12, weight=3, priority=5),
        Column("star", "", min_width=1, weight=0, priority=4),
    )


def _when(entry: AgendaEntry, now: datetime) -> str:
    """Return the deadline in words; under the heading of its day the time alone."""
    if entry.group in (Group.TODAY, Group.TOMORROW):
        return f"{entry.due_at.astimezone(now.tzinfo):%H:%M}" if entry.due_at else ""
    return describe_deadline(entry.due_at, entry.due_on, now)


def _heading(line: AgendaLine) -> str:
    assert not isinstance(line, AgendaEntry)
    return f"{line.group.title} {line.count}"


def _counters(counts: Mapping[Group, int]) -> str:
    return " · ".join(
        (
            _("{count} overdue").format(count=counts[Group.OVERDUE]),
            _("{count} today").format(count=counts[Group.TODAY]),
            _("{count} open").format(count=sum(counts.values())),
        )
    )
