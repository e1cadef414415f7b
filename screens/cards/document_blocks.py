"""Blocks of the cards of quotes, invoices and own companies: payments, revisions, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from domain.dates.when import say_when
from domain.i18n import N_, _, ngettext
from domain.invoicing.kinds import CREDIT_NOTE
from domain.money import format_amount, format_number, from_millionths
from domain.parts import LineItem
from domain.text import one_line, spaced
from screens.cards.extra_blocks import ExtraBlock, ExtraLine
from services.cards.card import Card
from services.context import Context
from services.files.listing import list_attachments
from services.invoicing.payments.keeping import PaymentView, list_payments, remove_payment
from services.invoicing.revising import Revision, list_revisions

if TYPE_CHECKING:
    from screens.cards.record_card import RecordCard

MOST_LINES = 12
"""Lines of a document that its card shows."""

PICTURES: Final = {
    "logo": N_("Logo"),
    "stamp": N_("Stamp"),
    "signature": N_("Signature"),
    "signature_2": N_("Second signature"),
}
"""The pictures that documents of an own company show, by their roles."""


def payment_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return the payments of an invoice, and what is still to come (FEATURES INV-21)."""
    values = card.view.values
    if values["issued_at"] is None or values["kind"] == CREDIT_NOTE:
        return
    lines = [_payment(context, one) for one in list_payments(context, card.view.id)]
    outstanding, currency = values["outstanding"], str(values["currency"] or "")
    if isinstance(outstanding, Decimal) and outstanding > 0:
        text = format_amount(outstanding, currency)
        lines.append(ExtraLine("outstanding", _("Outstanding"), text, lambda it: it.action_pay()))
    said = _("payment")
    lines.append(ExtraLine("add payment", "", f"+ {said}", lambda it: it.action_pay()))
    yield ExtraBlock(_("Payments"), lines, "block_payments")


def line_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return the lines of a document, the first of many; Enter opens their editor."""
    del context
    found = card.view.values["products"]
    items = [one for one in found if isinstance(one, LineItem)] if isinstance(found, tuple) else []
    currency = str(card.view.values["currency"] or "")
    lines = [
        ExtraLine(f"line {place}", "", _item_text(one, currency), _edit_lines)
        for place, one in enumerate(items[:MOST_LINES])
    ]
    more = len(items) - MOST_LINES
    if more > 0:
        said = ngettext("{count} more", "{count} more", more).format(count=spaced(more))
        lines.append(ExtraLine("more lines", "", f"+ {said}", _edit_lines))
    if not items:
        lines.append(ExtraLine("add lines", "", f"+ {_('products')}", _edit_lines))
    yield ExtraBlock(_("Products"), lines, "products")


def _item_text(item: LineItem, currency: str) -> str:
    if item.amount in (None, item.price):
        return str(item)
    assert item.amount is not None
    return f"{item} = {format_amount(item.amount, currency)}"


def _edit_lines(card: RecordCard) -> None:
    card.action_lines()


def _payment(context: Context, one: PaymentView) -> ExtraLine:
    text = " · ".join(
        filter(
            None,
            (
                format_amount(one.amount, one.currency),
                one.method,
                one.document,
                one_line(one.payer, 40),
                one_line(one.note, 60),
            ),
        )
    )
    day = say_when(one.day, context.now())
    return ExtraLine(f"payment {one.id}", day, text, partial(_ask_to_remove, one))


def _ask_to_remove(payment: PaymentView, card: RecordCard) -> None:
    from screens.records.confirm_dialog import ConfirmDialog

    context = card.context
    question = _("Take away the payment of {amount}?").format(
        amount=format_amount(payment.amount, payment.currency)
    )

    def remove(is_sure: bool | None) -> None:
        if is_sure:
            card.perform(
                lambda: remove_payment(context, payment.id),
                lambda _none: card.say(_("Taken away. u brings it back.")),
            )

    card.app.push_screen(ConfirmDialog(question), remove)


def revision_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return what an issued document said before, and why it was changed (FEATURES HIST-07)."""
    lines = [
        ExtraLine(
            f"revision {one.number}",
            _("Revision {number}").format(number=one.number),
            " · ".join(filter(None, (_until(context, one), one.reason))),
            partial(_show_revision, one),
        )
        for one in list_revisions(context, card.view.kind, card.view.id)
    ]
    if lines:
        yield ExtraBlock(_("Former revisions"), lines, "block_revisions")


def _until(context: Context, revision: Revision) -> str:
    day = say_when(revision.until.astimezone(context.zone), context.now())
    return _("until {day}, {author}").format(day=day, author=revision.author)


def _show_revision(revision: Revision, card: RecordCard) -> None:
    """Show what a document said in a former revision: its lines, and what they came to."""
    from screens.documents.explanation import ExplanationDialog

    content = revision.content
    currency = str(content["currency"])
    total = format_amount(from_millionths(content["total"]), currency)
    title = _("Revision {number}: {total}").format(number=revision.number, total=total)
    lines = tuple(_line_text(line, currency) for line in content["lines"])
    said = tuple(filter(None, (_until(card.context, revision), revision.reason)))
    card.app.push_screen(ExplanationDialog([(title, said), (_("Lines"), lines)]))


def _line_text(line: Mapping[str, Any], currency: str) -> str:
    """Return a kept line as text: what, how much of it, at which price."""
    price, quantity = line["price"], line["quantity"]
    if price is None:
        return str(line["name"])
    amount = format_amount(Decimal(price), currency)
    count = format_number(Decimal(quantity)) if quantity is not None else "1"
    return f"{line['name']} · {count} {line['unit']} × {amount}".replace("  ", " ")


def picture_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return the logo, stamp and signatures of an own company; Enter sets one (FEATURES INV-03)."""
    files = list_attachments(context, card.view.kind, card.view.id)
    known = {file.role: file.name for file in files}
    lines = [
        ExtraLine(
            f"picture {role}",
            _(label),
            known.get(role, "–"),
            partial(_set_picture, role, _(label)),
        )
        for role, label in PICTURES.items()
    ]
    yield ExtraBlock(_("Pictures on documents"), lines, "block_pictures")


def _set_picture(role: str, label: str, card: RecordCard) -> None:
    from screens.files.path_dialog import PathDialog
    from services.invoicing.printing import set_own_picture

    context, own = card.context, card.record.id

    def take(path: str, *_progress: object) -> str:
        set_own_picture(context, own, role, path)
        return _("The picture is set. u takes it back.")

    dialog = PathDialog(label, own, take, hint="~/stamp.png")
    card.app.push_screen(dialog, lambda said: card.say(said) if said else None)


def requisites_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return a line from which requisites are added to an own company."""
    said = _("requisites")
    line = ExtraLine("add parts", "", f"+ {said}", lambda it: it.action_parts())
    yield ExtraBlock("", [line])
