"""Records and their values as commands print them; loaded by the commands that do so."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from crm_tui.cli.output import TABLE_ROWS, Format, print_csv, print_json_array, print_table
from domain.i18n import _
from domain.parts import Address, LineItem, Part, Requisites, doubts
from domain.records.computed_fields import NAME
from domain.records.fields import Field, FieldType
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.records.values import (
    AttachedFile,
    Choice,
    Deadline,
    Money,
    NextStep,
    Person,
    Point,
    RecordView,
)
from services.context import Context
from services.records.showing import show_value


def to_json(value: object) -> Any:
    """Return a value as JSON knows it: amounts as text, moments in ISO 8601 and UTC."""
    match value:
        case bool() | int() | str() | None:
            return value
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Choice():
            return value.code
        case Person():
            return value.login
        case Reference():
            reference = {"kind": value.kind, "id": str(value.id), "title": value.title}
            return reference | ({"is_deleted": True} if value.is_deleted else {})
        case Point():
            point = {"value": value.value, "label": value.label, "is_valid": value.is_valid}
            return point | ({"e164": value.e164} if value.e164 else {})
        case Money():
            return {"amount": to_json(value.amount), "currency": value.currency}
        case AttachedFile():
            file = {"id": str(value.id), "name": value.name}
            return file | ({"is_deleted": True} if value.is_deleted else {})
        case Address() | Requisites() | LineItem():
            return _part_json(value)
        case Deadline():
            return to_json(value.at or value.on)
        case NextStep():
            return {
                "id": str(value.id),
                "kind": value.kind,
                "subject": value.subject,
                "deadline": to_json(value.deadline),
                "responsible": value.responsible,
            }
        case Mapping():
            return {name: to_json(item) for name, item in value.items()}
        case tuple() | list():
            return [to_json(item) for item in value]
    return str(value)


def _part_json(part: Part) -> dict[str, Any]:
    """Return a part of a record with its key first, and what seems wrong with it last."""
    columns: dict[str, Any] = to_json(asdict(part))
    wrong = doubts(part)
    return columns | ({"doubts": wrong} if wrong else {})


def record_json(view: RecordView) -> dict[str, Any]:
    """Return a record as a JSON object with its key, kind and title first."""
    record: dict[str, Any] = {"id": str(view.id), "record_kind": view.kind, "title": view.title}
    if view.is_deleted:
        record["is_deleted"] = True
    return record | {name: to_json(value) for name, value in view.values.items()}


def with_currency(context: Context, fields: Sequence[Field]) -> list[Field]:
    """Return the fields, and the currency beside amounts, without which these say little."""
    names = {field.name for field in fields}
    amounts = [field for field in fields if field.type is FieldType.AMOUNT]
    if not amounts or "currency" in names:
        return [*fields]
    known = context.fields.of(amounts[0].kind)
    return [*fields, *(field for field in known if field.name == "currency")]


def print_records(
    context: Context,
    fields: Sequence[Field],
    views: Iterable[RecordView],
    format_: Format,
    limit: int | None,
) -> None:
    """Print a list of records."""
    if format_ is Format.json:
        print_json_array(record_json(view) for view in views)
        return
    header = ["id", *(field.name for field in fields)]
    if format_ is Format.csv:
        print_csv(
            header,
            ([str(v.id), *(_cell(context, f, v) for f in fields)] for v in views),
        )
        return
    shown = limit or (TABLE_ROWS if sys.stdout.isatty() else None)
    named = {name for field in fields for name in KINDS[field.kind].title}
    others = [f for f in fields if f.name not in named | {NAME} or f.choices]
    rest = iter(views)
    rows = [
        [v.title, *(_cell(context, f, v) for f in others), str(v.id)] for v in islice(rest, shown)
    ]
    print_table([_("Name"), *(_(field.label) for field in others), _("Key")], rows)
    if not limit and next(rest, None) is not None:
        message = _("Only the first {count} are shown; ask for more with --limit.")
        print(message.format(count=shown), file=sys.stderr)


def _cell(context: Context, field: Field, view: RecordView) -> str:
    currency = str(view.values.get("currency") or "")
    return show_value(context, field, view.values[field.name], currency)
