"""Values that no field should take: too large, too long, too long ago, and what is no address."""

from __future__ import annotations

import pytest

from domain.contact_points.sites import is_site
from domain.errors import BadInput
from domain.records.fields import FieldType
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.records.showing import show_value
from services.records.use_cases import add_record, show_record


@pytest.mark.row("CF-04")
@pytest.mark.parametrize(
    ("kind", "name", "value", "said"),
    [
        ("company", "employees", "9" * 26, "too large"),
        ("company", "employees", "1.5", "not a whole number"),
        ("contact", "birth_date", "1 Jan 0001", "between the year 1900 and today"),
        ("contact", "birth_date", "1899", "between the year 1900 and today"),
        ("contact", "birth_date", "2999-01-01", "between the year 1900 and today"),
        ("contact", "first_name", "x" * 201, "201 characters; at most 200"),
        ("company", "title", "x" * 60_000, "at most 200"),
    ],
)
def test_it_is_refused_with_a_sentence(
    context: Context, kind: str, name: str, value: str, said: str
) -> None:
    named = {"contact": {"last_name": "Ким"}, "company": {"title": "Мак"}}[kind]
    with pytest.raises(BadInput, match=said) as caught:
        add_record(context, kind, named | {name: value})
    assert caught.value.field == name


@pytest.mark.parametrize("value", ["29.02", "1900", "2 Mar 1980", "22.03.80"])
def test_birthdays_of_people_alive_are_taken(context: Context, value: str) -> None:
    key = add_record(context, "contact", {"last_name": "Ким", "birth_date": value})
    assert show_record(context, "contact", key).values["birth_date"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("romashka.ru", True),
        ("https://www.romashka.ru:443/a?b=c#d", True),
        ("HTTP://пример.рф/", True),
        ("localhost:8080.x", False),
        ("not a url", False),
        ("javascript:alert(1.5)", False),
        ("data:text/html,a.b", False),
        ("file:///etc/pass.wd", False),
        ("word", False),
    ],
)
def test_what_is_a_site(text: str, is_one: bool) -> None:
    assert is_site(text) is is_one


@pytest.mark.row("CF-04")
def test_what_is_no_address_is_kept_and_marked(context: Context) -> None:
    add_field(context, NewField("contact", "Page", FieldType.SITE))
    data = {"last_name": "Ким", "page": "not a url", "sites": ["javascript:alert(1)", "a.ru"]}
    view = show_record(context, "contact", add_record(context, "contact", data))
    shown = [
        show_value(context, context.fields.get("contact", name), view.values[name])
        for name in ("page", "sites")
    ]
    assert shown == ["not a url (?)", "javascript:alert(1) (?), a.ru"]
