"""All products as a table that `crm import` reads back (FEATURES CAT-01)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from domain.catalog.prices import PRICE_TYPES
from domain.catalog.tax_rates import TAX_RATES
from domain.catalog.units import UNITS
from domain.i18n import _
from domain.money import from_millionths
from domain.records.fields import Field, FieldType
from services.context import Context
from services.formats.catalog_columns import COLUMNS, SECTION
from services.formats.catalog_rows import SECTION_SEPARATORS
from storage.reads.catalog import read_paths
from storage.reads.dictionary_values import read_choices
from storage.values import moment_in

_TEXTS: Final = ("id", "name", "code", "bar_code", "section", "unit", "tax")
_LAST: Final = ("active", "type", "description")
_LEFT_OUT: Final = frozenset({FieldType.FILE, FieldType.RECORD, FieldType.USER})
"""Types whose values another base could not know."""

_MORE_SEPARATORS: Final = tuple(map(chr, range(0x2500, 0x2600)))
"""What stands between the names of sections that have all usual signs in them."""

_SEVERAL: Final = "; "


@dataclass(frozen=True, slots=True)
class ProductTable:
    """A table of products: headings in the language of the person, and rows of as many cells."""

    header: list[str]
    rows: Iterator[list[str]]


def export_products(context: Context) -> ProductTable:
    """Return the products that are not in the bin, those that are inactive too, oldest first."""
    connection = context.database.reader()
    types = {one.code: one.shown_in(PRICE_TYPES) for one in read_choices(connection, PRICE_TYPES)}
    used = {code for (code,) in connection.execute("SELECT DISTINCT price_type FROM product_price")}
    prices = [code for code in types if code in used]
    fields = [
        one
        for one in context.database.fields.of("product")
        if one.is_custom and one.type not in _LEFT_OUT
    ]
    separator, hint = _separator(connection)
    header = [_(COLUMNS[name]) for name in _TEXTS]
    header[_TEXTS.index(SECTION)] += hint
    header += [types[code] for code in prices]
    header += [_(COLUMNS[name]) for name in _LAST]
    header += [_(field.label) for field in fields]
    return ProductTable(header, _rows(connection, separator, prices, fields))


def _separator(connection: sqlite3.Connection) -> tuple[str, str]:
    """Return what stands between the names of paths, and what the heading says of that.

    It says it where a name has a sign in it that could be taken for a separator.
    """
    names = connection.execute("SELECT name FROM section WHERE deleted_at IS NULL")
    taken = {sign for (name,) in names for sign in name}
    if taken.isdisjoint(SECTION_SEPARATORS):
        return "/", ""
    free = next(sign for sign in (*SECTION_SEPARATORS, *_MORE_SEPARATORS) if sign not in taken)
    return free, f" ({free})"


def _rows(
    connection: sqlite3.Connection, separator: str, prices: list[str], fields: list[Field]
) -> Iterator[list[str]]:
    paths = _paths(connection, separator)
    units, rates = (
        {one.id: one.shown_in(code) for one in read_choices(connection, code)}
        for code in (UNITS, TAX_RATES)
    )
    writers = [(field.name, _writer(connection, field), field.multiple) for field in fields]
    products = connection.execute(
        "SELECT p.id, p.section_id, p.unit_id, p.tax_rate_id, p.is_active, p.is_service, p.custom, "
        "(SELECT json_group_array(json_array(x.price_type, x.amount, x.currency)) "
        "FROM product_price x WHERE x.product_id = p.id), p.name, p.code, p.bar_code, "
        "p.description FROM product p WHERE p.deleted_at IS NULL ORDER BY p.id"
    )
    for key, section, unit, rate, is_active, is_service, custom, found, *texts in products:
        *names, description = texts
        cost = {code: f"{from_millionths(amount):f} {c}" for code, amount, c in json.loads(found)}
        values = json.loads(custom)
        yield [
            *(str(UUID(bytes=key)), *names, paths.get(section, "")),
            *(units.get(unit, ""), rates.get(rate, "")),
            *(cost.get(code, "") for code in prices),
            *(_yes_no(is_active), _yes_no(is_service), description),
            *(_cell(values.get(name), writer, is_several) for name, writer, is_several in writers),
        ]


def _paths(connection: sqlite3.Connection, separator: str) -> dict[bytes, str]:
    keys = connection.execute("SELECT DISTINCT section_id FROM product WHERE section_id NOT NULL")
    paths = read_paths(connection, [UUID(bytes=key) for (key,) in keys])
    return {key.bytes: separator.join(one.name for one in path) for key, path in paths.items()}


def _cell(value: Any, writer: Callable[[Any], str], is_several: bool) -> str:
    if value is None:
        return ""
    return _SEVERAL.join(map(writer, value)) if is_several else writer(value)


def _writer(connection: sqlite3.Connection, field: Field) -> Callable[[Any], str]:
    """Return what turns a kept value of a custom field into text."""
    match field.type:
        case FieldType.DECIMAL:
            return lambda value: f"{from_millionths(value):f}"
        case FieldType.MONEY:
            return lambda value: f"{from_millionths(value['amount']):f} {value['currency']}"
        case FieldType.BOOL:
            return _yes_no
        case FieldType.MOMENT:
            return lambda value: moment_in(value).isoformat()
        case FieldType.PHONE:
            return lambda value: str(value["value"])
        case FieldType.CHOICE:
            dictionary = str(field.choices)
            labels = {
                one.code: one.shown_in(dictionary) for one in read_choices(connection, dictionary)
            }
            return lambda value: labels.get(value, value)
    return str


def _yes_no(value: object) -> str:
    return _("yes") if value else _("no")
