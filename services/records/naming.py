"""Finds the record that a field is to point to, as somebody has named it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.names.person_names import company_words, fold_company_title
from domain.records.fields import Field
from domain.records.kinds import KINDS
from domain.spelling import are_one_name
from domain.text import fold, words
from services.context import Context
from services.records.coercion import RecordName
from services.records.finding import find_records
from storage.reads.hits import Hit
from storage.tables import MODELS
from storage.unit import Unit

_ENOUGH = 20
"""How many records that a search finds are compared with a name in the other script."""

_NAMED = 5
"""How many of them a sentence names."""


class NobodyCalledSo(BadInput):
    """No record bears a name."""


def linked_record(context: Context, unit: Unit, field: Field, name: RecordName) -> UUID:
    """Return the key of the record that a field is to point to; none is ever made here.

    Raises NotFound, or BadInput where the name is unknown or not clear.
    """
    target = cast("str", field.target)
    if name.id is not None:
        row = unit.get(cast("Any", MODELS[KINDS[target].table]), name.id)
        if row is None or row.deleted_at is not None:
            raise NotFound(
                _("{field}: there is no such record ({key}).").format(
                    field=_(field.label), key=name.id
                )
            )
        return name.id
    return record_named(context, unit.connection, field, name.title)


def record_named(
    context: Context, connection: sqlite3.Connection, field: Field, title: str
) -> UUID:
    """Return the key of the one record that bears a name, else that of the one in the other script.

    Case, and legal forms of companies, make no difference. Raises BadInput where there are several,
    and NobodyCalledSo, naming those that are called nearly so.
    """
    target = cast("str", field.target)
    keys = _bearing(connection, target, title)
    hits = () if keys else _found(context, connection, target, title)
    keys = keys or _in_other_script(target, title, hits)
    if len(keys) == 1:
        return keys[0]
    if keys:
        sentence = _("{field}: there are several records called “{title}”. Name one by its key.")
    elif hits:
        sentence = _("{field}: there is no record called “{title}”. Did you mean {near}?")
    else:
        sentence = _(
            "{field}: there is no record called “{title}”. Add it first: n in its list, or "
            "“crm add {kind}”."
        )
    near = ", ".join(f"“{hit.title}”" for hit in hits[:_NAMED])
    said = sentence.format(field=_(field.label), title=title, kind=target, near=near)
    raise (BadInput if keys else NobodyCalledSo)(said, field.name)


def _bearing(connection: sqlite3.Connection, kind: str, title: str) -> list[UUID]:
    """Return the keys of at most two records of a kind that bear a name."""
    folded = fold_company_title(title) if kind == "company" else fold(title)
    has_title = kind in ("company", "deal", "own_company", "invoice", "quote")
    column = "folded_title" if has_title else "folded_name"
    if kind in DOCUMENTS:  # by the number, or with the subject behind it
        column = (
            "(folded_title BETWEEN ?1 || ' ' AND ?1 || '!' AND crm_fold(number) = ?1) "
            "OR folded_title"
        )
    where = f"({column} = ?1) AND deleted_at IS NULL"
    rows = connection.execute(
        f'SELECT id FROM "{KINDS[kind].table}" WHERE {where} LIMIT 2', (folded,)
    )
    return [UUID(bytes=key) for (key,) in rows]


def _found(
    context: Context, connection: sqlite3.Connection, kind: str, title: str
) -> Sequence[Hit]:
    """Return the records that a search finds for a name, slips forgiven."""
    of_name = company_words if kind == "company" else words
    return find_records(context, " ".join(of_name(title)), [kind], _ENOUGH, connection)


def _in_other_script(kind: str, title: str, hits: Sequence[Hit]) -> list[UUID]:
    """Return the keys of records whose whole name is this one in the other script."""
    of_name = company_words if kind == "company" else words
    return [
        hit.id
        for hit in hits
        if hit.reading == "script" and are_one_name(of_name(title), of_name(hit.title))
    ]
