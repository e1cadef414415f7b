"""What lines of documents say of the products of the catalog that they sell (FEATURES CAT-12)."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from domain.records.fields import FieldType
from domain.text import on_one_line
from services.context import Context
from services.printing.language import Language, language_of
from services.printing.printed_fields import printed_fields
from storage.reads.records import read_record

if TYPE_CHECKING:
    from storage.tables import Invoice, Quote
    from storage.unit import Unit

_TOLD = frozenset({"name", "code", "currency"})
"""Fields of a product that have places of their own on a line."""


class OfProduct(NamedTuple):
    """The article number of a product, and its printed properties, a line each."""

    code: str = ""
    details: str = ""


def of_product(
    context: Context, connection: sqlite3.Connection, product: UUID, language: Language
) -> OfProduct:
    """Return what the catalog says of a product now, in the language of a document."""
    view = read_record(connection, "product", product, context.fields.of("product"))
    if view is None:
        return OfProduct()
    told = printed_fields(context, view, language, _TOLD)
    lines = [f"{one.label}: {on_one_line(one.value)}" for one in told if one.value]
    return OfProduct(str(view.values["code"] or ""), "\n".join(lines))


def sold_products(unit: Unit, kind: str, key: UUID) -> frozenset[tuple[UUID, UUID | None]]:
    """Return the lines of a document by their keys, each with the product that it sells."""
    from services.parts.rows import rows_of

    rows = rows_of(unit, kind, key, FieldType.LINE_ITEM)
    return frozenset((row.id, row.product_id) for row in rows)


def keep_products(
    context: Context,
    unit: Unit,
    kind: str,
    document: Invoice | Quote,
    but: Collection[tuple[UUID, UUID | None]] = (),
) -> None:
    """Let lines that do not say so keep what the catalog says of their products.

    So an issued document is printed as it was, whatever becomes of the catalog. Those that a
    revision has found there stay as they are: `but` are these, as `sold_products` gives them.
    """
    from services.parts.rows import rows_of

    known: dict[UUID, OfProduct] = {}
    language = language_of(document.language)
    for row in rows_of(unit, kind, document.id, FieldType.LINE_ITEM):
        is_told = bool(row.code and row.details) or (row.id, row.product_id) in but
        if row.product_id is None or is_told:
            continue
        if row.product_id not in known:
            found = of_product(context, unit.connection, row.product_id, language)
            known[row.product_id] = found
        row.code = row.code or known[row.product_id].code
        row.details = row.details or known[row.product_id].details
    unit.session.flush()
