"""What holds of every lead, in whatever way it is written."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, NotAllowed
from domain.i18n import _
from domain.leads import JUNK, read_only_sentence
from domain.records.values import RecordView
from services.context import Context
from storage.reads.sql import Parameter

if TYPE_CHECKING:
    from storage.tables import Lead


def check_open_view(view: RecordView) -> None:
    """Raise NotAllowed for a lead that was converted, as it is read."""
    if view.values.get("converted_at") is not None:
        raise NotAllowed(read_only_sentence())


def is_converted(context: Context, lead: UUID) -> bool:
    """Say whether a lead was converted."""
    row = (
        context.database.reader()
        .execute("SELECT converted_at IS NOT NULL FROM lead WHERE id = ?", (lead.bytes,))
        .fetchone()
    )
    return bool(row and row[0])


def keep_junk_reason(
    connection: sqlite3.Connection, lead: Lead, *, is_given: bool, is_moved: bool = True
) -> None:
    """Let junk, and only junk, have a reason (FEATURES LEAD-12).

    Raises BadInput where one `is_given` to a lead that is no junk, and where a lead that `is_moved`
    or loses its reason would be junk without one.
    """
    is_junk = _is_junk(connection, lead.status_id)
    if is_junk and lead.junk_reason_id is None and (is_moved or is_given):
        raise BadInput(_needs_reason(), "junk_reason")
    if is_junk or lead.junk_reason_id is None:
        return
    if is_given:
        raise BadInput(_only_junk(), "junk_reason")
    lead.junk_reason_id = None


def with_junk_reason(
    connection: sqlite3.Connection, values: dict[str, Parameter]
) -> dict[str, Parameter]:
    """Return the columns that a change of many leads sets, the reason following the status.

    Raises BadInput as `keep_junk_reason` does; each lead may be junk, so that no reason is taken
    away unless another status is given with it.
    """
    status, reason = values.get("status_id"), values.get("junk_reason_id")
    is_junk = isinstance(status, bytes) and _is_junk(connection, UUID(bytes=status))
    if reason is not None and not is_junk:
        raise BadInput(_only_junk(), "junk_reason")
    is_taken = "junk_reason_id" in values and "status_id" not in values
    if reason is None and (is_junk or is_taken):
        raise BadInput(_needs_reason(), "junk_reason")
    return values if is_junk or "status_id" not in values else values | {"junk_reason_id": None}


def _is_junk(connection: sqlite3.Connection, status: UUID | None) -> bool:
    if status is None:
        return False
    row = connection.execute(
        "SELECT meaning FROM dictionary_value WHERE id = ?", (status.bytes,)
    ).fetchone()
    return row is not None and row[0] == JUNK


def _only_junk() -> str:
    return _("Only junk has such a reason: give the lead the status “Junk” with it.")


def _needs_reason() -> str:
    return _(
        "A lead is junk for a reason (junk_reason): press X, which asks for it, or give it along "
        "with the status."
    )
