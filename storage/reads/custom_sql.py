"""Custom fields in SQL: how they are read, compared, sorted and searched in the JSON column.

A field has one JSON value under its name, or an array of them: texts, e-mails, web addresses and
days (ISO 8601) as text; whole numbers, moments (microseconds since 1970 in UTC) and decimal numbers
(millionths) as whole numbers, so that SQL orders and compares them exactly; yes and no as such;
money as `{"amount": millionths, "currency": code}`; phones as `{"value", "e164", "national",
"reversed", "is_valid"}`; what is chosen from a list by the code of its value, which never changes;
colleagues, records and files by their keys in hexadecimal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.contact_points.emails import is_email
from domain.contact_points.sites import is_site
from domain.money import from_millionths
from domain.query.tree import Empty, Equals, HasDigits, HasWords, Present, Test
from domain.records.fields import Field, FieldType
from domain.records.kinds import KINDS
from domain.records.values import AttachedFile, Choice, Money, Person, Point, Value
from domain.text import BREAK
from storage.reads.labels import choice_label
from storage.reads.sql import Sql, any_of
from storage.reads.titles import reference_in, reference_sql
from storage.reads.value_tests import value_test
from storage.values import moment_in

T = FieldType

_RESOLVED = frozenset({T.CHOICE, T.USER, T.RECORD, T.FILE})
"""Types whose values stand for something that is kept elsewhere."""

BREAK_SQL = f"char({ord(BREAK)})"


def path_of(field: Field) -> str:
    """Return the path of a field in the JSON column, as SQL text."""
    return f"'$.\"{field.name}\"'"


# Reading.


def custom_sql(field: Field) -> str:
    """Return SQL for the JSON of a field of the record `r`, NULL or empty without a value."""
    if field.type not in _RESOLVED:
        return f"(r.custom -> {path_of(field)})"
    return (
        f"(SELECT json_group_array(json(item)) FROM (SELECT {_resolved(field, 'j.value')} AS item "
        f"FROM json_each(r.custom, {path_of(field)}) j) WHERE item IS NOT NULL)"
    )


def _resolved(field: Field, value: str) -> str:
    """Return SQL for a JSON array of what a value stands for, NULL where that is gone."""
    match field.type:
        case T.CHOICE:
            found = (
                "(SELECT json_array(d.code, v.code, v.label, v.meaning, v.color) FROM dictionary d "
                "JOIN dictionary_value v ON v.dictionary_id = d.id "
                f"WHERE d.code = '{field.choices}' AND v.code = {value})"
            )
            return f"coalesce({found}, json_array('{field.choices}', {value}, {value}, '', ''))"
        case T.USER:
            return f'(SELECT json_array(login, name) FROM "user" WHERE id = crm_key({value}))'
        case T.RECORD:
            target = field.target or ""
            return (
                f'(SELECT {reference_sql(target, "t")} FROM "{KINDS[target].table}" t '
                f"WHERE t.id = crm_key({value}))"
            )
    return (
        "(SELECT json_array(hex(id), name, deleted_at IS NOT NULL) FROM attachment "
        f"WHERE id = crm_key({value}))"
    )


def custom_decoder(field: Field) -> Callable[[str | None], Value]:
    """Return what turns the result of `custom_sql` into a value: None, or one; several a tuple."""
    read = _ITEMS.get(field.type, lambda item: item)

    def decode(raw: str | None) -> Value:
        value = [] if raw is None else json.loads(raw)
        items = tuple(read(item) for item in (value if isinstance(value, list) else [value]))
        if field.multiple:
            return items
        return items[0] if items else None

    return decode


def _choice(item: list[str]) -> Choice:
    dictionary, code, label, meaning, color = item
    return Choice(code, choice_label(dictionary, code, label), meaning, color)


_ITEMS: dict[FieldType, Callable[[Any], Any]] = {
    T.DECIMAL: from_millionths,
    T.MONEY: lambda item: Money(from_millionths(item["amount"]), item["currency"]),
    T.DATE: date.fromisoformat,
    T.MOMENT: moment_in,
    T.CHOICE: _choice,
    T.USER: lambda item: Person(item[0], item[1] or item[0]),
    T.RECORD: reference_in,
    T.FILE: lambda item: AttachedFile(UUID(hex=item[0]), item[1], bool(item[2])),
    T.PHONE: lambda item: Point(item["value"], "", item["e164"], item["is_valid"]),
    T.EMAIL: lambda item: Point(item, "", None, is_email(item)),
    T.SITE: lambda item: Point(item, "", None, is_site(item)),
}


# Comparing.


def custom_test(field: Field, test: Test, alias: str, user: UUID) -> Sql:
    """Return the condition on a field of the record `alias`; one of several values is enough.

    Records to which a field points are asked for elsewhere.
    """
    if isinstance(test, Empty | Present):
        is_there = "IS NULL" if isinstance(test, Empty) else "IS NOT NULL"
        return Sql(f"json_type({alias}.custom, {path_of(field)}) {is_there}")
    if not field.multiple:

        def member(name: str = "") -> str:
            return f"({alias}.custom ->> '$.\"{field.name}\"{name}')"

        return _value_test(field, test, member, user)
    inner = _value_test(field, test, lambda name="": _of_item("j", name), user)
    return inner.within(
        f"EXISTS (SELECT 1 FROM json_each({alias}.custom, {path_of(field)}) j WHERE ", ")"
    )


def _of_item(alias: str, name: str) -> str:
    return f"({alias}.value ->> '${name}')" if name else f"{alias}.value"


def _value_test(field: Field, test: Test, member: Callable[..., str], user: UUID) -> Sql:
    """Return the condition on one value; `member` gives SQL for it, or for a part of it."""
    match test:
        case HasDigits(_typed, keys):
            return any_of(
                Sql(f"({member(part)} >= ? AND {member(part)} < ?)", (digits, digits + ":"))
                for key in keys
                for part, digits in (
                    (".national", key),
                    (".e164", f"+{key}"),
                    (".reversed", key[::-1]),
                )
            )
        case HasWords() | Equals() if field.type is T.FILE:
            found = value_test(field, "f.name", test, user)
            return found.within(
                f"EXISTS (SELECT 1 FROM attachment f WHERE f.id = crm_key({member()}) AND ", ")"
            )
    value, currency = member(), ""
    if field.type is T.MONEY:
        value, currency = member(".amount"), member(".currency")
    return value_test(field, value, test, user, currency=currency, is_custom=True)


# Sorting, adding up.


def first_value(field: Field) -> str:
    """Return SQL for what the record `r` is sorted by: the first value, or its amount or number."""
    start = f'\'$."{field.name}"{"[0]" if field.multiple else ""}'
    match field.type:
        case T.MONEY:
            return f"(r.custom ->> {start}.amount')"
        case T.PHONE:
            return f"coalesce(r.custom ->> {start}.e164', r.custom ->> {start}.value')"
    return f"(r.custom ->> {start}')"


def first_currency(field: Field) -> str:
    """Return SQL for the currency of what the record `r` is sorted by in a field of money."""
    return f"(r.custom ->> '$.\"{field.name}\"{'[0]' if field.multiple else ''}.currency')"


def money_sql(field: Field) -> tuple[str, str, str]:
    """Return what joins each amount of money in a field to the record `r`, and SQL for the amount
    and its currency."""
    if not field.multiple:
        start = f'r.custom ->> \'$."{field.name}"'
        return "", f"({start}.amount')", f"({start}.currency')"
    join = f", json_each(r.custom, {path_of(field)}) j"
    return join, "(j.value ->> '$.amount')", "(j.value ->> '$.currency')"


# Searching.


def custom_text_sql(field: Field) -> str:
    """Return SQL for what stands in a searchable field, as `storage.search.field_text_sql`."""
    if field.type is T.CHOICE:
        return _chosen_text(field)
    shown = "coalesce({v} ->> '$.e164', {v} ->> '$.value') || char(9) || " + _DIGITS
    if not field.multiple:
        value = f"(r.custom ->> {path_of(field)})"
        return shown.format(v=value) if field.type is T.PHONE else f"({value} || '')"
    text = shown.format(v="j.value") if field.type is T.PHONE else "j.value"
    return f"(SELECT group_concat({text}, char(10)) FROM json_each(r.custom, {path_of(field)}) j)"


def _chosen_text(field: Field) -> str:
    """Return SQL for what the chosen values of a field are called, each on a line."""
    return (
        "(SELECT group_concat(coalesce(nullif(v.label, ''), v.code), char(10)) "
        f"FROM json_each(r.custom, {path_of(field)}) j JOIN dictionary d "
        f"ON d.code = '{field.choices}' JOIN dictionary_value v ON v.dictionary_id = d.id "
        "AND v.code = j.value)"
    )


def custom_texts_sql(fields: Sequence[Field]) -> list[str]:
    """Return SQL for what stands in all of these fields, most of it read in one pass.

    Between the values of each stands `domain.text.BREAK`.
    """
    chosen = [values_apart(_chosen_text(field)) for field in fields if field.type is T.CHOICE]
    plain = [field for field in fields if field.type is not T.CHOICE]
    return [*([_plain_texts_sql(plain)] if plain else []), *chosen]


def values_apart(text: str) -> str:
    """Return SQL for values that stand on a line each, with `domain.text.BREAK` between them."""
    return f"replace({text}, char(10), {BREAK_SQL})"


def _plain_texts_sql(fields: Sequence[Field]) -> str:
    names = ", ".join(f"'{field.name}'" for field in fields)
    digits = _DIGITS.replace("{v}", "{a}.value")
    text = f"CASE {{a}}.type WHEN 'object' THEN {digits} ELSE {{v}} END"
    several = (
        f"(SELECT group_concat({text.format(a='k', v='k.value')}, {BREAK_SQL}) "
        "FROM json_each(j.value) k)"
    )
    one = text.format(a="j", v=f"CASE j.type WHEN 'array' THEN {several} ELSE j.value END")
    return (
        f"(SELECT group_concat({one}, {BREAK_SQL}) FROM json_each(r.custom) j "
        f"WHERE j.key IN ({names}))"
    )


_DIGITS = (
    "coalesce({v} ->> '$.national', '') || ' ' "
    "|| coalesce(substr({v} ->> '$.e164', 2), {v} ->> '$.value')"
)
"""The digits by which a phone `{v}` is found."""
