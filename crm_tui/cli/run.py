"""Runs a command, and turns what goes wrong into a sentence and an exit code."""

from __future__ import annotations

import io
import os
import sqlite3
import sys
from collections.abc import Sequence

from domain.errors import CrmError, UnusableFile


def run(arguments: Sequence[str]) -> int:
    """Run `crm` with these arguments and return its exit code."""
    from crm_tui.cli.app import app
    from crm_tui.cli.session import session

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            app(args=list(arguments), prog_name="crm")
        finally:
            session().close()
            sys.stdout.flush()
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):
            return 0
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except CrmError as error:
        say(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader of the pipe went away; Python would complain once more while exiting.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if type(error) in (sqlite3.DatabaseError, sqlite3.OperationalError):
            return _report_file(error)
        from crm_tui.crash import EXIT_CRASHED, report_crash

        say(report_crash(error))
        return EXIT_CRASHED
    return 0


def _report_file(error: Exception) -> int:
    """Say that the database file is at fault, not the program."""
    from crm_tui.cli.session import session
    from storage.connection import explain

    say(explain(error, session().settings.database_path))
    return UnusableFile.exit_code


def say(sentence: str) -> None:
    """Print a message for the person, apart from the results."""
    print(f"crm: {sentence}", file=sys.stderr)
