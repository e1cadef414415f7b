"""What is told of a change of a part of a record, such as a phone, a link or a check list item."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from domain.activities import ROLES, TAKES_PART
from domain.catalog.prices import PRICE_TYPES
from domain.check_lists import tick_mark
from domain.contact_points.point_labels import show_label
from domain.i18n import _
from domain.money import format_amount, format_number, format_price, from_millionths
from domain.parts import PART_TYPES, PartColumn, PartType
from domain.records.fields import FieldType
from domain.records.kinds import KINDS
from storage.reads.dictionary_values import read_choices
from storage.reads.history import LoggedChange, deleted_row, logged_row
from storage.reads.records import read_title, read_user_name

_TELLING = {
    "contact_point": ("value",),
    "address": ("street", "city", "region", "postal_code", "country", "label"),
    "requisites": ("tax_id", "legal_name", "name", "account"),
    "line_item": ("name",),
    "contact_company": ("company_id",),
    "deal_contact": ("contact_id",),
    "activity_link": ("record_id",),
    "activity_participant": ("record_id",),
    "activity_tag": ("tag",),
    "check_item": ("text",),
    "attachment": ("name",),
    "lead_result": ("lead_id",),
    "section_property": ("field_id",),
}
"""The columns that tell what a part of a record is about, by the table of the part.

The first of them that has a value says it.
"""
_PART_TABLES = {part.table: part for part in PART_TYPES.values()}
_PRICES = frozenset({"price", "list_price", "purchase_price", "other_price"})
_KEYS = frozenset({"company_id", "contact_id", "lead_id", "record_id"})
_KINDS_OF_KEYS = {"contact_company": "company", "deal_contact": "contact", "lead_result": "lead"}


class PartWords(NamedTuple):
    """What part of a record changed, and what it said before and after, "" for nothing."""

    label: str
    old: str
    new: str


def part_words(
    connection: sqlite3.Connection, change: LoggedChange, *, as_shown: bool = True
) -> Iterator[PartWords]:
    """Return what is told of a change of a row that is part of a record.

    Amounts are `as_shown` to people, or else as programs read them. Of an earlier version of a file
    nothing is told, for the change of the file itself says it, and nothing of what was deleted for
    good, which the log has forgotten.
    """
    if not change.values:
        return
    if change.table == "product_price":
        yield _of_price(connection, change)
    elif change.table == "payment":
        yield _of_payment(connection, change)
    elif change.op == "U" and (part := _PART_TABLES.get(change.table)):
        yield from _of_columns(connection, part, change, as_shown=as_shown)
    elif change.table != "attachment_version":
        yield _of_row(connection, change)


def _of_columns(
    connection: sqlite3.Connection, part: PartType, change: LoggedChange, *, as_shown: bool
) -> Iterator[PartWords]:
    """Give the words for each column of a part, such as the bank of requisites, that changed."""
    for column in part.columns:
        if column.name in change.values:
            label = f"{_(part.label)}: {_(column.label)}"
            values = change.values[column.name]
            if as_shown and column.type is FieldType.AMOUNT:
                yield PartWords(label, *_figures(connection, change, column.name))
                continue
            yield PartWords(label, *(_column_text(connection, column, one) for one in values))


def _figures(connection: sqlite3.Connection, change: LoggedChange, name: str) -> Iterator[str]:
    """Give a number of a line as it was shown before a change and after it."""
    currencies = change.on_both_sides(connection, "currency")
    in_money = change.on_both_sides(connection, "discount_is_amount")
    for value, currency, is_money in zip(change.values[name], currencies, in_money, strict=True):
        number = None if value is None else Decimal(value)
        if number is None:
            yield ""
        elif name in _PRICES or (name == "discount" and is_money):
            yield format_price(number, currency or "")
        else:
            yield f"{format_number(number)} %" if name == "discount" else format_number(number)


def _column_text(connection: sqlite3.Connection, column: PartColumn, value: Any) -> str:
    if column.type is FieldType.RECORD:  # the product of a line
        return (read_title(connection, "product", UUID(hex=value)) or str(value)) if value else ""
    if column.type is FieldType.BOOL:
        return _("yes") if value else _("no")
    text = "" if value is None else str(value)
    return show_label(text) if column.name == "label" else text


def _of_price(connection: sqlite3.Connection, change: LoggedChange) -> PartWords:
    """Return the words for a price of a product: its type, the amount before and after.

    The row of a price keeps its currency: one in another is another row.
    """
    row = logged_row(connection, change.table, change.record) or deleted_row(
        connection, change.table, change.record
    )
    held: dict[str, Any] = row or {}
    for name in ("price_type", "currency"):
        held[name] = next(filter(None, change.values.get(name, ())), held.get(name, ""))
    sides = (
        "" if amount is None else format_price(from_millionths(amount), held["currency"])
        for amount in change.values.get("amount", (None, None))
    )
    code = held["price_type"]
    types = read_choices(connection, PRICE_TYPES)
    label = next((one.shown_in(PRICE_TYPES) for one in types if one.code == code), code)
    return PartWords(label, *sides)


def _of_payment(connection: sqlite3.Connection, change: LoggedChange) -> PartWords:
    """Return the words for a payment: what came in."""
    currencies = change.on_both_sides(connection, "currency")
    sides = (
        "" if amount is None else format_amount(from_millionths(amount), currency or "")
        for amount, currency in zip(
            change.on_both_sides(connection, "amount"), currencies, strict=True
        )
    )
    return PartWords(_("Payment"), *sides)


def _of_row(connection: sqlite3.Connection, change: LoggedChange) -> PartWords:
    if change.op == "U":
        key = change.record
        row = logged_row(connection, change.table, key) or deleted_row(
            connection, change.table, key
        )
    else:
        row = {name: old if change.op == "D" else new for name, (old, new) in change.values.items()}
    row = row or {}
    label = _label(change.table, row.get("role", TAKES_PART))
    column = next((name for name in _TELLING.get(change.table, ()) if row.get(name)), "id")
    if change.op == "U" and column not in change.values:
        text = _text(connection, change.table, row, column, row.get(column))
        if change.table == "attachment" and change.values.get("deleted_at", (0, None))[1]:
            return PartWords(_("File removed"), "", text)
        return PartWords(label, *_of_the_rest(change.values, text))
    old, new = change.values.get(column, (None, None))
    texts = (_text(connection, change.table, row, column, value) for value in (old, new))
    return PartWords(label, *texts)


def _of_the_rest(values: Mapping[str, tuple[Any, Any]], text: str) -> tuple[str, str]:
    """Return what a part said before and after another change than of its `text`."""
    if "deleted_at" in values:
        was_gone, is_gone = values["deleted_at"]
        return "" if was_gone else text, "" if is_gone else text
    if "done_at" in values:
        before, after = values["done_at"]
        return f"{tick_mark(before)} {text}", f"{tick_mark(after)} {text}"
    if "version" in values:
        old, new = values["version"]
        said = _("{text} (version {number})")
        return said.format(text=text, number=old), said.format(text=text, number=new)
    if "role" in values:
        old, new = values["role"]
        return ", ".join(filter(None, (text, old))), ", ".join(filter(None, (text, new)))
    if "sort" in values:
        old, new = values["sort"]
        return f"{old + 1}. {text}", f"{new + 1}. {text}"
    old, new = next(iter(values.values()))
    return "" if old is None else str(old), "" if new is None else str(new)


def _text(
    connection: sqlite3.Connection, table: str, row: Mapping[str, Any], column: str, value: Any
) -> str:
    """Return the value of a telling column; a key stands for the title of a record."""
    if value is not None and column == "field_id":
        sql = "SELECT label FROM field_definition WHERE id = ?"
        row_of_field = connection.execute(sql, (bytes.fromhex(value),)).fetchone()
        return str(row_of_field[0]) if row_of_field else str(value)
    if value is None or column not in _KEYS:
        return "" if value is None else str(value)
    kind = _KINDS_OF_KEYS.get(table) or row.get("record_kind", "")
    if kind == "user":
        return read_user_name(connection, UUID(hex=value)) or str(value)
    title = read_title(connection, kind, UUID(hex=value)) if kind in KINDS else None
    return title or str(value)


def _label(table: str, role: str) -> str:
    return {
        "contact_point": _("Phones and e-mails"),
        "address": _("Address"),
        "contact_company": _("Companies"),
        "deal_contact": _("Contacts"),
        "activity_link": _("Linked to"),
        "activity_participant": _(ROLES.get(role, role)),
        "activity_tag": _("Tags"),
        "check_item": _("Check list"),
        "attachment": _("Files"),
        "requisites": _("Requisites"),
        "line_item": _("Products"),
        "lead_result": _("Origin"),
        "section_property": _("Properties"),
    }.get(table, table)
