"""call, agenda, done, import, user, backup, restore, doctor and seed."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Crm = Callable[..., Any]

CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ким;Олег;;;\r\nTEL:+79161234567\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"
)


@pytest.fixture
def kim(crm: Crm) -> str:
    """The key of a contact with a phone and a company."""
    values = {"last_name": "Ким", "phones": ["8 916 123-45-67"], "companies": ["Мак"]}
    return str(crm("add", "contact", "--json", json.dumps(values)).word)


def agenda(crm: Crm, *arguments: str) -> list[dict[str, Any]]:
    return list(crm("agenda", "--format", "json", *arguments).json)


def show(crm: Crm, key: str) -> dict[str, Any]:
    return dict(crm("show", "activity", key, "--format", "json").json)


@pytest.mark.row("CALL-03", "CALL-05", "CALL-08", "CALL-09")
def test_a_call_is_logged_and_the_next_step_planned(crm: Crm, kim: str) -> None:
    logged = crm(
        "call", "+7 916 123 45 67", "--note", "Согласен", "--outcome", "reached",
        "--duration", 95, "--subject", "Договор", "--next", "25.12.2030 10:00", "--format", "json",
    ).json  # fmt: skip
    assert (logged["client"], logged["was_planned"]) == (kim, False)
    call = show(crm, logged["id"])
    assert (call["outcome"], call["result"], call["subject"]) == ("reached", "Согласен", "Договор")
    assert (call["duration_seconds"], call["direction"]) == (95, "outgoing")
    (entry,) = agenda(crm)
    assert entry["id"] == logged["next"]
    assert (entry["group"], entry["kind"], entry["subject"]) == ("later", "call", "Договор")
    assert (entry["client"]["title"], entry["company"]) == ("Ким", "Мак")
    assert entry["due"] == "2030-12-25T09:00:00Z"


@pytest.mark.row("CALL-03")
def test_last_digits_are_enough_and_the_key_is_printed(crm: Crm, kim: str) -> None:
    outcome = crm("call", "45-67", "--note", "x", "--incoming")
    assert show(crm, outcome.word)["direction"] == "incoming"


def test_an_unknown_number_is_not_logged_unasked(crm: Crm, kim: str) -> None:
    outcome = crm("call", "8 495 765-43-21", "--note", "x")
    assert outcome.code == 3
    assert "Nobody is known with 8 495 765-43-21. Make a contact of it with --new" in outcome.err
    assert agenda(crm) == []


@pytest.mark.row("CALL-03")
@pytest.mark.parametrize("name", ["Цой Юрий Олегович", "Anna 2", "Мак"])
def test_an_unknown_number_becomes_a_contact_on_request(crm: Crm, name: str) -> None:
    logged = crm("call", "8 495 765-43-21", "--new", name, "--format", "json").json
    shown = crm("show", "contact", logged["client"], "--format", "json").json
    assert [p["e164"] for p in shown["phones"]] == ["+74957654321"]
    assert set(name.split()) == set(shown["title"].split())
    assert crm("undo").code == 0
    assert crm("list", "contact", "--format", "json").json == []


def test_a_new_number_is_read_as_those_of_ones_own_country(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_REGION", "pl")
    logged = crm("call", "22 123 45 67", "--new", "Nowak", "--format", "json").json
    shown = crm("show", "contact", logged["client"], "--format", "json").json
    assert [p["e164"] for p in shown["phones"]] == ["+48221234567"]


def test_where_several_fit_one_is_named(crm: Crm, kim: str) -> None:
    crm("add", "company", "--json", '{"title": "Мак-2", "phones": ["8 916 123-45-67"]}')
    outcome = crm("call", "8 916 123-45-67", "--note", "x")
    assert outcome.code == 2
    assert "Several clients fit" in outcome.err
    assert kim in outcome.err
    logged = crm("call", "8 916 123-45-67", "--client", kim, "--note", "x", "--format", "json").json
    assert logged["client"] == kim
    outcome = crm("call", "4567", "--client", "00000000-0000-7000-8000-000000000000")
    assert outcome.code == 3


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--outcome", "happy", "There is no outcome “happy”. Use one of: reached"),
        ("--next", "whenever", "whenever"),
        ("--next", "call", "The next step needs a time"),
        ("--duration", "-1", "--duration"),
    ],
)
def test_a_call_with_a_bad_option_is_not_logged(
    crm: Crm, kim: str, option: str, value: str, sentence: str
) -> None:
    outcome = crm("call", "4567", option, value)
    assert outcome.code == 2
    assert sentence in outcome.err
    assert crm("list", "activity", "--format", "json").json == []


@pytest.mark.row("ACT-04", "ACT-06", "ACT-21")
def test_the_agenda_is_printed_in_groups(crm: Crm, kim: str) -> None:
    for values in (
        {"kind": "call", "subject": "old", "due": "2024-02-01 10:00", "contacts": [kim]},
        {"kind": "task", "subject": "free"},
        {"kind": "task", "subject": "starred", "is_important": True},
        {"kind": "meeting", "subject": "far", "due": "2199-12-25"},
    ):
        assert crm("add", "activity", "--json", json.dumps(values)).code == 0
    out = crm("agenda").out
    lines = out.splitlines()
    assert lines[0] == "Overdue 1"
    assert lines[1].startswith("! call ")
    assert "Ким · Мак" in lines[1]
    assert lines[2] == "Later 1"
    assert lines[4] == "No date 2"
    assert [line.split()[-1] for line in lines[5:]] == ["starred", "free"]
    assert [entry["subject"] for entry in agenda(crm)] == ["old", "far", "starred", "free"]
    assert [entry["subject"] for entry in agenda(crm, "--limit", "1")] == ["old"]
    rows = list(csv.DictReader(io.StringIO(crm("agenda", "--format", "csv").out)))
    assert [(row["subject"], row["client"], row["due"]) for row in rows] == [
        ("old", "Ким", "2024-02-01T09:00:00Z"),
        ("far", "", "2199-12-25"),
        ("starred", "", ""),
        ("free", "", ""),
    ]


def test_an_empty_agenda_says_so(crm: Crm) -> None:
    assert crm("agenda").out.startswith("Nothing is planned.")
    assert agenda(crm) == []


@pytest.mark.row("CALL-08")
def test_an_activity_is_done_with_a_next_step(crm: Crm, kim: str) -> None:
    planned = {"kind": "meeting", "subject": "Показ", "contacts": [kim]}
    key = crm("add", "activity", "--json", json.dumps(planned)).word
    outcome = crm("done", key, "--note", "да", "--outcome", "reached", "--next", "task 25.12.2030")
    assert outcome.code == 0
    assert show(crm, key)["result"] == "да"
    assert [entry["id"] for entry in agenda(crm)] == [outcome.word]
    assert crm("done", key).code == 5
    assert crm("done", outcome.word).out == ""


@pytest.mark.row("IMPEX-03")
def test_a_book_is_read_and_what_failed_is_named(crm: Crm, tmp_path: Path) -> None:
    book = tmp_path / "book.vcf"
    book.write_text(CARDS, "utf-8")
    outcome = crm("import", book, "--format", "json")
    assert outcome.code == 7
    report = outcome.json
    (error,) = report.pop("errors")
    assert report == {"created": 1, "updated": 0, "skipped": 0, "failed": 1}
    assert error["item"] == 2
    assert error["reason"]
    again = crm("import", book)
    assert again.out == "0 created, 0 updated, 1 skipped as unchanged, 1 failed.\n"
    assert again.err.startswith("Card 2: ")


def test_users_are_added_and_listed(crm: Crm) -> None:
    key = crm("user", "add", "carol", "--name", "Carol", "--admin").word
    users = crm("user", "list", "--format", "json").json
    assert [(user["login"], user["is_admin"]) for user in users] == [
        ("anna", True),
        ("boris", False),
        ("carol", True),
    ]
    assert users[-1]["id"] == key
    assert "Carol" in crm("user", "list").out
    rows = list(csv.DictReader(io.StringIO(crm("user", "list", "--format", "csv").out)))
    assert rows[1]["name"] == "Борис Волков"
    assert crm("user", "add", "carol").code == 2


def test_a_backup_is_made_checked_and_brought_back(crm: Crm, kim: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert crm("backup", copy).word == str(copy)
    assert crm("backup", copy).code == 2
    assert crm("backup", copy, "--force").code == 0
    crm("delete", "contact", kim)
    restored = crm("restore", copy)
    assert restored.code == 0
    assert "What was there before is kept in " in restored.out
    assert crm("find", "ким", "--format", "json").json[0]["id"] == kim
    assert crm("doctor").out == "The database is sound.\n"
    assert crm("doctor", "--repair").code == 0
    assert crm("doctor", db=copy).code == 0


def test_the_doctor_fails_where_something_is_wrong(crm: Crm, kim: str, path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER log_insert_contact")
    connection.commit()
    connection.close()
    outcome = crm("doctor")
    assert outcome.code == 1
    assert "Changes of contact are not logged" in outcome.out
    assert crm("doctor", "--repair").code == 0


def test_a_made_up_base_is_made(crm: Crm) -> None:
    outcome = crm(
        "seed", "--contacts", 20, "--companies", 5, "--deals", 5, "--activities", 10, "--seed", 3
    )
    assert outcome.code == 0
    assert "20 contacts, 5 companies, 5 deals" in outcome.out
    assert len(crm("list", "contact", "--format", "json").json) == 20
    assert crm("doctor").code == 0
