"""Asks for a payment of an invoice, or a part of one (FEATURES INV-17, INV-21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from domain.choosing import Choices
from domain.dates.when import parse_when
from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.kinds import INVOICE
from domain.money import format_amount
from domain.records.references import Reference
from domain.records.values import RecordView
from screens.form_dialog import FormDialog
from services.context import Context
from services.invoicing.payments.keeping import (
    NewPayment,
    PaymentOutcome,
    add_payment,
    check_paid_in,
    read_paid,
)
from services.queries import field_choices
from services.records.typed_values import code_of
from services.records.use_cases import show_record
from widgets.forms.form_field import ChoiceField, FormField


class PayDialog(FormDialog[PaymentOutcome]):
    """Keeps a payment; returns what came of it."""

    form_name = "pay"

    def __init__(self, record: Reference, view: RecordView, methods: Choices) -> None:
        super().__init__()
        self.about = record
        self._view = view
        self._methods = methods

    @classmethod
    def of(cls, context: Context, invoice: Reference) -> PayDialog:
        """Return the dialog for an invoice. Raises NotFound, and BadInput for a draft."""
        view = show_record(context, INVOICE, invoice.id)
        if view.values["issued_at"] is None:
            raise BadInput(_("It is a draft: O issues it, and then it can be paid."))
        field = context.fields.get(INVOICE, "payment_method")
        methods = field_choices(context, field, code_of(view.values["payment_method"]))
        return cls(invoice, view, methods)

    @property
    def _left(self) -> Decimal:
        left = self._view.values["outstanding"]
        return left if isinstance(left, Decimal) else Decimal(0)

    @property
    def _currency(self) -> str:
        return str(self._view.values["currency"])

    def title_text(self) -> str:
        """Name the invoice, and what is still to come."""
        values = self._view.values
        left = format_amount(self._left, self._currency)
        said = _("Payment of {number} · {amount} outstanding")
        return said.format(number=values["number"], amount=left)

    def fields(self) -> Iterable[FormField]:
        """Ask for the amount, the day, how it was paid, and its number."""
        yield FormField(
            "amount",
            _("Amount"),
            hint=_("empty: all that is outstanding; with a minus: given back"),
            explain=self._explain_amount,
        )
        yield FormField(
            "day",
            _("Day"),
            hint=_("empty: today; yesterday, 21.11"),
            explain=lambda text: f"= {self._day(text).isoformat()}",
        )
        method = code_of(self._view.values["payment_method"])
        yield ChoiceField("method", _("Payment method"), self._methods, value=method)
        yield FormField("document", _("Number"), hint=_("of the payment order"))
        yield FormField("payer", _("Paid by"))
        yield FormField("note", _("Note"))

    def _explain_amount(self, text: str) -> str:
        currency = self._currency
        left = self._left - (self._paid(text)[0] or 0)
        if left > 0:
            return _("{amount} will still be outstanding").format(
                amount=format_amount(left, currency)
            )
        if left < 0:
            return _("{amount} more than is outstanding").format(
                amount=format_amount(-left, currency)
            )
        return _("all that is outstanding")

    def _paid(self, text: str) -> tuple[Decimal | None, str]:
        """Return the amount and its currency. Raises BadInput, for another currency, too."""
        amount, currency = read_paid(text)
        check_paid_in(currency, self._currency)
        return amount, currency

    def _day(self, text: str) -> date:
        now = self.context.now()
        return parse_when(text, now).day if text else now.date()

    def save(self) -> Callable[[], PaymentOutcome]:
        """Keep the payment."""
        record, context = self.about, self.context
        assert isinstance(record, Reference)
        method = self.field("method")
        assert isinstance(method, ChoiceField)
        try:
            day = self._day(self.value("day"))
        except BadInput as error:
            raise BadInput(str(error), "day") from error
        try:
            paid, currency = self._paid(self.value("amount"))
        except BadInput as error:
            raise BadInput(str(error), "amount") from error
        new = NewPayment(
            amount=paid,
            currency=currency,
            day=day,
            method=method.chosen(),
            document=self.value("document"),
            payer=self.value("payer"),
            note=self.value("note"),
        )
        return lambda: add_payment(context, record.id, new)
