"""Opens the screen: prepares the terminal, runs the program, and says how it ended."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from crm_tui.runtime import Options, open_context, prepare
from domain.errors import BadInput, CrmError
from domain.i18n import _

if TYPE_CHECKING:
    from crm_tui.settings import Settings
    from domain.values import Reference
    from services.context import Context

FRAMES_PER_SECOND = "240"
"""An answer that comes beside the screen waits for the next frame: 4 ms instead of 17."""


def open_program(options: Options) -> int:
    """Open the screen on the database that the options name; return the exit code.

    Without a terminal the agenda is printed instead.
    """
    try:
        settings = prepare(options)
        context = open_context(settings, options)
        try:
            if not (sys.stdin.isatty() and sys.stdout.isatty()):
                return _print_agenda(context)
            return run_screen(context, settings)
        finally:
            context.database.close()
    except CrmError as error:
        print(f"crm: {error}", file=sys.stderr)
        return error.exit_code
    except Exception as error:
        from crm_tui.crash import EXIT_CRASHED, report_crash

        print(f"crm: {report_crash(error)}", file=sys.stderr)
        return EXIT_CRASHED


def run_screen(context: Context, settings: Settings, caller: Reference | None = None) -> int:
    """Run the program on an open database until the person quits; return the exit code.

    With `caller` the form for a call with this client is open at once. Raises BadInput for a theme
    that there is not.
    """
    is_slow = settings.slow or bool(os.environ.get("SSH_CONNECTION"))
    # Textual reads these when it is imported.
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_PER_SECOND)
    if is_slow:
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    from textual.theme import BUILTIN_THEMES

    from crm_tui.app import CrmApp

    if settings.theme and settings.theme not in BUILTIN_THEMES:
        raise BadInput(
            _("There is no theme “{name}”. Use one of: {known}.").format(
                name=settings.theme, known=", ".join(BUILTIN_THEMES)
            )
        )
    app = CrmApp(context, settings, is_slow=is_slow, caller=caller)
    app.run()
    return app.return_code or 0


def _print_agenda(context: Context) -> int:
    from crm_tui.cli.activities import print_agenda

    print_agenda(context)
    print(_("In a terminal, “crm” opens the screen; “crm --help” lists the commands."))
    return 0
