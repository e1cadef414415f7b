"""Commands for invoices, payments, and how documents are numbered and taxed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import (
    FilterOption,
    FormatOption,
    JsonOption,
    read_json_object,
    read_key,
)
from crm_tui.cli.document_commands import add_shared
from crm_tui.cli.documents import (
    AddCompanyOption,
    CompanyOption,
    ContactOption,
    DealOption,
    EInvoiceOption,
    IssueOption,
    NumberArgument,
    OutOption,
    PlaceOption,
    PrintedArgument,
    ReasonOption,
    TextOption,
    WholeOption,
    document_of,
    group,
    make,
    print_pdfs,
    read_day,
)
from crm_tui.cli.exchange import EXIT_LEFT_OUT
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.run import say
from crm_tui.cli.session import session
from domain.errors import BadInput
from domain.i18n import _

if TYPE_CHECKING:
    from services.invoicing.payments.statements import EntryView, StatementView

invoices = group("Invoices: made, issued, paid, taken back, printed; payments from the bank.")


add_shared(invoices, "invoice")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    from crm_tui.cli.invoice_settings import locations, series

    invoices.add_typer(series, name="series")
    invoices.add_typer(locations, name="location")
    app.add_typer(invoices, name="invoice")


@invoices.command("new")
def new(
    deal: DealOption = "",
    quote: Annotated[str, typer.Option("--quote", metavar="NUMBER", help="Of this quote.")] = "",
    company: CompanyOption = "",
    contact: ContactOption = "",
    add_company: AddCompanyOption = False,
    location: PlaceOption = "",
    json: JsonOption = "{}",
    whole: WholeOption = False,
    issue: IssueOption = False,
) -> None:
    """Make an invoice of a deal or a quote, for a client, or of the JSON alone.

    Prints its key, or with --issue its number.
    """
    sources = {"deal": deal, "quote": quote, "company": company, "contact": contact}
    data = dict(read_json_object(json))
    make("invoice", sources, data, location, whole=whole, add_company=add_company, issue=issue)


@invoices.command("pay", context_settings={"ignore_unknown_options": True})  # such as -50
def pay(
    number: NumberArgument,
    amount: Annotated[
        str, typer.Argument(metavar="[AMOUNT]", help="All that is outstanding without it.")
    ] = "",
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="Today without it.")] = "",
    method: Annotated[
        str, typer.Option("--method", help="See “crm dictionary list payment_method”.")
    ] = "",
    document: Annotated[
        str, typer.Option("--document", metavar="NUMBER", help="Number of the payment order.")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A remark.")] = "",
) -> None:
    """Keep a payment of an invoice; one with a minus was given back."""
    from services.invoicing.payments.keeping import NewPayment, add_payment, read_paid

    paid, currency = read_paid(amount)
    outcome = add_payment(
        session().context,
        document_of("invoice", number),
        NewPayment(
            amount=paid,
            currency=currency,
            day=read_day(day) if day else None,
            method=method,
            document=document,
            note=note,
        ),
    )
    print(outcome.explain())
    if outcome.suggestion is not None:
        said = _("The deal “{deal}” could go on to “{stage}”: crm move {key} {code}")
        suggestion = outcome.suggestion
        say(
            said.format(
                deal=suggestion.deal.title,
                stage=suggestion.stage.label,
                key=suggestion.deal.id,
                code=suggestion.stage.code,
            )
        )


@invoices.command("unpay")
def unpay(payment: Annotated[str, typer.Argument(metavar="ID", help="Key of a payment.")]) -> None:
    """Take away a payment that was kept by mistake; “show --format json” tells the keys."""
    from services.invoicing.payments.keeping import remove_payment

    remove_payment(session().context, read_key(payment))


@invoices.command("credit")
def credit(
    number: NumberArgument,
    line: Annotated[
        list[str] | None,
        typer.Option("--line", metavar="N=QUANTITY", help="So much of the line N; all without."),
    ] = None,
    reason: ReasonOption = "",
    draft: Annotated[bool, typer.Option("--draft", help="Do not issue it yet.")] = False,
) -> None:
    """Take an invoice back by a credit note, wholly or line by line; print its number."""
    from services.invoicing.contents.content import read_content
    from services.invoicing.crediting import credit_invoice
    from services.records.use_cases import show_record

    context, key = session().context, document_of("invoice", number)
    keys = [one.id for one in read_content(context, "invoice", key).lines]
    quantities = None
    if line:
        asked = dict(map(_line, line))
        if not all(1 <= place <= len(keys) for place in asked):
            raise BadInput(_("The invoice has no such line."), "line")
        quantities = {
            found: amount
            for place, amount in asked.items()
            if (found := keys[place - 1]) is not None
        }
    note = credit_invoice(context, key, quantities, reason=reason, issue=not draft)
    print(show_record(context, "invoice", note).values["number"] or note)


def _line(text: str) -> tuple[int, Decimal]:
    from domain.money import parse_decimal

    place, sign, quantity = text.partition("=")
    if not sign or not place.strip().isdecimal():
        raise BadInput(_("“{text}” names no line; write it like 1=2.").format(text=text), "line")
    return int(place), parse_decimal(quantity)


@invoices.command("sent")
def sent(
    number: NumberArgument,
    act: Annotated[bool, typer.Option("--act", help="It was the act of services.")] = False,
) -> None:
    """Note that an invoice was sent to the client, or the act of it; it is issued first."""
    from services.invoicing.sending import record_sent

    print(
        record_sent(
            session().context, "invoice", document_of("invoice", number), "act" if act else ""
        )
    )


@invoices.command("pdf")
def pdf(
    numbers: PrintedArgument = None,
    filter: FilterOption = "",  # noqa: A002
    out: OutOption = None,
    act: Annotated[bool, typer.Option("--act", help="The act of services instead.")] = False,
    text: TextOption = False,
    e_invoice: EInvoiceOption = False,
) -> None:
    """Write invoices as PDF files, and print where they are.

    Files that are there and say the same are left alone, so what was stopped goes on.
    """
    form = "act" if act else ""
    print_pdfs("invoice", numbers, filter, out, form, text=text, e_invoice=e_invoice)


@invoices.command("paid")
def paid(
    first: Annotated[
        str, typer.Option("--from", metavar="DAY", help="The first day; that of today without it.")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DAY", help="The last day; that of today without it.")
    ] = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Print what was paid from one day to another, by currency."""
    from domain.money import format_amount, format_number
    from services.invoicing.payments.keeping import paid_between

    context = session().context
    days = [read_day(day) if day else context.now().date() for day in (first, last)]
    if days[0] > days[1]:
        raise BadInput(_("The last day lies before the first one."), "to")
    sums = paid_between(context, *days)
    if format is Format.table:
        rows = [[format_amount(amount, currency)] for currency, amount in sums.items()]
        print_table([_("Paid")], rows or [[format_number(Decimal(0))]])
        return
    exact = [[currency, f"{amount:f}"] for currency, amount in sums.items()]
    names = ["currency", "paid"]
    if format is Format.json:
        print_json([dict(zip(names, row, strict=True)) for row in exact])
    else:
        print_csv(names, exact)


@invoices.command("payments")
def payments(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Exported from the bank for 1C.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be kept.")
    ] = False,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Keep the payments of a bank statement (1CClientBankExchange) that name their invoices.

    The others are listed, for somebody to look at; a statement can be read again.
    """
    from services.invoicing.payments.statements import take_payments, view_statement

    context = session().context
    view = view_statement(context, file)
    _print_entries(view, format)
    for problem in view.problems:
        say(problem)
    if not dry_run:
        say(take_payments(context, view).explain())
    if view.unsure or view.problems:
        raise typer.Exit(EXIT_LEFT_OUT)


def _print_entries(view: StatementView, format_: Format) -> None:
    rows = [_entry(one) for one in view.entries]
    names = ["day", "number", "amount", "payer", "purpose", "invoices", "state"]
    if format_ is Format.json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif format_ is Format.csv:
        print_csv(names, rows)
    else:
        titles = [_("Day"), _("Number"), _("Amount"), _("Payer"), _("Purpose"), _("Invoices"), ""]
        states = {"known": _("read before"), "sure": _("sure"), "unsure": _("look at it")}
        print_table(titles, [[*row[:-1], states[row[-1]]] for row in rows])


def _entry(one: EntryView) -> list[str]:
    entry = one.entry
    state = "known" if one.is_known else "sure" if one.match.is_sure else "unsure"
    paid = "; ".join(f"{part.invoice.number}: {part.amount:f}" for part in one.match.parts)
    day = entry.day.isoformat()
    return [day, entry.number, f"{entry.amount:f}", entry.payer, entry.purpose, paid, state]
