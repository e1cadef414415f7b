"""The calls in progress: one may be open as a form, the others are folded to a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from functools import partial
from typing import Any
from uuid import UUID

from textual.app import App
from textual.signal import Signal

from domain.i18n import _, ngettext
from domain.ids import new_id
from domain.records.references import Reference
from domain.text import one_line
from screens.calls.call_values import (
    CLIENT,
    CLIENT_RECORD,
    DEAL,
    HUNG_UP_AT,
    NOTES,
    PLANNED_KEY,
)
from screens.interrupting import aside, tell
from services.activities.open_calls import (
    OpenCall,
    call_seconds,
    drop_open_call,
    keep_open_call,
    open_calls,
)
from services.context import Context
from widgets.clock_line import Clock

KEEP_SECONDS = 600.0
"""How often a folded call is kept again, so that it is not taken for one that was forgotten."""


class CallDesk:
    """Begins calls, folds and unfolds them, and forgets those that are saved.

    `changed` is published when other calls are folded than before. What is typed into a call is
    kept in the database by its form, so that a call survives the program.
    """

    def __init__(self, app: App[Any], context: Context, changed: Signal[None]) -> None:
        self._app = app
        self._context = context
        self._changed = changed
        self._folded: dict[UUID, OpenCall] = {}
        self._ringing: set[UUID] = set()

    def load(self) -> None:
        """Take up the calls that were in progress when the program ended."""
        self._app.set_interval(KEEP_SECONDS, self._keep_folded)
        self._folded = {call.key: call for call in open_calls(self._context)}
        if self._folded:
            self._publish()

    def clocks(self) -> list[Clock]:
        """Return a running clock for each folded call, the one that ^L unfolds first."""
        return [self._clock(call) for call in self._newest_first()]

    def chord(self) -> None:
        """Fold the form that is open, unfold the call folded last, or begin a new one."""
        from screens.calls.call_form import CallForm

        screen = self._app.screen
        if isinstance(screen, CallForm):
            screen.take_chord()
        elif any(isinstance(below, CallForm) for below in self._app.screen_stack):
            tell(self._app, _("Close this window first: the call is below it."))
        elif self._folded:
            self.unfold(self._newest_first()[0].key)
        else:
            self.start(direction="incoming")

    def start(
        self,
        client: Reference | None = None,
        *,
        direction: str = "outgoing",
        typed: str = "",
        planned: UUID | None = None,
        is_folded: bool = False,
        rings: bool = False,
    ) -> None:
        """Begin a call with `client`, or with whoever `typed` names, such as a number.

        `planned` is the activity that it completes. Where a call with this client is folded, that
        one is unfolded instead. About a deal its contact is called. The form of one that `rings`
        has opened by itself.
        """
        values: dict[str, str] = {}
        about: dict[str, str] = {}
        if client is not None and client.kind == "deal" and (who := self._who_to_call(client)):
            about, client = {DEAL: one_line(client.title, 40)}, who
        if client is not None:
            key = f"{client.kind} {client.id}"
            values = {CLIENT: client.title, CLIENT_RECORD: key} | about
            for call in self._newest_first():
                if call.values.get(CLIENT_RECORD) == key:
                    if planned is not None:
                        values = {**call.values, PLANNED_KEY: str(planned)}
                        self._folded[call.key] = replace(call, values=values)
                    if not is_folded:
                        self.unfold(call.key)
                    return
        elif typed:
            values = {CLIENT: typed}
        if planned is not None:
            values[PLANNED_KEY] = str(planned)
        now = self._context.now().astimezone(UTC)
        call = OpenCall(
            key=new_id(), started_at=now, direction=direction, values=values, touched_at=now
        )
        if is_folded:
            aside(self._app, lambda: keep_open_call(self._context, call))
            self._folded[call.key] = call
            self._ringing.add(call.key)
            self._publish()
        else:
            self._show(call, opened_itself=rings)

    def _who_to_call(self, deal: Reference) -> Reference | None:
        from services.activities.call_context import who_to_call

        return who_to_call(self._context, deal)

    def unfold(self, key: UUID) -> None:
        """Show the form of a folded call, unless it was taken up on another terminal."""
        call = self._folded.pop(key)
        if key in self._ringing:
            self._ringing.discard(key)
            self._show(call)
        elif key in {one.key for one in open_calls(self._context)}:
            self._show(call, was_kept=True)
        else:
            tell(self._app, _("This call was taken up on another terminal."))
        self._publish()

    def other(self) -> OpenCall | None:
        """Return a folded call that rings, or else the one that has waited longest."""
        calls = self._newest_first()
        if calls and calls[0].key in self._ringing:
            return calls[0]
        return calls[-1] if calls else None

    def _show(self, call: OpenCall, *, was_kept: bool = False, opened_itself: bool = False) -> None:
        from screens.calls.call_form import CallForm

        form = CallForm(call, was_kept=was_kept, opened_itself=opened_itself)
        self._app.push_screen(form, lambda logged: self._closed(form, is_logged=logged is not None))

    def _closed(self, form: Any, *, is_logged: bool) -> None:
        call: OpenCall = form.call
        if is_logged:
            tell(self._app, _("The call is logged. u takes it back."))
        elif form.is_kept:
            # It may have been written down some time before.
            self._folded[call.key] = touched(call, call.values, self._context)
        else:
            aside(self._app, lambda: drop_open_call(self._context, call.key))
        self._publish()
        if form.then is not None:
            form.then()

    def _keep_folded(self) -> None:
        for key, call in self._folded.items():
            if HUNG_UP_AT not in call.values:
                self._folded[key] = kept = touched(call, call.values, self._context)
                aside(self._app, partial(keep_open_call, self._context, kept))

    def _publish(self) -> None:
        self._changed.publish(None)

    def _newest_first(self) -> list[OpenCall]:
        """Return the folded calls, those that ring before the others."""
        calls = [*reversed(self._folded.values())]  # of those of one moment the last one first
        calls.sort(key=lambda call: call.touched_at, reverse=True)
        return sorted(calls, key=lambda call: call.key not in self._ringing)

    def _clock(self, call: OpenCall) -> Clock:
        return Clock(_("call"), lambda: lasted(call, self._context), _about(call.values))


def _about(values: Mapping[str, str]) -> str:
    """Return who is on the line, and how much was written down."""
    lines = len(values.get(NOTES, "").splitlines())
    notes = (
        ngettext("{count} line of notes", "{count} lines of notes", lines).format(count=lines)
        if lines
        else ""
    )
    return " · ".join(filter(None, (values.get(CLIENT, "") or _("somebody"), notes)))


def lasted(call: OpenCall, context: Context) -> float:
    """Return how long a call has lasted, in seconds: until now, or until somebody hung up."""
    hung_up = call.values.get(HUNG_UP_AT)
    return float(hung_up) if hung_up else call_seconds(call, context.now())


def touched(call: OpenCall, values: Mapping[str, str], context: Context) -> OpenCall:
    """Return the call with what is in its form now."""
    return replace(call, values=dict(values), touched_at=context.now().astimezone(UTC))
