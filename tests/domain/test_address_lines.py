"""Addresses on one line are read as people write them."""

from __future__ import annotations

import pytest

from domain.address_lines import read_address_line
from domain.parts import Address
from services.context import Context
from services.records.use_cases import add_record, show_record

NAMES = ("street", "postal_code", "city", "region", "country")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "ul. Brzozowa 59, 85-139 Bydgoszcz, kujawsko-pomorskie, Polska",
            ("ul. Brzozowa 59", "85-139", "Bydgoszcz", "kujawsko-pomorskie", "Polska"),
        ),
        ("ul. Polna 1, m. 2, 00-950 Warszawa", ("ul. Polna 1, m. 2", "00-950", "Warszawa", "", "")),
        ("Am Markt 3, 10115 Berlin, Germany", ("Am Markt 3", "10115", "Berlin", "", "Germany")),
        ("ул. Ленина 5, 620014 Екатеринбург, Россия",
         ("ул. Ленина 5", "620014", "Екатеринбург", "", "Россия")),
        ("Polna 1, 00-950 Warszawa, mazowieckie",
         ("Polna 1", "00-950", "Warszawa", "mazowieckie", "")),
        ("Tverskaya 1, flat 5", ("Tverskaya 1, flat 5", "", "", "", "")),
        ("Polna 85", ("Polna 85", "", "", "", "")),
    ],
)  # fmt: skip
def test_the_parts_of_a_line_are_told_apart(text: str, parts: tuple[str, ...]) -> None:
    read = read_address_line(text)
    assert tuple(read.get(name, "") for name in NAMES) == parts


def test_a_line_for_the_address_of_a_client_is_read_so(context: Context) -> None:
    data = {"title": "Vega", "addresses": ["ul. Polna 1, 00-950 Warszawa, mazowieckie, Polska"]}
    view = show_record(context, "company", add_record(context, "company", data))
    addresses = view.values["addresses"]
    assert addresses == (
        Address(
            street="ul. Polna 1",
            city="Warszawa",
            region="mazowieckie",
            postal_code="00-950",
            country="Polska",
        ),
    )
