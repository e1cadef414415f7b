"""Calls that an exchange announces from another process pop up, and calls that are dialled."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk import Clock, Desk, add_contact, at, at_desk, plan
from test_calls_in_progress import folded
from textual.events import Key

from screens.calls.call_form import CallForm
from screens.calls.dialing import NumberScreen
from services.context import Context
from services.ringing import missed_rings, ring
from services.settings import DIAL_WITH, set_setting
from tests.conftest import process_environment

PHONE = "+7 916 123-45-67"


async def until_ringing(desk: Desk) -> None:
    """Wait until the form for a call has popped up."""
    await desk.until(lambda: isinstance(desk.app.screen, CallForm))
    await desk.until_dialog()


@pytest.mark.row("TEL-01", "TEL-02")
async def test_a_known_caller_pops_up_from_another_process(context: Context, path: Path) -> None:
    ivanov = add_contact(context, "Ivanov", phones=[PHONE], comment="after 11")
    plan(context, "agree", "tomorrow 15:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        command = [sys.executable, "-m", "crm_tui", "--db", str(path)]
        process = subprocess.Popen(
            [*command, "ring", "8 (916) 123 45 67", "--to", "anna"],
            env=process_environment(),
            stdout=subprocess.DEVNULL,
        )
        await until_ringing(desk)
        assert process.wait() == 0
        assert desk.form()["client"] == "Ivanov"
        assert desk.field() == "notes"
        await desk.until_shown("Call · incoming", "after 11", "agree")
        # Whoever reaches for the key that answers finds the call open, and types on into it.
        await desk.press("ctrl+l", *"ok")
        await desk.until_shown("The call is open: ^L once more folds it.")
        assert desk.form()["notes"] == "ok"
        await desk.press("ctrl+l")
        await desk.until(lambda: not isinstance(desk.app.screen, CallForm))


@pytest.mark.row("TEL-02")
async def test_an_unknown_number_stands_in_the_form(context: Context) -> None:
    context = at(context)
    async with at_desk(context) as desk:
        ring(context, "+48 501 234 567", "anna")
        await until_ringing(desk)
        assert desk.form()["client"] == "+48 501 234 567"
        await desk.go_to("client")
        await desk.until_shown("+ new client: +48 501 234 567")
        await desk.press("end")
        await desk.type(" Anna Nowak")
        await desk.until_shown("+ new client: Nowak Anna · +48 501 234 567")


@pytest.mark.row("TEL-02")
async def test_a_number_of_several_is_asked_about(context: Context) -> None:
    context = at(context)
    for name in ("Ivanov", "Petrov"):
        add_contact(context, name, phones=[PHONE])
    async with at_desk(context) as desk:
        ring(context, PHONE, "anna")
        await until_ringing(desk)
        await desk.until_shown("Ivanov", "Petrov")
        assert desk.form()["client"] == PHONE


@pytest.mark.row("TEL-02", "CALL-07")
async def test_a_call_that_rings_while_one_types_is_folded(context: Context) -> None:
    context = at(context)
    add_contact(context, "Ivanov", phones=[PHONE])
    async with at_desk(context, notifications=True) as desk:
        await desk.open("n")
        await desk.type("send the off")
        ring(context, PHONE, "anna")
        await desk.until_shown("Ivanov calls. ^L answers.")
        await desk.type("er")
        assert desk.form()["subject"] == "send the offer"
        await desk.leave()
        assert folded(desk).startswith("call 00:00:00 Ivanov")
        await desk.open("ctrl+l")
        assert desk.form()["client"] == "Ivanov"


async def test_a_call_rings_for_one_person_and_once(context: Context, other: Context) -> None:
    context, other = at(context), at(other)
    async with at_desk(context) as desk:
        ring(context, PHONE, "boris")
        ring(other, "+48 501 234 567", "anna")
        await until_ringing(desk)
        assert desk.form()["client"] == "+48 501 234 567"
        await desk.leave()
        assert len(desk.app.screen_stack) == 1


@pytest.mark.row("TEL-07")
async def test_calls_missed_while_away_are_told(context: Context) -> None:
    clock = Clock()
    context = clock.of(context)
    add_contact(context, "Ivanov", phones=[PHONE])
    ring(context, PHONE, "anna")
    ring(context, "+48 501 234 567", "anna")
    clock.advance(minutes=30)
    async with at_desk(context) as desk:
        assert desk.said() == "2 missed calls: Ivanov, +48 501 234 567"
    assert missed_rings(context) == []


@dataclass(frozen=True)
class Opener:
    """The program of the system that opens links: it writes down what it was asked to open."""

    log: Path

    @property
    def links(self) -> list[str]:
        """The links so far."""
        return self.log.read_text().split() if self.log.exists() else []


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """A desktop with such a program."""
    log, folder = tmp_path / "opened", tmp_path / "bin"
    folder.mkdir()
    for name in ("xdg-open", "open"):
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "$1" >> "{log}"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    return Opener(log)


@pytest.mark.row("CALL-04", "TEL-03")
@pytest.mark.parametrize("scheme", ["tel", "sip", "callto"])
async def test_f7_hands_the_number_to_the_program_that_is_set(
    context: Context, opener: Opener, scheme: str
) -> None:
    context = at(context)
    set_setting(context, DIAL_WITH, scheme)
    add_contact(context, "Ivanov", phones=["8 916 123-45-67"])
    async with at_desk(context, notifications=True) as desk:
        await desk.open("ctrl+l")
        await desk.type("iva")
        await desk.until_shown("> Ivanov")
        await desk.press("enter")
        await desk.until_shown("+7 916 123-45-67")
        await desk.press("f7")
        await desk.until_shown("Dialling +7 916 123-45-67.")
        assert isinstance(desk.app.screen, CallForm)
        await desk.until(lambda: opener.links == [f"{scheme}:+79161234567"])


@pytest.mark.row("CALL-04", "TEL-03")
@pytest.mark.parametrize("reason", ["ssh", "setting"])
async def test_the_number_is_copied_and_shown_where_nothing_dials(
    context: Context, opener: Opener, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    context = at(context)
    if reason == "ssh":
        monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 5000 10.0.0.2 22")
    else:
        set_setting(context, DIAL_WITH, "copy")
    async with at_desk(context) as desk:
        await desk.open("ctrl+l")
        await desk.type("8 916 123-45-67")
        await desk.press("f7")
        await desk.until(lambda: isinstance(desk.app.screen, NumberScreen))
        await desk.until_shown("+7 916 123-45-67 is in the clipboard. Enter goes back.")
        assert desk.app.clipboard == "+79161234567"
        await desk.press("enter")
        await desk.until_dialog()
        assert desk.form()["client"] == "8 916 123-45-67"
    assert opener.links == []


async def test_without_a_number_nothing_is_dialled(context: Context, opener: Opener) -> None:
    async with at_desk(at(context)) as desk:
        await desk.open("ctrl+l")
        await desk.type("Ivan")
        desk.app.post_message(Key("f7", None))  # in one go with the letters
        await desk.until_shown("! There is no number to dial. Type one.")
    assert opener.links == []
