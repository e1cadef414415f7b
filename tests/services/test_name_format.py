"""The format of names of clients: set once, and used wherever a client is named (CONT-08)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.errors import NotAllowed
from domain.names.person_names import NameFormat
from domain.records.references import Reference
from services.birthdays import upcoming_birthdays
from services.context import Context
from services.lists.reading import record_list_source
from services.lists.views import RecordQuery
from services.records.copying import copy_values
from services.records.finding import find_records
from services.records.use_cases import add_record, show_record
from services.settings import CLIENT_NAMES, example_of_names, reset_setting, set_setting
from services.undo import undo
from tests.conftest import Outcome

pytestmark = pytest.mark.row("CONT-08")

IVANOV = {"last_name": "Ivanov", "first_name": "Pyotr", "middle_name": "Sergeevich"}
SHOWN = {
    NameFormat.LAST_FIRST_MIDDLE: "Ivanov Pyotr Sergeevich",
    NameFormat.LAST_FIRST: "Ivanov Pyotr",
    NameFormat.LAST_COMMA_FIRST: "Ivanov, Pyotr",
    NameFormat.LAST_INITIALS: "Ivanov P. S.",
    NameFormat.FIRST_LAST: "Pyotr Ivanov",
    NameFormat.FIRST_MIDDLE_LAST: "Pyotr Sergeevich Ivanov",
}


def titles(context: Context, kind: str = "contact", filter_: str = "") -> list[str]:
    """Return the titles of a list in its order."""
    query = RecordQuery(kind, filter_, sort=("name",))
    return [row.title for row in record_list_source(context, query).after(None, 10)]


def linked(value: object) -> list[str]:
    """Return the titles of linked records."""
    items = value if isinstance(value, tuple) else (value,)
    return [item.title for item in items if isinstance(item, Reference)]


@pytest.mark.parametrize("fmt", NameFormat)
def test_every_place_names_clients_alike(context: Context, other: Context, fmt: NameFormat) -> None:
    born = (context.now() + timedelta(days=1)).date().replace(year=1988).isoformat()
    contact = add_record(context, "contact", {**IVANOV, "birth_date": born})
    lead = add_record(context, "lead", {**IVANOV, "company_title": "Vega"})
    deal = add_record(context, "deal", {"title": "Chairs", "contacts": [str(contact)]})
    links = {"contacts": [str(contact)], "leads": [str(lead)]}
    activity = add_record(context, "activity", {"subject": "ask", **links})

    set_setting(context, CLIENT_NAMES, str(fmt))
    shown = SHOWN[fmt]
    # What one administrator sets holds for a colleague in another program at once.
    for someone in (context, other):
        assert titles(someone) == titles(someone, "lead") == [shown]
        assert show_record(someone, "contact", contact).title == shown
        assert show_record(someone, "lead", lead).title == shown
        assert linked(show_record(someone, "deal", deal).values["contacts"]) == [shown]
        values = show_record(someone, "activity", activity).values
        assert linked(values["contacts"]) == linked(values["leads"]) == [shown]
        assert {hit.title for hit in find_records(someone, "ivanov", ["contact", "lead"])} == {
            shown
        }
        assert linked(copy_values(someone, "deal", deal)["contacts"]) == [shown]
    assert [one.contact.title for one in upcoming_birthdays(context, 2)] == [shown]


def test_lists_stay_in_the_order_of_surnames(context: Context) -> None:
    for last, first in (("Orlova", "Anna"), ("Adamov", "Yuri")):
        add_record(context, "contact", {"last_name": last, "first_name": first})
    set_setting(context, CLIENT_NAMES, "first_last")
    assert titles(context) == ["Yuri Adamov", "Anna Orlova"]
    # Filters read a name in whatever order its words are typed.
    assert titles(context, filter_="anna orlova") == titles(context, filter_="orlova anna")


def test_only_an_administrator_sets_it_and_can_take_it_back(
    context: Context, other: Context
) -> None:
    add_record(context, "contact", IVANOV)
    with pytest.raises(NotAllowed):
        set_setting(other, CLIENT_NAMES, "first_last")
    set_setting(context, CLIENT_NAMES, "first_last")
    undo(context)
    assert titles(other) == ["Ivanov Pyotr Sergeevich"]
    set_setting(context, CLIENT_NAMES, "first_last")
    reset_setting(context, CLIENT_NAMES)
    assert titles(other) == ["Ivanov Pyotr Sergeevich"]


def test_a_format_that_is_none_is_passed_over(context: Context) -> None:
    add_record(context, "contact", IVANOV)
    set_setting(context, CLIENT_NAMES, "first_last")
    with context.database.write(context.actor, "change_setting") as unit:
        unit.connection.execute("UPDATE setting SET value = '\"backwards\"'")
    assert titles(context) == ["Ivanov Pyotr Sergeevich"]


def test_an_example_is_a_client_with_a_full_name(context: Context) -> None:
    assert example_of_names(context, NameFormat.LAST_INITIALS) == "Иванов П. С."
    add_record(context, "contact", {"first_name": "Olga"})
    assert example_of_names(context, NameFormat.FIRST_LAST) == "Пётр Иванов"
    add_record(context, "contact", {"first_name": "Maria", "last_name": "Kowalska"})
    assert example_of_names(context, NameFormat.FIRST_LAST) == "Maria Kowalska"
    add_record(context, "contact", IVANOV)
    assert example_of_names(context, NameFormat.LAST_INITIALS) == "Ivanov P. S."


def test_the_command_line_names_clients_so(context: Context, crm: Callable[..., Outcome]) -> None:
    key = add_record(context, "contact", IVANOV)
    assert crm("setting", "name_format", "first_last").code == 0
    assert "Pyotr Ivanov" in crm("list", "contact").out
    assert "Pyotr Ivanov" in crm("find", "ivanov").out
    assert crm("show", "contact", key, "--format", "json").json["title"] == "Pyotr Ivanov"
