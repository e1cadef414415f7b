"""What the conversion of a lead begins with: the new records filled in, and what may be linked.

A qualified lead becomes a contact and a deal, so that conversion can be counted (FEATURES IMPL-03,
exam B17); a company as well where the lead names one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domain.i18n import _
from domain.parts import LineItem, sums
from domain.records.values import RecordView, Value
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
    view = check_open(context, lead)
    contacts = tuple(similar_contacts(context, lead))
    companies = tuple(similar_companies(context, lead, contacts))
    moves = count_belongings(context.database.reader(), lead)
    return proposal_of(view, contacts, companies, moves)


def proposal_of(
    view: RecordView,
    contacts: tuple[Similar, ...] = (),
    companies: tuple[Similar, ...] = (),
    moves: Mapping[str, int] | None = None,
) -> Proposal:
    """Return what the conversion of a lead begins with where this is like it, and moves along."""
    chosen = {
        "contact": _first(contacts, is_wanted=has_person(view)),
        "company": _first(companies, is_wanted=bool(view.values["company_title"])),
        "deal": "new",
    }
    kinds = {kind for kind, choice in chosen.items() if choice != "none"}
    similar = {"contact": contacts, "company": companies, "deal": ()}
    return Proposal(view, values_for(view, kinds), similar, chosen, moves or {})


def values_for(view: RecordView, kinds: set[str]) -> dict[str, dict[str, Value]]:
    """Return the fields of new records of each kind, where the lead becomes these `kinds`."""
    return {kind: new_values(view, kind, kinds) for kind in SHOWN_FIELDS}


def check_open(context: Context, lead: UUID) -> RecordView:
    """Return a lead that can still be changed. Raises NotFound, and NotAllowed if it cannot."""
    view = show_record(context, "lead", lead)
    check_open_view(view)
    return view


def has_person(view: RecordView) -> bool:
    """Say whether a lead tells of a person: all do but those that name a company alone."""
    names = any(view.values[name] for name in PERSON_FIELDS)
    return names or not view.values["company_title"]


def new_values(view: RecordView, kind: str, kinds: set[str]) -> dict[str, Value]:
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
            values = _deal(view)
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def _deal(view: RecordView) -> dict[str, Value]:
    """Return the title of a deal, and what the products of interest come to in one currency."""
    title = view.values["title"] or _("Request: {title}").format(title=view.title)
    products = view.values["products"]
    assert isinstance(products, tuple)
    items = tuple(item for item in products if isinstance(item, LineItem))
    amounts = sums(items)
    if len(amounts) != 1 or any(item.amount is None for item in items):
        return {"title": title}
    ((currency, amount),) = amounts.items()
    return {"title": title, "amount": amount, "currency": currency}


def _first(similar: tuple[Similar, ...], *, is_wanted: bool) -> str:
    sure = next((str(one.record.id) for one in similar if one.is_sure), "")
    return sure or ("new" if is_wanted else "none")
