"""Prints results: as a table for people, as JSON or CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from shutil import get_terminal_size
from typing import Any

from domain.i18n import _, ngettext
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
from domain.text import one_line
from services.context import Context
from services.records.showing import show_value

TABLE_ROWS = 200
"""How many rows a table on a terminal shows unless more are asked for."""

MAX_CELL = 120
MIN_CELL = 6
"""Characters that a cell of a table may take at most, and keeps at least."""


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    csv = "csv"


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


def print_json(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=_is_ascii_only(), indent=2))


def _is_ascii_only() -> bool:
    """Say whether letters must be written as codes, for the output could not encode them all."""
    return not (sys.stdout.encoding or "").lower().startswith("utf")


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


def print_json_array(items: Iterable[object]) -> None:
    """Print a JSON array one item a line, without holding it in memory."""
    separator = "[\n"
    for item in items:
        sys.stdout.write(separator + json.dumps(item, ensure_ascii=_is_ascii_only()))
        separator = ",\n"
    print("[]" if separator == "[\n" else "\n]")


def print_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows as CSV (RFC 4180)."""
    writer = csv.writer(sys.stdout)
    writer.writerow(header)
    writer.writerows(rows)


def show_progress(text: str) -> None:
    """Show on a line of the terminal how far a command is, in place of what stood there."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def show_count(done: int, total: int) -> None:
    """Show how many of all are done."""
    show_progress(f"{done} / {total}")


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a header, in columns; on a terminal they are cut to fit its width."""
    from rich.cells import cell_len

    from widgets.lists.columns import cell

    lines = [[one_line(text, MAX_CELL) for text in row] for row in (header, *rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    if sys.stdout.isatty():
        widths = _fitting(widths, get_terminal_size().columns)
    for line in lines:
        cells = [cell(text, width) for text, width in zip(line, widths, strict=True)]
        print("  ".join(cells).rstrip())
    note = ngettext("{count} row", "{count} rows", len(rows)).format(count=len(rows))
    print(note, file=sys.stderr)


def _fitting(widths: list[int], available: int) -> list[int]:
    """Return widths of columns that fit, taken from the widest; the last column, a key, stays."""
    widths = list(widths)
    while sum(widths) + 2 * (len(widths) - 1) > available:
        widest = max(range(len(widths) - 1), key=lambda place: widths[place])
        if widths[widest] <= MIN_CELL:
            break
        widths[widest] -= 1
    return widths
