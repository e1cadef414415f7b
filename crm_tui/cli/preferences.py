"""The command for the settings that are kept with the data."""

from __future__ import annotations

from typing import Annotated

import typer

from crm_tui.cli.arguments import FormatOption
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.i18n import _


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command(setting.__name__)(setting)


def setting(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which setting.")] = "",
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="What to set it to.")] = None,
    for_all: Annotated[
        bool, typer.Option("--for-all", help="For everybody who has set nothing else.")
    ] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Forget what was set.")] = False,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Print the settings kept with the data, or one of them, or change it."""
    from services.settings import get_setting, reset_setting, set_setting, setting_named

    context = session().context
    if not name:
        _print_all(format)
        return
    chosen = setting_named(name)
    if reset:
        reset_setting(context, chosen, for_all=for_all)
    elif value is not None:
        set_setting(context, chosen, chosen.read(value), for_all=for_all)
    else:
        found = get_setting(context, chosen)
        print_json(found) if format is Format.json else print(_shown(found))


def _print_all(format_: Format) -> None:
    from services.settings import SETTINGS, get_setting

    context = session().context
    values = {setting.name: get_setting(context, setting) for setting in SETTINGS}
    if format_ is Format.json:
        print_json(values)
        return
    rows = [[s.name, _shown(values[s.name]), _(s.sentence)] for s in SETTINGS]
    if format_ is Format.csv:
        print_csv(["name", "value", "sentence"], rows)
    else:
        print_table([_("Name"), _("Value"), _("What it does")], rows)


def _shown(value: bool | int | str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
