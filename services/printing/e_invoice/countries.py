"""Countries as an e-invoice names them, by two letters of ISO 3166."""

from __future__ import annotations

from domain.bank_codes import country_told
from domain.invoicing.parties import Party
from services.country_names import country_named


def country_code(party: Party) -> str:
    """Return the code of the country of a party, "" where it cannot be told.

    It is told by its name in a language of the program, else by its numbers.
    """
    return country_named(party.country or country_told(party.tax_id, party.account))
