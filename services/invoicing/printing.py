"""What a quote or an invoice prints, from its tables: see `services.printing` (INV-11, IMPL-05)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.content import Terms, priced_document
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE, PAYMENT_METHODS, QUOTE
from domain.invoicing.parties import Party
from domain.pricing.model import ZERO
from domain.records.references import Reference
from domain.records.values import Choice
from domain.shipped import DICTIONARIES
from services.context import Context
from services.files.listing import list_attachments
from services.invoicing.contents.content import DocumentContent, read_content
from services.invoicing.contents.terms import parties_of
from services.invoicing.corrections import correction_of
from services.invoicing.local_tax import local_tax
from services.invoicing.printed_lines import printed_lines
from services.printing.document import (
    DocumentKind,
    LayoutName,
    LocalTax,
    PrintedDocument,
    PrintedField,
    Signature,
    layout_of,
)
from services.printing.language import Language, language_of
from services.printing.printed_fields import printed_fields
from services.records.use_cases import show_record

if TYPE_CHECKING:
    from services.printing.batch import IsCancelled, PrintedFile

Progress = Callable[[int, int], None]
"""Is told how many documents are done, of how many."""

ACT: Final = "act"
"""The form of the act of services that closes a sale (FEATURES IMPL-05)."""

STAMP, SIGNATURE, ACCOUNTANT_SIGNATURE, LOGO = "stamp", "signature", "signature_2", "logo"
PICTURES: Final = (LOGO, STAMP, SIGNATURE, ACCOUNTANT_SIGNATURE)
"""The roles of the pictures of an own company: the director signs first."""

_TOLD: Final = frozenset(
    {"number", "subject", "date", "due", "valid_until", "company", "contact", "products", "notes"}
    | {"total", "currency", "payable", "net", "tax", "payment_method", "own_company", "status"}
    | {"title", "requisites", "addresses", "phones", "emails", "phone", "email", "name", "prepaid"}
    | {"code", "outstanding", "paid", "paid_on"}
)
"""Fields that documents tell in places of their own, or never, as the status is (INV-10)."""


def printed_document(context: Context, kind: str, key: UUID, form: str = "") -> PrintedDocument:
    """Return what a document prints; with the form `act` the act of services of an invoice.

    The language is that of the document, whatever the interface's. What is printed of fields is
    decided by the layouts of cards (FEATURES DOC-02). Raises BadInput where an act is made of
    something else than an invoice, and NotFound.
    """
    content, view = read_content(context, kind, key), show_record(context, kind, key)
    values: dict[str, Any] = dict(view.values)
    is_note = values.get("kind") == CREDIT_NOTE
    if form == ACT and (kind != INVOICE or is_note):
        raise BadInput(_("An act is made of an invoice."))
    parties, language = parties_of(context, kind, key), language_of(values["language"])
    own = values["own_company"]
    pictures = own_pictures(context, own.id) if isinstance(own, Reference) else {}
    layout = layout_of(values["template"], language.code)
    is_draft = not content.is_issued
    correction = correction_of(context, key, values, content, language) if is_note else None
    return PrintedDocument(
        kind=_kind(kind, form, is_note=is_note),
        number=values["number"],
        day=values["date"],
        seller=parties.payee,
        buyer=parties.payer,
        lines=tuple(printed_lines(context, content.lines, language, is_draft=is_draft)),
        priced=priced_document(content.lines, _terms(content.terms, form)),
        language=language.code,
        layout=layout,
        due=values.get("due") or values.get("valid_until"),
        subject=values["subject"],
        notes="" if correction else values["notes"],
        payment_method=_method(values["payment_method"], language),
        is_tax_shown=content.shows_tax,
        correction=correction,
        local_tax=_local_tax(context, kind, form, layout, content, values),
        fields=printed_fields(context, view, language, _TOLD),
        seller_fields=_fields_of(context, own, language),
        buyer_fields=_fields_of(context, values["company"] or values["contact"], language),
        signatures=_signatures(parties.payee, pictures),
        stamp=pictures.get(STAMP, b""),
        logo=pictures.get(LOGO, b""),
    )


def print_documents(
    context: Context,
    kind: str,
    keys: Sequence[UUID],
    folder: Path,
    form: str = "",
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    with_e_invoice: bool = False,
) -> tuple[PrintedFile, ...]:
    """Print documents into a folder, a file each, and return the files in the order of `keys`.

    A call that was stopped goes on where it was, see `services.printing.batch`. Raises as
    `printed_document` and `print_into`.
    """
    from services.printing.batch import print_into

    documents = (printed_document(context, kind, key, form) for key in keys)
    return print_into(
        folder,
        documents,
        (lambda done: progress(done, len(keys))) if progress else None,
        is_cancelled,
        with_e_invoice=with_e_invoice,
    )


def own_pictures(context: Context, own_company: UUID) -> dict[str, bytes]:
    """Return the bytes of the pictures of an own company, by their roles."""
    return {
        file.role: Path(file.path).read_bytes()
        for file in list_attachments(context, "own_company", own_company)
        if file.role in PICTURES and Path(file.path).is_file()
    }


def set_own_picture(context: Context, own_company: UUID, role: str, path: str) -> UUID:
    """Make the picture that a path names the logo, stamp or a signature of an own company.

    Returns the key of the file. Raises BadInput for another role, or a file that is called no
    picture, UnusableFile for one that cannot be read as one, and NotFound.
    """
    from services.parts.photo import set_picture

    if role not in PICTURES:
        raise BadInput(_("Pictures of a company are: {known}.").format(known=", ".join(PICTURES)))
    return set_picture(context, "own_company", own_company, path, role)


def _terms(terms: Terms, form: str) -> Terms:
    """Return the terms that a form tells: an act tells what was done, not what is still paid."""
    return replace(terms, prepaid=ZERO, rounding_amount=ZERO) if form == ACT else terms


def _kind(kind: str, form: str, *, is_note: bool) -> DocumentKind:
    if form == ACT:
        return DocumentKind.ACT
    if kind == QUOTE:
        return DocumentKind.QUOTE
    return DocumentKind.CREDIT_NOTE if is_note else DocumentKind.INVOICE


def _local_tax(
    context: Context,
    kind: str,
    form: str,
    layout: LayoutName,
    content: DocumentContent,
    values: Mapping[str, Any],
) -> LocalTax | None:
    """Return in which currency a Polish invoice tells its tax as well, by which rate.

    A credit note does so by that of its invoice.
    """
    if kind != INVOICE or form or layout is not LayoutName.POLISH or not content.shows_tax:
        return None
    credited = values.get("credited")
    if isinstance(credited, Reference):
        values = show_record(context, INVOICE, credited.id).values
    return local_tax(context, content.terms.currency, values["date"], values["issued_at"])


def _fields_of(context: Context, record: object, language: Language) -> tuple[PrintedField, ...]:
    """Return the printed fields of a record that the document names, () where there is none."""
    if not isinstance(record, Reference) or record.is_deleted:
        return ()
    view = show_record(context, record.kind, record.id)
    return printed_fields(context, view, language, _TOLD)


def _method(method: object, language: Language) -> str:
    """Return what a payment method is called in the language of a document."""
    if not isinstance(method, Choice):
        return ""
    shipped = {value.code: value.label for value in DICTIONARIES[PAYMENT_METHODS][1]}
    if method.label != _(shipped.get(method.code, "")):
        return method.label  # somebody has given it this name
    return language.words.gettext(shipped[method.code])


def _signatures(payee: Party, pictures: dict[str, bytes]) -> tuple[Signature, ...]:
    signed = [(payee.signatory, pictures.get(SIGNATURE, b""))]
    if payee.accountant or ACCOUNTANT_SIGNATURE in pictures:
        signed.append((payee.accountant, pictures.get(ACCOUNTANT_SIGNATURE, b"")))
    return tuple(Signature("", name, picture) for name, picture in signed if name or picture)
