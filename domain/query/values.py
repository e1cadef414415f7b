"""Reads what is asked of a field: the text behind its name, by the type of the field."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from domain.contact_points.phones import phone_search_keys
from domain.dates.partial_date import parse_partial_date
from domain.errors import BadInput
from domain.i18n import _
from domain.ids import parse_id
from domain.query import vocabulary
from domain.query.amounts import NUMBER_TYPES, read_between
from domain.query.names import CHOSEN_TYPES, Options, find_options, named, options_of
from domain.query.periods import HAS_YEAR, PeriodReader
from domain.query.tree import (
    Along,
    Anniversary,
    Chosen,
    DateParts,
    Empty,
    Equals,
    HasDigits,
    HasWords,
    IsRecord,
    IsSet,
    Present,
    Test,
)
from domain.reach import reach_key
from domain.records.fields import Field, FieldType, Points
from domain.text import fold, words
from domain.yes_no import NO, YES, read_yes_no

T = FieldType
DATE_TYPES: Final = frozenset({T.DATE, T.MOMENT, T.DEADLINE, T.PARTIAL_DATE})
BLANK_TYPES: Final = NUMBER_TYPES | DATE_TYPES | {T.PHONE}
"""Types of which a value may hold blanks without quotes."""

MOST_WORDS: Final = 6
"""How many words such a value may go on for without quotes."""

PAST_FIELDS: Final = frozenset(
    "created_at updated_at done_at deleted_at stage_at converted_at issued_at paid_on when".split()
)
"""Fields whose moments never lie ahead."""

_PARTS = re.compile(r"(?:(\d{4})|-)(?:-(\d\d)(?:-(\d\d))?)?")


class ValueReader:
    """Reads values as typed at the local moment `now`.

    `options` gives what fields are chosen from; `region` is that of phones without a country code.
    """

    def __init__(self, now: datetime, options: Options, region: str, *, day_first: bool) -> None:
        self._now, self._options, self._region = now, options, region
        self._day_first = day_first

    def read(
        self, field: Field, operator: str, text: str, *, is_quoted: bool = False
    ) -> tuple[Test, ...]:
        """Return what `text` asks of `field`, compared by `operator` (`>`, `<=`, `=` or "").

        Where that is several tests, as of a name that several values share, one is to pass.
        Raises BadInput with a sentence.
        """
        if not is_quoted and not operator and (test := _emptiness(field, text)):
            return (test,)
        if operator not in ("", "=") and field.type not in NUMBER_TYPES | DATE_TYPES:
            raise BadInput(
                _("{field} cannot be compared with {operator}; give a value.").format(
                    field=_(field.label), operator=operator
                )
            )
        if not text.strip():
            raise BadInput(_("A value is missing after {field}.").format(field=f"{named(field)}:"))
        if field.type in CHOSEN_TYPES:
            return self._choices(field, text)
        return (self._reader(field)(field, operator, text),)

    def _reader(self, field: Field) -> Callable[[Field, str, str], Test]:
        if field.type in NUMBER_TYPES:
            return read_between
        readers: dict[FieldType, Callable[[Field, str, str], Test]] = {
            T.BOOL: _switch,
            T.PHONE: self._phone,
            T.SITE: self._reach,
            T.MESSENGER: self._reach,
            T.PARTIAL_DATE: self._partial_date,
            T.RECORD: _record,
            T.DATE: self._period,
            T.MOMENT: self._period,
            T.DEADLINE: self._period,
        }
        return readers.get(field.type, _text)

    def _choices(self, field: Field, text: str) -> tuple[Test, ...]:
        if field.type is T.USER and fold(text) in vocabulary.ME:
            return (Chosen("me"),)
        found = find_options(options_of(field, self._options), text)
        return tuple(Chosen(option.code) for option in found)

    def _phone(self, field: Field, operator: str, text: str) -> Test:
        keys = phone_search_keys(text, self._region)
        if not keys:
            raise BadInput(
                _("“{text}” is no part of a phone; type two digits or more.").format(text=text)
            )
        return HasDigits(" ".join(text.split()), tuple(keys))

    def _reach(self, field: Field, operator: str, text: str) -> Test:
        """Read a site, or somebody in a network, by the form in which they are compared."""
        if not isinstance(field.store, Points):
            return _text(field, operator, text)
        key = reach_key(field.type, text, region=self._region)
        return Equals(key) if operator == "=" else _text(field, operator, key)

    def _period(self, field: Field, operator: str, text: str) -> Test:
        is_past = field.name in PAST_FIELDS
        reader = PeriodReader(self._now, is_past=is_past, day_first=self._day_first)
        return reader.read(text, operator)

    def _partial_date(self, field: Field, operator: str, text: str) -> Test:
        typed = " ".join(fold(text).split())
        if operator in ("", "=") and ".." not in typed:
            try:
                parts = _PARTS.fullmatch(parse_partial_date(typed, day_first=self._day_first))
            except BadInput:
                return self._anniversary(typed)
            assert parts is not None
            year, month, day = (int(part or 0) for part in parts.groups())
            return DateParts(typed, year, month, day)
        period = PeriodReader(self._now, day_first=self._day_first).read(text, operator)
        has_year = any(map(HAS_YEAR.search, typed.split("..")))
        if operator or has_year or period.start is None or period.end is None:
            return period
        return _anniversary(typed, period.start, period.end)

    def _anniversary(self, typed: str) -> Test:
        start, end = PeriodReader(self._now, day_first=self._day_first).span(typed)
        return _anniversary(typed, start, end)


def _anniversary(typed: str, start: datetime, end: datetime) -> Anniversary:
    """Return the days of the year from one local moment up to another."""
    first, last = start.date(), max(start.date(), end.date() - timedelta(days=1))
    if (last - first).days >= 365:
        return Anniversary(typed, "01-01", "12-31")
    return Anniversary(typed, _month_day(first), _kept_until(last))


def _month_day(day: date) -> str:
    return f"{day:%m-%d}"


def _kept_until(day: date) -> str:
    """Return `MM-DD` of the last birthday kept on a day, that of 29 February among them."""
    is_eve = (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).month == 3
    return "02-29" if is_eve else _month_day(day)


def _emptiness(field: Field, text: str) -> Test | None:
    """Return the test for a value or none, which every field but those of yes and no has.

    `done:yes` asks for a value, too; where one can say no, `нет` says that.
    """
    word = fold(text)
    if field.type is FieldType.BOOL and (word in YES | NO or not field.is_custom):
        return None
    dated = field.type in DATE_TYPES
    if word in vocabulary.NONE or (dated and word in NO - {"0"}):
        return Empty()
    if word in vocabulary.ANY or (dated and word in YES - {"1"}):
        return Present()
    return None


def _switch(field: Field, operator: str, text: str) -> Test:
    if fold(text) in vocabulary.NONE | vocabulary.ANY and fold(text) not in NO:
        raise BadInput(
            _("{field} is always yes or no: write {name}:yes or {name}:no.").format(
                field=_(field.label), name=named(field)
            )
        )
    return IsSet(read_yes_no(text))


def _text(field: Field, operator: str, text: str) -> Test:
    if operator == "=":
        return Equals(fold(text))
    found = tuple(words(text))
    if not found:
        raise BadInput(no_letters(text))
    if text.startswith("!"):
        raise BadInput(
            _("Write - before the field to leave a value out: -{field}:{value}.").format(
                field=named(field), value=text.lstrip("!=")
            )
        )
    return HasWords(found)


def no_letters(text: str) -> str:
    """Return what is said of a text that consists of signs."""
    return _("“{text}” has no letters or digits to look for.").format(text=text)


def _record(field: Field, operator: str, text: str) -> Test:
    if key := parse_id(text):
        return IsRecord(key)
    if field.target == "section" and not operator and "/" in text:
        names = tuple(filter(None, (tuple(words(name)) for name in text.split("/"))))
        if len(names) > 1:
            return Along(names)
    return _text(field, operator, text)
