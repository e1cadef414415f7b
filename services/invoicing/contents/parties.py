"""Takes payer and payee from the cards, as snapshots (FEATURES INV-03, INV-04, COMP-07)."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from uuid import UUID

from domain.invoicing.parties import Party, with_requisites
from domain.parts import Address, Requisites, address_line
from domain.records.values import Point, RecordView
from services.context import Context
from storage.reads.records import read_record


def payer_from_cards(
    context: Context,
    connection: sqlite3.Connection,
    company: UUID | None,
    contact: UUID | None,
    requisites: UUID | None = None,
) -> tuple[Party, UUID | None]:
    """Return who pays, with the key of the set of requisites that was taken.

    That is the company, with the contact as the person to speak to, or the contact alone. The set
    is the one with the key `requisites` where the card still has it, else the default one.
    """
    firm = _view(context, connection, "company", company)
    person = _view(context, connection, "contact", contact)
    card = firm or person
    if card is None:
        return Party(), None
    party = Party(
        name=card.title,
        address=_address(card),
        country=_country(card),
        contact=person.title if firm is not None and person is not None else "",
        phone=_first_point(card, "phones") or (_first_point(person, "phones") if person else ""),
        email=_first_point(card, "emails") or (_first_point(person, "emails") if person else ""),
    )
    chosen = _chosen(sets_of(card), requisites)
    return with_requisites(party, chosen), chosen.id if chosen else None


def payee_from_settings(
    context: Context,
    connection: sqlite3.Connection,
    own_company: UUID | None,
    requisites: UUID | None = None,
) -> tuple[Party, UUID | None]:
    """Return who is paid: one of the own companies, with the key of its set of requisites."""
    card = _view(context, connection, "own_company", own_company)
    if card is None:
        return Party(), None
    said = {name: str(card.values.get(name) or "") for name in _OWN}
    party = Party(name=card.title, signatory=said.pop("director"), **said)
    chosen = _chosen(sets_of(card), requisites)
    return with_requisites(party, chosen), chosen.id if chosen else None


_OWN = ("country", "director", "accountant", "phone", "email", "site")


def sets_of(card: RecordView) -> list[Requisites]:
    """Return the sets of requisites of a card, the default one first."""
    found = card.values.get("requisites")
    sets = [one for one in found if isinstance(one, Requisites)] if isinstance(found, tuple) else []
    return sorted(sets, key=lambda one: not one.is_default)


def _view(
    context: Context, connection: sqlite3.Connection, kind: str, key: UUID | None
) -> RecordView | None:
    if key is None:
        return None
    return read_record(connection, kind, key, context.fields.of(kind))


def _chosen(sets: list[Requisites], wanted: UUID | None) -> Requisites | None:
    return next((one for one in sets if one.id == wanted), next(iter(sets), None))


def _addresses(card: RecordView) -> list[Address]:
    found = card.values.get("addresses")
    return [one for one in found if isinstance(one, Address)] if isinstance(found, tuple) else []


def _address(card: RecordView) -> str:
    """Return the registered address of a card, else the first one, on one line."""
    known = sorted(_addresses(card), key=lambda one: one.label != "registered")
    return address_line(replace(known[0], label="")) if known else ""


def _country(card: RecordView) -> str:
    return next((one.country for one in _addresses(card) if one.country), "")


def _first_point(card: RecordView, field: str) -> str:
    found = card.values.get(field)
    points = found if isinstance(found, tuple) else ()
    return next((one.value for one in points if isinstance(one, Point)), "")
