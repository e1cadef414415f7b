"""Commands that exchange data with other systems."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FirstDayOption, FormatOption, LastDayOption, read_span
from crm_tui.cli.output import Format, print_json, show_progress
from crm_tui.cli.session import session
from domain.i18n import _, ngettext

if TYPE_CHECKING:
    from services.importing.report import ImportReport

EXIT_LEFT_OUT = 7
"""The exit code where some of a file could not be read, or some records stay as they were."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("import")(import_)


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An address book (.vcf) or a calendar (.ics).")
    ],
    first: FirstDayOption = "",
    last: LastDayOption = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Read an address book or a calendar; reading it again creates nothing twice.

    Of what recurs in a calendar, the meetings of one year back and two years ahead are read; with
    --from and --to, whatever lies between these days.
    """
    from services.importing.files import import_file

    context = session().context
    span = read_span(context, first, last)
    report = import_file(context, file, _show_progress, span=span)
    show_progress("")
    if format is Format.json:
        _print_report_json(report)
    else:
        _print_report(report)
    if report.errors:
        raise typer.Exit(EXIT_LEFT_OUT)


def _print_report_json(report: ImportReport) -> None:
    place = "line" if report.is_calendar else "item"
    counts = {
        "created": report.created,
        "updated": report.updated,
        "skipped": report.skipped,
        "failed": report.failed,
    }
    if report.is_calendar:
        counts["removed"] = report.removed
    errors = [{place: number, "reason": reason} for number, reason in report.errors]
    print_json({**counts, "errors": errors})


def _print_report(report: ImportReport) -> None:
    print(
        _(
            "{created} created, {updated} updated, {skipped} skipped as unchanged, {failed} failed."
        ).format(
            created=report.created,
            updated=report.updated,
            skipped=report.skipped,
            failed=report.failed,
        )
    )
    if report.removed:
        print(
            ngettext(
                "{count} is in the calendar no more and was put into the bin.",
                "{count} are in the calendar no more and were put into the bin.",
                report.removed,
            ).format(count=report.removed)
        )
    for sentence in report.explain():
        print(sentence, file=sys.stderr)


def _show_progress(count: int) -> None:
    if count % 500 == 0:
        show_progress(_("{count} read").format(count=count))
