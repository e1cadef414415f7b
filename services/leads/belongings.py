"""What a lead has goes on to what it became; the lead keeps it, as it was.

Activities concern the results as well from then on; the rest is copied, for nothing of a converted
lead changes any more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from domain.ids import new_id
from domain.records.fields import FieldType

if TYPE_CHECKING:
    from storage.unit import Unit

Row = dict[str, Any]

Identity = Callable[[Row], Hashable]
"""What two rows agree in that say the same."""

Copies = dict[bytes, bytes]
"""The keys of copies by those of the rows they are of."""

_PHOTO: Final = "photo"
_REQUISITES: Final[Identity] = itemgetter("tax_id", "account")
_ADDRESS: Final[Identity] = itemgetter("street", "city", "postal_code")


def move_belongings(
    unit: Unit, lead: UUID, results: Mapping[str, UUID], is_new: Mapping[str, bool]
) -> tuple[UUID | None, Copies]:
    """Give everything of a lead to the results, whose keys and whether they are new are given.

    Files go to the deal, which they mostly are about, else to the contact or the company; products
    to the deal; addresses, tax details and sites to the company, else to the contact; the photo,
    phones and e-mails to the contact, else to the company. What a record has already stays alone,
    and so does its photo. Returns the record that got the files, and their copies.
    """
    _link_activities(unit, lead, results)
    filed = _first_of(results, "deal", "contact", "company")
    files = [row for row in _rows(unit, "attachment", "lead", lead) if row["role"] != _PHOTO]
    copies = _copy(unit, "attachment", files, filed)
    _copy(unit, "line_item", _rows(unit, "line_item", "lead", lead), _first_of(results, "deal"))
    placed, met = _first_of(results, "company", "contact"), _first_of(results, "contact", "company")
    requisites = _rows(unit, "requisites", "lead", lead)
    _copy(unit, "requisites", requisites, placed, _REQUISITES, default="is_default")
    _copy(unit, "address", _rows(unit, "address", "lead", lead), placed, _ADDRESS)
    _copy_photo(unit, lead, met)
    points = _rows(unit, "contact_point", "lead", lead)
    for target, is_site in ((placed, True), (met, False)):
        if target is not None and not is_new[target[0]]:  # a new one has them already
            such = [row for row in points if (row["type"] == FieldType.SITE) is is_site]
            _copy(unit, "contact_point", such, target, _point)
    return filed and filed[1], copies


def copy_files(unit: Unit, keys: Sequence[bytes], kind: str, record: UUID) -> Copies:
    """Copy files to a record, those in the bin aside."""
    marks = ", ".join("?" for _ in keys)
    files = _read(unit, "attachment", f"id IN ({marks}) ORDER BY id", keys)
    return _copy(unit, "attachment", files, (kind, record))


def copy_products(unit: Unit, lead: UUID, deal: UUID) -> int:
    """Copy the products of a lead to a deal; return how many it did not have just so."""
    rows = _rows(unit, "line_item", "lead", lead)
    return len(_copy(unit, "line_item", rows, ("deal", deal), _product))


def _product(row: Row) -> Hashable:
    """Return what two lines of products agree in that say the same."""
    own = ("id", "record_kind", "record_id", "sort")
    return tuple(value for name, value in row.items() if name not in own)


def _copy_photo(unit: Unit, lead: UUID, target: tuple[str, UUID] | None) -> None:
    """Give the newest photo of a lead to a record that has none."""
    photos = [row for row in _rows(unit, "attachment", "lead", lead) if row["role"] == _PHOTO]
    if photos and target is not None:
        _copy(unit, "attachment", photos[-1:], target, itemgetter("role"))


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
    rows: Sequence[Row],
    target: tuple[str, UUID] | None,
    identity: Identity = itemgetter("id"),
    *,
    default: str = "",
) -> Copies:
    """Copy rows of a table to a record, behind those that this has; return which were.

    A row that has the `identity` of one of them is left out. Only one row of a record has its
    column `default` set.
    """
    if target is None:
        return {}
    kind, key = target
    known = _rows(unit, table, kind, key)
    seen = {identity(row) for row in known}
    sort = max((int(row.get("sort", 0)) + 1 for row in known), default=0)
    copies: dict[bytes, Row] = {}
    for row in rows:
        if identity(row) in seen:
            continue
        copy = row | {"id": new_id().bytes, "record_kind": kind, "record_id": key.bytes}
        if "sort" in row:
            copy["sort"] = sort + len(copies)
        if default and any(one[default] for one in known):
            copy[default] = False
        copies[row["id"]] = copy
    unit.insert_many(table, list(copies.values()))
    return {old: copy["id"] for old, copy in copies.items()}


def _point(row: Row) -> Hashable:
    return row["type"], row["e164"] or row["folded"] or row["value"]


def _rows(unit: Unit, table: str, kind: str, key: UUID) -> list[Row]:
    """Return the rows that a record has in a table, in their order, without those in the bin."""
    condition = "record_kind = ? AND record_id = ? ORDER BY id"
    return sorted(
        _read(unit, table, condition, (kind, key.bytes)), key=lambda row: int(row.get("sort", 0))
    )


def _read(unit: Unit, table: str, condition: str, parameters: Sequence[Any]) -> list[Row]:
    cursor = unit.connection.execute(f'SELECT * FROM "{table}" WHERE {condition}', parameters)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    return [row for row in rows if row.get("deleted_at") is None]
