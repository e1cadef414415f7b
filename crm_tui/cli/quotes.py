"""Commands for quotes."""

from __future__ import annotations

import typer

from crm_tui.cli.arguments import (
    ColumnsOption,
    FilterOption,
    FormatOption,
    JsonOption,
    LimitOption,
    SortOption,
    read_json_object,
)
from crm_tui.cli.documents import (
    CompanyOption,
    ContactOption,
    DealOption,
    IssueOption,
    NumberArgument,
    NumbersArgument,
    OutOption,
    PlaceOption,
    PrintedArgument,
    ReasonOption,
    TextOption,
    document_of,
    group,
    issue_all,
    make,
    print_pdfs,
    show_document,
)
from crm_tui.cli.output import Format
from crm_tui.cli.session import session

quotes = group("Quotes: made, issued, corrected, printed, turned into invoices and deals.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(quotes, name="quote")


@quotes.command("list")
def list_(
    filter: FilterOption = "",  # noqa: A002
    sort: SortOption = "",
    columns: ColumnsOption = "",
    format: FormatOption = Format.table,  # noqa: A002
    limit: LimitOption = None,
) -> None:
    """List quotes, the newest first."""
    from crm_tui.cli.lists import list_ as list_records

    list_records("quote", "", filter, sort, columns, format, limit)


@quotes.command("show")
def show(number: NumberArgument, format: FormatOption = Format.table) -> None:  # noqa: A002
    """Print all that is known of a quote."""
    show_document("quote", number, format)


@quotes.command("new")
def new(
    deal: DealOption = "",
    company: CompanyOption = "",
    contact: ContactOption = "",
    location: PlaceOption = "",
    json: JsonOption = "{}",
    issue: IssueOption = False,
) -> None:
    """Make a quote of a deal, for a client, or of the JSON alone; print its key or number."""
    sources = {"deal": deal, "company": company, "contact": contact}
    make("quote", sources, dict(read_json_object(json)), location, issue=issue)


@quotes.command("issue")
def issue(numbers: NumbersArgument) -> None:
    """Issue drafts: each gets the next number, which stays."""
    issue_all("quote", numbers)


@quotes.command("sent")
def sent(
    number: NumberArgument,
) -> None:
    """Note that a quote was sent to the client; it is issued first."""
    from services.invoicing.sending import record_sent

    print(record_sent(session().context, "quote", document_of("quote", number)))


@quotes.command("revise")
def revise(number: NumberArgument, json: JsonOption, reason: ReasonOption = "") -> None:
    """Change an issued quote; what it said before is kept. Prints the revision."""
    from services.invoicing.revising import revise_document

    key = document_of("quote", number)
    print(revise_document(session().context, "quote", key, read_json_object(json), reason))


@quotes.command("copy")
def copy(number: NumberArgument) -> None:
    """Make a draft that says the same, and print its key."""
    from services.invoicing.making import copy_document

    print(copy_document(session().context, "quote", document_of("quote", number)))


@quotes.command("deal")
def deal(number: NumberArgument) -> None:
    """Make a deal of what a quote offers, and print its key."""
    from services.invoicing.making import make_deal

    print(make_deal(session().context, document_of("quote", number)))


@quotes.command("pdf")
def pdf(
    numbers: PrintedArgument = None,
    filter: FilterOption = "",  # noqa: A002
    out: OutOption = None,
    text: TextOption = False,
) -> None:
    """Write quotes as PDF files, and print where they are."""
    print_pdfs("quote", numbers, filter, out, text=text)
