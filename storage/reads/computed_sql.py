"""How the fields that no record keeps are read, see `domain.records.computed_fields`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, tzinfo
from typing import Any, Final
from uuid import UUID

from domain.check_lists import progress
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
from domain.records.fields import Computed, Field
from domain.records.kinds import KINDS
from domain.records.references import title_of
from domain.records.values import Deadline, NextStep, Person, Value
from storage.reads.labels import choice_in
from storage.reads.titles import reference_in, reference_sql, title_parts_sql
from storage.values import moment_in

_STEP = (
    "(SELECT json_array(hex(a.id), a.kind, a.subject, a.due_at, a.due_on, "
    "coalesce((SELECT login FROM \"user\" u WHERE u.id = a.responsible_id), '')) "
    "FROM activity a WHERE a.rowid = (SELECT a.rowid "
    "FROM activity_link l JOIN activity a ON a.id = l.activity_id "
    "WHERE l.record_kind = '{kind}' AND l.record_id = r.id AND a.done_at IS NULL "
    "AND a.deleted_at IS NULL AND {which} LIMIT 1))"
)
"""What is told of a step; which one it is, is found before, for all candidates are sorted."""
_TIMED = "a.due_at IS NOT NULL ORDER BY a.due_at, a.id"
_WHOLE = "a.due_at IS NULL ORDER BY a.due_on IS NULL, a.due_on, a.id"

PIPELINE_CODE: Final = "coalesce(nullif(p.code, ''), lower(hex(p.id)))"
"""The code of the pipeline aliased `p`."""

_LINKED = " ".join(
    f"WHEN '{name}' THEN (SELECT {reference_sql(name, 't')} FROM \"{kind.table}\" t "
    "WHERE t.id = l.record_id)"
    for name, kind in KINDS.items()
    if kind.is_client
)


def computed_sql(field: Field) -> str:
    """Return SQL for a computed field of the record aliased `r`."""
    if field.name == NAME:
        return f"json_array({title_parts_sql(field.kind, 'r')})"
    if field.name == NEXT_STEP:
        timed = _STEP.format(kind=field.kind, which=_TIMED)
        whole = _STEP.format(kind=field.kind, which=_WHOLE)
        return f"json_array(json({timed}), json({whole}))"
    if field.name == CLIENT:
        return _client_sql(field.kind)
    if field.name == DIRECTLY_IN:
        return f"(SELECT {reference_sql('section', 't')} FROM section t WHERE t.id = r.section_id)"
    if field.name == DELETED_BY:
        key = deleter_sql(field.kind, "r")
        return f'(SELECT json_array(login, name) FROM "user" WHERE id = {key})'
    if field.name == PIPELINE:
        return (
            f"(SELECT json_array('{PIPELINE}', {PIPELINE_CODE}, p.name, '', '') FROM stage s "
            "JOIN pipeline p ON p.id = s.pipeline_id WHERE s.id = r.stage_id)"
        )
    if field.name == RUN:
        return run_sql("r")
    if field.name == PROGRESS:
        return progress_sql("r")
    assert field.name == ADDRESS
    assert isinstance(field.store, Computed)
    parts = ", ".join(field.store.of)
    return (
        f"(SELECT json_array({parts}) FROM address WHERE record_kind = '{field.kind}' "
        "AND record_id = r.id ORDER BY sort LIMIT 1)"
    )


def deleter_sql(kind: str, alias: str) -> str:
    """Return SQL for the key of whoever put the record `alias` into the bin, by the change log."""
    return (
        f"iif({alias}.deleted_at IS NULL, NULL, (SELECT u.actor FROM change c "
        f"JOIN change_unit u ON u.seq = c.unit WHERE c.record = {alias}.id "
        f"AND c.kind = '{KINDS[kind].table}' AND c.op = 'U' "
        "AND json_type(c.old, '$.deleted_at') = 'null' ORDER BY c.seq DESC LIMIT 1))"
    )


def run_sql(alias: str) -> str:
    """Return SQL for the title of the run to which the activity `alias` belongs, if any."""
    return f"(SELECT title FROM activity_run WHERE id = {alias}.run_id)"


def progress_sql(alias: str) -> str:
    """Return SQL for how much of the check list of the activity `alias` is ticked: `2/5`, or ""."""
    return (
        "(SELECT CASE WHEN count(*) THEN count(c.done_at) || '/' || count(*) ELSE '' END "
        f"FROM check_item c WHERE c.activity_id = {alias}.id)"
    )


def _client_sql(kind: str) -> str:
    """Return SQL for the main client of an activity, a deal or a document."""
    if kind == "activity":
        return (
            f"(SELECT CASE l.record_kind {_LINKED} END FROM activity_link l "
            "WHERE l.activity_id = r.id AND l.record_kind IN ('contact', 'company', 'lead') "
            "ORDER BY l.sort, l.id LIMIT 1)"
        )
    company = f"(SELECT {reference_sql('company', 't')} FROM company t WHERE t.id = r.company_id)"
    if kind != "deal":
        contact = reference_sql("contact", "t")
        return f"coalesce({company}, (SELECT {contact} FROM contact t WHERE t.id = r.contact_id))"
    contact = (
        f"(SELECT {reference_sql('contact', 't')} FROM deal_contact l JOIN contact t "
        "ON t.id = l.contact_id WHERE l.deal_id = r.id ORDER BY l.sort, l.id LIMIT 1)"
    )
    return f"coalesce({company}, {contact})"


def computed_decoder(field: Field, zone: tzinfo) -> Callable[[Any], Value]:
    """Return what turns the result of `computed_sql` into a value."""
    return {
        NAME: lambda raw: title_of(field.kind, tuple(json.loads(raw))),
        ADDRESS: lambda raw: ", ".join(filter(None, json.loads(raw))) if raw else "",
        CLIENT: _optional_reference,
        DIRECTLY_IN: _optional_reference,
        NEXT_STEP: lambda raw: _step_in(raw, zone),
        PIPELINE: lambda raw: None if raw is None else choice_in(raw),
        RUN: lambda raw: raw or "",
        PROGRESS: lambda raw: progress(*map(int, raw.split("/"))) if raw else "",
        DELETED_BY: lambda raw: None if raw is None else person_in(raw),
    }[field.name]


def _optional_reference(raw: Any) -> Value:
    return None if raw is None else reference_in(json.loads(raw))


def person_in(raw: str) -> Person:
    """Return the colleague that a JSON array of login and name stands for."""
    login, name = json.loads(raw)
    return Person(login, name or login)


def _step_in(raw: str, zone: tzinfo) -> NextStep | None:
    """Return the nearer of the next activity with a time and the next one without."""
    timed, whole = json.loads(raw)
    if timed is None or whole is None:
        step = timed or whole
    elif whole[4] is None:
        step = timed
    else:
        day = moment_in(timed[3]).astimezone(zone).date()
        step = timed if day.isoformat() <= whole[4] else whole
    if step is None:
        return None
    key, kind, subject, due_at, due_on, responsible = step
    deadline = None
    if due_at is not None:
        deadline = Deadline(at=moment_in(due_at))
    elif due_on is not None:
        deadline = Deadline(on=date.fromisoformat(due_on))
    return NextStep(UUID(hex=key), kind, subject, deadline, responsible)
