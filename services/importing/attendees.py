"""Who the people are that a calendar names by their e-mails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from domain.activities import CO_EXECUTOR, TAKES_PART
from domain.i18n import _
from domain.text import fold
from services.formats.meetings import Attendee, Meeting

Person = tuple[str, UUID]
"""A contact or a user: the kind and the key."""


class People(NamedTuple):
    """The people of a meeting: who is known here, in order, and who is not."""

    known: tuple[Person, ...]
    strangers: tuple[Attendee, ...]


class PeopleFinder:
    """Finds contacts and colleagues by e-mail; `own` is the acting person, who is left out."""

    def __init__(self, connection: sqlite3.Connection, own: UUID) -> None:
        self._connection = connection
        self._own = own
        rows = connection.execute("SELECT id, email FROM \"user\" WHERE email <> ''")
        self._users = {fold(email): UUID(bytes=key) for key, email in rows}
        self._found: dict[str, Person | None] = {}

    def find(self, attendees: Iterable[Attendee]) -> People:
        """Return who these people are; a colleague comes before a contact with the same e-mail.

        Colleagues who have declined do not work on it.
        """
        known: dict[Person, None] = {}
        strangers = []
        for attendee in attendees:
            person = self._person(fold(attendee.email))
            if person is None:
                strangers.append(attendee)
            elif person[0] == "contact" or (not attendee.has_declined and person[1] != self._own):
                known.setdefault(person)
        return People(tuple(known), tuple(strangers))

    def is_declined(self, meeting: Meeting) -> bool:
        """Say whether the acting person has declined to come."""
        return any(
            attendee.has_declined and self._person(fold(attendee.email)) == ("user", self._own)
            for attendee in meeting.attendees
        )

    def description(self, meeting: Meeting) -> str:
        """Return the description, and behind it who is invited and not known here."""
        strangers = self.find(meeting.attendees).strangers
        if meeting.is_ours or not strangers:
            return meeting.description
        names = ", ".join(str(stranger) for stranger in strangers)
        line = _("Participants: {names}").format(names=names)
        return f"{meeting.description}\n\n{line}".strip()

    def _person(self, email: str) -> Person | None:
        if email not in self._found:
            self._found[email] = self._look_up(email)
        return self._found[email]

    def _look_up(self, email: str) -> Person | None:
        if email in self._users:
            return "user", self._users[email]
        row = self._connection.execute(
            "SELECT c.id FROM contact_point e JOIN contact c ON c.id = e.record_id "
            "WHERE e.folded = ? AND e.type = 'email' AND e.record_kind = 'contact' "
            "AND c.deleted_at IS NULL ORDER BY c.id LIMIT 1",
            (email,),
        ).fetchone()
        return ("contact", UUID(bytes=row[0])) if row else None


def role_of(person: Person) -> str:
    """Return the part that somebody has in a meeting: contacts take part, colleagues work on it."""
    return TAKES_PART if person[0] == "contact" else CO_EXECUTOR
