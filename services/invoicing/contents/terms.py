"""What is chosen for a document as a whole: requisites, the place of the payer, the tax shown.

Where the document has been issued, each choice is a revision.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.invoicing.content import taxes_out
from domain.invoicing.parties import Party, party_of
from domain.parts import Requisites
from domain.pricing.model import Tax
from domain.records.fields import FieldType
from services.context import Context
from services.invoicing.contents.parties import payee_from_settings, payer_from_cards
from services.invoicing.contents.totals import keep_totals
from services.invoicing.issuing import document_within
from services.invoicing.revising import revise_by
from services.invoicing.settings.locations import taxes_at
from services.parts.use_cases import parts_of
from services.settings import TAX_BY_LOCATION, TAX_TYPE, get_setting

if TYPE_CHECKING:
    from storage.tables import Invoice, Quote
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Parties:
    """Who pays and who is paid by a document, and the sets of requisites to choose from."""

    payer: Party
    payee: Party
    payer_sets: tuple[Requisites, ...]
    payee_sets: tuple[Requisites, ...]


def parties_of(context: Context, kind: str, key: UUID) -> Parties:
    """Return payer and payee of a document as it keeps them. Raises NotFound."""
    row = (
        context.database.reader()
        .execute(
            "SELECT payer, payee, company_id, contact_id, own_company_id "
            f"FROM {kind} WHERE id = ? AND deleted_at IS NULL",
            (key.bytes,),
        )
        .fetchone()
    )
    if row is None:
        raise NotFound(_("This document is no longer there: somebody has deleted it."))
    payer, payee, company, contact, own = row
    client = ("company", company) if company else ("contact", contact)
    return Parties(
        party_of(payer),
        party_of(payee),
        _sets(context, *client),
        _sets(context, "own_company", own),
    )


def choose_requisites(context: Context, kind: str, key: UUID, requisites: UUID) -> None:
    """Let a document name another set of requisites, of its payer or its payee (INV-13, COMP-07).

    Raises BadInput where the set is of neither, and NotFound.
    """

    def choose(unit: Unit, document: Invoice | Quote) -> None:
        owner = unit.connection.execute(
            "SELECT record_kind, record_id FROM requisites WHERE id = ?", (requisites.bytes,)
        ).fetchone()
        if owner is None:
            raise NotFound(_("This is no longer there: somebody has removed it."))
        document_of = {
            "company": document.company_id,
            "contact": document.contact_id,
            "own_company": document.own_company_id,
        }
        if document_of.get(owner[0]) != UUID(bytes=owner[1]):
            raise BadInput(_("These requisites are neither of the payer nor of the payee."))
        if owner[0] == "own_company":
            document.payee_requisites_id = requisites
        else:
            document.requisites_id = requisites
        _copy_parties(context, unit, document)

    _change(context, kind, key, choose, _("other requisites"))


def changed_parties(context: Context, kind: str, key: UUID) -> tuple[str, ...]:
    """Return whose cards say something else by now than a draft: payer and payee, by their names.

    () for what is issued, and for cards in the bin.
    """
    connection = context.database.reader()
    row = connection.execute(
        "SELECT payer, payee, company_id, contact_id, requisites_id, own_company_id, "
        f"payee_requisites_id FROM {kind} WHERE id = ? AND issued_at IS NULL "
        "AND deleted_at IS NULL",
        (key.bytes,),
    ).fetchone()
    if row is None:
        return ()
    company, contact, chosen, own, own_chosen = (
        UUID(bytes=one) if one else None for one in row[2:]
    )
    payer, _set = payer_from_cards(context, connection, company, contact, chosen)
    payee, _set = payee_from_settings(context, connection, own, own_chosen)
    now = ((party_of(row[0]), payer), (party_of(row[1]), payee))
    return tuple(card.name for kept, card in now if card not in (kept, Party()))


def refresh_parties(context: Context, kind: str, key: UUID) -> None:
    """Copy payer and payee of a draft from their cards once more, as these are now.

    Raises BadInput where it is issued, for then it stays as it was, and NotFound.
    """
    from storage.tables.base import utc_now

    with context.database.write(context.actor, f"edit_{kind}") as unit:
        document = document_within(unit, kind, key)
        if document.issued_at is not None:
            said = _("{number} has been issued: whom it names stays, but for a revision.")
            raise BadInput(said.format(number=document.number))
        _copy_parties(context, unit, document)
        document.updated_at = utc_now()


def location_of(context: Context, kind: str, key: UUID) -> UUID | None:
    """Return the place of the payer that a document names, None where it names none."""
    reader = context.database.reader()
    row = reader.execute(f"SELECT location_id FROM {kind} WHERE id = ?", (key.bytes,)).fetchone()
    return UUID(bytes=row[0]) if row and row[0] else None


def choose_location(context: Context, kind: str, key: UUID, location: UUID | None) -> None:
    """Say where the payer of a document is: the taxes that hold there apply (TAX-02, exam B22).

    They do where taxes follow the place by the setting `tax_type`. Raises NotFound.
    """

    _change(
        context,
        kind,
        key,
        lambda unit, document: take_location(context, unit, document, location),
        _("another place of the payer"),
    )


def take_location(
    context: Context, unit: Unit, document: Invoice | Quote, location: UUID | None
) -> None:
    """Give a document the place of its payer within a larger use case. See `choose_location`."""
    document.location_id = location
    document.taxes = taxes_out(location_taxes(context, unit.connection, location))
    unit.session.flush()


def location_taxes(
    context: Context, connection: sqlite3.Connection, location: UUID | None
) -> Sequence[Tax]:
    """Return the taxes of a place, none where taxes do not follow the place."""
    if get_setting(context, TAX_TYPE, connection) != TAX_BY_LOCATION:
        return ()
    return taxes_at(connection, location)


def _change(
    context: Context,
    kind: str,
    key: UUID,
    change: Callable[[Unit, Invoice | Quote], None],
    reason: str,
) -> None:
    row = (
        context.database.reader()
        .execute(f"SELECT issued_at IS NOT NULL FROM {kind} WHERE id = ?", (key.bytes,))
        .fetchone()
    )
    if row is not None and row[0]:
        revise_by(context, kind, key, change, reason)
        return
    from storage.tables.base import utc_now

    with context.database.write(context.actor, f"edit_{kind}") as unit:
        document = document_within(unit, kind, key)
        change(unit, document)
        document.updated_at = utc_now()
        keep_totals(unit, kind, document)


def _copy_parties(context: Context, unit: Unit, document: Invoice | Quote) -> None:
    connection = unit.connection
    payer, chosen = payer_from_cards(
        context, connection, document.company_id, document.contact_id, document.requisites_id
    )
    document.payer, document.requisites_id = payer.to_json(), chosen
    payee, chosen = payee_from_settings(
        context, connection, document.own_company_id, document.payee_requisites_id
    )
    document.payee, document.payee_requisites_id = payee.to_json(), chosen
    unit.session.flush()


def _sets(context: Context, kind: str, key: bytes | None) -> tuple[Requisites, ...]:
    if key is None:
        return ()
    found = parts_of(context, kind, UUID(bytes=key), FieldType.REQUISITES)
    return tuple(one for one in found if isinstance(one, Requisites))
