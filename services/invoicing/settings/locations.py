"""Places of payers and the taxes that hold there (FEATURES TAX-02, exam B22).

A tax of a place holds for the places within it as well, those of the wider place first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from domain.choosing import named
from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.pricing.model import Tax
from domain.text import on_one_line
from services.context import Context
from services.rights import check_is_admin

if TYPE_CHECKING:
    from storage.tables import Location
    from storage.unit import Unit

LOCATION_CATEGORY = "L"
"""The category of taxes of places: none of VAT, as with IGIC in the list UNTDID 5305."""


@dataclass(frozen=True, slots=True)
class PlaceTax:
    """A tax of a place, `rate` in percent; see `domain.pricing.model.Tax` for the flags."""

    name: str
    rate: Decimal
    is_compound: bool = False
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place of payers; `path` names it from the widest place on, `taxes` are its own."""

    id: UUID
    path: tuple[str, ...]
    taxes: tuple[PlaceTax, ...]

    @property
    def title(self) -> str:
        """The place with those that it lies in: `Canada/Quebec`."""
        return "/".join(self.path)


def list_locations(context: Context) -> list[Place]:
    """Return all places, each before those within it."""
    return _places(context.database.reader())


def find_location(context: Context, text: str) -> Place:
    """Return the place with this name or path, or the only one that begins so. Raises NotFound."""
    known = list_locations(context)
    found = named(((place, (place.title, place.path[-1])) for place in known), text)
    if len(found) == 1:
        return found[0]
    titles = ", ".join(place.title for place in found or known)
    if found:
        said = _("“{name}” may be several places: {known}. Name the whole path.")
    elif known:
        said = _("There is no place “{name}”. There are: {known}.")
    else:
        said = _("There are no places of payers yet: add some with “crm invoice location add”.")
    raise NotFound(said.format(name=text, known=titles))


def add_location(context: Context, name: str, parent: UUID | None = None) -> UUID:
    """Add a place, last within another one, or at the top; return its key.

    Raises BadInput, NotFound where the wider place is gone, and NotAllowed.
    """
    from storage.tables import Location

    _check_admin(context)
    with context.database.write(context.actor, "edit_locations") as unit:
        if parent is not None:
            _existing(unit, parent)
        called = _free_name(unit.connection, name, parent)
        (sort,) = unit.connection.execute(
            "SELECT coalesce(max(sort) + 1, 0) FROM location WHERE parent_id IS ?",
            (parent.bytes if parent else None,),
        ).fetchone()
        return unit.add(Location(name=called, parent_id=parent, sort=sort)).id


def rename_location(context: Context, location: UUID, name: str) -> None:
    """Give a place another name. Raises as `add_location`."""
    _check_admin(context)
    with context.database.write(context.actor, "edit_locations") as unit:
        row = _existing(unit, location)
        row.name = _free_name(unit.connection, name, row.parent_id, location)


def delete_location(context: Context, location: UUID) -> None:
    """Remove a place that has none within it and stands in no document.

    Raises BadInput where it has, NotFound and NotAllowed.
    """
    _check_admin(context)
    with context.database.write(context.actor, "edit_locations") as unit:
        row = _existing(unit, location)
        used = unit.connection.execute(
            "SELECT 1 FROM location WHERE parent_id = ?1 UNION ALL "
            "SELECT 1 FROM invoice WHERE location_id = ?1 UNION ALL "
            "SELECT 1 FROM quote WHERE location_id = ?1 LIMIT 1",
            (location.bytes,),
        ).fetchone()
        if used:
            raise BadInput(_("“{name}” stays: it has places or documents.").format(name=row.name))
        unit.connection.execute("DELETE FROM location_tax WHERE location_id = ?", (location.bytes,))
        unit.session.delete(row)


def set_location_taxes(context: Context, location: UUID, taxes: Sequence[PlaceTax]) -> None:
    """Make the taxes of a place exactly these; documents keep those that they have.

    Raises BadInput for a rate out of 0 to 100 percent, NotFound and NotAllowed.
    """
    from storage.tables import LocationTax

    _check_admin(context)
    for tax in taxes:
        if not 0 <= tax.rate <= 100:
            raise BadInput(_("A tax is a rate from 0 to 100 percent."), "rate")
        if not tax.name.strip():
            raise BadInput(_("Say what the tax is called."), "name")
    with context.database.write(context.actor, "edit_locations") as unit:
        _existing(unit, location)
        unit.connection.execute("DELETE FROM location_tax WHERE location_id = ?", (location.bytes,))
        for sort, tax in enumerate(taxes):
            unit.add(
                LocationTax(
                    location_id=location,
                    name=on_one_line(tax.name),
                    rate=tax.rate,
                    is_compound=tax.is_compound,
                    is_withheld=tax.is_withheld,
                    sort=sort,
                )
            )


def taxes_at(connection: sqlite3.Connection, location: UUID | None) -> tuple[Tax, ...]:
    """Return the taxes on a document whose payer is in a place, those of wider places first."""
    if location is None:
        return ()
    rows = connection.execute(
        "WITH RECURSIVE up(id, parent_id, depth) AS ("
        "SELECT id, parent_id, 0 FROM location WHERE id = ? UNION ALL "
        "SELECT l.id, l.parent_id, depth + 1 FROM location l JOIN up ON l.id = up.parent_id) "
        "SELECT t.name, t.rate, t.is_withheld, t.is_compound FROM up "
        "JOIN location_tax t ON t.location_id = up.id ORDER BY up.depth DESC, t.sort, t.id",
        (location.bytes,),
    )
    return tuple(
        Tax(LOCATION_CATEGORY, Decimal(rate), name, bool(withheld), bool(compound))
        for name, rate, withheld, compound in rows
    )


def _places(connection: sqlite3.Connection) -> list[Place]:
    rows = connection.execute("SELECT id, parent_id, name FROM location ORDER BY sort, name, id")
    within: dict[bytes | None, list[tuple[bytes, str]]] = {}
    for key, parent, name in rows:
        within.setdefault(parent, []).append((key, name))
    taxes: dict[bytes, list[PlaceTax]] = {}
    for key, name, rate, compound, withheld in connection.execute(
        "SELECT location_id, name, rate, is_compound, is_withheld FROM location_tax "
        "ORDER BY sort, id"
    ):
        taxes.setdefault(key, []).append(
            PlaceTax(name, Decimal(rate), bool(compound), bool(withheld))
        )
    found: list[Place] = []
    waiting: list[tuple[tuple[str, ...], bytes, str]] = []
    waiting += [((), *one) for one in reversed(within.get(None, []))]
    while waiting:
        path, key, name = waiting.pop()
        here = (*path, name)
        found.append(Place(UUID(bytes=key), here, tuple(taxes.get(key, ()))))
        waiting += [(here, *one) for one in reversed(within.get(key, []))]
    return found


def _existing(unit: Unit, location: UUID) -> Location:
    from storage.tables import Location

    row = unit.get(Location, location)
    if row is None:
        raise NotFound(_("This place is no longer there: somebody has removed it."))
    return row


def _free_name(
    connection: sqlite3.Connection, name: str, parent: UUID | None, own: UUID | None = None
) -> str:
    called = on_one_line(name)
    if not called or "/" in called:
        raise BadInput(_("Name the place, without “/”."), "name")
    taken = connection.execute(
        "SELECT 1 FROM location WHERE parent_id IS ? AND crm_fold(name) = crm_fold(?) "
        "AND id IS NOT ?",
        (parent.bytes if parent else None, called, own.bytes if own else None),
    ).fetchone()
    if taken:
        raise BadInput(_("There is a place “{name}” already.").format(name=called), "name")
    return called


def _check_admin(context: Context) -> None:
    said = _("Only an administrator may change places and their taxes. Ask one of: {admins}.")
    check_is_admin(context, said)
