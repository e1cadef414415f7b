"""The contacts who take part in a deal: their roles, and who is the main one (DEAL-17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.errors import NotFound
from domain.i18n import N_, _
from domain.records.references import Reference
from domain.text import on_one_line
from services.context import Context

if TYPE_CHECKING:
    from storage.tables import DealContact
    from storage.unit import Unit

ROLES = (
    N_("decides"),
    N_("influences"),
    N_("uses it"),
    N_("pays"),
    N_("signs"),
)
"""Roles that are offered in the interface language; any other may be typed."""

MOST_LIKELY: Final = 6
"""How many clients are offered for a deal before anything is typed."""


@dataclass(frozen=True, slots=True)
class DealPerson:
    """A contact who takes part in a deal in a role, "" for none; one is the main one."""

    contact: Reference
    role: str
    is_main: bool


def people_of_deal(context: Context, deal: UUID) -> list[DealPerson]:
    """Return the contacts of a deal that are not in the bin, the main one first."""
    from storage.reads.deal_people import read_deal_people

    found = read_deal_people(context.database.reader(), deal)
    return [DealPerson(contact, role, place == 0) for place, (contact, role) in enumerate(found)]


def likely_clients(
    context: Context,
    field: str,
    companies: Sequence[Reference],
    contacts: Sequence[Reference],
) -> list[Reference]:
    """Return whom a field of a deal is likely to get, `contacts` or `company` (FEATURES DEAL-08).

    They are those who work for the company that the deal has, or the companies for which its
    contacts work, but for those that it has.
    """
    from storage.reads.deal_people import read_linked_clients

    connection = context.database.reader()
    kind, beside = ("contact", companies) if field == "contacts" else ("company", contacts)
    known = {one.id for one in (*companies, *contacts)}
    found = [
        client
        for record in beside
        for client in read_linked_clients(connection, kind, record.id, MOST_LIKELY)
        if client.id not in known
    ]
    return list({one.id: one for one in found}.values())[:MOST_LIKELY]


def offered_roles(context: Context) -> list[str]:
    """Return the roles to choose from: the shipped ones, and what was typed in other deals."""
    rows = context.database.reader().execute(
        "SELECT role FROM deal_contact WHERE role <> '' GROUP BY role "
        "ORDER BY count(*) DESC, role LIMIT 9"
    )
    return list(dict.fromkeys([*(row[0] for row in rows), *map(_, ROLES)]))


def set_role(
    context: Context, deal: UUID, contact: UUID, role: str, *, is_main: bool = False
) -> None:
    """Give a contact of a deal a role, and make it the main one where that is said.

    Raises NotFound.
    """
    with context.database.write(context.actor, "edit_deal") as unit:
        rows = _rows(unit, deal)
        row = next((one for one in rows if one.contact_id == contact), None)
        if row is None:
            raise NotFound(_("This contact takes no part in the deal any more."))
        row.role = on_one_line(role)
        if is_main:
            for sort, other in enumerate(sorted(rows, key=lambda one: one is not row)):
                other.sort = sort


def add_person(unit: Unit, deal: UUID, contact: UUID) -> None:
    """Let a contact take part in a deal, last of all, as part of a larger use case.

    Raises NotFound.
    """
    from storage.tables import DealContact

    rows = _rows(unit, deal)
    if all(row.contact_id != contact for row in rows):
        sort = rows[-1].sort + 1 if rows else 0
        unit.add(DealContact(deal_id=deal, contact_id=contact, sort=sort))


def _rows(unit: Unit, deal: UUID) -> list[DealContact]:
    """Return the rows of the people of a deal, which is changed with them. Raises NotFound."""
    from sqlmodel import col, select

    from services.records.use_cases import changeable_within
    from storage.tables import DealContact
    from storage.tables.base import utc_now

    changeable_within(unit, "deal", deal).updated_at = utc_now()
    query = select(DealContact).where(DealContact.deal_id == deal)
    return list(unit.session.exec(query.order_by(col(DealContact.sort), col(DealContact.id))))
