"""What a person is told when the program ends by a fault, whichever way it was started."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crm_tui.crash import EXIT_CRASHED, explain_fault
from crm_tui.settings import log_path
from domain.errors import BadInput, CrmError, NotFound, UnusableFile


@pytest.mark.parametrize("error", [BadInput("No."), NotFound("Gone.")])
def test_what_cannot_be_done_is_said_as_it_is(error: CrmError, tmp_path: Path) -> None:
    assert explain_fault(error, lambda: tmp_path) == (str(error), error.exit_code)


def test_a_damaged_file_is_named_as_what_is_at_fault(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    error = sqlite3.DatabaseError("database disk image is malformed")
    sentence, code = explain_fault(error, lambda: path)
    assert str(path) in sentence
    assert "crm restore" in sentence
    assert code == UnusableFile.exit_code


def test_a_wrong_statement_is_a_fault_of_the_program(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("no such column: foo")
    sentence, code = explain_fault(error, lambda: tmp_path)
    assert code == EXIT_CRASHED
    assert "What was saved is safe" in sentence
    assert "no such column: foo" in log_path().read_text("utf-8")


def test_of_a_fault_of_the_program_the_log_tells(tmp_path: Path) -> None:
    sentence, code = explain_fault(ZeroDivisionError("no way"), lambda: tmp_path)
    assert code == EXIT_CRASHED
    assert "What was saved is safe" in sentence
    assert "ZeroDivisionError: no way" in log_path().read_text("utf-8")
