"""Commands that exchange data with other systems."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli.arguments import FormatOption
from crm_tui.cli.output import Format, print_json, show_progress
from crm_tui.cli.session import session
from domain.i18n import _

EXIT_LEFT_OUT = 7
"""The exit code where some of a file could not be read, or some records stay as they were."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("import")(import_)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An address book (.vcf).")],
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Read an address book; reading it again creates nothing twice."""
    from services.importing.contacts import import_contacts

    report = import_contacts(session().context, file, _show_progress)
    show_progress("")
    if format is Format.json:
        print_json(
            {
                "created": report.created,
                "updated": report.updated,
                "skipped": report.skipped,
                "failed": report.failed,
                "errors": [{"item": item, "reason": reason} for item, reason in report.errors],
            }
        )
    else:
        print(
            _(
                "{created} created, {updated} updated, {skipped} skipped as unchanged, "
                "{failed} failed."
            ).format(
                created=report.created,
                updated=report.updated,
                skipped=report.skipped,
                failed=report.failed,
            )
        )
        for item, reason in report.errors:
            print(_("Card {number}: {reason}").format(number=item, reason=reason), file=sys.stderr)
    if report.errors:
        raise typer.Exit(EXIT_LEFT_OUT)


def _show_progress(count: int) -> None:
    if count % 500 == 0:
        show_progress(_("{count} cards read").format(count=count))
