"""Payer and payee of a document, as their cards were when it was written (FEATURES INV-03, INV-04).

A document keeps them in JSON, so that what is printed does not change when a card does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields

from domain.parts import Requisites


@dataclass(frozen=True, slots=True)
class Party:
    """Who pays, or is paid: a company or a person, with tax and bank details.

    `name` is what the card is called, `legal_name` what the law calls it, `contact` the person to
    speak to. The other columns are those of `domain.parts.Requisites`.
    """

    name: str = ""
    legal_name: str = ""
    address: str = ""
    country: str = ""
    tax_id: str = ""
    tax_code: str = ""
    registration: str = ""
    bank_name: str = ""
    bank_code: str = ""
    account: str = ""
    correspondent_account: str = ""
    signatory: str = ""
    accountant: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""

    @property
    def title(self) -> str:
        """What it is called in a document: by its legal name where there is one."""
        return self.legal_name or self.name

    def to_json(self) -> str:
        """Return the JSON in which a document keeps it; what is empty is left out."""
        said = {one.name: value for one in fields(self) if (value := getattr(self, one.name))}
        return json.dumps(said, ensure_ascii=False)


def party_of(text: str) -> Party:
    """Return the party that a document keeps; what is not known is passed over."""
    known = {one.name for one in fields(Party)}
    said = json.loads(text or "{}")
    return Party(**{name: str(value) for name, value in said.items() if name in known})


def with_requisites(party: Party, chosen: Requisites | None) -> Party:
    """Return a party with the details of a set of requisites, or without any."""
    names = (
        *("legal_name", "tax_id", "tax_code", "registration", "bank_name", "bank_code", "account"),
        *("correspondent_account", "signatory"),
    )
    said = {one.name: getattr(party, one.name) for one in fields(party)}
    given = {name: getattr(chosen, name) if chosen else "" for name in names}
    if not given["signatory"]:
        given["signatory"] = said["signatory"]
    address = (chosen.legal_address if chosen else "") or said["address"]
    return Party(**{**said, **given, "address": address})
