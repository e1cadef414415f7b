"""What a person is told when the program ends by a fault, which the log keeps if it is its own."""

from __future__ import annotations

import os
import platform
import sqlite3
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from crm_tui.settings import log_path
from domain.errors import CrmError, UnusableFile
from domain.i18n import _

EXIT_CRASHED = 70
"""The exit code of a program that was itself at fault (sysexits.h, EX_SOFTWARE)."""

MAX_LOG_BYTES = 1_000_000
"""The log is begun anew when it has grown past this."""


def explain_fault(error: Exception, database: Callable[[], Path]) -> tuple[str, int]:
    """Return the sentence for what ended the program, and its exit code.

    `database` gives the file that was open, which may be at fault instead of the program.
    """
    if isinstance(error, CrmError):
        return str(error), error.exit_code
    if type(error) in (sqlite3.DatabaseError, sqlite3.OperationalError):
        from storage.connection import explain_known

        if sentence := explain_known(error, database()):
            return sentence, UnusableFile.exit_code
    return report_crash(error), EXIT_CRASHED


def report_crash(error: BaseException) -> str:
    """Write `error` with its traceback to the log; return the sentence to show."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if path.exists() and path.stat().st_size > MAX_LOG_BYTES else "a"
        with path.open(mode, encoding="utf-8") as log:
            os.chmod(path, 0o600)
            stamp = datetime.now(UTC).isoformat(timespec="seconds")
            log.write(f"\n{stamp} Python {platform.python_version()}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return _(
            "Something went wrong in the program ({reason}). What was saved is safe. The log could "
            "not be written to {path}."
        ).format(reason=_brief(error), path=path)
    return _(
        "Something went wrong in the program ({reason}). What was saved is safe. Details are in "
        "{path}."
    ).format(reason=_brief(error), path=path)


def _brief(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
