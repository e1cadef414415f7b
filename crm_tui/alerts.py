"""What comes by itself while one works: reminders, calls that ring, decisions about deals."""

from __future__ import annotations

from typing import Any

from textual.app import App

from screens.calls.call_desk import CallDesk
from screens.calls.ring_watch import RingWatch
from screens.deals.decision_watch import DecisionWatch
from screens.reminders import ReminderClock
from services.context import Context


class Alerts:
    """Looks for what concerns the person when something has changed, and shows what waits."""

    def __init__(self, app: App[Any], context: Context, calls: CallDesk) -> None:
        self._reminders = ReminderClock(app, context)
        self._rings = RingWatch(app, context, calls)
        self._decisions = DecisionWatch(app, context)
        self._reminders.look()
        self._rings.tell_missed()
        self._rings.look()

    def look(self, kinds: frozenset[str]) -> None:
        """Look what the changed kinds of records bring; show what waits as soon as nobody types."""
        if "ring" in kinds:
            self._rings.look()
        if "deal" in kinds:
            self._decisions.look()
        if kinds & {"activity", "setting"}:
            self._reminders.look()
        else:
            self._reminders.show_if_possible()
