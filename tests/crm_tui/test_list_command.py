"""`crm list`: which records, in which order, with which columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Crm = Callable[..., Any]


def add(crm: Crm, kind: str, /, **values: object) -> str:
    outcome = crm("add", kind, "--json", json.dumps(values))
    assert outcome.code == 0, outcome.err
    return str(outcome.word)


@pytest.fixture
def clients(crm: Crm) -> dict[str, str]:
    """A few clients of Anna's, by surname."""
    add(crm, "company", title="Мак", city="Москва")
    people = (
        {"last_name": "Ким", "city": "Псков", "companies": ["Мак"], "type": "client"},
        {"last_name": "Аева", "city": "Псков", "phones": ["8 916 123-45-67"]},
        {"last_name": "Nowak", "city": "Łódź", "type": "supplier"},
    )
    return {str(person["last_name"]): add(crm, "contact", **person) for person in people}


def titles(crm: Crm, *arguments: object) -> list[str]:
    outcome = crm("list", *arguments, "--format", "json")
    assert outcome.code == 0, outcome.err
    return [record["title"] for record in outcome.json]


@pytest.mark.row("CONT-05", "CONT-06", "A21", "VIEW-04")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Nowak", "Аева", "Ким"]),
        ("псков", ["Аева", "Ким"]),
        ("city:псков -company:мак", ["Аева"]),
        ("type:client,supplier", ["Nowak", "Ким"]),
        ("company.city:москва", ["Ким"]),
        ("916 12", ["Аева"]),
        ("no-next-step type:none", ["Аева"]),
    ],
)
def test_a_filter_chooses(crm: Crm, clients: dict[str, str], query: str, found: list[str]) -> None:
    assert titles(crm, "contact", "--filter", query) == found


@pytest.mark.row("VIEW-01")
def test_sorted_and_with_columns_of_ones_own(crm: Crm, clients: dict[str, str]) -> None:
    assert titles(crm, "contact", "--sort", "city,-name") == ["Nowak", "Ким", "Аева"]
    assert titles(crm, "contact", "--sort", "-name", "--limit", 2) == ["Ким", "Аева"]
    out = crm("list", "contact", "--columns", "city, next", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["city"] for row in rows] == ["Łódź", "Псков", "Псков"]
    assert list(rows[0]) == ["id", "city", "next_step"]


@pytest.mark.row("ACT-08", "B10", "ACT-05")
def test_activities_of_a_colleague(crm: Crm, clients: dict[str, str]) -> None:
    ours = {"kind": "call", "subject": "наш"}
    theirs = {"kind": "meeting", "subject": "их", "responsible": "boris"}
    for values in (ours, theirs):
        add(crm, "activity", **values, contacts=[clients["Ким"]])
    assert titles(crm, "activity", "--filter", "responsible:boris") == ["их"]
    assert titles(crm, "activity", "--sort", "responsible") == ["наш", "их"]
    assert titles(crm, "activity", "--filter", "client:ким kind:call") == ["наш"]


@pytest.mark.row("ACT-09", "ACT-11")
def test_the_next_step_of_a_client_is_a_column(crm: Crm, clients: dict[str, str]) -> None:
    values = {"kind": "call", "subject": "договор", "contacts": [clients["Ким"]]}
    add(crm, "activity", **values, due="2024-02-01 10:00")
    add(crm, "activity", **values, due="2037-02-01")
    out = crm("list", "contact", "--columns", "next_step").out
    (line,) = [line for line in out.splitlines() if line.startswith("Ким")]
    assert "! договор, " in line
    assert " d late" in line
    (record,) = crm(
        "list", "contact", "--filter", "ким", "--columns", "next_step", "--format", "json"
    ).json
    step = record["next_step"]
    assert (step["subject"], step["deadline"]) == ("договор", "2024-02-01T09:00:00Z")


def test_an_amount_is_printed_with_its_currency(crm: Crm) -> None:
    add(crm, "deal", title="Поставка", amount="1500", currency="PLN")
    assert "1 500 zł" in crm("list", "deal", "--columns", "amount").out


def test_what_cannot_be_read_is_pointed_at(crm: Crm) -> None:
    outcome = crm("list", "contact", "--filter", "ким zity:x")
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.splitlines() == [
        "crm: There is no field “zity”. Did you mean “city”?",
        "ким zity:x",
        "    ^^^^",
    ]
    assert "“city”" in crm("list", "contact", "--sort", "-zity").err
    assert "“city”" in crm("list", "contact", "--columns", "name,zity").err


def test_names_and_values_in_the_language_of_the_interface(
    crm: Crm, clients: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(language: str, query: str) -> list[str]:
        monkeypatch.setenv("CRM_LANG", language)
        return titles(crm, "contact", "--filter", query)

    assert found("ru", "тип:поставщик") == ["Nowak"]
    assert found("ru", "город:псков НЕ компании:мак") == ["Аева"]
    assert found("pl", "typ:dostawca") == ["Nowak"]
    assert found("pl", "city:łódź LUB miasto:псков") == ["Nowak", "Аева", "Ким"]
