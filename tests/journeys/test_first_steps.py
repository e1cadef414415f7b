"""Stories of the first day on a machine, and of what is set on it, told in a terminal."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal
from test_a_day_of_work import ADDRESS_BOOK, wait_until

from services.activities.open_calls import open_calls
from services.context import Context
from services.records.use_cases import add_record
from storage.database import Database

PHONE = "+7 916 123-45-67"

MOUSE_OFF = b"\x1b[?1000l"
"""What is sent first by a run that ends."""


def add_contact(context: Context, name: str) -> None:
    """Add a contact with the number of these tests."""
    add_record(context, "contact", {"last_name": name, "phones": [PHONE]})


@pytest.mark.row("IMPEX-03", "PORT-11")
def test_the_first_start_reads_an_address_book_and_speaks_ones_language(tmp_path: Path) -> None:
    book = tmp_path / "phone.vcf"
    book.write_text(ADDRESS_BOOK, encoding="utf-8")
    with Terminal("--db", str(tmp_path / "crm.db"), settings=None) as screen:
        screen.wait_for("Welcome.", "Your name", "Time zone")
        screen.send("\x1b[F\x15Anna\r3\r\rpl\r1\r")
        screen.wait_for("File")
        screen.send(f"{book}\x13")
        # The program begins anew, and says what was read in.
        screen.wait_for("[1 Aktywności", "Anna", "Wczytano 2 kontakty")
        text = screen.settings_file.read_text("utf-8")
        assert 'language = "pl"' in text
        assert 'region = "PL"' in text
        screen.press("ctrl+q")
        assert screen.wait_for_end() == 0
    database = Database.open(tmp_path / "crm.db")
    assert database.reader().execute("SELECT count(*) FROM contact").fetchone()[0] == 2
    database.close()


def test_the_first_start_may_begin_with_the_demo(tmp_path: Path) -> None:
    environment = {"TMPDIR": str(tmp_path)}
    path = tmp_path / "crm.db"
    with Terminal("--db", str(path), settings=None, environment=environment) as screen:
        screen.wait_for("Welcome.")
        screen.send("\r\r\r\r2\x13")
        screen.wait_for("Ромашка", "overdue")
        screen.press("ctrl+q")
        assert screen.wait_for_end() == 0


def test_the_first_start_may_begin_with_nothing_and_asks_once(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    with Terminal("--db", str(path), settings=None) as screen:
        screen.wait_for("Welcome.")
        screen.press("escape")
        # The program begins anew with the country that is likely, and says so.
        screen.wait_for("Nothing is planned.", "Phones without a prefix")
        screen.wait_until_gone("Welcome.")
        kept = screen.settings_file.read_text("utf-8")
        screen.press("ctrl+q")
        assert screen.wait_for_end() == 0
    with Terminal("--db", str(path), settings=kept) as screen:
        screen.wait_for("Nothing is planned.")
        assert "Welcome." not in screen.text()


def test_another_language_is_set_on_the_screen(path: Path, context: Context) -> None:
    add_contact(context, "Ivanov")
    settings = "# of this machine\nregion = 'PL'\n\n[keys]\n'activities.done' = 'd'\n"
    with Terminal("--db", str(path), settings=settings) as screen:
        screen.wait_for("Nothing is planned.")
        screen.press("0")
        screen.wait_for("[0 Settings]", "Language")
        screen.press("enter")
        screen.wait_for("Value")
        screen.send("3\x13")
        # What is typed while the program ends and begins anew is meant for the next run.
        screen.wait_for_bytes(MOUSE_OFF)
        screen.press("3")
        screen.wait_for("[3 Klienci", "Ivanov", "Ustawienia")
        text = screen.settings_file.read_text("utf-8")
    assert text == (
        "# of this machine\nregion = 'PL'\nlanguage = \"pl\"\n\n[keys]\n'activities.done' = 'd'\n"
    )


def test_keys_of_the_settings_work_and_what_is_wrong_with_them_is_told(
    path: Path, context: Context
) -> None:
    data = {"kind": "call", "subject": "ask", "due": "tomorrow 10"}
    add_record(context, "activity", data)
    with Terminal("--db", str(path), settings='[keys]\n"activities.done" = "d,f5"\n') as screen:
        screen.wait_for("ask")
        screen.press("d")
        screen.wait_for("Done: ask")
    for keys, sentence in (
        ('"activities.dune" = "d"', "Did you mean “activities.done”?"),
        ('"activities.done" = "n"', "“n” would do two things"),
    ):
        with Terminal("--db", str(path), settings=f"[keys]\n{keys}\n") as screen:
            assert screen.wait_for_end() == 2
            assert sentence in screen.text().replace("\n", " ")


@pytest.mark.row("TEL-02", "CALL-03")
@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ([], ("+ new client: +7 916 123-45-67",)),
        (["Ivanov"], ("Who        Ivanov",)),
        (["Ivanov", "Petrov"], ("Ivanov", "Petrov", "+ new client")),
    ],
)
def test_the_form_for_a_call_opens_from_the_shell(
    path: Path, context: Context, known: list[str], shown: tuple[str, ...]
) -> None:
    for name in known:
        add_contact(context, name)
    with Terminal("--db", str(path), "call", "8 916 123 45 67", "--incoming") as screen:
        screen.wait_for("Call · incoming")
        screen.wait_for(*shown)


@pytest.mark.row("TEL-02")
def test_a_call_rings_in_the_terminal_of_the_person(
    path: Path, context: Context, crm_process: Callable[..., Any]
) -> None:
    add_contact(context, "Ivanov")
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        assert crm_process("ring", "8 916 123 45 67", "--to", "anna").code == 0
        screen.wait_for("Call · incoming", "Who        Ivanov")


@pytest.mark.row("CALL-07")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGHUP])
def test_a_call_outlives_a_killed_program(
    path: Path, context: Context, ending: signal.Signals
) -> None:
    add_contact(context, "Ivanov")
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        screen.press("ctrl+l")
        screen.wait_for("Call · incoming")
        screen.send("iva")
        screen.wait_for("> Ivanov")
        screen.send("\rwants 5 %\t2")
        wait_until(lambda: any(c.values.get("notes") == "wants 5 %" for c in open_calls(context)))
        screen.kill(ending)
        assert screen.wait_for_end() != 0
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Ivanov · 1 line of notes")
        screen.press("ctrl+l")
        screen.wait_for("Call · incoming", "wants 5 %")
        screen.press("ctrl+s")
        screen.wait_for("The call is logged.")
    assert open_calls(context) == []


def test_the_number_is_copied_over_ssh(path: Path, context: Context) -> None:
    add_contact(context, "Ivanov")
    environment = {"SSH_CONNECTION": "10.0.0.1 5000 10.0.0.2 22"}
    with Terminal("--db", str(path), environment=environment) as screen:
        screen.wait_for("Nothing is planned.")
        screen.press("ctrl+l")
        screen.wait_for("Call · incoming")
        screen.send("iva")
        screen.wait_for("> Ivanov")
        screen.press("enter")
        screen.wait_for(PHONE)
        screen.send("\x1b[18~")
        screen.wait_for("is in the clipboard.")
        assert b"\x1b]52;c;Kzc5MTYxMjM0NTY3" in screen.received
