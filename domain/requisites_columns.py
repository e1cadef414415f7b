"""Which tax and bank details there are in a country, and what they are called there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.i18n import N_
from domain.parts import PART_TYPES, PartColumn, Requisites
from domain.records.fields import FieldType

_ELSEWHERE: Final = "elsewhere"

_RUSSIAN_ALONE: Final = ("tax_code", "correspondent_account")
"""What banks and offices of other countries do not know."""

_CALLED: Final[Mapping[str, Mapping[str, str]]] = {
    "RU": {"tax_id": N_("INN"), "registration": N_("OGRN"), "bank_code": N_("BIC")},
    "PL": {"tax_id": N_("NIP"), "registration": N_("KRS, REGON"), "bank_code": N_("SWIFT")},
    _ELSEWHERE: {
        "tax_id": N_("Tax number"),
        "registration": N_("Registration"),
        "bank_code": N_("SWIFT"),
    },
}


def columns_in(country: str, part: Requisites | None = None) -> tuple[PartColumn, ...]:
    """Return the columns of requisites in a country (ISO 3166) under the names they have there.

    `part` has what is there already, which is shown wherever it is from. All columns, under the
    names of every country, are returned for "".
    """
    columns = PART_TYPES[FieldType.REQUISITES].columns
    if not country:
        return columns
    called = _CALLED.get(country, _CALLED[_ELSEWHERE])
    return tuple(
        column._replace(label=called.get(column.name, column.label))
        for column in columns
        if country == "RU"
        or column.name not in _RUSSIAN_ALONE
        or (part is not None and getattr(part, column.name))
    )
