"""What goes into the bin with a section, and comes back with it.

A section takes all sections and products below it along, at the same moment; what had been deleted
before stays apart. What comes back brings back the sections above it, or nobody would find it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from services.context import Context
from services.lists.bulk import Progress, change_picked, gathered
from storage.bulk.columns import ColumnChanges
from storage.reads.section_tests import BELOW

if TYPE_CHECKING:
    from storage.bulk.picked import Picked
    from storage.unit import Unit

_WITH_THEM: Final = (
    "WITH RECURSIVE back(id, at) AS (SELECT crm_key(j.value ->> 0), j.value ->> 1 "
    "FROM json_each(?) j UNION SELECT c.id, b.at FROM back b JOIN section c "
    "ON c.parent_id = b.id AND c.deleted_at = b.at) "
)
"""The keys of sections and of all that went with them, with the moment at which they did."""

_ABOVE: Final = (
    "WITH RECURSIVE above(id) AS ({keys} UNION SELECT s.parent_id FROM section s "
    "JOIN above a ON s.id = a.id) "
)


def take_along(
    context: Context,
    unit: Unit,
    kind: str,
    now: int,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> None:
    """Put into the bin what goes there with the records of a kind that went at the moment `now`.

    With a section that is all below it, with others nothing. The moment is as stored. Raises
    Cancelled.
    """
    if kind == "section":
        _delete_content(context, unit, now, progress, is_cancelled)


BringBack = Callable[[int, Progress | None, Callable[[], bool] | None], None]
"""Brings back, as of a moment as stored, what comes from the bin with records. Raises Cancelled."""


def bring_along(context: Context, unit: Unit, kind: str, picked: Picked) -> BringBack:
    """Return what brings back the rest once the picked records have come back.

    With a section comes what went with it, and with it and with a product the sections above.
    """
    if kind == "section":
        moments = _deleted_moments(unit, picked.keys())
        return lambda now, *told: _restore_content(context, unit, moments, now, *told)
    if kind == "product":
        products = picked.keys()
        return lambda now, *_told: _restore_sections_of(unit, products, now)
    return lambda *_told: None


def _delete_content(
    context: Context,
    unit: Unit,
    now: int,
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> None:
    """Put into the bin what is below the sections that went there at the moment `now`."""
    connection = unit.connection
    gone = "SELECT id FROM section WHERE deleted_at = ?1"
    connection.execute(
        "UPDATE section SET deleted_at = ?1, updated_at = ?1 WHERE deleted_at IS NULL "
        f"AND id IN ({BELOW.format(sections=gone)})",
        (now,),
    )
    rows = connection.execute(
        f"SELECT id FROM product WHERE deleted_at IS NULL AND section_id IN ({gone})", (now,)
    )
    products = [UUID(bytes=key) for (key,) in rows]
    _set_products(context, unit, products, now, now, progress, is_cancelled)


def _deleted_moments(unit: Unit, sections: Sequence[bytes]) -> str:
    """Return since when sections are in the bin, as `_restore_content` takes it."""
    rows = unit.connection.execute(
        "SELECT json_group_array(json_array(hex(id), deleted_at)) FROM section "
        "WHERE deleted_at IS NOT NULL AND id IN (SELECT crm_key(value) FROM json_each(?))",
        (json.dumps([key.hex() for key in sections]),),
    )
    return str(rows.fetchone()[0])


def _restore_content(
    context: Context,
    unit: Unit,
    moments: str,
    now: int,
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> None:
    """Bring back what went with sections, and the sections above them. Raises Cancelled."""
    connection = unit.connection
    rows = connection.execute(
        f"{_WITH_THEM} SELECT p.id FROM back b JOIN product p "
        "ON p.section_id = b.id AND p.deleted_at = b.at",
        (moments,),
    )
    products = [UUID(bytes=key) for (key,) in rows]
    connection.execute(
        f"{_WITH_THEM} UPDATE section SET deleted_at = NULL, updated_at = ? "
        "WHERE deleted_at IS NOT NULL AND id IN (SELECT id FROM back)",
        (moments, now),
    )
    _restore_above(unit, "SELECT crm_key(value ->> 0) FROM json_each(?)", moments, now)
    _set_products(context, unit, products, None, now, progress, is_cancelled)


def _restore_above(unit: Unit, keys: str, parameter: str, now: int) -> None:
    """Bring back the sections whose keys a select gives, and all above them."""
    unit.connection.execute(
        f"{_ABOVE.format(keys=keys)} UPDATE section SET deleted_at = NULL, updated_at = ? "
        "WHERE deleted_at IS NOT NULL AND id IN (SELECT id FROM above)",
        (parameter, now),
    )


def _restore_sections_of(unit: Unit, products: Sequence[bytes], now: int) -> None:
    """Bring back the sections in which products are that came back."""
    _restore_above(
        unit,
        "SELECT section_id FROM product WHERE id IN (SELECT crm_key(value) FROM json_each(?))",
        json.dumps([key.hex() for key in products]),
        now,
    )


def _set_products(
    context: Context,
    unit: Unit,
    products: Sequence[UUID],
    deleted_at: int | None,
    now: int,
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> None:
    """Put products into the bin, or bring them back, portion by portion."""
    if not products:
        return
    values = {"deleted_at": deleted_at}
    columns = ColumnChanges("product", values, (), now=now, zone=context.zone)
    with gathered(context, unit, "product", products, from_bin=deleted_at is None) as picked:
        change_picked(unit, picked, columns, (), now, progress, is_cancelled)
