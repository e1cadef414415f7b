"""Units of measure and rates of tax, as dictionaries keep them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.catalog.tax_rates import CATEGORIES, SHIPPED_RATES, TaxRate, read_rate
from domain.catalog.units import ANY_UNIT, SHIPPED_UNITS, check_okei, common_code
from domain.dictionaries import meaning_label
from domain.errors import BadInput


@pytest.mark.row("CAT-20")
def test_each_shipped_unit_has_codes_of_its_own() -> None:
    for codes in zip(*SHIPPED_UNITS, strict=True):
        assert len(set(codes)) == len(SHIPPED_UNITS)
    assert common_code("796") == "H87"
    assert common_code("999") == ANY_UNIT


@pytest.mark.row("CAT-20")
@pytest.mark.parametrize(("typed", "kept"), [("796", "796"), (" 6", "006"), ("2423", "2423")])
def test_an_okei_code_is_kept_with_its_zeros(typed: str, kept: str) -> None:
    assert check_okei(typed) == kept
    assert meaning_label("unit", kept) == f"OKEI {kept}"


@pytest.mark.parametrize("typed", ["", "pcs", "79612", "-1", "7 9"])
def test_what_is_no_okei_code_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="OKEI"):
        check_okei(typed)


@pytest.mark.row("TAX-01")
def test_every_shipped_rate_is_read_back_from_its_meaning() -> None:
    for shipped in SHIPPED_RATES:
        assert read_rate(shipped.rate.meaning) == shipped.rate
        assert shipped.rate.category in CATEGORIES
    assert {one.rate.category for one in SHIPPED_RATES} == set(CATEGORIES)


@pytest.mark.row("TAX-01")
@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("20", TaxRate(Decimal(20))),
        ("20%", TaxRate(Decimal(20))),
        ("S 7,5", TaxRate(Decimal("7.5"))),
        ("0", TaxRate(Decimal(0), "Z")),
        ("e", TaxRate(Decimal(0), "E")),
        ("AE 0", TaxRate(Decimal(0), "AE")),
    ],
)
def test_a_rate_is_read_as_people_type_it(typed: str, rate: TaxRate) -> None:
    assert read_rate(typed) == rate


@pytest.mark.row("TAX-01")
@pytest.mark.parametrize("typed", ["", "%", "tax", "X 5", "S 0", "E 20", "101", "-5", "S"])
def test_what_is_no_rate_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        read_rate(typed)
