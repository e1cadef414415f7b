"""Prices as people and programs write them into tables (FEATURES CAT-01)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.formats.catalog_columns import guess_columns
from services.formats.catalog_rows import RowReader
from services.formats.catalog_values import PriceValue, ProductValue, by_label, plain
from services.formats.table_reading import Row

pytestmark = pytest.mark.row("CAT-01")

_AMOUNTS = st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2))
_SIGNS = {"": "", "₽": "RUB", "руб.": "RUB", "RUR": "RUB", "zł": "PLN", "€": "EUR", "USD": "USD"}


@given(
    amount=_AMOUNTS,
    group=st.sampled_from(["", " ", "\u00a0", "\u202f", "'"]),
    point=st.sampled_from([",", "."]),
    sign=st.sampled_from(list(_SIGNS)),
    blank=st.sampled_from(["", " ", "\u00a0"]),
)
def test_a_price_however_it_is_written(
    amount: Decimal, group: str, point: str, sign: str, blank: str
) -> None:
    text = f"{amount:,.2f}".replace(".", point if point != "," else ";")
    text = text.replace(",", group).replace(";", ",") + (blank + sign if sign else "")
    targets = guess_columns(["Name", "Price"], {}, [])
    (found,) = RowReader(targets).read([Row(2, ["Desk", text])])
    assert isinstance(found, ProductValue)
    assert found.prices == {by_label("base"): PriceValue(amount, _SIGNS[sign])}


@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_plain_number_is_the_same_number(number: Decimal) -> None:
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)
