"""Calls in progress: each is kept as a draft, so that it outlives the program."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.errors import Conflict
from domain.i18n import _
from domain.ids import parse_id
from services.context import Context
from services.drafts import drop_draft, save_draft
from storage.values import moment_in

FORM = "call:"
"""What the names of the drafts of calls begin with; the key of the call follows."""

FORGOTTEN = timedelta(hours=1)
"""How long after it was last kept a call is taken to have gone on."""

_STARTED, _DIRECTION = "@started", "@direction"


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call in progress: when it began (UTC), who called whom, and what stands in its form.

    `touched_at` (UTC) is when it was last kept.
    """

    key: UUID
    started_at: datetime
    direction: str
    values: Mapping[str, str]
    touched_at: datetime

    def turned(self, direction: str) -> OpenCall:
        """Return the call with another direction."""
        return replace(self, direction=direction)


def open_calls(context: Context) -> list[OpenCall]:
    """Return the acting person's calls in progress, the oldest first."""
    rows = context.database.reader().execute(
        "SELECT form, content, updated_at FROM draft WHERE user_id = ? AND form >= ? AND form < ?",
        (context.actor.user_id.bytes, FORM, f"{FORM[:-1]};"),
    )
    calls = (_read(form, content, touched_at) for form, content, touched_at in rows)
    return sorted(
        (call for call in calls if call is not None), key=lambda call: (call.started_at, call.key)
    )


def _read(form: str, content: str, touched_at: int) -> OpenCall | None:
    """Return the call that a draft holds, None where it holds none."""
    values = json.loads(content)
    key = parse_id(form.removeprefix(FORM))
    started, direction = values.pop(_STARTED, ""), values.pop(_DIRECTION, "")
    if key is None or not started:
        return None
    return OpenCall(key, datetime.fromisoformat(started), direction, values, moment_in(touched_at))


def keep_open_call(context: Context, call: OpenCall) -> None:
    """Keep a call in progress as it stands, touched now.

    Whoever shows the call, be it folded, keeps it again every few minutes, so that one call longer
    than `FORGOTTEN` is told from a call that was forgotten.
    """
    state = {_STARTED: call.started_at.astimezone(UTC).isoformat(), _DIRECTION: call.direction}
    save_draft(context, f"{FORM}{call.key}", {**call.values, **state})


def drop_open_call(context: Context, key: UUID) -> None:
    """Forget a call in progress: it was logged, or none took place."""
    drop_draft(context, f"{FORM}{key}")


def end_open_call(context: Context, connection: sqlite3.Connection, key: UUID) -> None:
    """Forget a call in progress within the use case that logs it.

    Raises Conflict where another program of the acting person has logged or dropped it.
    """
    cursor = connection.execute(
        "DELETE FROM draft WHERE user_id = ? AND form = ?",
        (context.actor.user_id.bytes, f"{FORM}{key}"),
    )
    if not cursor.rowcount:
        raise Conflict(
            _("This call is logged already: it was taken up on another terminal. Esc closes it.")
        )


def call_seconds(call: OpenCall, now: datetime) -> float:
    """Return how long a call has lasted at `now` (aware), in seconds.

    One that was last kept over an hour ago ended then: a call that is found the next morning did
    not last all night.
    """
    is_forgotten = now - call.touched_at > FORGOTTEN
    end = call.touched_at if is_forgotten else now
    return max(0.0, (end - call.started_at).total_seconds())
