"""What the commands for quotes and invoices have in common."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from crm_tui.cli.arguments import ListsByDefault, pointing_at
from crm_tui.cli.output import Format, print_json, show_count, show_progress
from crm_tui.cli.run import say
from crm_tui.cli.session import session
from domain.errors import BadInput
from domain.i18n import _
from domain.ids import parse_id
from domain.records.record_query import RecordQuery
from domain.records.references import Reference

if TYPE_CHECKING:
    from services.invoicing.beforehand import Beforehand
    from services.printing.document import PrintedDocument

NumberArgument = Annotated[
    str, typer.Argument(metavar="NUMBER", help="The number or its end, or the key of a draft.")
]
NumbersArgument = Annotated[
    list[str], typer.Argument(metavar="NUMBER...", help="Numbers, or keys of drafts.")
]
PrintedArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[NUMBER...]", help="Numbers, or keys of drafts.")
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
DealOption = Annotated[str, typer.Option("--deal", metavar="DEAL", help="Of this deal, by key.")]
CompanyOption = Annotated[
    str, typer.Option("--company", metavar="COMPANY", help="For this company, by title or key.")
]
ContactOption = Annotated[
    str, typer.Option("--contact", metavar="CONTACT", help="For this contact, by name or key.")
]
AddCompanyOption = Annotated[
    bool, typer.Option("--add-company", help="Add the company where there is none of that title.")
]
WholeOption = Annotated[
    bool, typer.Option("--whole", help="Of a deal without products: its amount as one line.")
]
PlaceOption = Annotated[
    str, typer.Option("--location", metavar="PLACE", help="Where the payer is, such as Quebec.")
]
IssueOption = Annotated[bool, typer.Option("--issue", help="Issue it at once.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="PATH", help="The file, or a folder for many.")
]
EInvoiceOption = Annotated[
    bool, typer.Option("--e-invoice", help="Put the EN 16931 invoice (Factur-X) inside.")
]
TextOption = Annotated[bool, typer.Option("--text", help="Print it as text, on the terminal.")]

_FEW = 20
"""So many are printed before anybody wonders."""


def group(help_: str) -> typer.Typer:
    """Return a group of commands that lists where no command is named."""
    return typer.Typer(help=help_, rich_markup_mode=None, cls=ListsByDefault)


def document_of(kind: str, text: str) -> UUID:
    """Return the key of the document that somebody named. Raises NotFound."""
    from services.invoicing.finding import find_document

    return find_document(session().context, kind, text)


def make(
    kind: str,
    sources: dict[str, str],
    data: dict[str, object],
    location: str,
    *,
    whole: bool,
    add_company: bool,
    issue: bool,
) -> UUID:
    """Make a document from the one source that is named, and print its number or key.

    `sources` are what was typed for each kind of source, "" where nothing was. Raises BadInput,
    for a company that is not known too, unless this is to be added.
    """
    from services.invoicing.beforehand import Beforehand, look_beforehand
    from services.invoicing.making import make_document
    from services.invoicing.settings.locations import find_location
    from services.records.use_cases import show_record
    from services.settings import TAX_BY_LOCATION, TAX_TYPE, get_setting

    context = session().context
    named = {name: text for name, text in sources.items() if text}
    source = _named_source(named)
    data = {**_clients(named, source), **data}
    if not add_company:
        _check_company(kind, data.get("company"))
    before = look_beforehand(context, kind, source) if source else Beforehand()
    key = make_document(
        context,
        kind,
        source,
        data,
        location=find_location(context, location).id if location else None,
        whole=whole,
        issue=issue,
    )
    _say_beforehand(before, whole=whole or "products" in data)
    if location and get_setting(context, TAX_TYPE) != TAX_BY_LOCATION:
        say(_("The taxes of the place do not apply: “crm setting tax_type location” lets them."))
    if issue:
        print(show_record(context, kind, key).values["number"])
        say_what_is_missing(kind, key)
    else:
        print(key)
    return key


def _check_company(kind: str, name: object) -> None:
    """Raise BadInput where no company has this title, naming those that are called nearly so.

    Several that have it are refused as well.
    """
    from services.records.naming import NobodyCalledSo, record_named

    context = session().context
    if not isinstance(name, str) or not name or parse_id(name):
        return
    try:
        field = context.fields.get(kind, "company")
        record_named(context, context.database.reader(), field, name)
    except NobodyCalledSo as error:
        raise BadInput(f"{error} {_('--add-company adds one.')}", error.field) from error


def _say_beforehand(before: Beforehand, *, whole: bool) -> None:
    """Say of which drafts there is another one now, and how the amount of a deal is asked for."""
    from domain.money import format_amount

    if before.drafts:
        keys = ", ".join(str(one.id) for one in before.drafts)
        say(_("There was a draft of it already: {keys}.").format(keys=keys))
    if before.amount is not None and not whole:
        amount = format_amount(before.amount, before.currency)
        said = _("The deal has no products: --whole makes a line of its amount, {amount}.")
        say(said.format(amount=amount))


def issue_all(kind: str, numbers: list[str]) -> None:
    """Issue drafts of a kind in one step, and print the number of each."""
    from services.invoicing.issuing import issue_documents

    keys = [document_of(kind, one) for one in numbers]
    for key, number in issue_documents(session().context, kind, keys).numbers.items():
        print(number)
        say_what_is_missing(kind, key)


def say_what_is_missing(kind: str, key: UUID) -> None:
    """Say what an issued document does not tell, and what to do about it."""
    from services.invoicing.contents.terms import parties_of
    from services.invoicing.local_tax import say_of_rates

    if not parties_of(session().context, kind, key).payee.title:
        say(
            _(
                "The document does not say who is paid. Add your company with “crm add "
                "own_company”, and name it by “revise”."
            )
        )
    if said := say_of_rates(session().context, kind, [key]):
        say(said)


def _named_source(named: dict[str, str]) -> Reference | None:
    """Return the record of which a document is made: a deal or a quote, else a client by key."""
    for name in ("deal", "quote", "invoice", "contact", "company"):
        text = named.get(name, "")
        if not text:
            continue
        if name in ("quote", "invoice"):
            return Reference(name, document_of(name, text), "")
        if key := parse_id(text):
            return Reference(name, key, "")
        if name == "deal":
            raise BadInput(_("Name the deal by its key; find it with “crm find”."), name)
    return None


def _clients(named: dict[str, str], source: Reference | None) -> dict[str, object]:
    """Return the clients that are named beside the source, as fields."""
    kind = source.kind if source else ""
    return {name: named[name] for name in ("company", "contact") if name in named and name != kind}


def print_pdfs(
    kind: str,
    numbers: list[str] | None,
    filter_: str,
    out: Path | None,
    form: str = "",
    *,
    text: bool,
    e_invoice: bool = False,
) -> None:
    """Write documents that are named or found as PDF files, or print them as text.

    Raises BadInput where none are named.
    """
    from services.invoicing.printing import print_documents, printed_document

    context, keys = session().context, _wanted(kind, numbers, filter_)
    if text:
        from services.printing.preview import preview_lines

        for key in keys:
            print("\n".join(preview_lines(printed_document(context, kind, key, form), 100)))
    elif len(keys) == 1 and out is not None and out.suffix.lower() == ".pdf":
        _write_one(printed_document(context, kind, keys[0], form), out, e_invoice=e_invoice)
    else:
        try:
            files = print_documents(
                context,
                kind,
                keys,
                out or Path.cwd(),
                form,
                show_count if len(keys) > _FEW else None,
                with_e_invoice=e_invoice,
            )
        finally:
            show_progress("")
        for file in files:
            print(file.path)


def _wanted(kind: str, numbers: list[str] | None, filter_: str) -> list[UUID]:
    """Return the keys of the documents that are named, and of those that a query shows."""
    if not (numbers or filter_):
        raise BadInput(_("Name documents by their numbers, or find them by --filter."))
    keys = [document_of(kind, number) for number in numbers or ()]
    if filter_:
        from services.lists.reading import keys_of

        with pointing_at(filter_):
            keys += sorted(keys_of(session().context, RecordQuery(kind, filter_)))
    return list(dict.fromkeys(keys))


def _write_one(document: PrintedDocument, path: Path, *, e_invoice: bool) -> None:
    from services.printing.pdf import print_pdf

    try:
        path.write_bytes(print_pdf(document, with_e_invoice=e_invoice))
    except OSError as error:
        raise BadInput(
            _("Nothing can be written into {path}: {reason}.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    print(path)


def show_document(kind: str, number: str, format_: Format) -> None:
    """Print all that is known of a document: its fields, payments and revisions."""
    from crm_tui.cli.records import show
    from services.invoicing.payments.keeping import list_payments
    from services.invoicing.revising import list_revisions

    context, key = session().context, document_of(kind, number)
    payments = list_payments(context, key) if kind == "invoice" else []
    revisions = list_revisions(context, kind, key)
    if format_ is Format.json:
        from crm_tui.cli.record_output import record_json
        from services.records.use_cases import show_record

        more = {
            "payments": [
                {
                    "id": str(one.id),
                    "day": one.day.isoformat(),
                    "amount": f"{one.amount:f}",
                    "currency": one.currency,
                    "document": one.document,
                    "payer": one.payer,
                    "note": one.note,
                }
                for one in payments
            ],
            "revisions": [
                {"number": one.number, "until": one.until.isoformat(), "reason": one.reason}
                for one in revisions
            ],
        }
        print_json(record_json(show_record(context, kind, key)) | more)
        return
    show(kind, str(key), format_)
    if format_ is Format.csv:
        return
    from domain.money import format_amount

    for one in payments:
        amount = format_amount(one.amount, one.currency)
        print(f"  {_('Payment') + ':':24} {one.day.isoformat()} {amount} {one.document}".rstrip())
    for revision in revisions:
        until = f"{revision.until.astimezone(context.zone):%Y-%m-%d %H:%M}"
        said = f"{revision.number}, {until}, {revision.author} {revision.reason}".rstrip()
        print(f"  {_('Former revision') + ':':24} {said}")


def read_day(text: str) -> date:
    """Return the day that a person typed. Raises BadInput."""
    from domain.dates.when import parse_when

    return parse_when(text, session().context.now()).day
