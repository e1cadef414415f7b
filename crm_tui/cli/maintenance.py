"""Commands for the database as a whole: backup, restore, doctor, dictionaries, seed, demo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli.arguments import FormatOption
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.i18n import _

dictionaries = typer.Typer(help="Values that choice fields offer.", rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    for command in (backup, restore, doctor, seed, demo):
        app.command(command.__name__)(command)
    app.add_typer(dictionaries, name="dictionary")


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The copy, or a folder for it.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Copy the database with its attached files; others may go on working."""
    from services.maintenance import back_up

    path = session().context.database.path
    print(back_up(path, target, overwrite=force))


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A copy made by “crm backup”.")],
) -> None:
    """Bring back a backup; what was there is kept beside it."""
    from services.maintenance import restore as bring_back

    path = session().settings.database_path
    kept = bring_back(source, path, session().options.acting_as)
    if kept:
        print(_("What was there before is kept in {path}.").format(path=kept))


def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Build the index anew first.")] = False,
) -> None:
    """Check the database; exits with 1 where something is wrong."""
    from services.maintenance import check, mend

    context = session().context
    if repair:
        mend(context)
    faults = check(context.database)
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(1)
    print(_("The database is sound."))


def seed(
    contacts: Annotated[int, typer.Option("--contacts", min=0)] = 1000,
    companies: Annotated[int, typer.Option("--companies", min=0)] = 200,
    deals: Annotated[int, typer.Option("--deals", min=0)] = 100,
    leads: Annotated[int, typer.Option("--leads", min=0)] = 100,
    activities: Annotated[int, typer.Option("--activities", min=0)] = 300,
    seed: Annotated[int, typer.Option("--seed", help="The same number gives the same base.")] = 1,
) -> None:
    """Fill the database with a large made-up base, for trials."""
    from services.seeding.seed import seed as fill

    report = fill(
        session().context,
        contacts=contacts,
        companies=companies,
        deals=deals,
        leads=leads,
        activities=activities,
        seed=seed,
        progress=_show_progress,
    )
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    print(
        _(
            "Made up: {contacts} contacts, {companies} companies, {deals} deals, {leads} leads."
        ).format(
            contacts=report.contacts,
            companies=report.companies,
            deals=report.deals,
            leads=report.leads,
        )
    )


def _show_progress(what: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what} {done} / {total}", end="", file=sys.stderr, flush=True)


def demo() -> None:
    """Open the program on a throw-away demo base."""
    from crm_tui.demo import run_demo

    raise typer.Exit(run_demo(session().settings))


@dictionaries.command("list")
def list_values(
    name: Annotated[str, typer.Argument(help="Such as outcome; all without it.")] = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """List the values of a dictionary."""
    from services.dictionaries import list_values as values_of

    values = values_of(session().context, name)
    if format is Format.json:
        print_json(
            [
                {
                    "id": str(value.id),
                    "dictionary": value.dictionary,
                    "code": value.code,
                    "label": value.label,
                    "is_system": value.is_system,
                }
                for value in values
            ]
        )
        return
    rows = [[v.dictionary, v.code, v.label, _("yes") if v.is_system else ""] for v in values]
    if format is Format.csv:
        print_csv(["dictionary", "code", "label", "is_system"], rows)
    else:
        print_table([_("Dictionary"), _("Code"), _("Label"), _("System value")], rows)


@dictionaries.command("add")
def add_value(name: str, label: str) -> None:
    """Add a value to a dictionary."""
    from services.dictionaries import add_value as add_to

    print(add_to(session().context, name, label))


@dictionaries.command("rename")
def rename_value(name: str, code: str, label: str) -> None:
    """Give a value another name."""
    from services.dictionaries import rename_value as rename

    rename(session().context, name, code, label)


@dictionaries.command("delete")
def delete_value(name: str, code: str) -> None:
    """Take a value out of use; system values stay."""
    from services.dictionaries import delete_value as delete_from

    delete_from(session().context, name, code)
