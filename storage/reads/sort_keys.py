"""What lists are sorted by: an expression of SQL for each field of the record aliased `r`.

An expression is NULL where there is no value, so that such records can come last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.records.computed_fields import (
    ADDRESS,
    CLIENT,
    DELETED_BY,
    DIRECTLY_IN,
    NAME,
    NEXT_STEP,
    PIPELINE,
    PROGRESS,
    RUN,
)
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
from domain.records.record_rows import Sort
from storage.reads.computed_sql import deleter_sql, run_sql
from storage.reads.custom_sql import first_currency, first_value
from storage.reads.linked_order import Held, Linked
from storage.reads.linked_values import (
    FOLDED,
    NAME_INDEX,
    folded,
    held_values,
    linked_values,
    point_value,
)
from storage.reads.prices import price_sql
from storage.reads.sql import Sql, holds
from storage.search import part_text_sql, title_sql

T = FieldType


@dataclass(frozen=True, slots=True)
class SortKey:
    """An expression to sort by.

    `index` names an index over it and the record's key; the expression is then never NULL. `linked`
    and `held` tell where else its values can be read, those of records that have one.
    """

    sql: str
    descending: bool = False
    index: str = ""
    linked: Linked | None = None
    held: Held | None = None


_NAMING: Final = frozenset(
    {("contact", "last_name"), ("company", "title"), ("deal", "title")}
    | {(kind, NAME) for kind in FOLDED}
)
"""Fields that are sorted by the folded name of the record, which begins with them."""

_BY_DAY: Final = frozenset({("invoice", "date"), ("quote", "date")})
"""Fields that hold the day of a document, which it never lacks."""

_NUMBERS: Final = frozenset({T.INTEGER, T.DECIMAL, T.AMOUNT, T.MONEY, T.DATE, T.MOMENT, T.BOOL})


def sort_key(sort: Sort, now: datetime) -> SortKey:
    """Return what a list is sorted by for a field.

    `now` is the local moment whose distance from UTC says when days without a time end.
    """
    field, descending, kind = sort.field, sort.descending, sort.field.kind
    if (kind, field.name) in _NAMING:
        return SortKey(f"r.{FOLDED[kind]}", descending, NAME_INDEX.get(kind, ""))
    if (kind, field.name) in _BY_DAY:
        return SortKey("r.day", descending, f"{kind}_by_day")
    if field.name == "updated_at":
        return SortKey("r.updated_at", descending, f"{kind}_by_change")
    if field.name == "created_at":
        # Keys are made when records are, and in that order.
        return SortKey("r.id", descending, f"sqlite_autoindex_{KINDS[kind].table}_1")
    if field.name == NEXT_STEP:
        key = _next_step(kind, now, descending=descending)
        return SortKey(key, descending, linked=_next_steps(kind, now, descending=descending))
    if sort.worths and (money := _money(field)) is not None:
        return SortKey(_in_one_currency(*money, sort.worths), descending)
    return SortKey(
        _expression(field, now), descending, linked=linked_values(field), held=held_values(field)
    )


def _expression(field: Field, now: datetime) -> str:
    match field.store:
        case Column(name):
            return _column(field, f'r."{name}"', now)
        case Custom():
            return _custom(field, first_value(field), now)
        case Points():
            return (
                f"(SELECT {point_value(field)} FROM contact_point x "
                f"WHERE x.record_kind = '{field.kind}' AND x.record_id = r.id "
                f"AND x.type = '{field.type.value}' ORDER BY x.sort LIMIT 1)"
            )
        case AddressPart(column):
            return _first_address(field.kind, f"x.{column}")
        case Rows(table):
            return (
                f"(SELECT {folded(part_text_sql(field.type))} FROM {table} x "
                f"WHERE x.record_kind = '{field.kind}' AND x.record_id = r.id "
                "ORDER BY x.sort, x.id LIMIT 1)"
            )
        case LinkTable(table, own, other):
            target = field.target
            name = _name(target, "t") if target else _PERSON.format(a="t")
            others = KINDS[target].table if target else "user"
            return (
                f'(SELECT {name} FROM "{table}" l JOIN "{others}" t ON t.id = l."{other}" '
                f'WHERE {holds(field.link_columns, "l")}l."{own}" = r.id '
                "ORDER BY l.sort, l.id LIMIT 1)"
            )
        case Tags(table, own):
            return (
                f'(SELECT x.folded FROM "{table}" x WHERE x."{own}" = r.id '
                "ORDER BY x.sort, x.id LIMIT 1)"
            )
        case PriceOf():
            return price_sql(field.store)[0]
        case Computed(of):
            return _computed(field, of, now)


def _column(field: Field, value: str, now: datetime) -> str:
    match field.type:
        case T.CHOICE:
            return f"(SELECT v.sort FROM dictionary_value v WHERE v.id = {value})"
        case T.STAGE:
            return (
                "(SELECT p.sort * 1000 + s.sort FROM stage s JOIN pipeline p "
                f"ON p.id = s.pipeline_id WHERE s.id = {value})"
            )
        case T.USER:
            return _person(value)
        case T.RECORD:
            target = field.target or ""
            return (
                f'(SELECT {_name(target, "t")} FROM "{KINDS[target].table}" t WHERE t.id = {value})'
            )
        case T.DEADLINE:
            return deadline_sql("r", now)
        case T.CODE | T.CURRENCY | T.PARTIAL_DATE:
            return f"nullif({value}, '')"
    return value if field.type in _NUMBERS else folded(value)


def _custom(field: Field, value: str, now: datetime) -> str:
    match field.type:
        case T.CHOICE:
            return (
                "(SELECT v.sort FROM dictionary d JOIN dictionary_value v "
                f"ON v.dictionary_id = d.id WHERE d.code = '{field.choices}' AND v.code = {value})"
            )
        case T.USER | T.RECORD:
            return _column(field, f"crm_key({value})", now)
        case T.FILE:
            return f"(SELECT {folded('f.name')} FROM attachment f WHERE f.id = crm_key({value}))"
    return value if field.type in _NUMBERS else folded(value)


def _computed(field: Field, of: tuple[str, ...], now: datetime) -> str:
    if field.name == ADDRESS:
        return _first_address(field.kind, " || ' ' || ".join(f"x.{part}" for part in of))
    if field.name == CLIENT:
        return _client(field.kind)
    if field.name == DIRECTLY_IN:
        return "(SELECT nullif(t.folded_name, '') FROM section t WHERE t.id = r.section_id)"
    if field.name == PIPELINE:
        return (
            "(SELECT p.sort FROM stage s JOIN pipeline p ON p.id = s.pipeline_id "
            "WHERE s.id = r.stage_id)"
        )
    if field.name == RUN:
        return folded(run_sql("r"))
    if field.name == PROGRESS:
        return (
            "(SELECT count(c.done_at) * 1.0 / nullif(count(*), 0) FROM check_item c "
            "WHERE c.activity_id = r.id)"
        )
    if field.name == DELETED_BY:
        return _person(deleter_sql(field.kind, "r"))
    return folded(title_sql(field.kind, "r"))


def _next_step(kind: str, now: datetime, *, descending: bool) -> str:
    """Return SQL for when a record is to be dealt with next.

    A step without a day comes behind those with one, and before nothing planned.
    """
    last = _without_day(descending=descending)
    return (
        f"(SELECT coalesce(min({deadline_sql('a', now)}), CASE WHEN count(*) THEN {last} END) "
        "FROM activity_link l JOIN activity a ON a.id = l.activity_id "
        f"WHERE l.record_kind = '{kind}' AND l.record_id = r.id "
        "AND a.done_at IS NULL AND a.deleted_at IS NULL)"
    )


def _next_steps(kind: str, now: datetime, *, descending: bool) -> Linked:
    """Return where the next steps of all records of a kind stand: among what is open."""
    last = _without_day(descending=descending)
    return Linked(
        f"(SELECT l.record_id, coalesce(min({deadline_sql('a', now)}), {last}) AS deadline "
        "FROM activity a INDEXED BY activity_agenda CROSS JOIN activity_link l "
        f"ON l.activity_id = a.id AND l.record_kind = '{kind}' "
        "WHERE a.done_at IS NULL AND a.deleted_at IS NULL GROUP BY l.record_id) s "
        f'CROSS JOIN "{KINDS[kind].table}" r ON r.id = s.record_id',
        "s.deadline",
        "1",
    )


def _without_day(*, descending: bool) -> int:
    """Return what stands for the deadline of a step without a day, so that it comes last."""
    return -(2**63) if descending else 2**63 - 1


def _money(field: Field) -> tuple[str, str] | None:
    """Return SQL for the amount in a field and its currency, None for a field of another type."""
    match field.store:
        case Column(name) if field.type is T.AMOUNT:
            return f'r."{name}"', "r.currency"
        case Custom() if field.type is T.MONEY:
            return first_value(field), first_currency(field)
        case PriceOf():
            return price_sql(field.store)
    return None


def _in_one_currency(amount: str, currency: str, worths: Mapping[str, float]) -> str:
    """Return SQL for an amount that can be compared with those of other currencies (DEAL-21).

    It is NULL where no rate tells what the currency is worth.
    """
    known = " ".join(f"WHEN '{code}' THEN {amount} * {worth!r}" for code, worth in worths.items())
    return f"CASE {currency} WHEN '' THEN {amount} {known} END"


_PERSON: Final = "crm_fold(coalesce(nullif({a}.name, ''), {a}.login))"


def _person(value: str) -> str:
    """Return SQL for the folded name of the colleague with the key `value`."""
    return f'(SELECT {_PERSON.format(a="u")} FROM "user" u WHERE u.id = {value})'


def _client(kind: str) -> str:
    """Return SQL for the folded name of the main client of an activity, a deal or a document."""
    if kind == "activity":
        names = " ".join(
            f"WHEN '{name}' THEN (SELECT {_name(name, 't')} FROM \"{client.table}\" t "
            "WHERE t.id = l.record_id)"
            for name, client in KINDS.items()
            if client.is_client
        )
        return (
            f"(SELECT CASE l.record_kind {names} END FROM activity_link l "
            "WHERE l.activity_id = r.id AND l.record_kind IN ('contact', 'company', 'lead') "
            "ORDER BY l.sort, l.id LIMIT 1)"
        )
    company = f"(SELECT {_name('company', 't')} FROM company t WHERE t.id = r.company_id)"
    if kind != "deal":
        contact = f"(SELECT {_name('contact', 't')} FROM contact t WHERE t.id = r.contact_id)"
        return f"coalesce({company}, {contact})"
    return (
        f"coalesce({company}, "
        f"(SELECT {_name('contact', 't')} FROM deal_contact l JOIN contact t "
        "ON t.id = l.contact_id WHERE l.deal_id = r.id ORDER BY l.sort, l.id LIMIT 1))"
    )


def deadline_sql(alias: str, now: datetime) -> str:
    """Return SQL for the deadline of the activity `alias` in microseconds since 1970.

    A day without a time ends by the clock of `now`, which may be an hour off across a change of
    the clocks.
    """
    offset = now.utcoffset()
    seconds = 86_400 - (int(offset.total_seconds()) if offset else 0)
    return f"coalesce({alias}.due_at, (unixepoch({alias}.due_on) + {seconds}) * 1000000 - 1)"


def _first_address(kind: str, value: str) -> str:
    return (
        f"(SELECT {folded(value)} FROM address x WHERE x.record_kind = '{kind}' "
        "AND x.record_id = r.id ORDER BY x.sort LIMIT 1)"
    )


def _name(kind: str, alias: str) -> str:
    """Return SQL for the folded name of the record `alias`."""
    if kind in FOLDED:
        return f"nullif({alias}.{FOLDED[kind]}, '')"
    return folded(title_sql(kind, alias))


def in_order(kind: str, sorts: Sequence[Sort], keys: Sql, now: datetime) -> Sql:
    """Return what selects those of some keys that records of a kind have, in the order of a list.

    `keys` selects them, as stored. `now` is as in `sort_key`.
    """
    terms = [
        f"{sort_key(sort, now).sql} {'DESC' if sort.descending else 'ASC'} NULLS LAST"
        for sort in sorts
    ]
    return keys.within(
        f'SELECT r.id FROM "{KINDS[kind].table}" r WHERE r.id IN (',
        f") ORDER BY {', '.join([*terms, 'r.id'])}",
    )
