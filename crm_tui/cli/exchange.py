"""Commands that exchange data with other systems."""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FirstDayOption, FormatOption, LastDayOption, read_span
from crm_tui.cli.output import Format, print_csv, print_json, show_progress
from crm_tui.cli.session import session
from domain.i18n import _

if TYPE_CHECKING:
    from services.importing.catalog_table import TableOptions
    from services.importing.report import ImportReport

_PLURALS = {"section": "sections", "property": "properties"}
"""Under which names it is told how many things a catalog added on the way."""

ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="HEADING=FIELD",
        help="What a column of a table holds: name, code, section, price, price:TYPE, "
        "property, - for nothing, ... It is kept for the next table with these headings.",
    ),
]
NewPropertiesOption = Annotated[
    bool,
    typer.Option("--new-properties", help="Make properties of the columns that nobody knows."),
]
KnownByOption = Annotated[
    str,
    typer.Option(
        "--key",
        metavar="FIELD",
        help="What products of a table are known again by: code, bar_code, name, ...",
    ),
]

EXIT_LEFT_OUT = 7
"""The exit code where some of a file could not be read, or some records stay as they were."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("import")(import_)
    app.command("export")(export)


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="An address book (.vcf), a calendar (.ics) or a catalog of products (.csv, .xml).",
        ),
    ],
    first: FirstDayOption = "",
    last: LastDayOption = "",
    column: ColumnOption = None,
    new_properties: NewPropertiesOption = False,
    key: KnownByOption = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what the file would change.")
    ] = False,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Read an address book, a calendar or a catalog; reading it again creates nothing twice.

    Of what recurs in a calendar, the meetings of one year back and two years ahead are read; with
    --from and --to, whatever lies between these days. A catalog is a table of products, or the
    files import.xml and offers.xml of CommerceML 2, as 1C writes them.
    """
    from services.importing.files import import_file

    context = session().context
    span = read_span(context, first, last)
    table = _read_options(column or [], key, new_properties=new_properties)
    report = import_file(context, file, _show_progress, span=span, table=table, only_try=dry_run)
    show_progress("")
    if format is Format.json:
        _print_report_json(report)
    else:
        _print_report(report)
    if report.errors or (report.is_catalog and report.notes):
        raise typer.Exit(EXIT_LEFT_OUT)


def export(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="products")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to; without it, it is printed.")
    ] = None,
) -> None:
    """Write all products as a table (CSV) that “crm import” reads back."""
    from domain.errors import BadInput, UnusableFile
    from domain.records.kinds import kind_named
    from services.catalog.exporting import export_products

    if kind_named(kind).name != "product":
        raise BadInput(
            _("Only products are exported so; “crm list {kind} --format csv” gives others.").format(
                kind=kind
            )
        )
    table = export_products(session().context)
    if file is None or str(file) == "-":
        print_csv(table.header, table.rows)
        return
    try:
        with file.open("x", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(table.header)
            writer.writerows(table.rows)
    except FileExistsError as error:
        sentence = _("There is a file {path} already. Name another file.")
        raise UnusableFile(sentence.format(path=file)) from error
    except OSError as error:
        sentence = _("{path} cannot be written: {reason}.")
        raise UnusableFile(sentence.format(path=file, reason=error.strerror)) from error


def _read_options(columns: list[str], key: str, *, new_properties: bool) -> TableOptions | None:
    """Return how a table is to be read, None where nothing is said of it. Raises BadInput."""
    if not (columns or key or new_properties):
        return None
    from services.importing.catalog_table import TableOptions, read_columns

    return TableOptions(columns=read_columns(columns), new_properties=new_properties, key=key)


def _print_report_json(report: ImportReport) -> None:
    place = "line" if report.is_calendar or report.is_catalog else "item"
    counts = {
        "created": report.created,
        "updated": report.updated,
        "skipped": report.skipped,
        "failed": report.failed,
    }
    if report.is_calendar or report.is_catalog:
        counts["removed"] = report.removed
    if report.is_catalog:
        counts |= {_PLURALS[kind]: len(report.made.get(kind, ())) for kind in _PLURALS}
        counts["incomplete"] = report.noted
    errors, notes = (
        [{place: number, "reason": reason} for number, reason in told]
        for told in (report.errors, report.notes)
    )
    more: dict[str, object] = {"left_out": report.left_out} if report.left_out else {}
    if report.is_catalog:
        more |= {"made": {kind: names for kind, names in report.made.items() if names}}
        more |= {"notes": notes}
    if report.is_calendar:
        series = [asdict(one) | {"last": str(one.last)} for one in report.series.values()]
        more |= {"recurring": series, "notes": notes}
    print_json({**counts, **more, "errors": errors})


def _print_report(report: ImportReport) -> None:
    print(report.explain_counts())
    for sentence in report.explain_more():
        print(sentence)
    if report.left_out:
        print(
            _(
                "Columns left out: {columns}. --new-properties makes properties of them, --column"
                " says what one holds."
            ).format(columns=", ".join(report.left_out)),
            file=sys.stderr,
        )
    if report.is_trial:
        print(_("This was a trial: nothing was changed."))
    for sentence in report.explain():
        print(sentence, file=sys.stderr)


def _show_progress(count: int) -> None:
    if count % 500 == 0:
        show_progress(_("{count} read").format(count=count))
