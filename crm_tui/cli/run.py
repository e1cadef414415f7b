"""Runs a command, and turns what goes wrong into a sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run `crm` with these arguments and return its exit code."""
    from crm_tui.cli.app import commands
    from crm_tui.cli.session import session

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            commands(args=list(arguments), prog_name="crm")
        finally:
            session().close()
            sys.stdout.flush()
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):
            return 0
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except BrokenPipeError:
        # The reader of the pipe went away; Python would complain once more while exiting.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        from crm_tui.crash import explain_fault

        sentence, code = explain_fault(error, lambda: session().settings.database_path)
        say(sentence)
        return code
    return 0


def say(sentence: str) -> None:
    """Print a message for the person, apart from the results."""
    print(f"crm: {sentence}", file=sys.stderr)
