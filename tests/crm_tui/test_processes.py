"""`crm` as the shell runs it: pipes, languages of the terminal, settings, crashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.context import Context
from services.records.use_cases import add_record
from tests.conftest import process_environment

Crm = Callable[..., Any]


@pytest.mark.row("ACT-04")
def test_without_a_terminal_the_agenda_is_printed(context: Context, crm_process: Crm) -> None:
    add_record(context, "activity", {"kind": "call", "subject": "Крыша", "due": "2024-02-01 10:00"})
    outcome = crm_process()
    assert (outcome.code, outcome.err) == (0, "")
    heading, line, hint = outcome.out.splitlines()
    assert heading == "Overdue 1"
    assert line.startswith("! call")
    assert line.endswith("Крыша")
    assert hint == "In a terminal, “crm” opens the screen; “crm --help” lists the commands."


def test_the_file_may_be_named_by_the_environment(
    context: Context, crm_process: Crm, tmp_path: Path
) -> None:
    add_record(context, "company", {"title": "Мак"})
    done = subprocess.run(
        [sys.executable, "-m", "crm_tui", "find", "мак", "--format", "json"],
        env=process_environment() | {"CRM_DB": str(context.database.path)},
        capture_output=True,
        cwd=tmp_path,
    )
    assert json.loads(done.stdout)[0]["title"] == "Мак"


def test_the_first_run_makes_the_file_in_the_data_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crm_tui"],
        env=process_environment() | {"XDG_DATA_HOME": str(tmp_path / "data")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Nothing is planned.")
    assert (tmp_path / "data" / "crm-tui" / "crm.db").exists()


@pytest.mark.parametrize("companies", [1, 2000])
def test_a_pipe_that_closes_early_is_no_error(context: Context, path: Path, companies: int) -> None:
    with context.database.write(context.actor, "seed") as unit:
        rows = [
            {"id": os.urandom(16), "title": f"Company {n}", "created_at": 1, "updated_at": 1}
            for n in range(companies)
        ]
        unit.insert_many("company", rows)
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [sys.executable, "-m", "crm_tui", "--db", path, "list", "company", "--format", "json"],
        env=process_environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    said = process.communicate(timeout=60)[1]
    assert (process.returncode, said) == (0, b"")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_letters_are_printed_whole_whatever_the_locale(crm_process: Crm, locale: str) -> None:
    values = '{"title": "Żółw Ёж 🤝"}'
    added = crm_process("add", "company", "--json", values, "--format", "json", LC_ALL=locale)
    assert added.json["title"] == "Żółw Ёж 🤝"
    assert "Żółw Ёж 🤝" in crm_process("find", "ёж", LC_ALL=locale).out


def test_a_terminal_without_these_letters_gets_their_codes(crm_process: Crm) -> None:
    added = crm_process("add", "company", "--json", '{"title": "Żółw"}')
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    shown = crm_process("show", "company", added.word, "--format", "json", **ascii_only)
    assert shown.json["title"] == "Żółw"
    refused = crm_process("show", "company", "Żółw", **ascii_only)
    assert refused.code == 2
    assert "is no key of a record" in refused.err


def test_the_person_is_spoken_to_in_their_language(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {}
    for language in ("en", "ru", "pl"):
        monkeypatch.setenv("CRM_LANG", language)
        said[language] = crm("undo").err
    assert said["en"] == "crm: There is nothing to undo.\n"
    assert len(set(said.values())) == 3
    monkeypatch.delenv("CRM_LANG")
    monkeypatch.setenv("LANG", "pl_PL.UTF-8")
    assert crm("undo").err == said["pl"]
    monkeypatch.setenv("CRM_LANG", "xx")
    refused = crm("undo")
    assert refused.code == 2
    assert "xx" in refused.err
    assert "en, ru, pl" in refused.err


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings of this person are looked for."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / "config" / "crm-tui" / "settings.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('lanquage = "pl"', "there is no setting “lanquage”. Did you mean “language”?"),
        ('colour = "red"', "there is no setting “colour”. db, language, region"),
        ("slow = 1", "the setting “slow” must be of type bool"),
        ('time_zone = "Mars/Base"', "There is no time zone “Mars/Base”"),
        ('region = "Russia"', "There is no country “Russia”"),
        ("slow = ", "cannot be read: "),
        ('language = "de"', "There is no language “de”"),
    ],
)
def test_a_fault_in_the_settings_is_named(
    crm: Crm, settings_file: Path, text: str, sentence: str
) -> None:
    settings_file.write_text(text, "utf-8")
    outcome = crm("agenda")
    assert outcome.code == 2
    assert sentence in outcome.err
    assert crm("--help").code == 0


def test_settings_hold_where_nothing_stronger_is_said(
    crm: Crm, settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_file.write_text('region = "pl"\ntime_zone = "Asia/Tokyo"\n', "utf-8")
    values = '{"subject": "x", "due": "25.12.2030 10:00"}'
    key = crm("add", "activity", "--json", values).word
    assert crm("show", "activity", key, "--format", "json").json["due"] == "2030-12-25T01:00:00Z"
    monkeypatch.setenv("CRM_ZONE", "UTC")
    key = crm("add", "activity", "--json", values).word
    assert crm("show", "activity", key, "--format", "json").json["due"] == "2030-12-25T10:00:00Z"
    phone = '{"last_name": "Nowak", "phones": ["22 123 45 67"]}'
    shown = crm("add", "contact", "--json", phone, "--format", "json").json
    assert shown["phones"][0]["e164"] == "+48221234567"


def test_a_crash_gives_a_sentence_and_a_log(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr("services.records.use_cases.add_record", broken)
    outcome = crm("add", "contact", "--json", '{"last_name": "x"}')
    assert (outcome.code, outcome.out) == (70, "")
    assert outcome.err.startswith("crm: Something went wrong in the program (ZeroDivisionError: ")
    assert "What was saved is safe." in outcome.err
    (log,) = (tmp_path / "state").rglob("crm.log")
    assert str(log) in outcome.err
    text = log.read_text("utf-8")
    assert "Traceback (most recent call last)" in text
    assert "nobody thought of this" in text
    assert log.stat().st_mode & 0o077 == 0


def test_a_crash_without_a_place_for_the_log_still_gives_a_sentence(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("a file where a folder is needed")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("services.undo.undo", lambda context: 1 / 0)
    outcome = crm("undo")
    assert outcome.code == 70
    assert "The log could not be written to" in outcome.err


def test_a_damaged_page_is_reported_as_the_state_of_the_file(
    context: Context, crm: Crm, path: Path
) -> None:
    add_record(context, "contact", {"last_name": "Ким"})
    find = "SELECT rootpage FROM sqlite_master WHERE name = 'contact'"
    (page,) = context.database.reader().execute(find).fetchone()
    (size,) = context.database.reader().execute("PRAGMA page_size").fetchone()
    context.database.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = b"\xaa" * size
    path.write_bytes(data)
    for command in (["list", "contact"], ["add", "contact", "--json", '{"last_name": "x"}']):
        outcome = crm(*command)
        assert outcome.code == 6
        assert "crm restore" in outcome.err


def test_interrupting_is_no_crash(path: Path) -> None:
    code = "import signal; signal.raise_signal(signal.SIGINT)"
    program = f"""
import signal, sys
from crm_tui.cli import run
import services.undo
# A shell starts what runs in the background deaf to it, and these tests may run there.
signal.signal(signal.SIGINT, signal.default_int_handler)
def interrupted(*_arguments, pass_over):
    {code}
services.undo.undo = interrupted
sys.exit(run(["--db", sys.argv[1], "undo"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, path],
        env=process_environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


def test_the_version_is_printed(crm: Crm) -> None:
    assert crm("--version").out.startswith("crm-tui ")
