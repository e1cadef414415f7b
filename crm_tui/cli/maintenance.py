"""Commands for the database as a whole: backup, restore, doctor, seed, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli.output import show_progress
from crm_tui.cli.session import session
from domain.i18n import _, ngettext
from domain.sizes import show_size


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    for command in (backup, restore, doctor, seed, demo):
        app.command(command.__name__)(command)


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
    from services.files.sweeping import count_unnamed
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
    if (swept := count_unnamed(context)).files:
        said = ngettext(
            "{count} file of {size} is no record's any more: “crm files sweep”.",
            "{count} files of {size} are no record's any more: “crm files sweep”.",
            swept.files,
        )
        print(said.format(count=swept.files, size=show_size(swept.size)))


def seed(
    contacts: Annotated[int, typer.Option("--contacts", min=0)] = 1000,
    companies: Annotated[int, typer.Option("--companies", min=0)] = 200,
    deals: Annotated[int, typer.Option("--deals", min=0)] = 100,
    leads: Annotated[int, typer.Option("--leads", min=0)] = 100,
    activities: Annotated[int, typer.Option("--activities", min=0)] = 300,
    products: Annotated[int, typer.Option("--products", min=0)] = 0,
    sections: Annotated[int, typer.Option("--sections", min=0)] = 0,
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
        products=products,
        sections=sections,
        seed=seed,
        progress=lambda what, done, total: show_progress(f"{what} {done} / {total}"),
    )
    show_progress("")
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
    if products or sections:
        said = _("The catalog has {products} more products in {sections} more sections.")
        print(said.format(products=report.products, sections=report.sections))


def demo() -> None:
    """Open the program on a throw-away demo base."""
    from crm_tui.demo import run_demo

    raise typer.Exit(run_demo(session().settings))
