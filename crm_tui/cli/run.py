"""Runs a command, and turns what goes wrong into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from domain.errors import CrmError

EXIT_CRASHED = 70


def run(arguments: Sequence[str]) -> int:
    """Run `crm` with these arguments and return its exit code."""
    from crm_tui.cli.app import app

    try:
        app(args=list(arguments), prog_name="crm")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    except CrmError as error:
        say(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader of the pipe went away; Python would complain once more while exiting.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        from crm_tui.crash import report_crash

        say(report_crash(error))
        return EXIT_CRASHED
    return 0


def say(sentence: str) -> None:
    """Print a message for the person, apart from the results."""
    print(f"crm: {sentence}", file=sys.stderr)
