"""Stories of a working day, told on the installed command in a terminal."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from terminal import PATIENCE_SECONDS, Terminal

from services.context import Context
from services.drafts import load_draft
from services.records.use_cases import add_record
from storage.database import Database

ADDRESS_BOOK = """\
BEGIN:VCARD
VERSION:3.0
N:Kowalska;Łucja;;;
FN:Łucja Kowalska
ORG:Nova Sp. z o.o.
TEL;TYPE=CELL:+48 501 234 567
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=9F=D1=91=D1=82=D1=80
TEL;CELL:8 916 123-45-67
END:VCARD
"""


def wait_until(condition: Callable[[], object]) -> None:
    """Wait for something that happens in another process."""
    end = monotonic() + PATIENCE_SECONDS
    while not condition():
        assert monotonic() < end
        sleep(0.02)


def plan(context: Context, subject: str, due: str = "tomorrow 10:00") -> None:
    """Plan a call."""
    add_record(context, "activity", {"kind": "call", "subject": subject, "due": due})


@pytest.mark.row("IMPEX-03", "ACT-04", "CALL-03", "CALL-05", "CALL-08")
def test_from_an_address_book_to_a_call_and_back(
    path: Path, tmp_path: Path, crm: Callable[..., Any]
) -> None:
    book = tmp_path / "phone.vcf"
    book.write_text(ADDRESS_BOOK, encoding="utf-8")
    imported = crm("import", book, "--format", "json").json
    assert (imported["created"], imported["failed"]) == (2, 0)
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        screen.press("c")
        screen.wait_for("Call ·")
        screen.send("kow")
        screen.wait_for("> Kowalska Łucja")
        screen.press("enter")
        screen.send("wants 5 %\t1\r")
        screen.wait_for("Outcome    Reached")
        screen.send("tomorrow 10")
        screen.wait_for("= call tomorrow 10:00")
        screen.press("enter")
        screen.wait_for("The call is logged.", "Tomorrow 1", "10:00", "Kowalska Łucja · Nov")
        screen.press("u")
        screen.wait_for("Undone: call logged.", "Nothing is planned.")
        screen.press("U")
        screen.wait_for("Done again: call logged.", "Tomorrow 1")
        screen.press("ctrl+q")
        assert screen.wait_for_end() == 0
    (line,) = crm("agenda", "--format", "json").json
    assert line["client"]["title"] == "Kowalska Łucja"
    assert [found["title"] for found in crm("find", "4567", "--format", "json").json] == [
        "Kowalska Łucja",
        "Иванов Пётр",
    ]


def test_two_people_see_each_other_work(path: Path, context: Context) -> None:
    plan(context, "the first")
    with Terminal("--db", str(path)) as one, Terminal("--db", str(path), size=(80, 24)) as two:
        one.wait_for("the first")
        two.wait_for("the first")
        one.send("n")
        one.wait_for("New activity")
        one.send("the second")
        one.press("ctrl+s")
        two.wait_for("the second", "2 open")
        two.press("x")
        two.wait_for("Done: the first")
        two.press("ctrl+s")
        one.wait_for("1 open")
        one.wait_until_gone("the first")
        two.press("u")
        one.wait_for("the first", "2 open")


def test_a_command_in_the_shell_shows_on_the_screen(
    path: Path, crm_process: Callable[..., Any]
) -> None:
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        call = ("call", "8 916 123-45-67", "--new", "Ivanov", "--note", "first talk")
        assert crm_process(*call, "--next", "tomorrow 10").code == 0
        screen.wait_for("Tomorrow 1", "first talk")
        assert crm_process("undo").code == 0
        screen.wait_for("Nothing is planned.")


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_what_is_typed_outlives_a_lost_connection(
    path: Path, context: Context, ending: signal.Signals
) -> None:
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        screen.press("n")
        screen.wait_for("New activity")
        screen.send("send the drawings")
        wait_until(
            lambda: load_draft(context, "plan_activity").get("subject") == "send the drawings"
        )
        screen.kill(ending)
        assert screen.wait_for_end() != 0
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        screen.press("n")
        screen.wait_for("send the drawings", "What you had typed is back.")
        screen.press("ctrl+s")
        screen.wait_for("Planned. u takes it back.", "send the drawings")


def test_quitting_in_the_middle_of_typing_keeps_it(path: Path, context: Context) -> None:
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        screen.press("n")
        screen.wait_for("New activity")
        screen.send("send the drawings")
        screen.wait_for("send the drawings")
        screen.press("ctrl+q")
        assert screen.wait_for_end() == 0
    assert load_draft(context, "plan_activity")["subject"] == "send the drawings"


def test_keys_typed_in_one_go_land_where_they_belong(path: Path, context: Context) -> None:
    contact = add_record(context, "contact", {"last_name": "Ivanov"})
    for subject, hour in (("ask", 10), ("show", 11)):
        data = {"kind": "call", "subject": subject, "due": f"tomorrow {hour}:00"}
        add_record(context, "activity", data | {"contacts": [str(contact)]})
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Tomorrow 2", "ask")
        screen.send("x1\rsigned at last\r+8d 10\r")
        screen.wait_for("Done: ask.", "Tomorrow 1", "Later 1")
        screen.send("jnwrite to them\rletter\r\r+9d\r\r+\x13")
        screen.wait_for("Planned.", "Later 2", "letter", "write to them", "*")
        screen.send("gc")
        screen.wait_for("Call ·")
        screen.press("escape")
        screen.wait_until_gone("Call ·")
        screen.send("cthey agree\treac\r+9d 12\x13")
        screen.wait_for("The call is logged.", "Later 3")
        screen.wait_for("signed at last", "they agree")


def test_a_burst_finds_a_client_that_is_still_being_looked_up(path: Path, context: Context) -> None:
    contact = add_record(context, "contact", {"last_name": "Ivanov"})
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        screen.send("civa\rhello there\t1\r+15m\r")
        screen.wait_for("The call is logged.", "Ivanov", "hello there")
        names = context.database.reader().execute("SELECT count(*) FROM contact").fetchone()[0]
        assert names == 1, contact


def test_a_phone_sized_terminal(path: Path, context: Context) -> None:
    contact = add_record(context, "contact", {"last_name": "Ivanov", "comment": "after 11"})
    data = {"kind": "call", "subject": "ask", "due": "tomorrow 10", "contacts": [str(contact)]}
    add_record(context, "activity", data)
    with Terminal("--db", str(path), size=(40, 30)) as screen:
        screen.wait_for("Tomorrow 1", "10:00", "Ivanov", "after 11", "? help")
        screen.press("x")
        screen.wait_for("Done: ask · Ivanov", "1 Reached")
        screen.send("2\rnobody there\rtomorrow 12\r")
        screen.wait_for("Done: ask. u takes it back.", "Tomorrow 1", "12:00")
        screen.press("?")
        screen.wait_for("Plan an activity")


def test_the_terminal_changes_its_size_in_the_middle_of_work(path: Path, context: Context) -> None:
    plan(context, "ask")
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("ask", "│")
        screen.press("x")
        screen.wait_for("Done: ask")
        screen.send("1\rsigned")
        screen.wait_for("signed")
        for columns, lines in ((40, 12), (200, 60), (20, 5), (80, 24)):
            screen.resize(columns, lines)
            if lines > 5:
                screen.wait_for("signed")
        screen.press("ctrl+s")
        screen.wait_for("Done: ask. u takes it back.", "Nothing is planned.", "? help")


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("ru", ("Завтра 1", "звонок", "u отмена", "открыто 1")),
        ("pl", ("Jutro 1", "telefon", "u cofnij", "otwarte: 1")),
    ],
)
def test_the_program_speaks_the_language_of_the_person(
    path: Path, context: Context, language: str, texts: tuple[str, ...]
) -> None:
    plan(context, "ask")
    with Terminal("--db", str(path), environment={"CRM_LANG": language}) as screen:
        screen.wait_for("ask", *texts)


def test_the_demo_opens_on_clients_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with Terminal("demo", environment={"TMPDIR": str(tmp_path)}) as screen:
        screen.wait_for("Ромашка", "Kowalska Łucja", "O'Connor Liam", "overdue")
        screen.press("c")
        screen.wait_for("Call ·")
        screen.send("hello\t1\x13")
        screen.wait_for("The call is logged.")
        screen.press("ctrl+q")
        assert screen.wait_for_end() == 0
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith("crm-demo")] == []


def test_a_fault_of_the_program_is_told_and_logged(
    path: Path, context: Context, tmp_path: Path
) -> None:
    contact = add_record(context, "contact", {"last_name": "Ivanov", "comment": "after 11"})
    data = {"kind": "call", "subject": "ask", "due": "tomorrow 10", "contacts": [str(contact)]}
    add_record(context, "activity", data)
    plan(context, "without a client", "tomorrow 12")
    with Terminal("--db", str(path), environment={"XDG_STATE_HOME": str(tmp_path)}) as screen:
        screen.wait_for("after 11")
        screen.press("j")
        screen.wait_until_gone("after 11")
        broken = Database.open(path).reader()
        broken.execute("ALTER TABLE contact_point RENAME TO gone")
        screen.press("k")
        assert screen.wait_for_end() == 70
        ended = screen.received.decode().rpartition("\x1b")[2].replace("\r\n", "")
    assert "Something went wrong in the program (OperationalError: no such table" in ended
    assert "What was saved is safe." in ended
    assert "Traceback" not in ended
    (log,) = tmp_path.rglob("crm.log")
    assert str(log) in ended
    written = log.read_text("utf-8")
    assert "Traceback (most recent call last)" in written
    assert "no such table" in written
    assert "/storage/reads/" in written
