"""Writes the rows of parts within a unit, so that the log shows only what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlmodel import col, select

from domain.errors import NotFound
from domain.i18n import _
from domain.parts import PART_TYPES, LineItem, Part, Requisites, column_names
from domain.records.fields import FieldType
from storage.tables import MODELS, Product
from storage.unit import Unit


def rows_of(unit: Unit, kind: str, record: UUID, type_: FieldType) -> list[Any]:
    """Return the rows of a record's parts of one type, in their order."""
    model = part_model(type_)
    query = select(model).where(model.record_kind == kind, model.record_id == record)
    return list(unit.session.exec(query.order_by(col(model.sort), col(model.id))))


def write_parts(
    unit: Unit, kind: str, record: UUID, type_: FieldType, parts: Sequence[Part]
) -> None:
    """Make the parts of a record exactly these, in this order.

    A part stays in its row where it names it by its key, or is the same word for word. Of several
    sets of requisites one is the default: the first that says so, or else the first.
    """
    check_products(unit, parts)
    left = {row.id: row for row in rows_of(unit, kind, record, type_)}
    for sort, part in enumerate(_with_default(parts)):
        values = values_of(part, type_)
        row = left.pop(part.id, None) if part.id else None
        if row is None:
            same = (key for key, row in left.items() if values_of(row, type_) == values)
            row = left.pop(next(same, None), None)
        if row is None:
            model = part_model(type_)
            unit.add(model(record_kind=kind, record_id=record, sort=sort, **values))
        else:
            row.sqlmodel_update({**values, "sort": sort})
    for row in left.values():
        unit.session.delete(row)


def check_products(unit: Unit, parts: Sequence[Part]) -> None:
    """Raise NotFound where a line names a product that was never in the catalog.

    One in the bin is a product all the same: lines stay as they are (FEATURES CAT-09).
    """
    for part in parts:
        product = part.product_id if isinstance(part, LineItem) else None
        if product is not None and unit.get(Product, product) is None:
            raise NotFound(
                _("There is no product with the key {key} in the catalog.").format(key=product)
            )


def part_model(type_: FieldType) -> Any:
    """Return the table of parts of a type."""
    return cast("Any", MODELS[PART_TYPES[type_].table])


def values_of(part: object, type_: FieldType) -> dict[str, Any]:
    """Return the columns of a part, or of its row, the key aside."""
    return {name: getattr(part, name) for name in column_names(type_)}


def _with_default(parts: Sequence[Part]) -> list[Part]:
    sets = [place for place, part in enumerate(parts) if isinstance(part, Requisites)]
    chosen = (place for place in sets if cast("Requisites", parts[place]).is_default)
    default = next(chosen, sets[0] if sets else None)
    return [
        replace(part, is_default=place == default) if isinstance(part, Requisites) else part
        for place, part in enumerate(parts)
    ]
