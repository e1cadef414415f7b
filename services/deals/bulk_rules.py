"""What a change of many deals leaves out: it cannot ask for what a stage needs (IMPL-02)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from domain.i18n import _
from domain.pipelines import LOST
from domain.records.fields import Column, Custom, Field, LinkTable, Rows
from services.context import Context
from services.deals.moving import EMPTY, needed_fields, needs_sentence
from services.deals.pipelines import (
    StageView,
    existing_stage,
    out_of_use_sentence,
    pipeline_is_active,
)
from storage.reads.custom_sql import path_of
from storage.reads.sql import ALWAYS, Parameter, Sql

_FOLLOWS: Final = Sql(
    "EXISTS (SELECT 1 FROM line_item l WHERE l.record_kind = 'deal' AND l.record_id = r.id "
    "AND l.price IS NOT NULL)"
)
_LOST: Final = Sql(
    f"EXISTS (SELECT 1 FROM stage s WHERE s.id = r.stage_id AND s.meaning = '{LOST}')"
)


def left_out_deals(
    context: Context, connection: sqlite3.Connection, values: Mapping[str, object]
) -> Iterator[tuple[Sql, str]]:
    """Return the conditions under which a deal `r` stays as it is, each with what says why.

    `values` are those that all deals are to get, by the names of their fields.
    """
    if values.keys() & {"amount", "currency"}:
        yield _FOLLOWS, _("The amount of a deal follows from its products.")
    if not isinstance(key := values.get("stage"), UUID):
        if "lost_reason" in values and values["lost_reason"] is None:
            yield _LOST, _("A deal that is lost has a reason: name another one.")
        return
    stage = existing_stage(connection, key)
    if not pipeline_is_active(connection, stage):
        yield _elsewhere(stage), str(out_of_use_sentence())
    for field in needed_fields(context, stage):
        test = ALWAYS if field.name in values else _lacks(field)
        if values.get(field.name) in EMPTY and test is not None:
            yield test, str(needs_sentence(stage, [field]))


def _elsewhere(stage: StageView) -> Sql:
    """Return the condition that a deal `r` is in another pipeline than that of a stage."""
    return Sql(
        "(SELECT s.pipeline_id FROM stage s WHERE s.id = r.stage_id) IS NOT ?",
        (stage.pipeline.bytes,),
    )


def with_lost_reason(
    connection: sqlite3.Connection, values: dict[str, Parameter]
) -> dict[str, Parameter]:
    """Return the columns that a change of many deals sets: no reason stays where none is lost."""
    stage = values.get("stage_id")
    if not isinstance(stage, bytes) or "lost_reason_id" in values:
        return values
    is_lost = existing_stage(connection, UUID(bytes=stage)).meaning == LOST
    return values if is_lost else values | {"lost_reason_id": None}


def _lacks(field: Field) -> Sql | None:
    """Return the condition that a deal `r` lacks a value, None where it cannot."""
    match field.store:
        case Column(name):
            return Sql(f'(r."{name}" IS NULL OR r."{name}" = \'\')')
        case Custom():
            return Sql(f"json_extract(r.custom, {path_of(field)}) IS NULL")
        case LinkTable(table, own):
            return Sql(f'NOT EXISTS (SELECT 1 FROM "{table}" l WHERE l."{own}" = r.id)')
        case Rows(table):
            return Sql(
                f'NOT EXISTS (SELECT 1 FROM "{table}" l '
                "WHERE l.record_kind = 'deal' AND l.record_id = r.id)"
            )
    return None
