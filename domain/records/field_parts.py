"""What fields of several kinds of records are made by; `builtin_fields` lists all fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.i18n import N_
from domain.records.fields import Column, Field, FieldType, Rows

T = FieldType


def column(
    kind: str, name: str, label: str, type_: FieldType, column: str = "", **more: Any
) -> Field:
    """Return a field that is kept in a column of its record, of the same name by default."""
    return Field(kind, name, label, type_, Column(column or name), **more)


def rows(kind: str, name: str, label: str, type_: FieldType, table: str, **more: Any) -> Field:
    """Return a field whose values are rows of `table`."""
    return Field(kind, name, label, type_, Rows(table), multiple=True, **more)


def requisites(kind: str) -> Field:
    """Return the field of tax and bank details."""
    label = N_("Requisites")
    return rows(kind, "requisites", label, T.REQUISITES, "requisites", searchable=True)


def products(kind: str) -> Field:
    """Return the field of lines of products."""
    return rows(kind, "products", N_("Products"), T.LINE_ITEM, "line_item", searchable=True)


def common(kind: str) -> Iterator[Field]:
    """Give the fields that every kind of record has."""
    yield column(kind, "responsible", N_("Responsible"), T.USER, column="responsible_id", width=14)
    if kind not in ("activity", "product", "section"):
        yield column(kind, "comment", N_("Comment"), T.LONG_TEXT, searchable=True)
    yield column(kind, "external_id", N_("External id"), T.TEXT)
    yield column(kind, "created_at", N_("Created"), T.MOMENT, read_only=True)
    yield column(kind, "updated_at", N_("Changed"), T.MOMENT, read_only=True, width=16)
