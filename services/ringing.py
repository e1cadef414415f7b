"""Calls that a telephone exchange announces (FEATURES TEL-02, TEL-07).

An exchange runs `crm ring PHONE --to LOGIN`; the program of that person notices the ring within a
second, and takes it. A ring that was not taken in time was missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.contact_points.phones import digits, parse_phone
from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.records.references import Reference
from domain.text import one_line
from services.context import Context
from storage.reads.rings import clients_with, read_rings
from storage.values import moment_out

RINGS_FOR = timedelta(minutes=2)
"""How long a call rings; later it was missed."""

KEPT_FOR = timedelta(days=30)
"""How long rings are remembered."""

_LONGEST = 40
"""Characters of a number that an exchange may give."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A call that rings, or rang: the number as it was given, when (UTC), and who it may be."""

    key: UUID
    phone: str
    e164: str | None
    at: datetime
    clients: tuple[Reference, ...]


def ring(context: Context, phone: str, login: str) -> UUID:
    """Let a call ring at the program of the person with this login; return its key.

    A number of the exchange's own, such as 102, is one too. Raises BadInput for what is no number,
    and NotFound for a login that nobody has.
    """
    from domain.ids import new_id

    typed = one_line(phone, _LONGEST)
    number = parse_phone(typed, context.region)
    if not number.is_valid and (not digits(typed) or any(c.isalpha() for c in typed)):
        raise BadInput(_("“{text}” is no telephone number.").format(text=typed), "phone")
    now = context.now().astimezone(UTC)
    with context.database.write(context.actor, "ring") as unit:
        connection = unit.connection
        row = connection.execute(
            'SELECT id FROM "user" WHERE login = ? AND is_active', (login,)
        ).fetchone()
        if row is None:
            raise NotFound(_("There is no user with the login {login}.").format(login=login))
        connection.execute("DELETE FROM ring WHERE at < ?", (moment_out(now - KEPT_FOR),))
        key = new_id()
        connection.execute(
            "INSERT INTO ring(id, user_id, phone, e164, at) VALUES (?, ?, ?, ?, ?)",
            (key.bytes, row[0], typed, number.e164, moment_out(now)),
        )
    return key


def waiting_rings(context: Context, now: datetime) -> list[Ring]:
    """Return the calls that ring for the acting person at `now` (aware), the first one first."""
    since = now.astimezone(UTC) - RINGS_FOR
    return _rings(context, since, datetime.max.replace(tzinfo=UTC))


def missed_rings(context: Context) -> list[Ring]:
    """Return the calls that rang for the acting person and were not taken, the first one first.

    They are missed until they are taken (`take_ring`) or cleared (`clear_missed_rings`).
    """
    now = context.now().astimezone(UTC)
    return _rings(context, now - KEPT_FOR, now - RINGS_FOR)


def take_ring(context: Context, key: UUID) -> bool:
    """Mark a ring as taken, or as seen where it was missed.

    Return whether it was still to be taken: of two programs that notice it, one takes it. Raises
    NotFound where there is no such ring for the acting person.
    """
    with context.database.write(context.actor, "take_ring") as unit:
        place = (key.bytes, context.actor.user_id.bytes)
        cursor = unit.connection.execute(
            "UPDATE ring SET taken_at = ? WHERE id = ? AND user_id = ? AND taken_at IS NULL",
            (moment_out(context.now()), *place),
        )
        known = "SELECT 1 FROM ring WHERE id = ? AND user_id = ?"
        if not cursor.rowcount and not unit.connection.execute(known, place).fetchone():
            raise NotFound(_("This call is no longer remembered."))
        return bool(cursor.rowcount)


def clear_missed_rings(context: Context) -> int:
    """Mark all missed calls of the acting person as seen; return how many there were."""
    now = context.now().astimezone(UTC)
    with context.database.write(context.actor, "take_ring") as unit:
        cursor = unit.connection.execute(
            "UPDATE ring SET taken_at = ? WHERE user_id = ? AND at < ? AND taken_at IS NULL",
            (moment_out(now), context.actor.user_id.bytes, moment_out(now - RINGS_FOR)),
        )
        return cursor.rowcount


def _rings(context: Context, since: datetime, until: datetime) -> list[Ring]:
    connection = context.database.reader()
    return [
        Ring(key, phone, e164, at, tuple(clients_with(connection, e164)) if e164 else ())
        for key, phone, e164, at in read_rings(connection, context.actor.user_id, since, until)
    ]
