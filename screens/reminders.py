"""Reminders that pop up at their time, in whatever area one is (FEATURES NOTIF-04, CALL-06)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import Any, ClassVar
from uuid import UUID

from rich.cells import cell_len
from textual import events, on, work
from textual.app import App
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Static

from domain.activities import ACTIVITY_KINDS, kind_label
from domain.dates.when import describe_deadline
from domain.errors import CrmError
from domain.i18n import _, ngettext
from screens.actions import REMINDER, bindings_of
from screens.interrupting import may_interrupt, tell
from screens.list_dialog import ListDialog, ListLine
from screens.program import program_of, with_keys
from services.activities.reminders import (
    Reminder,
    dismiss_reminder,
    due_reminders,
    next_reminder_at,
    snooze_for,
)
from services.context import Context
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part

SNOOZE_MINUTES: tuple[int, ...] = (5, 15, 60)
"""How long the digits 1 to 3 put a reminder off."""

SHY_SECONDS = 1.0
"""How long a window that opened by itself takes no keys: they were meant for what is below it."""

LOOK_SECONDS = 2.0
"""How often the window looks whether a reminder was settled elsewhere, which no log tells."""

LONGEST_WAIT = timedelta(hours=1)
"""After which the next reminder is looked for again, in case the clock was set."""


class ReminderClock:
    """Shows what one is to be reminded of once its time has come and nobody is typing.

    `look` is to be called when activities have changed; between reminders nothing runs.
    """

    def __init__(self, app: App[Any], context: Context) -> None:
        self._app = app
        self._context = context
        self._timer: Timer | None = None
        self._is_waiting = False
        self._told: set[UUID] = set()

    def look(self) -> None:
        """Show what is due, and wait for what comes next."""
        if self._timer is not None:
            self._timer.stop()
        now = self._context.now()
        self._is_waiting = bool(due_reminders(self._context, now))
        coming = next_reminder_at(self._context)
        wait = min(coming - now, LONGEST_WAIT) if coming else LONGEST_WAIT
        self._timer = self._app.set_timer(max(0.5, wait.total_seconds() + 0.05), self.look)
        self.show_if_possible()

    def show_if_possible(self) -> None:
        """Open the window with what is due, unless somebody is typing: then say that it waits."""
        screen = self._app.screen
        if isinstance(screen, ReminderDialog):
            if screen.show_due():
                self._app.bell()
            return
        if not self._is_waiting:
            return
        reminders = due_reminders(self._context, self._context.now())
        if may_interrupt(self._app):
            self._is_waiting = False
            if reminders:
                self._app.bell()
                self._app.push_screen(ReminderDialog(reminders), lambda _none: self.look())
        elif fresh := [r for r in reminders if r.key not in self._told]:
            self._told.update(reminder.key for reminder in fresh)
            self._app.bell()
            tell(self._app, _("Reminder: {what}").format(what=_say(fresh[0], self._context.now())))


class ReminderDialog(ListDialog[None, Reminder]):
    """What is due: each can be opened, finished, put off or dismissed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(REMINDER)]
    DEFAULT_CSS = """
    ReminderDialog > Vertical { width: 86; }
    """

    def __init__(self, reminders: Sequence[Reminder]) -> None:
        super().__init__()
        self._reminders = list(reminders)
        self._opened_at = monotonic()

    @property
    def _is_shy(self) -> bool:
        return monotonic() - self._opened_at < SHY_SECONDS

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no keys at first."""
        return not self._is_shy

    def title_text(self) -> str:
        """Say how many there are."""
        count = len(self._reminders)
        return ngettext("{count} reminder", "{count} reminders", count).format(count=count)

    def keys_text(self) -> str:
        """Say what can be done with a reminder."""
        return with_keys(
            self,
            _(
                "{open} open   {done} done   1 +5 min  2 +15 min  3 +1 h   {dismiss} not again   "
                "{back} back"
            ),
            open="reminder.open",
            done="reminder.done",
            dismiss="reminder.dismiss",
            back="reminder.leave",
        )

    def painter(self) -> ColumnPainter[ListLine[Reminder]]:
        """Show the kind, when, and whom and what it is about."""
        columns = (
            Column("kind", "", max(cell_len(kind_label(code)) for code in ACTIVITY_KINDS)),
            Column("when", "", 13, priority=1),
            Column("what", "", 20, weight=1, priority=2),
        )
        return ColumnPainter(columns, self._cells, titles=False)

    def lines(self) -> list[ListLine[Reminder]]:
        """Return a line for each reminder."""
        return [ListLine(reminder.key, reminder) for reminder in self._reminders]

    def _cells(self, line: ListLine[Reminder]) -> Mapping[str, str | Part]:
        reminder, now = line.item, self.context.now()
        deadline = reminder.deadline
        when = describe_deadline(deadline.at, deadline.on, now)
        return {"kind": kind_label(reminder.kind), "when": when, "what": _about(reminder)}

    def on_mount(self) -> None:
        """Follow what others do."""
        self._fit()
        program_of(self).records_changed.subscribe(self, self._follow)
        self.set_interval(LOOK_SECONDS, self.show_due)

    def _fit(self) -> None:
        self.line_list.styles.height = min(10, len(self._reminders))

    def _follow(self, kinds: frozenset[str]) -> None:
        """Drop what is no longer due, such as what was done on another terminal."""
        if "activity" in kinds:
            self.show_due()

    def show_due(self) -> bool:
        """Show what is due by now, the cursor staying on its row; say whether any of it is new."""
        if not self.is_active:
            return False
        known = {reminder.key for reminder in self._reminders}
        due = due_reminders(self.context, self.context.now())
        self._keep(due)
        return any(reminder.key not in known for reminder in due)

    def on_screen_resume(self) -> None:
        """Drop what was settled in a window above this one."""
        self.show_due()

    def _keep(self, reminders: list[Reminder]) -> None:
        if reminders == self._reminders:
            return
        self._reminders = reminders
        if not reminders:
            self.dismiss(None)
        else:
            self.show_lines()
            self._fit()
            self.query_one("#title", Static).update(self.title_text())

    def on_key(self, event: events.Key) -> None:
        """Put the reminder off by the length whose digit was pressed."""
        if event.key in ("1", "2", "3") and not self._is_shy:
            event.stop()
            self._snooze(SNOOZE_MINUTES[int(event.key) - 1])

    def action_snooze(self) -> None:
        """Put the reminder off by the usual length."""
        self._snooze(SNOOZE_MINUTES[1])

    def _snooze(self, minutes: int) -> None:
        context, reminder = self.context, self.item
        if reminder is not None:
            self._settle(reminder, lambda: snooze_for(context, reminder.key, minutes))

    def action_dismiss_one(self) -> None:
        """Do not remind of this one again."""
        context, reminder = self.context, self.item
        if reminder is not None:
            self._settle(reminder, lambda: dismiss_reminder(context, reminder.key))

    def action_leave(self) -> None:
        """Go back to work; what is still here is reminded of again in a while."""
        context, minutes = self.context, SNOOZE_MINUTES[0]
        for reminder in list(self._reminders):
            self._settle(reminder, partial(snooze_for, context, reminder.key, minutes))

    @work(group="settle")
    async def _settle(
        self,
        reminder: Reminder,
        service: Callable[[], object],
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Do something with a reminder in a thread, and take it from the list once it is done."""
        try:
            await asyncio.to_thread(service)
        except CrmError as error:
            self.app.notify(str(error), severity="error", markup=False)
        else:
            self._keep([other for other in self._reminders if other.key != reminder.key])
            then()

    @on(RecordList.Opened)
    def open_row(self) -> None:
        """Open the reminder under the cursor."""
        self.action_open()

    def action_open(self) -> None:
        """Open the call with the deal's history in view, or the activity."""
        reminder, context, app, program = self.item, self.context, self.app, program_of(self)
        if reminder is None:
            return

        def show() -> None:
            if reminder.kind == "call" and reminder.client is not None:
                program.calls.start(reminder.client, planned=reminder.key)
            else:
                self._open_activity(app, reminder)

        self._settle(reminder, lambda: dismiss_reminder(context, reminder.key), show)

    def _open_activity(self, app: App[Any], reminder: Reminder) -> None:
        from screens.activities.activity_form import ActivityForm
        from services.records.use_cases import show_record

        try:
            view = show_record(self.context, "activity", reminder.key)
        except CrmError as error:
            tell(app, str(error), "error")
        else:
            app.push_screen(ActivityForm(activity=view))

    def action_done(self) -> None:
        """Finish the activity: outcome, result, next step."""
        from screens.activities.finish_dialog import FinishDialog

        if (reminder := self.item) is not None:
            client = reminder.client.title if reminder.client else ""
            self.app.push_screen(FinishDialog([reminder.key], reminder.subject, client))


def _about(reminder: Reminder) -> str:
    client = reminder.client.title if reminder.client else ""
    return " · ".join(filter(None, (client, reminder.subject)))


def _say(reminder: Reminder, now: datetime) -> str:
    deadline = reminder.deadline
    when = describe_deadline(deadline.at, deadline.on, now)
    return " ".join(filter(None, (kind_label(reminder.kind), when, _about(reminder))))
