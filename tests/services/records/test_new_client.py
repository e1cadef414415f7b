"""A line typed while the client is on the phone becomes a contact: name, company, phone, e-mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.new_client import contact_from_text, describe_contact

IVAN = {"last_name": "Petrov", "first_name": "Ivan", "middle_name": ""}
PHONE = "8 916 123-45-67"


@pytest.mark.row("LEAD-02", "CALL-03")
@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Ivan Petrov", IVAN),
        (f"Ivan Petrov {PHONE}", IVAN | {"phones": [PHONE]}),
        (f"{PHONE} Ivan Petrov", IVAN | {"phones": [PHONE]}),
        (f"Ivan Petrov, {PHONE}", IVAN | {"phones": [PHONE]}),
        (
            f"Ivan Petrov, Vega, {PHONE}, ivan@vega.ru",
            IVAN | {"companies": ["Vega"], "phones": [PHONE], "emails": ["ivan@vega.ru"]},
        ),
        (f"Ivan Petrov, Vega {PHONE}", IVAN | {"companies": ["Vega"], "phones": [PHONE]}),
        (f"{PHONE}, Ivan Petrov, Vega", IVAN | {"companies": ["Vega"], "phones": [PHONE]}),
        ("Ivan Petrov ivan@vega.ru", IVAN | {"emails": ["ivan@vega.ru"]}),
        ("Ivan Petrov, Vega, Moscow", IVAN | {"companies": ["Vega, Moscow"]}),
        (PHONE, {"phones": [PHONE]}),
        ("+7 9", {"phones": ["+7 9"]}),
        ("ivan@vega.ru", {"emails": ["ivan@vega.ru"]}),
        ("", {}),
    ],
)
def test_a_line_becomes_the_fields_of_a_contact(text: str, fields: dict[str, object]) -> None:
    assert contact_from_text(text) == fields


@pytest.mark.parametrize(
    ("text", "region", "shown"),
    [
        ("Ivan Petrov", "RU", "Petrov Ivan"),
        (
            f"Ivan Petrov, Vega, {PHONE} ivan@vega.ru",
            "RU",
            "Petrov Ivan · Vega · +7 916 123-45-67 · ivan@vega.ru",
        ),
        ("Anna Nowak 501 234 567", "PL", "Nowak Anna · +48 501 234 567"),
        ("+48 501 234 567", "RU", "+48 501 234 567"),
    ],
)
def test_a_person_sees_how_the_line_is_understood(text: str, region: str, shown: str) -> None:
    assert describe_contact(text, region) == shown


@given(st.text(max_size=60), st.sampled_from(["RU", "PL", "US"]))
def test_any_line_is_understood_somehow(text: str, region: str) -> None:
    fields = contact_from_text(text, region)
    assert all(isinstance(value, str | list) for value in fields.values())
    assert isinstance(describe_contact(text, region), str)


@given(
    st.text(alphabet="abcdefgh", min_size=2, max_size=10).map(str.title),
    st.from_regex(r"\+7 9\d\d \d{3}-\d\d-\d\d", fullmatch=True),
    st.booleans(),
)
def test_name_and_number_may_stand_either_way_round(
    name: str, phone: str, number_first: bool
) -> None:
    text = f"{phone} {name}" if number_first else f"{name} {phone}"
    fields = contact_from_text(text)
    assert fields["phones"] == [phone]
    assert name in (fields["last_name"], fields["first_name"])
