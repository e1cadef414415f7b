"""The command `crm`. Without a subcommand it opens the screen and loads nothing else."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crm_tui.runtime import Options


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `crm` with these arguments, those of the process by default, and exit."""
    # Collecting while everything is being loaded costs a tenth of the start; the screen turns the
    # collector on again when all is loaded.
    gc.disable()
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _screen_options(arguments)
    if options is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        from crm_tui.cli import run

        import_module("crm_tui.cli.app")
        gc.enable()
        sys.exit(run(arguments))
    from crm_tui.launch import open_program

    sys.exit(open_program(options))


def _screen_options(arguments: Sequence[str]) -> Options | None:
    """Return the options where nothing but `--db`, `--as` and `--slow` is given, else None."""
    values: dict[str, str] = {}
    slow: bool | None = None
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if argument == "--slow":
            slow = True
        elif name in ("--db", "--as"):
            if not equals:
                value = next(rest, "")
            if not value or value.startswith("-"):
                return None
            values[name] = value
        else:
            return None
    from crm_tui.runtime import Options

    return Options(values.get("--db"), values.get("--as"), slow)


if __name__ == "__main__":
    main()
