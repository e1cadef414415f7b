"""Find records by whatever is known of them (FEATURES SRCH-01)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from domain.contact_points.phones import phone_search_keys
from domain.dates.when import say_when
from domain.reach import typed_keys
from domain.records.fields import FieldRegistry
from domain.records.kinds import KINDS
from domain.text import words
from services.context import Context
from storage.reads.find import Found, Wanted, find_by_points, find_by_words
from storage.reads.hits import Hit, Reading, explain_point, explain_words, read_hits

CLIENTS = tuple(name for name, kind in KINDS.items() if kind.is_client)
"""Kinds that can be called."""

_PHONE_BESIDE_WORDS = re.compile(r"\+?[(\d][\d\s().+-]*\d")
_FEWEST_DIGITS = 3
"""Digits of a phone beside words: two are in too many phones."""
_FEWEST_IN_WHOLE = 7
"""Digits of a whole number: fewer are not looked at as one, which takes a moment."""


def find_records(
    context: Context,
    text: str,
    kinds: Sequence[str] = tuple(KINDS),
    limit: int = 20,
    connection: sqlite3.Connection | None = None,
    *,
    is_forgiving: bool = True,
) -> list[Hit]:
    """Return the records that `text` may mean, the best first.

    All words must occur, in any order, by their beginnings; digits are read as a phone in any
    spelling, its first or its last digits, and a whole number is found whatever stands beside it.
    Where that leaves room, records follow that are found with the text read in the other keyboard
    layout, in the other script, or with slips forgiven; none of them without `is_forgiving`. A
    search that should be interruptible brings its own connection.
    """
    search = _Search(context, text, kinds, limit, connection or context.database.reader())
    search.as_typed()
    if is_forgiving:
        search.forgiving()
    now = context.now()
    return [_dated(hit, now) if hit.at is not None else hit for hit in search.hits]


def _dated(hit: Hit, now: datetime) -> Hit:
    """Return a hit that tells when it was or is to be: activities are often called alike."""
    assert hit.at is not None
    when = say_when(hit.at, now)
    return replace(hit, detail=f"{when} · {hit.detail}" if hit.detail else when)


class _Search:
    """One search under way: what was found so far, up to a limit."""

    def __init__(
        self,
        context: Context,
        text: str,
        kinds: Sequence[str],
        limit: int,
        connection: sqlite3.Connection,
    ) -> None:
        self.hits: list[Hit] = []
        self._text = text
        self._region = context.region
        self._kinds = kinds
        self._clients = [kind for kind in kinds if kind in CLIENTS]
        self._limit = limit
        self._connection = connection
        self._context = context
        self._seen: set[bytes] = set()

    @property
    def _fields(self) -> FieldRegistry:
        return self._context.fields

    def as_typed(self) -> None:
        """Look for a phone or an address that begins so, then for the words."""
        text = self._text
        keys = phone_search_keys(text, self._region)
        addresses = [("folded", key) for key in typed_keys(text, self._region)]
        beginnings = [*_anywhere(keys, is_abroad="+" in text), *addresses]
        if beginnings:
            self._add_by_points(beginnings)
        self._add_by_words([[word] for word in dict.fromkeys(words(text))])
        phone = _PHONE_BESIDE_WORDS.search(text)
        if self._is_full or phone is None or beginnings:
            return
        keys = [
            key for key in phone_search_keys(phone[0], self._region) if len(key) >= _FEWEST_DIGITS
        ]
        rest = words(text[: phone.start()] + " " + text[phone.end() :])
        if keys and rest:
            self._add_by_points(
                _anywhere(keys, is_abroad="+" in phone[0]), [[word] for word in rest]
            )
        if rest and not self.hits and sum(map(str.isdecimal, phone[0])) >= _FEWEST_IN_WHOLE:
            self._add_by_whole_number()

    def _add_by_whole_number(self) -> None:
        """Add whoever has the number that stands in the text, as it does in a signature."""
        from domain.contact_points.phones import parse_phone

        if number := parse_phone(self._text, self._region).e164:
            self._add_by_points([("e164", number)])

    def forgiving(self) -> None:
        """Look for what else the words may mean, if there is room."""
        if self._is_full or not any(map(str.isalpha, self._text)):
            return
        from services.records.readings import Reader
        from storage.reads.known_words import KnownWords

        reader = Reader(self._text, KnownWords(self._connection))
        for reading, wanted in reader.readings(is_lost=not self.hits):
            self._add_by_words(wanted, reading)
            if self._is_full:
                break

    @property
    def _is_full(self) -> bool:
        return len(self.hits) >= self._limit

    def _add_by_points(self, beginnings: Iterable[tuple[str, str]], also: Wanted = ()) -> None:
        if not self._clients:
            return
        found = self._new(
            find_by_points(self._connection, beginnings, self._clients, self._limit, also)
        )
        by_key = {one.key: one for one in found}
        for hit in read_hits(self._connection, found):
            self.hits.append(explain_point(self._fields, hit, by_key[hit.id.bytes]))

    def _add_by_words(self, wanted: Wanted, reading: Reading = "typed") -> None:
        if self._is_full:
            return
        # Some of them may have been found before.
        most = self._limit + len(self.hits)
        found = self._new(find_by_words(self._connection, wanted, self._kinds, most))
        hits = [replace(hit, reading=reading) for hit in read_hits(self._connection, found)]
        self.hits += explain_words(self._connection, self._fields, hits, wanted)

    def _new(self, found: Iterable[Found]) -> list[Found]:
        """Return those not seen before, as many as there is room for."""
        new = [one for one in found if one.key not in self._seen][: self._limit - len(self.hits)]
        self._seen.update(one.key for one in new)
        return new


def _anywhere(keys: Sequence[str], *, is_abroad: bool) -> Iterator[tuple[str, str]]:
    """Return the columns of a phone and what they begin with, the likeliest first.

    What begins with a plus begins with the code of a country.
    """
    for key in keys:
        columns = [("national", key), ("e164", f"+{key}"), ("reversed", key[::-1])]
        yield from sorted(columns, key=lambda column: column[0] != "e164") if is_abroad else columns
