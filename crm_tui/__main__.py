"""The command `crm`. Without a subcommand it opens the screen and loads nothing else."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from crm_tui.runtime import Options


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `crm` with these arguments, those of the process by default, and exit."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _screen_options(arguments)
    if options is None:
        from crm_tui.cli import run

        sys.exit(run(arguments))
    # Collecting while everything is being loaded costs a tenth of the start; the screen turns the
    # collector on again after the first frame.
    gc.disable()
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
    return Options(values.get("--db"), values.get("--as"), slow)


if __name__ == "__main__":
    main()
