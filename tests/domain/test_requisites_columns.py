"""Which tax and bank details are asked for in a country."""

from __future__ import annotations

import pytest

from domain.bank_codes import country_told
from domain.parts import PART_TYPES, Requisites
from domain.records.fields import FieldType
from domain.requisites_columns import columns_in

ALL = PART_TYPES[FieldType.REQUISITES].columns


def labels(country: str, part: Requisites | None = None) -> dict[str, str]:
    return {column.name: column.label for column in columns_in(country, part)}


@pytest.mark.row("COMP-07")
def test_a_country_has_its_own_details_under_its_own_names() -> None:
    assert labels("RU")["tax_id"] == "INN"
    assert list(labels("RU")) == [column.name for column in ALL]
    assert labels("PL")["tax_id"] == "NIP"
    assert labels("DE")["tax_id"] == "Tax number"
    assert "tax_code" not in labels("PL")
    assert "tax_code" not in labels("DE")
    assert columns_in("") == ALL


def test_what_is_there_is_shown_wherever_it_is_from() -> None:
    assert labels("PL", Requisites(tax_code="773601001"))["tax_code"] == "KPP"


@pytest.mark.parametrize(
    ("tax_id", "account", "country"),
    [
        ("7707083893", "", "RU"),
        ("526-025-02-74", "", "PL"),
        ("DE 123456789", "", "DE"),
        ("EL123456789", "", "GR"),
        ("", "PL61 1090 1014 0000 0712 1981 2874", "PL"),
        ("123", "40702810900000000001", ""),
    ],
)
def test_numbers_tell_the_country(tax_id: str, account: str, country: str) -> None:
    assert country_told(tax_id, account) == country
