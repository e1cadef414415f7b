"""The kinds of records, such as contact and deal.

What fields they have stands in the field registry; the first screen needs no more than their names.
"""

from __future__ import annotations

from typing import NamedTuple

from domain.errors import BadInput
from domain.i18n import N_, _


class Kind(NamedTuple):
    """A kind of record, such as contact.

    `table` holds its records. `title` lists the columns that name a record, the first of them that
    is not empty being enough to recognise it.
    """

    name: str
    plural: str
    label: str
    table: str
    title: tuple[str, ...]
    plural_label: str
    is_client: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "contact",
            "contacts",
            N_("Contact"),
            "contact",
            ("last_name", "first_name", "middle_name"),
            N_("Contacts"),
            is_client=True,
        ),
        Kind(
            "company",
            "companies",
            N_("Company"),
            "company",
            ("title",),
            N_("Companies"),
            is_client=True,
        ),
        Kind(
            "lead",
            "leads",
            N_("Lead"),
            "lead",
            ("title", "last_name", "first_name", "middle_name", "company_title"),
            N_("Leads"),
            is_client=True,
        ),
        Kind("deal", "deals", N_("Deal"), "deal", ("title",), N_("Deals")),
        Kind(
            "invoice", "invoices", N_("Invoice"), "invoice", ("subject", "number"), N_("Invoices")
        ),
        Kind("quote", "quotes", N_("Quote"), "quote", ("subject", "number"), N_("Quotes")),
        Kind(
            "own_company",
            "own_companies",
            N_("Own company"),
            "own_company",
            ("title",),
            N_("Own companies"),
        ),
        Kind("product", "products", N_("Product"), "product", ("name",), N_("Products")),
        Kind("section", "sections", N_("Section"), "section", ("name",), N_("Sections")),
        Kind(
            "activity",
            "activities",
            N_("Activity"),
            "activity",
            ("subject", "kind"),
            N_("Activities"),
        ),
    )
}
"""Kinds of records that have fields, by name."""


def kind_named(text: str) -> Kind:
    """Return the kind that `text` names, in the singular or plural.

    It is named as fields are, in English or in the language of the interface, with `_` or `-` for a
    blank. Raises BadInput when there is none.
    """
    from domain.text import fold  # the first frame needs no name that was typed

    def words(name: str) -> str:
        return " ".join(fold(name).replace("_", " ").replace("-", " ").split())

    wanted = words(text)
    for kind in KINDS.values():
        if wanted in map(words, (kind.name, kind.plural, _(kind.label), _(kind.plural_label))):
            return kind
    raise BadInput(
        _("There is no kind of record called “{text}”. Use one of: {kinds}.").format(
            text=text, kinds=", ".join(KINDS)
        )
    )
