"""Opens the screen: prepares the terminal, runs the program, and says how it ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.runtime import Options, open_context, prepare
from crm_tui.typed_ahead import TypedAhead
from domain.i18n import _

if TYPE_CHECKING:
    from crm_tui.app import CrmApp
    from crm_tui.settings import Settings
    from services.context import Context

FRAMES_PER_SECOND = "240"
"""An answer that comes beside the screen waits for the next frame: 4 ms instead of 17."""


def open_program(options: Options) -> int:
    """Open the screen on the database that the options name; return the exit code.

    Without a terminal the agenda is printed instead.
    """
    path = Path()
    try:
        settings = prepare(options)
        path = settings.database_path
        context = open_context(settings, options)
        try:
            if not (sys.stdin.isatty() and sys.stdout.isatty()):
                return _print_agenda(context)
            from crm_tui.first_run import is_first_run, welcome

            return run_screen(context, settings, welcome if is_first_run(context) else None)
        finally:
            context.database.close()
    except Exception as error:
        from crm_tui.crash import explain_fault

        sentence, code = explain_fault(error, lambda: path)
        print(f"crm: {sentence}", file=sys.stderr)
        return code


def run_screen(
    context: Context, settings: Settings, begin: Callable[[CrmApp], None] | None = None
) -> int:
    """Run the program on an open database until the person quits; return the exit code.

    `begin` is called once the first frame is painted. Where settings were changed that need it, the
    program begins anew, with what was typed meanwhile. Raises BadInput for a theme or keys that
    there are not.
    """
    typed_ahead = TypedAhead()
    try:
        return _run_again(context, settings, begin, typed_ahead)
    finally:
        typed_ahead.give_back_terminal()


def _run_again(
    context: Context,
    settings: Settings,
    begin: Callable[[CrmApp], None] | None,
    typed_ahead: TypedAhead,
) -> int:
    """Run the program until it is not to begin anew."""
    while True:
        is_slow = settings.slow or bool(os.environ.get("SSH_CONNECTION"))
        # Textual reads these when it is imported.
        os.environ.setdefault("TEXTUAL_FPS", FRAMES_PER_SECOND)
        if is_slow:
            os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
        from services.agenda import Agenda, count_ahead
        from services.changes import ChangeWatch

        # Watched before it is counted, so that no change falls between the two.
        watch = ChangeWatch(context)
        agenda = count_ahead(Agenda(context, context.now()))
        from crm_tui.app import CrmApp, Ending

        if settings.theme:
            from crm_tui.themes import check_theme

            check_theme(settings.theme)
        app = CrmApp(
            context,
            settings,
            is_slow=is_slow,
            begin=begin,
            watch=watch,
            agenda=agenda,
            typed_ahead=typed_ahead,
        )
        ending = app.run()
        if ending is Ending.DEMO:
            from crm_tui.demo import run_demo

            return run_demo(settings)
        if ending is not Ending.RESTART:
            if app.said_at_end:
                print(app.said_at_end)
            return app.return_code or 0
        settings, context = _renewed(settings, context)
        begin = partial(CrmApp.say, sentence=app.said_at_end)


def _renewed(settings: Settings, context: Context) -> tuple[Settings, Context]:
    """Return both as the settings file has them now; the database stays the same."""
    from crm_tui.settings import load_settings
    from services.users import renewed_actor

    prepare(Options())
    settings = load_settings({"db": settings.db or None})
    actor = renewed_actor(context)
    return settings, replace(context, actor=actor, zone=settings.zone, region=settings.region)


def _print_agenda(context: Context) -> int:
    from crm_tui.cli.activities import print_agenda

    print_agenda(context)
    print(_("In a terminal, “crm” opens the screen; “crm --help” lists the commands."))
    return 0
