"""Commands for the people who may use a file."""

from __future__ import annotations

from typing import Annotated

import typer

from crm_tui.cli.arguments import FormatOption
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.i18n import _

users = typer.Typer(help="Who may use this database.", rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(users, name="user")


@users.command("add")
def add(
    login: Annotated[str, typer.Argument(help="The login, as the operating system knows it.")],
    name: Annotated[str, typer.Option("--name", help="The name that others see.")] = "",
    admin: Annotated[bool, typer.Option("--admin", help="May do everything.")] = False,
) -> None:
    """Let a login use this database."""
    from services.users import add_user

    print(add_user(session().context, login, name, is_admin=admin))


@users.command("email")
def email(
    address: Annotated[str, typer.Argument(metavar="EMAIL", help="Your e-mail; “” for none.")],
    user: Annotated[
        str, typer.Option("--user", metavar="LOGIN", help="That of this colleague instead.")
    ] = "",
) -> None:
    """Set the e-mail by which calendars know you."""
    from services.users import set_email

    set_email(session().context, address, user)


@users.command("list")
def list_(format: FormatOption = Format.table) -> None:  # noqa: A002
    """List the users of this database."""
    from services.users import list_users

    views = list(list_users(session().context))
    if format is Format.json:
        print_json(
            [
                {
                    "id": str(view.id),
                    "login": view.login,
                    "name": view.name,
                    "email": view.email,
                    "is_admin": view.is_admin,
                    "is_active": view.is_active,
                }
                for view in views
            ]
        )
        return
    rows = [[v.login, v.name, v.email, _("yes") if v.is_admin else "", str(v.id)] for v in views]
    if format is Format.csv:
        print_csv(["login", "name", "email", "is_admin", "id"], rows)
    else:
        print_table([_("Login"), _("Name"), _("E-mail"), _("Administrator"), _("Key")], rows)
