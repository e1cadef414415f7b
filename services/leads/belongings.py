"""What a lead has goes on to what it became; the lead keeps it, as it was.

Activities concern the results as well from then on; the rest is copied, for nothing of a converted
lead changes any more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from domain.ids import new_id

if TYPE_CHECKING:
    from storage.unit import Unit

Row = dict[str, Any]

Identity = Callable[[Row], Hashable]
"""What two rows agree in that say the same."""

_REQUISITES: Final[Identity] = itemgetter("tax_id", "account")
_ADDRESS: Final[Identity] = itemgetter("street", "city", "postal_code")


def move_belongings(
    unit: Unit, lead: UUID, results: Mapping[str, UUID], is_new: Mapping[str, bool]
) -> None:
    """Give everything of a lead to the results, whose keys and whether they are new are given.

    Files go to the deal, which they mostly are about, else to the contact or the company; products
    to the deal; addresses and tax details to the company, else to the contact; phones and e-mails
    to the contact, else to the company.
    """
    _link_activities(unit, lead, results)
    _copy(unit, "attachment", lead, _first_of(results, "deal", "contact", "company"))
    _copy(unit, "line_item", lead, _first_of(results, "deal"))
    place = _first_of(results, "company", "contact")
    _copy(unit, "requisites", lead, place, _REQUISITES, default="is_default")
    _copy(unit, "address", lead, place, _ADDRESS)
    reached = _first_of(results, "contact", "company")
    if reached is not None and not is_new[reached[0]]:
        _copy(unit, "contact_point", lead, reached, _point)


def _first_of(results: Mapping[str, UUID], *kinds: str) -> tuple[str, UUID] | None:
    return next(((kind, results[kind]) for kind in kinds if kind in results), None)


def _link_activities(unit: Unit, lead: UUID, results: Mapping[str, UUID]) -> None:
    """Let the activities of a lead concern what it became.

    The contact, else the company, is the main client from then on, so it goes before the rest.
    """
    for kind in ("company", "contact"):
        if kind in results:
            _link(unit, "activity_link", "min(sort) - 1", lead, kind, results[kind])
    if "deal" in results:
        _link(unit, "activity_link", "max(sort) + 1", lead, "deal", results["deal"])
    if "contact" in results:
        place = "max(sort) + 1"
        _link(unit, "activity_participant", place, lead, "contact", results["contact"])


def _link(unit: Unit, table: str, place: str, lead: UUID, kind: str, key: UUID) -> None:
    """Link a record, at a place among the links, wherever the lead is linked and it is not."""
    rows = unit.connection.execute(
        f"SELECT l.activity_id, (SELECT {place} FROM {table} x "
        f"WHERE x.activity_id = l.activity_id) FROM {table} l "
        "WHERE l.record_kind = 'lead' AND l.record_id = ? AND NOT EXISTS ("
        f"SELECT 1 FROM {table} x WHERE x.activity_id = l.activity_id "
        "AND x.record_kind = ? AND x.record_id = ?)",
        (lead.bytes, kind, key.bytes),
    ).fetchall()
    links = [
        {
            "id": new_id().bytes,
            "activity_id": activity,
            "record_kind": kind,
            "record_id": key.bytes,
            "sort": sort,
        }
        for activity, sort in rows
    ]
    unit.insert_many(table, links)


def _copy(
    unit: Unit,
    table: str,
    lead: UUID,
    target: tuple[str, UUID] | None,
    identity: Identity = itemgetter("id"),
    *,
    default: str = "",
) -> None:
    """Copy the rows that a lead has in a table to a record, behind those that this has.

    A row that has the `identity` of one of them is left out. Only one row of a record has its
    column `default` set.
    """
    if target is None:
        return
    kind, key = target
    known = _rows(unit, table, kind, key)
    seen = {identity(row) for row in known}
    sort = max((int(row.get("sort", 0)) + 1 for row in known), default=0)
    copies: list[Row] = []
    for row in _rows(unit, table, "lead", lead):
        if identity(row) in seen:
            continue
        copy = row | {"id": new_id().bytes, "record_kind": kind, "record_id": key.bytes}
        if "sort" in row:
            copy["sort"] = sort + len(copies)
        if default and any(one[default] for one in known):
            copy[default] = False
        copies.append(copy)
    unit.insert_many(table, copies)


def _point(row: Row) -> Hashable:
    return row["type"], row["e164"] or row["folded"] or row["value"]


def _rows(unit: Unit, table: str, kind: str, key: UUID) -> list[Row]:
    """Return the rows that a record has in a table, in their order, without those in the bin."""
    cursor = unit.connection.execute(
        f'SELECT * FROM "{table}" WHERE record_kind = ? AND record_id = ? ORDER BY id',
        (kind, key.bytes),
    )
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    alive = (row for row in rows if row.get("deleted_at") is None)
    return sorted(alive, key=lambda row: int(row.get("sort", 0)))
