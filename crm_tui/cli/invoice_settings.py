"""Commands for how documents are numbered, and for the places of payers with their taxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from crm_tui.cli.arguments import FormatOption
from crm_tui.cli.documents import group
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.errors import BadInput
from domain.i18n import _

if TYPE_CHECKING:
    from services.invoicing.settings.locations import PlaceTax

series = group("Numbers of documents: by which pattern, and which comes next.")
locations = group("Places of payers, and the taxes on documents that hold there.")

SeriesArgument = Annotated[
    str, typer.Argument(metavar="KIND", help="invoice, credit_note or quote.")
]
OwnOption = Annotated[
    str, typer.Option("--own", metavar="COMPANY", help="A series of this own company alone.")
]
PathArgument = Annotated[
    str, typer.Argument(metavar="PLACE", help="Its name, or its path such as Canada/Quebec.")
]


@series.command("list")
def list_series(format: FormatOption = Format.table) -> None:  # noqa: A002
    """List the series: what they number, their pattern, and the next number."""
    from services.invoicing.settings.series import SERIES_LABELS
    from services.invoicing.settings.series import list_series as read
    from storage.reads.records import read_title

    context = session().context
    rows = [
        [
            one.kind,
            read_title(context.database.reader(), "own_company", one.own_company) or ""
            if one.own_company
            else "",
            one.pattern,
            one.following,
        ]
        for one in read(context)
    ]
    names = ["kind", "own_company", "pattern", "next"]
    if format is Format.json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif format is Format.csv:
        print_csv(names, rows)
    else:
        titles = [_("Documents"), _("Own company"), _("Pattern"), _("Next number")]
        print_table(titles, [[_(SERIES_LABELS[row[0]]), *row[1:]] for row in rows])


@series.command("set")
def set_series(
    kind: SeriesArgument,
    pattern: Annotated[
        str, typer.Argument(metavar="PATTERN", help="Such as {year}-{number:04}; {yy}, {month}.")
    ],
    own: OwnOption = "",
) -> None:
    """Give a series another pattern, and print the next number."""
    from services.invoicing.settings.series import preview_number, set_pattern

    context, company = session().context, _own(own)
    set_pattern(context, _kind(kind), pattern, company)
    print(preview_number(context, _kind(kind), pattern, company))


@series.command("continue")
def continue_series(
    kind: SeriesArgument,
    number: Annotated[int, typer.Argument(metavar="N", help="The next number.")],
    own: OwnOption = "",
) -> None:
    """Let a series go on from a number, as when another program has counted so far."""
    from services.invoicing.settings.series import continue_from

    print(continue_from(session().context, _kind(kind), number, _own(own)))


def _kind(text: str) -> str:
    from services.invoicing.settings.series import PATTERNS

    if text not in PATTERNS:
        known = ", ".join(PATTERNS)
        raise BadInput(
            _("“{text}” is not numbered. There are: {known}.").format(text=text, known=known)
        )
    return text


def _own(text: str) -> UUID | None:
    from services.records.coercion import Coercion, RecordName
    from services.records.naming import linked_record

    if not text:
        return None
    context = session().context
    field = context.fields.get("invoice", "own_company")
    with context.database.write(context.actor, "edit_series") as unit:
        name = Coercion(context, unit.connection).value(field, text)
        assert isinstance(name, RecordName)
        return linked_record(context, unit, field, name)


@locations.command("list")
def list_locations(format: FormatOption = Format.table) -> None:  # noqa: A002
    """List the places, each before those within it, with their own taxes."""
    from services.invoicing.settings.locations import list_locations as read

    rows = [
        [
            place.title,
            "; ".join(
                f"{tax.name} {tax.rate:f} %"
                + (f" {_('compound')}" if tax.is_compound else "")
                + (f" {_('withheld')}" if tax.is_withheld else "")
                for tax in place.taxes
            ),
        ]
        for place in read(session().context)
    ]
    if format is Format.json:
        print_json([{"place": title, "taxes": taxes} for title, taxes in rows])
    elif format is Format.csv:
        print_csv(["place", "taxes"], rows)
    else:
        print_table([_("Place"), _("Taxes")], rows)


@locations.command("add")
def add_location(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    within: Annotated[
        str, typer.Option("--within", metavar="PLACE", help="The place that it lies in.")
    ] = "",
) -> None:
    """Add a place, and print its key."""
    from services.invoicing.settings.locations import add_location as add
    from services.invoicing.settings.locations import find_location

    context = session().context
    print(add(context, name, find_location(context, within).id if within else None))


@locations.command("tax")
def set_taxes(
    place: PathArgument,
    tax: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME=RATE...]", help="Such as GST=5; +QST=9.975 compound, -IRPF=15 withheld."
        ),
    ] = None,
) -> None:
    """Make the taxes of a place exactly these; without any it has none."""
    from services.invoicing.settings.locations import find_location, set_location_taxes

    context = session().context
    taxes = [_tax(text) for text in tax or ()]
    set_location_taxes(context, find_location(context, place).id, taxes)


def _tax(text: str) -> PlaceTax:
    from domain.money import parse_decimal
    from services.invoicing.settings.locations import PlaceTax

    name, sign, rate = text.partition("=")
    if not sign:
        raise BadInput(_("“{text}” is no tax; write it like GST=5.").format(text=text), "tax")
    return PlaceTax(
        name.lstrip("+-").strip(),
        parse_decimal(rate.strip().removesuffix("%")),
        is_compound=name.startswith("+"),
        is_withheld=name.startswith("-"),
    )


@locations.command("delete")
def delete_location(place: PathArgument) -> None:
    """Remove a place that has none within it and stands in no document."""
    from services.invoicing.settings.locations import delete_location as delete
    from services.invoicing.settings.locations import find_location

    context = session().context
    delete(context, find_location(context, place).id)
