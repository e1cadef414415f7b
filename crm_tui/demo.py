"""The program on a throw-away demo base."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from crm_tui.launch import run_screen
from crm_tui.runtime import Options, open_context
from crm_tui.settings import Settings
from domain.i18n import _
from services.seeding.demo import make_demo


def run_demo(settings: Settings) -> int:
    """Open the program on a demo base that is gone afterwards; return the exit code.

    Without a terminal the agenda of the demo is printed.
    """
    with tempfile.TemporaryDirectory(prefix="crm-demo-") as folder:
        settings = replace(settings, db=str(Path(folder) / "demo.db"))
        context = open_context(settings, Options())
        make_demo(context)
        try:
            if sys.stdin.isatty() and sys.stdout.isatty():
                return run_screen(context, settings)
            from crm_tui.cli.activities import print_agenda

            print_agenda(context)
            print(_("This is a demo base. In a terminal, “crm demo” opens the screen on it."))
            return 0
        finally:
            context.database.close()
