"""How the value of each field is read: a fragment of SQL, and what turns its result into a value.

Every fragment stands for a record aliased `r`. What takes more than one column is handed over as a
JSON array.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.money import from_millionths
from domain.parts import PART_TYPES, column_names
from domain.records.fields import (
    AddressPart,
    Column,
    Computed,
    Custom,
    Field,
    FieldType,
    LinkTable,
    Points,
    PriceOf,
    Rows,
    Tags,
)
from domain.records.kinds import KINDS
from domain.records.values import Deadline, Money, Person, Point, Value
from storage.reads.computed_sql import computed_decoder, computed_sql, person_in
from storage.reads.custom_sql import custom_decoder, custom_sql, money_sql
from storage.reads.labels import choice_in
from storage.reads.prices import price_sql
from storage.reads.sql import holds
from storage.reads.titles import reference_in, reference_sql
from storage.values import moment_in


def field_sql(field: Field) -> str:
    """Return SQL for the value of `field` of the record aliased `r`."""
    match field.store:
        case Column(name):
            return _column_sql(field, f'r."{name}"')
        case Custom():
            return custom_sql(field)
        case Points():
            return (
                "(SELECT json_group_array(json_array(value, label, e164, is_valid)) FROM "
                f"(SELECT value, label, e164, is_valid FROM contact_point "
                f"WHERE record_kind = '{field.kind}' AND record_id = r.id "
                f"AND type = '{field.type.value}' ORDER BY sort))"
            )
        case AddressPart(column):
            return (
                f"(SELECT {column} FROM address WHERE record_kind = '{field.kind}' "
                f"AND record_id = r.id ORDER BY sort LIMIT 1)"
            )
        case Rows(table):
            columns = ", ".join(("hex(id)", *_part_columns(field.type)))
            return (
                f"(SELECT json_group_array(json_array({columns})) FROM (SELECT * FROM {table} "
                f"WHERE record_kind = '{field.kind}' AND record_id = r.id ORDER BY sort, id))"
            )
        case LinkTable(table, own, other):
            target = field.target
            item = reference_sql(target, "t") if target else "json_array(t.login, t.name)"
            others = KINDS[target].table if target else "user"
            return (
                f"(SELECT json_group_array(json(item)) FROM (SELECT {item} AS item "
                f'FROM "{table}" l JOIN "{others}" t ON t.id = l."{other}" '
                f'WHERE {holds(field.link_columns, "l")}l."{own}" = r.id ORDER BY l.sort, l.id))'
            )
        case Tags(table, own):
            return (
                f'(SELECT json_group_array(tag) FROM (SELECT tag FROM "{table}" '
                f'WHERE "{own}" = r.id ORDER BY sort, id))'
            )
        case PriceOf():
            amount, currency = price_sql(field.store)
            return f"(SELECT json_array({amount}, {currency}))"
        case Computed():
            return computed_sql(field)


def _part_columns(type_: FieldType) -> Iterator[str]:
    """Give SQL for the columns of a type of parts: keys in hexadecimal, "" for none."""
    for name in column_names(type_):
        is_key = PART_TYPES[type_].column(name).type is FieldType.RECORD
        yield f"hex({name})" if is_key else name


def _column_sql(field: Field, column: str) -> str:
    match field.type:
        case FieldType.CHOICE:
            return (
                "(SELECT json_array(d.code, v.code, v.label, v.meaning, v.color) "
                "FROM dictionary_value v "
                f"JOIN dictionary d ON d.id = v.dictionary_id WHERE v.id = {column})"
            )
        case FieldType.STAGE:
            return (
                "(SELECT json_array('stage', code, name, meaning, color) FROM stage "
                f"WHERE id = {column})"
            )
        case FieldType.USER:
            return f'(SELECT json_array(login, name) FROM "user" WHERE id = {column})'
        case FieldType.RECORD:
            target = field.target or ""
            return (
                f'(SELECT {reference_sql(target, "t")} FROM "{KINDS[target].table}" t '
                f"WHERE t.id = {column})"
            )
        case FieldType.DEADLINE:
            return "json_array(r.due_at, r.due_on)"
    return column


def amounts_sql(field: Field) -> tuple[str, str, str]:
    """Return what is joined to the record `r` for a field of money, its amount, its currency."""
    if isinstance(field.store, Column):
        return "", f'r."{field.store.name}"', "r.currency"
    if isinstance(field.store, PriceOf):
        return "", *price_sql(field.store)
    return money_sql(field)


def decoder(field: Field, zone: tzinfo = UTC) -> Callable[[Any], Value]:
    """Return what turns the result of `field_sql` into a value.

    `zone` is where days without a time begin and end.
    """
    if isinstance(field.store, Computed):
        return computed_decoder(field, zone)
    if isinstance(field.store, Custom):
        return custom_decoder(field)
    if isinstance(field.store, LinkTable):
        return _references_in if field.target else _people_in
    if isinstance(field.store, Tags):
        return _tags_in
    if isinstance(field.store, Points):
        return _points_in
    if isinstance(field.store, PriceOf):
        return _price_in
    if isinstance(field.store, Rows):
        return _parts_in(field.type)
    return _DECODERS.get(field.type, _text_in)


def _text_in(raw: Any) -> Value:
    return raw if raw is not None else ""


def _as_is(raw: Any) -> Value:
    return raw  # type: ignore[no-any-return]  # the column's type says what it is


def _optional(convert: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda raw: None if raw is None else convert(raw)


def _price_in(raw: str) -> Value:
    amount, currency = json.loads(raw)
    return None if amount is None else Money(from_millionths(amount), currency)


def _references_in(raw: str) -> Value:
    return tuple(reference_in(item) for item in json.loads(raw))


def _people_in(raw: str) -> Value:
    return tuple(Person(login, name or login) for login, name in json.loads(raw))


def _tags_in(raw: str) -> Value:
    tags: list[str] = json.loads(raw)
    return tuple(tags)


def _points_in(raw: str) -> Value:
    points = json.loads(raw)
    return tuple(Point(value, label, e164, bool(valid)) for value, label, e164, valid in points)


def _parts_in(type_: FieldType) -> Callable[[Any], Value]:
    """Return what turns rows of parts, each a key and its columns, into values."""
    part, names = PART_TYPES[type_], column_names(type_)
    reads: list[Callable[[Any], Any]] = [
        _PART_READERS.get(part.column(name).type, _as_is) for name in names
    ]
    make: Callable[..., Any] = part.value

    def one(key: str, *raw: Any) -> Any:
        return make(UUID(hex=key), *(read(value) for read, value in zip(reads, raw, strict=True)))

    return lambda raw: tuple(one(*values) for values in json.loads(raw))


_PART_READERS: dict[FieldType, Callable[[Any], Any]] = {
    FieldType.BOOL: bool,
    FieldType.AMOUNT: lambda raw: None if raw is None else Decimal(raw),
    FieldType.RECORD: lambda raw: UUID(hex=raw) if raw else None,
}


def _deadline_in(raw: str) -> Value:
    at, on = json.loads(raw)
    if at is None and on is None:
        return None
    return Deadline(
        None if at is None else moment_in(at), None if on is None else date.fromisoformat(on)
    )


_DECODERS: dict[FieldType, Callable[[Any], Value]] = {
    FieldType.INTEGER: _as_is,
    FieldType.BOOL: _optional(bool),
    FieldType.AMOUNT: _optional(from_millionths),
    FieldType.DATE: _optional(date.fromisoformat),
    FieldType.MOMENT: _optional(moment_in),
    FieldType.DEADLINE: _deadline_in,
    FieldType.CHOICE: _optional(choice_in),
    FieldType.STAGE: _optional(choice_in),
    FieldType.USER: _optional(person_in),
    FieldType.RECORD: _optional(lambda raw: reference_in(json.loads(raw))),
}
