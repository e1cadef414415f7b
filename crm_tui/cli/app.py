"""The commands of `crm`, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from crm_tui.cli import (
    activities,
    bulk,
    calendar,
    catalog,
    deals,
    desk,
    dictionaries,
    exchange,
    fields,
    files,
    history,
    invoices,
    layouts,
    leads,
    lists,
    maintenance,
    preferences,
    pricing,
    quotes,
    rates,
    records,
    runs,
    stages,
    tasks,
    users,
)
from crm_tui.cli.on_demand import put_together
from crm_tui.cli.session import session
from crm_tui.runtime import Options

app = typer.Typer(
    help="A customer-relationship system for sales managers. Bare crm opens the screen.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    db: Annotated[str | None, typer.Option("--db", metavar="FILE", help="The database.")] = None,
    acting_as: Annotated[
        str | None, typer.Option("--as", metavar="LOGIN", help="Work as another user.")
    ] = None,
    slow: Annotated[bool, typer.Option("--slow", help="The line to the terminal is slow.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Remember the options that stand before the command."""
    session.cache_clear()
    session().options = Options(db, acting_as, slow or None)
    if version:
        from importlib.metadata import PackageNotFoundError
        from importlib.metadata import version as installed_version

        try:
            print(f"crm-tui {installed_version('crm-tui')}")
        except PackageNotFoundError:
            print("crm-tui (not installed)")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from crm_tui.launch import open_program

        raise typer.Exit(open_program(session().options))


for module in (
    activities,
    tasks,
    desk,
    records,
    history,
    lists,
    bulk,
    dictionaries,
    leads,
    deals,
    catalog,
    quotes,
    invoices,
    stages,
    runs,
    exchange,
    calendar,
    fields,
    files,
    layouts,
    users,
    preferences,
    pricing,
    rates,
    maintenance,
):
    module.register(app)

commands = put_together(app)
