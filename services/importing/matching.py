"""Finds the contact that a card of an address book stands for.

Two people must never become one, so a card is known again only by what nobody else would say: the
card word for word, its own key (UID), or the same name together with a phone or e-mail. Within one
address book, known by its other cards that did not change, less is enough: the name alone, or a
phone or e-mail together with a part of the name, where no other card of the file claims the
contact. What is not known again becomes a new contact.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.records.fields import FieldType
from domain.records.values import Point
from domain.text import fold
from services.formats.cards import Card
from services.records.writing import point_row

UNIQUE_UID = 16
"""Characters from which on a UID is taken to be unique in the world, as UUIDs are; programs that
number their cards write shorter ones."""


@dataclass(frozen=True, slots=True)
class Match:
    """The contact that a card stands for.

    `previous` is the card as this address book had it before, None where the contact is known from
    elsewhere, and `latest` the last card of it that any book had; `replaced` are the keys of what
    earlier readings of this book remember of it.
    """

    contact: UUID
    previous: Card | None
    latest: Card | None
    replaced: tuple[UUID, ...]


class CardMatcher:
    """Matches the cards of one file.

    `source` names the format, `file_name` the file; `region` is that of its phones. Cards that read
    as last time are claimed first: they tell which earlier readings were of the same address book.
    """

    def __init__(
        self, connection: sqlite3.Connection, source: str, file_name: str, region: str
    ) -> None:
        self._connection = connection
        self._source = source
        self._region = region
        self._claimed: set[bytes] = set()
        rows = connection.execute(
            "SELECT id FROM import_run WHERE source = ? AND file_name = ?", (source, file_name)
        )
        self._runs_of_file: set[bytes] = {run for (run,) in rows}
        self._runs_of_book: set[bytes] = set()

    def claim_unchanged(self, fingerprint: str) -> bool:
        """Return whether a card was read before, word for word, and claim its contact."""
        row = self._connection.execute(
            "SELECT record_id, run_id FROM import_record "
            "WHERE source = ? AND fingerprint = ? ORDER BY id DESC LIMIT 1",
            (self._source, fingerprint),
        ).fetchone()
        if row is None:
            return False
        self._claimed.add(row[0])
        self._runs_of_book.add(row[1])
        return True

    def match_person(self, card: Card) -> Match | None:
        """Return the contact of a new or changed card that is surely the same person."""
        name = folded_name(card)
        shared = self._sharing_a_point(card)
        namesakes = [key for key, other in shared.items() if name and other == name]
        key = self._by_uid(card, shared)
        if key is None and len(namesakes) == 1:
            key = namesakes[0]
        if key is None and not namesakes and card.first_name and card.last_name:
            key = self._namesake(name)
        return self._claim(key, card)

    def match_renamed(self, card: Card) -> Match | None:
        """Return the contact of a card that got another name in this address book.

        Ask when every card that is surely somebody has claimed its contact.
        """
        words = set(folded_name(card).split())
        found = [
            key
            for key, other in self._sharing_a_point(card).items()
            if words & set(other.split()) and self._was_read_in(self._runs_of_book, key)
        ]
        return self._claim(found[0] if len(found) == 1 else None, card)

    def _claim(self, key: bytes | None, card: Card) -> Match | None:
        if key is None:
            return None
        self._claimed.add(key)
        return self._found(key, card)

    def _by_uid(self, card: Card, shared: Mapping[bytes, str]) -> bytes | None:
        if not card.uid:
            return None
        rows = self._connection.execute(
            "SELECT i.record_id, c.folded_name FROM import_record i "
            "JOIN contact c ON c.id = i.record_id "
            "WHERE i.source = ? AND i.external_id = ? AND c.deleted_at IS NULL "
            "ORDER BY i.id DESC",
            (self._source, card.uid),
        )
        for key, name in rows:
            agrees = len(card.uid) >= UNIQUE_UID or key in shared or self._is_kin(key, name, card)
            if agrees and key not in self._claimed:
                return bytes(key)
        return None

    def _is_kin(self, key: bytes, name: str, card: Card) -> bool:
        """Return whether a contact of this book bears a part of the name on the card."""
        runs = self._runs_of_book | self._runs_of_file
        shared = set(name.split()) & set(folded_name(card).split())
        return bool(shared) and self._was_read_in(runs, key)

    def _sharing_a_point(self, card: Card) -> dict[bytes, str]:
        """Return free contacts with a phone or e-mail of the card, each with its folded name.

        Another birth date makes another person, but in this address book, where it was mended.
        """
        found: dict[bytes, str] = {}
        runs = self._runs_of_book | self._runs_of_file
        for column, value in point_keys(card, self._region):
            rows = self._connection.execute(
                "SELECT c.id, c.folded_name, c.birth_date FROM contact_point p "
                f"JOIN contact c ON c.id = p.record_id WHERE p.{column} = ? "
                "AND p.record_kind = 'contact' AND c.deleted_at IS NULL",
                (value,),
            )
            for key, name, born in rows:
                is_other = born and card.birth_date and born != card.birth_date
                if key not in self._claimed and not (is_other and not self._was_read_in(runs, key)):
                    found[key] = name
        return found

    def _namesake(self, name: str) -> bytes | None:
        """Return the only free contact of that name that was read from this address book."""
        rows = self._connection.execute(
            "SELECT id FROM contact WHERE folded_name = ? AND deleted_at IS NULL", (name,)
        ).fetchall()
        runs = self._runs_of_book | self._runs_of_file
        free = [
            bytes(key)
            for (key,) in rows
            if key not in self._claimed and self._was_read_in(runs, key)
        ]
        return free[0] if len(free) == 1 else None

    def _was_read_in(self, runs: set[bytes], contact: bytes) -> bool:
        rows = self._connection.execute(
            "SELECT run_id FROM import_record "
            "WHERE record_kind = 'contact' AND record_id = ? AND source = ?",
            (contact, self._source),
        )
        return any(run in runs for (run,) in rows)

    def _found(self, contact: bytes, card: Card) -> Match:
        runs = self._runs_of_book | self._runs_of_file
        known = self._connection.execute(
            "SELECT id, run_id, external_id, payload FROM import_record "
            "WHERE record_kind = 'contact' AND record_id = ? AND source = ? ORDER BY id DESC",
            (contact, self._source),
        ).fetchall()
        ours = [row for row in known if row[1] in runs or (card.uid and row[2] == card.uid)]
        return Match(
            UUID(bytes=contact),
            _card_of(ours),
            _card_of(known),
            tuple(UUID(bytes=row[0]) for row in ours),
        )


def _card_of(rows: list[tuple[bytes, bytes, str, str]]) -> Card | None:
    """Return the card in the first of some rows of `import_record`."""
    return Card.from_json(json.loads(rows[0][3])) if rows else None


def folded_name(card: Card) -> str:
    """Return the name of a card as `contact.folded_name` keeps it."""
    return fold(f"{card.last_name} {card.first_name} {card.middle_name}")


def point_keys(card: Card, region: str) -> list[tuple[str, str]]:
    """Return what the phones and e-mails of a card are found by: column and value."""
    keys: list[tuple[str, str]] = []
    for point in card.phones:
        row = point_row(Point(point.value), FieldType.PHONE, region)
        if row["e164"]:
            keys.append(("e164", row["e164"]))
        elif row["reversed"]:
            keys.append(("reversed", row["reversed"]))
    keys += [("folded", fold(point.value)) for point in card.emails]
    return keys
