"""add, edit, show, list, find, delete, history, undo and redo on the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

Crm = Callable[..., Any]

CONTACT = {
    "first_name": "Анна",
    "middle_name": "Петровна",
    "last_name": "Ковалёва",
    "birth_date": "12.03.1980",
    "phones": ["8 (916) 123-45-67", {"value": "0049 30 123456", "label": "work"}],
    "emails": [{"value": "anna@romashka.ru", "label": "work"}, "a@kovaleva.pl"],
    "companies": ["Ромашка", "Żółw"],
    "position": "бухгалтер",
    "street": "ул. Ленина, 1",
    "city": "Псков",
    "postal_code": "180000",
    "country": "Россия",
    "comment": "первая\nвторая",
    "external_id": "1C-17",
}


def add(crm: Crm, kind: str, /, **values: object) -> str:
    outcome = crm("add", kind, "--json", json.dumps(values))
    assert outcome.code == 0, outcome.err
    return str(outcome.word)


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.row("CONT-01", "CONT-02")
def test_a_contact_goes_in_and_comes_out_as_json(crm: Crm) -> None:
    added = crm("add", "contact", "--json", json.dumps(CONTACT), "--format", "json").json
    shown = crm("show", "contact", added["id"], "--format", "json").json
    assert added == {name: value for name, value in shown.items() if name != "attachments"}
    plain = [name for name, value in CONTACT.items() if isinstance(value, str)]
    for name in plain:
        assert shown[name] == (CONTACT[name] if name != "birth_date" else "1980-03-12")
    assert [(p["value"], p["label"], p["e164"]) for p in shown["phones"]] == [
        ("8 (916) 123-45-67", "", "+79161234567"),
        ("0049 30 123456", "work", "+4930123456"),
    ]
    assert [p["value"] for p in shown["emails"]] == ["anna@romashka.ru", "a@kovaleva.pl"]
    assert [c["title"] for c in shown["companies"]] == ["Ромашка", "Żółw"]
    assert (shown["record_kind"], shown["title"]) == ("contact", "Ковалёва Анна Петровна")
    assert shown["responsible"] == "anna"
    assert shown["created_at"].endswith("Z")


def test_add_prints_the_key_alone(crm: Crm) -> None:
    outcome = crm("add", "company", "--json", '{"title": "Мак"}')
    assert (outcome.code, outcome.err) == (0, "")
    assert UUID(outcome.out.strip()).version == 7


def test_json_is_read_from_the_standard_input(crm: Crm) -> None:
    outcome = crm("add", "contacts", "--json", "-", stdin='{"last_name": "Ким"}')
    assert crm("show", "contact", outcome.word).out.startswith("Ким\n")


@pytest.mark.row("CONT-01")
def test_show_prints_what_is_known_line_by_line(crm: Crm) -> None:
    out = crm("show", "contact", add(crm, "contact", **CONTACT)).out
    assert out.startswith("Ковалёва Анна Петровна\n  Surname:")
    assert "+7 916 123-45-67, +49 30 123456" in out
    assert "12 Mar 1980" in out
    assert f"  {'Comment:':24} первая\n  {'':24} вторая\n" in out
    assert "Nickname" not in out


def test_show_prints_csv(crm: Crm) -> None:
    key = add(crm, "contact", **CONTACT)
    (row,) = read_csv(crm("show", "contact", key, "--format", "csv").out)
    assert row["id"] == key
    assert row["companies"] == "Ромашка, Żółw"
    assert row["comment"] == "первая\nвторая"


@pytest.mark.row("LEAD-01", "DEAL-01", "COMP-01", "ACT-01")
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("company", {"title": "Мак", "city": "Псков"}),
        ("lead", {"title": "Roof", "phones": ["112"]}),
        ("deal", {"title": "Крыша", "amount": "1 000,50", "currency": "RUB", "company": "Мак"}),
        ("activity", {"subject": "Крыша", "due": "25.12.2030 10:00", "kind": "meeting"}),
    ],
)
def test_every_kind_is_listed_in_every_format(
    crm: Crm, kind: str, values: dict[str, object]
) -> None:
    key = add(crm, kind, **values)
    named = str(values.get("title") or values["subject"])
    table = crm("list", kind)
    assert named in table.out
    assert table.err == "1 row\n"
    (shown,) = crm("list", kind, "--format", "json").json
    assert (shown["id"], shown["record_kind"], shown["title"]) == (key, kind, named)
    (row,) = read_csv(crm("list", kind, "--format", "csv").out)
    assert row["id"] == key
    assert named in row.values()


def test_amounts_and_times_are_exact_in_json_and_readable_in_a_table(crm: Crm) -> None:
    deal = add(crm, "deal", title="Крыша", amount="1 000,505", currency="RUB")
    shown = crm("show", "deal", deal, "--format", "json").json
    assert (shown["amount"], shown["currency"]) == ("1000.505", "RUB")
    activity = add(crm, "activity", subject="x", due="2030-07-01T12:00:00Z")
    assert crm("show", "activity", activity, "--format", "json").json["due"] == (
        "2030-07-01T12:00:00Z"
    )
    assert "2030-07-01 14:00" in crm("show", "activity", activity).out


def test_an_empty_list_is_empty_in_every_format(crm: Crm) -> None:
    assert crm("list", "lead", "--format", "json").json == []
    assert read_csv(crm("list", "lead", "--format", "csv").out) == []
    assert crm("list", "lead").err == "0 rows\n"
    assert crm("find", "nobody", "--format", "json").json == []


def test_a_limit_is_kept(crm: Crm) -> None:
    for name in "ABC":
        add(crm, "company", title=name)
    assert [c["title"] for c in crm("list", "company", "--limit", 2, "--format", "json").json] == [
        "A",
        "B",
    ]
    assert len(crm("find", "a", "--limit", 1, "--format", "json").json) == 1


def test_edit_changes_what_it_names(crm: Crm) -> None:
    key = add(crm, "contact", **CONTACT)
    edited = crm("edit", "contact", key, "--json", '{"city": "Тверь", "phones": []}')
    assert edited.word == key
    again = crm("edit", "contact", key, "--json", '{"position": null}', "--format", "json").json
    assert (again["city"], again["phones"], again["position"]) == ("Тверь", [], "")
    assert again["street"] == CONTACT["street"]


def test_what_show_prints_edit_accepts(crm: Crm) -> None:
    key = add(crm, "contact", **CONTACT)
    shown = crm("show", "contact", key, "--format", "json").json
    keep = {name: shown[name] for name in (*CONTACT, "responsible", "type", "sites")}
    assert crm("edit", "contact", key, "--json", json.dumps(keep)).code == 0
    after = crm("show", "contact", key, "--format", "json").json
    assert {**after, "updated_at": ""} == {**shown, "updated_at": ""}


def test_find_finds_in_every_format(crm: Crm) -> None:
    key = add(crm, "contact", **CONTACT)
    for text, field, matched, reading in (
        ("ковал", "", "", "typed"),
        ("8 916 123-45-67", "phones", "+79161234567", "typed"),
        ("4567", "phones", "+79161234567", "typed"),
        ("kovalyova", "", "", "script"),
    ):
        (hit,) = crm("find", text, "--kind", "contact", "--format", "json").json
        assert hit == {
            "id": key,
            "record_kind": "contact",
            "title": "Ковалёва Анна Петровна",
            "detail": "Ромашка · +79161234567",
            "field": field,
            "matched": matched,
            "reading": reading,
        }
    (row,) = read_csv(crm("find", "ковал", "--format", "csv").out)
    assert row["id"] == key
    assert "Ковалёва Анна Петровна" in crm("find", "ковал").out


def test_delete_undo_and_redo(crm: Crm) -> None:
    key = add(crm, "deal", title="Крыша")
    assert crm("delete", "deal", key).out == ""
    assert crm("list", "deal", "--format", "json").json == []
    assert crm("show", "deal", key, "--format", "json").json["is_deleted"] is True
    assert crm("undo").out == "Undone: deal deleted.\n"
    assert len(crm("list", "deal", "--format", "json").json) == 1
    assert crm("redo").out == "Done again: deal deleted.\n"
    assert crm("list", "deal", "--format", "json").json == []


@pytest.mark.row("HIST-06")
def test_history_says_who_changed_what_from_what_to_what(crm: Crm) -> None:
    key = add(crm, "deal", title="Крыша", amount=100, stage="new")
    crm(
        "--as", "boris", "edit", "deal", key, "--json", '{"stage": "offer", "responsible": "boris"}'
    )
    crm("edit", "deal", key, "--json", '{"amount": "250"}')
    newest, *rest = crm("history", "deal", key, "--format", "json").json
    assert (newest["author"], newest["field"]) == ("anna", "Amount")
    assert (newest["old"], newest["new"]) == ("100", "250")
    theirs = {(line["author"], line["field"], line["old"], line["new"]) for line in rest}
    assert ("Борис Волков", "Stage", "New request", "Offer") in theirs
    assert ("Борис Волков", "Responsible", "anna", "boris") in theirs
    assert "Борис Волков" in crm("history", "deal", key).out
    assert read_csv(crm("history", "deal", key, "--format", "csv").out)[0]["field"] == "Amount"


NOBODY = "00000000-0000-7000-8000-000000000000"

FAILURES = [
    (2, ["add", "contact", "--json", "{"], "The JSON cannot be read: "),
    (2, ["add", "contact", "--json", "[1]"], "The JSON must be an object"),
    (2, ["add", "contact", "--json", '{"last_name": ' + "[" * 100_000], "The JSON cannot be read"),
    (2, ["add", "deal", "--json", '{"title": "x", "amount": ' + "9" * 5000 + "}"], "Amount|JSON"),
    (2, ["add", "deal", "--json", '{"title": "x", "amount": NaN}'], "Amount: a number is expected"),
    (2, ["add", "deal", "--json", '{"title": "x", "amount": 1e400}'], "Amount: "),
    (2, ["add", "contact", "--json", "{}"], "A contact needs a name, a phone or an e-mail."),
    (2, ["add", "contact", "--json", '{"lastname": "x"}'], "Did you mean “last_name”?"),
    (2, ["add", "letter", "--json", "{}"], "Use one of: contact, company, lead, deal"),
    (2, ["add", "contact"], "with --json"),
    (2, ["list", "contact", "--format", "xml"], "xml"),
    (2, ["list", "contact", "--limit", "0"], "greater than or equal to 1"),
    (2, ["show", "contact", "17"], "“17” is no key of a record"),
    (2, ["frobnicate"], "No such command"),
    (3, ["show", "contact", NOBODY], "There is no contact with the key"),
    (3, ["edit", "deal", NOBODY, "--json", "{}"], "There is no deal with the key"),
    (3, ["delete", "lead", NOBODY], "There is no lead with the key"),
    (3, ["undo"], "There is nothing to undo."),
    (3, ["redo"], "There is nothing to redo."),
    (4, ["dictionary", "delete", "outcome", "reached"], "nobody can delete it"),
    (4, ["--as", "boris", "user", "add", "carol"], "Only an administrator may add users"),
    (3, ["--as", "carol", "agenda"], "no user with the login carol"),
    (6, ["import", "nothing.vcf"], "There is no file nothing.vcf"),
]


@pytest.mark.parametrize(("code", "arguments", "sentence"), FAILURES)
def test_a_failure_says_why_and_has_its_exit_code(
    crm: Crm, code: int, arguments: list[str], sentence: str
) -> None:
    outcome = crm(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert any(part in outcome.err for part in sentence.split("|"))
    assert "Traceback" not in outcome.err


def test_somebody_elses_change_has_its_exit_code(crm: Crm) -> None:
    key = add(crm, "company", title="Мак")
    crm("--as", "boris", "edit", "company", key, "--json", '{"title": "Василёк"}')
    outcome = crm("undo")
    assert outcome.code == 5
    assert "Борис Волков has since changed the same field" in outcome.err


def test_a_file_that_is_no_database_has_its_exit_code(crm: Crm, tmp_path: Any) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("hello\n" * 100)
    outcome = crm("agenda", db=other)
    assert outcome.code == 6
    assert "is not a usable database" in outcome.err
    assert other.read_text() == "hello\n" * 100
