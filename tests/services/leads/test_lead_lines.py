"""A lead from one line: a business card, a form of a fair, a call (FEATURES LEAD-01, LEAD-02)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.errors import BadInput
from domain.records.values import Choice, Person, Point
from services.context import Context
from services.leads.lines import add_lead_line, describe_lead_line, lead_from_line
from services.records.use_cases import list_records, show_record
from tests.conftest import Outcome

pytestmark = pytest.mark.row("LEAD-01", "LEAD-02")

PERSON = ("last_name", "first_name", "middle_name")


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            "Ivan Petrov, Romashka, 8 916 123-45-67, src:fair",
            {
                "last_name": "Petrov",
                "first_name": "Ivan",
                "company_title": "Romashka",
                "phones": ["8 916 123-45-67"],
                "source": "fair",
            },
        ),
        (
            "Иванов Пётр Сергеевич ivan@rom.ru, ООО «Ромашка», 8(916)123-45-67 ист: выставка",
            {
                "last_name": "Иванов",
                "first_name": "Пётр",
                "middle_name": "Сергеевич",
                "company_title": "ООО «Ромашка»",
                "phones": ["8(916)123-45-67"],
                "emails": ["ivan@rom.ru"],
                "source": "выставка",
            },
        ),
        (
            "Jan Kowalski, Nova Sp. z o.o., +48 22 311 40 50, źródło: targi, www.nova.example",
            {
                "last_name": "Kowalski",
                "first_name": "Jan",
                "company_title": "Nova Sp. z o.o.",
                "phones": ["+48 22 311 40 50"],
                "sites": ["www.nova.example"],
                "source": "targi",
            },
        ),
        # A legal form or quotes tell the company, wherever it stands.
        ("ООО Вега, 40 кресел", {"company_title": "ООО Вега", "title": "40 кресел"}),
        ("«Вега», Пётр", {"company_title": "«Вега»", "first_name": "Пётр"}),
        ("Anna, Vega, chairs, 40 pcs", {"title": "chairs, 40 pcs"}),
        # What is neither a name nor a number nor a company is kept whole.
        (
            "Иван 🙂 O'Brien, =1+1, +7 916 000-00-0a, src:fair",
            {
                "first_name": "Иван",
                "last_name": "O'Brien",
                "title": "🙂, =1+1, +7 916 000-00-0a",
                "source": "fair",
            },
        ),
        ("🙂 8 916 123-45-67", {"phones": ["8 916 123-45-67"], "title": "🙂"}),
        ("8 916 123-45-67", {"phones": ["8 916 123-45-67"]}),
        ("a@b.example", {"emails": ["a@b.example"]}),
        ("", {}),
    ],
)
def test_a_line_is_read_into_fields(line: str, fields: dict[str, object]) -> None:
    found = lead_from_line(line, "RU")
    assert {name: found[name] for name in fields} == fields
    if line.count(",") < 3:
        assert found.keys() == fields.keys()


def test_a_lead_is_added_by_one_line(context: Context) -> None:
    key = add_lead_line(context, "Ivan Petrov, Romashka, 8 916 123-45-67, src:fair, to:boris")
    values = show_record(context, "lead", key).values
    assert (values["last_name"], values["company_title"]) == ("Petrov", "Romashka")
    source, responsible, phones = (values[n] for n in ("source", "responsible", "phones"))
    assert isinstance(source, Choice)
    assert isinstance(responsible, Person)
    assert isinstance(phones, tuple)
    assert isinstance(phones[0], Point)
    assert (source.code, responsible.login, phones[0].e164) == ("fair", "boris", "+79161234567")


@pytest.mark.parametrize("line", ["", "src:fair", "Ivan, src:moon", "Ivan, to:nobody"])
def test_what_cannot_be_read_is_refused_about_the_line(context: Context, line: str) -> None:
    with pytest.raises(BadInput) as caught:
        add_lead_line(context, line)
    assert caught.value.field == "line"
    assert list(list_records(context, "lead", [])) == []


def test_it_is_shown_how_a_line_is_understood(context: Context) -> None:
    shown = describe_lead_line(context, "Ivan Petrov, Romashka, 8 916 123-45-67, src:fai")
    assert shown == (
        "Surname: Petrov · First name: Ivan · Company: Romashka · Phones: +7 916 123-45-67 "
        "· Source: Fair"
    )
    shown = describe_lead_line(context, "Ivan, src:moon, to:boris")
    assert shown == "First name: Ivan · Source: moon (?) · Responsible: Борис Волков"


def test_the_command_line_adds_one(crm: Callable[..., Outcome]) -> None:
    done = crm("add", "lead", "--line", "Ivan Petrov, Romashka, src:fair")
    shown = crm("show", "lead", done.word, "--format", "json").json
    assert (shown["last_name"], shown["source"]) == ("Petrov", "fair")
    assert done.err == "Surname: Petrov · First name: Ivan · Company: Romashka · Source: Fair\n"
    empty = crm("add", "lead", "--line", "")
    assert (empty.code, "The line is empty" in empty.err) == (2, True)
    assert crm("add", "contact", "--line", "Ivan").code == 2
    assert crm("add", "lead", "--line", "Ivan, src:moon").code == 2
