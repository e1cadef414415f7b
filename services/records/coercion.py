"""Turns what was typed, or stood in JSON, into values that fit their fields."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, cast
from uuid import UUID

from domain.choosing import named
from domain.contact_points.point_labels import read_label
from domain.dates.partial_date import parse_partial_date, year_of
from domain.dates.when import parse_when
from domain.dictionaries import STAGES
from domain.errors import BadInput
from domain.i18n import _
from domain.ids import parse_id
from domain.leads import CONVERTED, STATUSES, only_conversion_sentence
from domain.money import parse_currency, parse_decimal, parse_money, to_millionths
from domain.records.fields import ROW_TYPES, Field, FieldType, Points, Tags
from domain.records.values import Deadline, Money, Point
from domain.tags import read_tags
from domain.text import strip_control
from domain.yes_no import read_yes_no
from services.context import Context
from services.parts.reading import read_part
from storage.reads.dictionary_values import (
    StoredValue,
    read_choices,
    read_stages,
    read_stages_beside,
)

MAX_TEXT = 100_000
"""Characters that a field of text may hold."""

LONGEST_NAME = 200
"""Characters that may be in what a person, a company or anything else is called."""

NAMES = frozenset(
    {"last_name", "first_name", "middle_name", "nickname", "name_prefix", "name_suffix", "title"}
    | {"company_title", "subject", "position", "name", "code", "bar_code"}
)
"""The fields of which lists, cards and letters show the whole on one line."""

EARLIEST_YEAR = 1900
"""The first year of a birthday: what lies before it was typed or exported wrongly."""


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record as somebody named it: by its key, or by its title."""

    id: UUID | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class FileName:
    """A file as somebody named it: by its key, else by its path or the name of what is attached."""

    id: UUID | None
    path: str = ""


class Coercion:
    """Reads values for one use case. Reads of the database go through `connection`.

    `stage` is that of the deal at hand: among the stages of its pipeline those that are named are
    looked for; without one, among those of the first pipeline.
    """

    def __init__(
        self, context: Context, connection: sqlite3.Connection, *, stage: UUID | None = None
    ) -> None:
        self._context = context
        self._connection = connection
        self._at_stage = stage
        self._readers: dict[FieldType, Callable[[Field, Any], Any]] = {
            FieldType.TEXT: self._text,
            FieldType.LONG_TEXT: self._long_text,
            FieldType.INTEGER: self._integer,
            FieldType.DECIMAL: self._amount,
            FieldType.AMOUNT: self._sum,
            FieldType.MONEY: self._bounded_money,
            FieldType.CURRENCY: lambda field, raw: parse_currency(self._text(field, raw)),
            FieldType.DATE: self._date,
            FieldType.PARTIAL_DATE: self._partial_date,
            FieldType.MOMENT: self._moment,
            FieldType.DEADLINE: self._deadline,
            FieldType.BOOL: self._bool,
            FieldType.CODE: self._code,
            FieldType.CHOICE: self._choice,
            FieldType.STAGE: self._stage,
            FieldType.USER: self._user,
            FieldType.RECORD: self._record,
            FieldType.FILE: self._file,
            FieldType.PHONE: self._point,
            FieldType.EMAIL: self._point,
            FieldType.SITE: self._point,
            **dict.fromkeys(ROW_TYPES, partial(read_part, self)),
        }

    def value(self, field: Field, raw: object) -> Any:
        """Return the value of `field` that `raw` stands for; None and "" clear it.

        A field with several values gives a list: of Point for phones and the like, of RecordName
        for records, of texts for tags. Colleagues, and what is chosen from a list, are keys, in a
        custom field the latter are codes. Raises BadInput, naming the field.
        """
        if field.read_only:
            raise BadInput(
                _("{field} cannot be set: the program keeps it.").format(field=_(field.label)),
                field.name,
            )
        try:
            if isinstance(field.store, Points):
                return [self._point(field, item) for item in _several(raw)]
            if isinstance(field.store, Tags):
                return read_tags(",".join(self._text(field, item) for item in _several(raw)))
            reader = self._readers[field.type]
            if field.multiple:
                return [reader(field, item) for item in _several(raw)]
            return None if raw is None or raw == "" else reader(field, raw)
        except BadInput as error:
            sentence = f"{_(field.label)}: {error}"
            raise BadInput(sentence, field.name) from error

    def _text(self, field: Field, raw: object) -> str:
        text = " ".join(self._long_text(field, raw).split())
        return _not_too_long(text, LONGEST_NAME) if field.name in NAMES else text

    def _long_text(self, field: Field, raw: object) -> str:
        if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
            raise BadInput(_("a text is expected, in quotes."))
        return _not_too_long(strip_control(str(raw)).strip(), MAX_TEXT)

    def _integer(self, field: Field, raw: object) -> int:
        number = self._number(field.without_sign(raw) if isinstance(raw, str) else raw)
        if abs(number) > 2**53:
            raise BadInput(_("“{text}” is too large a number.").format(text=raw))
        if number != number.to_integral_value():
            raise BadInput(_("“{text}” is not a whole number.").format(text=raw))
        if field.least is not None and number < field.least:
            raise BadInput(_("the least is {number}.").format(number=field.least))
        if field.most is not None and number > field.most:
            raise BadInput(_("the most is {number}.").format(number=field.most))
        return int(number)

    def _number(self, raw: object) -> Decimal:
        if isinstance(raw, str):
            return parse_decimal(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
            raise BadInput(_("a number is expected."))
        return Decimal(raw)

    def _sum(self, field: Field, raw: object) -> Decimal:
        """Return an amount whose currency stands in another field: `1 200,50`, `12 tys.`."""
        if not isinstance(raw, str):
            return self._amount(field, raw)
        amount, currency = parse_money(raw, "")
        if currency:
            raise BadInput(_("the currency has a field of its own: type the number alone."))
        return self._amount(field, amount)

    def _amount(self, field: Field, raw: object) -> Decimal:
        amount = self._number(raw)
        to_millionths(amount)
        return amount

    def _bounded_money(self, field: Field, raw: object) -> Money:
        money = self._money(field, raw)
        if field.least is not None and money.amount < field.least:
            raise BadInput(_("the least is {number}.").format(number=field.least))
        return money

    def _money(self, field: Field, raw: object) -> Money:
        """Return an amount with its currency, from a text or from JSON."""
        usual = str(field.choices or "")
        if isinstance(raw, Mapping):
            amount = self._amount(field, raw.get("amount"))
            return Money(amount, parse_currency(str(raw.get("currency") or usual)))
        if not isinstance(raw, str):
            return Money(self._amount(field, raw), usual)
        amount, currency = parse_money(raw, usual)
        return Money(self._amount(field, amount), currency)

    def _date(self, field: Field, raw: object) -> date:
        return parse_when(self._text(field, raw), self._context.now()).day

    def _partial_date(self, field: Field, raw: object) -> str:
        found = parse_partial_date(self._text(field, raw))
        year, latest = year_of(found), self._context.now().date()
        if year is not None and (year < EARLIEST_YEAR or found > f"{latest:%Y-%m-%d}"):
            raise BadInput(
                _("the date lies between the year {first} and today; check the year.").format(
                    first=EARLIEST_YEAR
                )
            )
        return found

    def _moment(self, field: Field, raw: object) -> datetime:
        deadline = self._deadline(field, raw)
        if deadline.at is None:
            raise BadInput(_("a time is missing: type it after the day, such as “fri 15:00”."))
        return deadline.at

    def _deadline(self, field: Field, raw: object) -> Deadline:
        text = self._text(field, raw)
        exact = _iso_moment(text)
        if exact is not None:
            parse_when(text[:10], self._context.now())  # refuses years that nobody plans for
            if exact.tzinfo is None:
                exact = exact.replace(tzinfo=self._context.zone)
            return Deadline(at=exact.astimezone(UTC))
        when = parse_when(text, self._context.now())
        instant = when.instant(self._context.zone)
        return Deadline(at=instant) if instant is not None else Deadline(on=when.day)

    def _bool(self, field: Field, raw: object) -> bool:
        return raw if isinstance(raw, bool) else read_yes_no(str(raw))

    def _code(self, field: Field, raw: object) -> str:
        code = str(raw).strip().lower()
        codes = cast("tuple[str, ...]", field.choices)
        if code not in codes:
            raise BadInput(
                _("there is no “{text}”. Use one of: {choices}.").format(
                    text=raw, choices=", ".join(codes)
                )
            )
        return code

    def _choice(self, field: Field, raw: object) -> UUID | str:
        dictionary = str(field.choices)
        # What is out of use may stay beside others, and is then named by its code.
        offered = (
            value
            for value in read_choices(self._connection, dictionary)
            if value.is_active or (field.multiple and value.code == str(raw))
        )
        chosen = _named(dictionary, offered, raw)
        if field.is_custom:
            return chosen.code
        if dictionary == STATUSES and chosen.meaning == CONVERTED:
            raise BadInput(only_conversion_sentence())
        return UUID(bytes=chosen.id)

    def _stage(self, field: Field, raw: object) -> UUID:
        code = str(raw).strip()
        for stage in read_stages(self._connection):
            if stage.is_active and stage.code == code:
                return UUID(bytes=stage.id)
        own = read_stages_beside(self._connection, self._at_stage)
        return UUID(bytes=_named(STAGES, (one for one in own if one.is_active), raw).id)

    def _user(self, field: Field, raw: object) -> UUID:
        """Return the colleague whose login or name it is, or begins so without a rival."""
        typed = self._text(field, raw)
        rows = self._connection.execute('SELECT id, login, name FROM "user"')
        found = named(((key, (login, name)) for key, login, name in rows), typed)
        if not found:
            raise BadInput(_("there is no user “{text}”; see “crm user list”.").format(text=raw))
        if len(found) > 1:
            raise BadInput(_("“{text}” may be several people; type the login.").format(text=typed))
        return UUID(bytes=found[0])

    def _record(self, field: Field, raw: object) -> RecordName:
        if isinstance(raw, Mapping):
            return self._record(field, raw.get("id") or raw.get("title") or "")
        text = self._text(field, raw)
        if not text:
            raise BadInput(_("a title or a key is missing."))
        key = parse_id(text)
        return RecordName(key, "" if key else text)

    def _file(self, field: Field, raw: object) -> FileName:
        if isinstance(raw, Mapping):
            raw = raw.get("id") or raw.get("path") or raw.get("name") or ""
        text = self._long_text(field, raw)
        if not text:
            raise BadInput(_("a path or a name is missing."))
        return FileName(parse_id(text), text)

    def _point(self, field: Field, raw: object) -> Point:
        value, label = raw, ""
        if isinstance(raw, Mapping):
            unknown = set(raw) - {"value", "label", "e164", "is_valid"}
            if unknown or "value" not in raw:
                raise BadInput(_("an entry has a “value” and may have a “label”, nothing else."))
            value, label = raw["value"], read_label(self._text(field, raw.get("label") or ""))
        text = self._text(field, value)
        if not text:
            raise BadInput(_("an entry is empty."))
        return Point(text, label)


def _not_too_long(text: str, limit: int) -> str:
    if len(text) > limit:
        raise BadInput(
            _("the text has {length} characters; at most {limit} fit.").format(
                length=len(text), limit=limit
            )
        )
    return text


def _several(raw: object) -> Iterable[object]:
    if raw is None or raw == "":
        return ()
    if isinstance(raw, list | tuple):
        return raw
    return (raw,)


def _iso_moment(text: str) -> datetime | None:
    """Return the moment that ISO 8601 text with a time spells, None for anything else."""
    if len(text) < 16 or text[4:5] != "-":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _named(dictionary: str, values: Iterable[StoredValue], raw: object) -> StoredValue:
    """Return the value whose code or label is `raw`, or begins so without a rival."""
    known: dict[tuple[str, str], StoredValue] = {}
    for value in values:
        known.setdefault((value.code, value.shown_in(dictionary)), value)
    found = named(((value, names) for names, value in known.items()), str(raw))
    if len(found) == 1:
        return found[0]
    raise BadInput(
        _("there is no “{text}”. Use one of: {choices}.").format(
            text=raw, choices=", ".join(code for code, _label in known)
        )
    )
