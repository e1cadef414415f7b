"""`crm views`, `crm view`, `crm change`, `crm bin` and `crm copy`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Crm = Callable[..., Any]


def add(crm: Crm, kind: str, /, **values: object) -> str:
    return str(crm("add", kind, "--json", json.dumps(values)).word)


def done(crm: Crm, *arguments: object, **more: str) -> str:
    outcome = crm(*arguments, **more)
    assert outcome.code == 0, outcome.err
    return str(outcome.out)


def titles(crm: Crm, *arguments: object) -> list[str]:
    rows = json.loads(done(crm, "list", *arguments, "--format", "json"))
    return [row["title"] for row in rows]


@pytest.fixture
def people(crm: Crm) -> dict[str, str]:
    """Three contacts by surname."""
    cities = {"Ким": "Псков", "Аева": "Псков", "Мак": "Орёл"}
    return {name: add(crm, "contact", last_name=name, city=city) for name, city in cities.items()}


@pytest.mark.row("VIEW-02", "VIEW-03", "A20")
def test_a_list_is_kept_as_a_view_and_printed_by_it(crm: Crm, people: dict[str, str]) -> None:
    options = ("--filter", "city:псков", "--sort", "-name", "--columns", "name,city")
    done(crm, "view", "save", "contacts", "Псков", *options, "--shared")
    assert titles(crm, "contact", "--view", "пск") == ["Ким", "Аева"]
    out = done(crm, "list", "contact", "--view", "Псков", "--format", "csv")
    assert next(csv.reader(io.StringIO(out))) == ["id", "name", "city"]
    assert titles(crm, "contact", "--view", "Псков", "--filter", "ким OR мак") == ["Ким"]
    assert titles(crm, "contact", "--view", "Псков", "--sort", "name") == ["Аева", "Ким"]
    (view,) = (v for v in crm("views", "contact", "--format", "json").json if v["author"])
    assert (view["name"], view["filter"], view["columns"], view["is_shared"]) == (
        "Псков",
        "city:псков",
        ["name", "city"],
        True,
    )
    assert "city:псков" in done(crm, "views", "--format", "csv")
    assert "Псков" in done(crm, "views")
    done(crm, "view", "rename", "contact", "Псков", "Pskov")
    done(crm, "view", "default", "contact", "Pskov")
    defaults = [v["name"] for v in crm("views", "contact", "--format", "json").json]
    assert "Pskov" in defaults
    done(crm, "view", "delete", "contact", "Pskov")
    assert crm("list", "contact", "--view", "Pskov").code == 3


@pytest.mark.row("VIEW-02")
def test_a_view_whose_field_is_gone_lists_nothing(crm: Crm, people: dict[str, str]) -> None:
    done(crm, "fields", "add", "contact", "car")
    done(crm, "view", "save", "contact", "Ladas", "--filter", "car:lada")
    done(crm, "fields", "delete", "contact", "car")
    outcome = crm("list", "contact", "--view", "Ladas")
    assert (outcome.code, outcome.out) == (3, "")
    assert "“Ladas” filters by fields that are gone" in outcome.err


def test_a_faulty_filter_is_pointed_at_also_beside_a_view(crm: Crm) -> None:
    for command in (("list", "contact", "--view", "mine"), ("view", "save", "contact", "x")):
        outcome = crm(*command, "--filter", "zity:x")
        assert outcome.code == 2
        assert outcome.err.splitlines()[1:] == ["zity:x", "^^^^"]


@pytest.mark.row("MASS-05", "MASS-01")
def test_all_that_fits_is_changed(crm: Crm, people: dict[str, str]) -> None:
    changes = ("--set", "position=директор", "--add", "emails=a@b.ru", "--add", "emails=c@d.ru")
    out = done(crm, "change", "contact", "--filter", "city:псков", *changes, "--clear", "city")
    assert out == "2 records changed.\n"
    assert titles(crm, "contact", "--filter", "position:директор city:none") == ["Аева", "Ким"]
    assert titles(crm, "contact", "--filter", "email:c@d.ru") == ["Аева", "Ким"]
    done(crm, "change", "contact", "--remove", "emails=a@b.ru")
    assert titles(crm, "contact", "--filter", "email:a@b.ru") == []
    done(crm, "undo")
    done(crm, "undo")
    assert titles(crm, "contact", "--filter", "city:псков emails:none") == ["Аева", "Ким"]
    assert crm("change", "contact", "--set", "position").code == 2
    assert crm("change", "contact").code == 2
    outcome = crm("change", "contact", "--clear", "last_name")
    assert (outcome.code, outcome.out) == (7, "0 records changed.\n")
    assert "3 were left as they are" in outcome.err


@pytest.mark.row("HIST-06")
def test_the_bin_is_listed_emptied_and_undone(crm: Crm, people: dict[str, str]) -> None:
    for name in ("Ким", "Аева"):
        done(crm, "delete", "contact", people[name])
    rows = crm("bin", "list", "--format", "json").json
    assert [(row["title"], row["deleted_by"]) for row in rows] == [
        ("Аева", "anna"),
        ("Ким", "anna"),
    ]
    assert "Аева" in done(crm, "bin", "list", "contact", "--filter", "аева")
    assert len(done(crm, "bin", "list", "--format", "csv").splitlines()) == 3
    assert done(crm, "bin", "restore", "contact", people["Ким"]) == "1 record is back.\n"
    assert "1 was not in the bin" in crm("bin", "restore", "contact", people["Ким"]).err
    refused = crm("bin", "purge", "contact", stdin="yes\n")
    assert (refused.code, refused.out) == (2, "")
    assert "“purge 1”" in refused.err
    assert (
        done(crm, "bin", "purge", "contact", stdin="purge  1\n") == "1 record deleted for good.\n"
    )
    done(crm, "delete", "contact", people["Мак"])
    key = people["Мак"]
    done(crm, "bin", "purge", "contact", key, "--confirm", "purge 1")
    assert done(crm, "bin", "purge", "contact") == "0 records deleted for good.\n"
    assert titles(crm, "contact") == ["Ким"]


@pytest.mark.row("COMP-03", "A15")
def test_a_record_is_copied(crm: Crm) -> None:
    key = add(crm, "company", title="Мак", phones=["8 916 123-45-67"], city="Псков", employees=5)
    other = crm("copy", "company", key, "--json", '{"title": "Мак 2"}').word
    first, second = (crm("show", "company", k, "--format", "json").json for k in (key, other))
    assert (second.pop("title"), first.pop("title")) == ("Мак 2", "Мак")
    for record in (first, second):
        for name in ("id", "created_at", "updated_at"):
            del record[name]
        for address in record["addresses"]:
            del address["id"]
    assert second == first
