"""Finds which products of the catalog the items of a file are, and what these are now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Protocol

from domain.ids import parse_id
from services.context import Context
from services.formats.catalog_columns import BAR_CODE, CODE, EXTERNAL_ID, ID, NAME
from services.formats.catalog_values import (
    PATH_SEPARATOR,
    Outline,
    Problem,
    ProductValue,
    fingerprint,
)
from services.importing.catalog_memory import PRODUCT, Memory, Remembered, recall
from services.importing.catalog_pictures import CatalogPictures
from services.importing.catalog_properties import CatalogProperties
from services.importing.catalog_sections import SectionTree
from services.importing.catalog_words import CatalogWords
from services.importing.report import ImportReport
from storage.unit import Unit

OFFERS = "_offers"
"""What stands behind the name of a source where offers, not products, are remembered."""

PROPERTY_MARK, PRICE_MARK = "property ", "price "
_KEY_CONDITIONS: Final = {
    CODE: "code = ? AND code <> ''",
    BAR_CODE: "bar_code = ? AND bar_code <> ''",
    EXTERNAL_ID: "external_id = ? AND external_id <> ''",
}
COLUMNS: Final = (
    *("name", "folded_name", "code", "bar_code", "section_id", "is_service", "is_active"),
    *("unit_id", "tax_rate_id", "description", "custom"),
)


@dataclass(slots=True)
class Held:
    """A product as the database has it: columns in stored form, fields, prices by type."""

    columns: dict[str, Any]
    custom: dict[str, Any]
    prices: dict[str, tuple[int, str]] = field(default_factory=dict)
    deleted_at: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An item of a file, what it says that counts, and what it was the last time, if any."""

    item: ProductValue
    source: str
    said: dict[str, Any]
    before: Remembered | None
    product: bytes | None


class CatalogFile(Protocol):
    """A file of a catalog, of one format.

    `source` is what readings of such files are remembered under, `origin` what products of it are
    marked with, "" for those that count as added here. With `are_paths` products name their section
    by its path, not by a uid. Pictures lie in `folder` or below it. `left_out` names what of the
    file is not read, such as a column.
    """

    @property
    def source(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def are_paths(self) -> bool: ...
    @property
    def outline(self) -> Outline: ...
    @property
    def folder(self) -> Path | None: ...
    @property
    def left_out(self) -> Sequence[str]: ...

    def products(self) -> Iterator[ProductValue | Problem]:
        """Yield the products, and what is broken among them."""
        ...

    def keep_choices(self, context: Context, unit: Unit) -> None:
        """Keep what the person said of the file for the next one like it."""


@dataclass(slots=True)
class Writing:
    """Where the parts of products go to."""

    context: Context
    unit: Unit
    file: CatalogFile
    memory: Memory
    sections: SectionTree
    words: CatalogWords
    properties: CatalogProperties
    pictures: CatalogPictures
    report: ImportReport
    usual_currency: str


def find_items(writing: Writing, items: list[ProductValue]) -> list[Found]:
    """Return the items that say something new, with the product that each became or is of.

    Those that say what they said the last time are counted as skipped.
    """
    connection, source = writing.unit.connection, writing.file.source
    uids = [item.uid for item in items]
    products = recall(connection, source, PRODUCT, uids)
    is_partial = writing.file.are_paths
    offered = {} if is_partial else recall(connection, source + OFFERS, PRODUCT, uids)
    found: list[Found] = []
    for item in items:
        known = products.get(item.uid)
        before = offered.get(item.uid) if item.is_offer else known
        said = said_by(item, is_described=known is not None)
        if before is not None and (item.is_offer or is_partial):
            said = {name: one for name, one in before.said.items() if name != "deleted"} | said
        if not said or (before is not None and before.fingerprint == fingerprint(said)):
            writing.report.skipped += 1
            writing.report.note([(one.line, one.reason) for one in item.problems])
            continue
        product = before or known or offered.get(item.uid)
        name = source + OFFERS if item.is_offer else source
        found.append(Found(item, name, said, before, product.record if product else None))
    return _by_their_keys(writing, found) if is_partial else found


def _by_their_keys(writing: Writing, found: list[Found]) -> list[Found]:
    """Return the rows of a table that are new with the products that have their keys."""
    return [
        one if one.product is not None else replace(one, product=_holder(writing, one.item))
        for one in found
    ]


def _holder(writing: Writing, item: ProductValue) -> bytes | None:
    """Return the product with an id, a code or whatever a row is known by, None without one.

    A product whose id is that of another base may be known by its code.
    """
    what, _blank, text = item.uid.partition(" ")
    connection = writing.unit.connection
    if what == ID:
        key = parse_id(text)
        found = _first(connection, "id = ?", key.bytes if key else b"")
        codes = ((name, item.texts.get(name)) for name in (CODE, BAR_CODE))
        return found or next(
            (
                other
                for name, code in codes
                if code and (other := _first(connection, _KEY_CONDITIONS[name], code))
            ),
            None,
        )
    if what == NAME:
        path, _separator, name = text.rpartition(PATH_SEPARATOR)
        section = writing.sections.at_path(path)
        return _first(connection, "folded_name = ? AND section_id IS ?", name, section)
    return _first(connection, _KEY_CONDITIONS[what], text)


def _first(connection: sqlite3.Connection, condition: str, *values: object) -> bytes | None:
    row = connection.execute(
        f"SELECT id FROM product WHERE {condition} AND deleted_at IS NULL ORDER BY id LIMIT 1",
        values,
    ).fetchone()
    return bytes(row[0]) if row else None


def said_by(item: ProductValue, *, is_described: bool) -> dict[str, Any]:
    """Return what counts of what an item says.

    An offer of a product that a file of products describes counts for its prices alone.
    """
    said = item.to_json()
    if item.is_offer and is_described:
        return {name: value for name, value in said.items() if name.startswith(PRICE_MARK)}
    return said | {"deleted": True} if item.is_deleted else said


def read_held(unit: Unit, keys: list[bytes]) -> dict[bytes, Held]:
    """Return products as they are, by their keys."""
    if not keys:
        return {}
    connection = unit.connection
    chosen = f"IN ({', '.join('?' * len(keys))})"
    columns = ", ".join(COLUMNS)
    held = {}
    for key, deleted_at, *values in connection.execute(
        f"SELECT id, deleted_at, {columns} FROM product WHERE id {chosen}", keys
    ):
        known = dict(zip(COLUMNS, values, strict=True))
        held[key] = Held(known, json.loads(known["custom"]), deleted_at=deleted_at)
    for key, type_, amount, currency in connection.execute(
        f"SELECT product_id, price_type, amount, currency FROM product_price "
        f"WHERE product_id {chosen}",
        keys,
    ):
        held[key].prices[type_] = (amount, currency)
    return held
