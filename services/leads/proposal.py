"""What the conversion of a lead begins with: the new records filled in, and what may be linked.

A qualified lead becomes a contact and a deal, so that conversion can be counted (FEATURES IMPL-03,
exam B17); a company as well where the lead names one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from domain.i18n import _
from domain.money import minor_digits
from domain.values import RecordView, Value
from services.context import Context
from services.leads.rules import check_open_view
from services.leads.similar import Similar, similar_companies, similar_contacts
from services.records.use_cases import show_record
from storage.reads.leads import count_belongings

PERSON_FIELDS: Final = ("last_name", "first_name", "middle_name")
REACH_FIELDS: Final = ("phones", "emails", "messengers")

SHOWN_FIELDS: Final = {
    "contact": (*PERSON_FIELDS, "position", "phones", "emails"),
    "company": ("title", "phones", "emails"),
    "deal": ("title", "amount", "currency", "close_date"),
}
"""The fields of new records that are filled in on the conversion screen."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the conversion screen begins with.

    `values` are those of the new records by kind and field. `similar` are records of a kind that
    the lead may already be. `chosen` says for each kind what is chosen at first: "new", "none", or
    the key of a record. `moves` counts what moves along, see `storage.reads.leads.BELONGINGS`.
    """

    lead: RecordView
    values: Mapping[str, Mapping[str, Value]]
    similar: Mapping[str, tuple[Similar, ...]]
    chosen: Mapping[str, str]
    moves: Mapping[str, int]


def propose(context: Context, lead: UUID) -> Proposal:
    """Return what the conversion of a lead begins with.

    Raises NotFound, and NotAllowed where it was converted.
    """
    view = show_record(context, "lead", lead)
    check_open_view(view)
    similar = {
        "contact": tuple(similar_contacts(context, lead)),
        "company": tuple(similar_companies(context, lead)),
        "deal": (),
    }
    chosen = {
        "contact": _first(similar["contact"], is_wanted=has_person(view)),
        "company": _first(similar["company"], is_wanted=bool(view.values["company_title"])),
        "deal": "new",
    }
    connection = context.database.reader()
    kinds = {kind for kind, choice in chosen.items() if choice != "none"}
    values = {kind: new_values(connection, view, kind, kinds) for kind in SHOWN_FIELDS}
    return Proposal(view, values, similar, chosen, count_belongings(connection, lead))


def has_person(view: RecordView) -> bool:
    """Say whether a lead tells of a person: all do but those that name a company alone."""
    names = any(view.values[name] for name in PERSON_FIELDS)
    return names or not view.values["company_title"]


def new_values(
    connection: sqlite3.Connection, view: RecordView, kind: str, kinds: set[str]
) -> dict[str, Value]:
    """Return the fields of a new record of a kind that a lead fills, those without a value absent.

    `kinds` are all that it becomes: a phone is that of the person, and else that of the company.
    """
    given = view.values
    match kind:
        case "contact":
            names = (*PERSON_FIELDS, "position", *REACH_FIELDS)
            values = {name: given[name] for name in names}
            if "company" not in kinds:
                values["sites"] = given["sites"]
        case "company":
            values = {"title": given["company_title"], "sites": given["sites"]}
            if "contact" not in kinds:
                values |= {name: given[name] for name in REACH_FIELDS}
        case _:
            values = _deal(connection, view)
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def _deal(connection: sqlite3.Connection, view: RecordView) -> dict[str, Value]:
    amount, currency = _sum_of_products(connection, view.id)
    title = view.values["title"] or _("Request: {title}").format(title=view.title)
    return {"title": title, "amount": amount, "currency": currency}


def _sum_of_products(connection: sqlite3.Connection, lead: UUID) -> tuple[Decimal | None, str]:
    """Return what the products of interest come to where all are priced in one currency."""
    rows = connection.execute(
        "SELECT quantity, price, currency FROM line_item "
        "WHERE record_kind = 'lead' AND record_id = ?",
        (lead.bytes,),
    ).fetchall()
    currencies = {currency for _quantity, _price, currency in rows}
    if len(currencies) != 1 or not all(price for _quantity, price, _currency in rows):
        return None, ""
    parts = (Decimal(quantity or 1) * Decimal(price) for quantity, price, _currency in rows)
    (currency,) = currencies
    smallest = Decimal(1).scaleb(-minor_digits(currency))
    return sum(parts, Decimal()).quantize(smallest, ROUND_HALF_UP), currency


def _first(similar: tuple[Similar, ...], *, is_wanted: bool) -> str:
    sure = next((str(one.record.id) for one in similar if one.is_sure), "")
    return sure or ("new" if is_wanted else "none")
