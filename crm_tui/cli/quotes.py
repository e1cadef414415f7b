"""Commands for quotes."""

from __future__ import annotations

import typer

from crm_tui.cli.arguments import (
    FilterOption,
    JsonOption,
    read_json_object,
)
from crm_tui.cli.document_commands import add_shared
from crm_tui.cli.documents import (
    AddCompanyOption,
    CompanyOption,
    ContactOption,
    DealOption,
    IssueOption,
    NumberArgument,
    OutOption,
    PlaceOption,
    PrintedArgument,
    TextOption,
    WholeOption,
    document_of,
    group,
    make,
    print_pdfs,
)
from crm_tui.cli.session import session

quotes = group("Quotes: made, issued, corrected, printed, turned into invoices and deals.")


add_shared(quotes, "quote")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(quotes, name="quote")


@quotes.command("new")
def new(
    deal: DealOption = "",
    company: CompanyOption = "",
    contact: ContactOption = "",
    add_company: AddCompanyOption = False,
    location: PlaceOption = "",
    json: JsonOption = "{}",
    whole: WholeOption = False,
    issue: IssueOption = False,
) -> None:
    """Make a quote of a deal, for a client, or of the JSON alone; print its key or number."""
    sources = {"deal": deal, "company": company, "contact": contact}
    data = dict(read_json_object(json))
    make("quote", sources, data, location, whole=whole, add_company=add_company, issue=issue)


@quotes.command("sent")
def sent(
    number: NumberArgument,
) -> None:
    """Note that a quote was sent to the client; it is issued first."""
    from services.invoicing.sending import record_sent

    print(record_sent(session().context, "quote", document_of("quote", number)))


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
