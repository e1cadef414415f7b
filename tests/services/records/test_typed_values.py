"""What stands in a form for a value reads back as that value; colleagues are named clearly."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.builtin_fields import BUILTIN_FIELDS
from domain.errors import BadInput
from domain.ids import new_id
from domain.references import Reference
from domain.values import Person, Point
from services.context import Context
from services.records.typed_values import as_typed, names_of, read_typed
from services.records.use_cases import add_record, show_record
from services.users import add_user

COMPANIES = next(f for f in BUILTIN_FIELDS if (f.kind, f.name) == ("contact", "companies"))
PHONES = next(f for f in BUILTIN_FIELDS if (f.kind, f.name) == ("contact", "phones"))
WRITTEN = st.text(st.sampled_from('ab;" \n()2'), min_size=1, max_size=6).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(WRITTEN.filter(bool), max_size=5))
def test_linked_records_stay_what_they_are(titles: list[str]) -> None:
    linked = tuple(Reference("company", new_id(), title) for title in titles)
    text = as_typed(COMPANIES, linked, UTC)
    assert read_typed(COMPANIES, text, names_of(linked)) == [str(one.id) for one in linked]


@given(st.lists(WRITTEN.filter(lambda text: text and "(" not in text), max_size=5))
def test_phones_stay_what_they_are(numbers: list[str]) -> None:
    text = as_typed(PHONES, tuple(Point(number) for number in numbers), UTC)
    assert read_typed(PHONES, text) == numbers


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("Vega; Orion", ["Vega", "Orion"]),
        ('ООО "Вега; Орион', ['ООО "Вега', "Орион"]),
        ('ООО "Вега"; Орион', ['ООО "Вега"', "Орион"]),
        ('"Vega" Ltd; Orion', ['"Vega" Ltd', "Orion"]),
        ('"Vega; Sons" ;Orion;', ["Vega; Sons", "Orion"]),
        (" ; ", []),
    ],
)
def test_several_are_parted_outside_of_quotes(typed: str, titles: list[str]) -> None:
    assert read_typed(COMPANIES, typed) == titles


def test_a_colleague_is_named_by_login_or_by_a_name_that_only_one_has(context: Context) -> None:
    for login in ("jan1", "jan2"):
        add_user(context, login, "Jan Kos")
    with pytest.raises(BadInput, match=r"“Jan Kos” may be several people; type the login\."):
        add_record(context, "contact", {"last_name": "x", "responsible": "Jan Kos"})
    for typed, login in (("jan2", "jan2"), ("Борис Волков", "boris")):
        key = add_record(context, "contact", {"last_name": "x", "responsible": typed})
        found = show_record(context, "contact", key).values["responsible"]
        assert isinstance(found, Person)
        assert found.login == login
