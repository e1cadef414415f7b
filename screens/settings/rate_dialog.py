"""Asks what a currency costs from a day on (FEATURES CUR-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from domain.dates.when import parse_when
from domain.errors import BadInput
from domain.exchange import ExchangeRate
from domain.i18n import _
from domain.money import format_number, parse_currency, parse_decimal
from screens.form_dialog import FormDialog
from services.currencies.rates import add_rate, base_currency
from widgets.forms.form_field import FormField

ValueT = TypeVar("ValueT")


class RateDialog(FormDialog[ExchangeRate]):
    """Returns the rate that was added: of a currency, from a day on; or `known` with a new value.

    `currency` is what a new one begins with.
    """

    form_name = "rate"

    def __init__(self, currency: str = "", known: ExchangeRate | None = None) -> None:
        super().__init__()
        self._currency = currency
        self._known = known

    @property
    def draft_name(self) -> str:
        """A rate that is changed has a draft of its own."""
        known = self._known
        return f"{self.form_name}:{known.currency}:{known.base}:{known.day}" if known else "rate"

    def title_text(self) -> str:
        """Say what is added or changed."""
        known = self._known
        if known is None:
            return _("New rate")
        return _("{currency} in {base} from {day} on").format(
            currency=known.currency, base=known.base, day=known.day.isoformat()
        )

    def fields(self) -> Iterable[FormField]:
        """Ask for the currency, what it costs, and from when on; of a known rate for the cost."""
        known = self._known
        if known is None:
            yield FormField("currency", _("Currency"), value=self._currency, hint="USD")
        yield FormField(
            "value",
            _("Costs"),
            value=format_number(known.value) if known else "",
            hint=_("a number, such as 3,92"),
            explain=_check_number,
        )
        if known is None:
            base = base_currency(self.context)
            yield FormField("base", _("In"), value=base, hint=base)
            yield FormField(
                "day",
                _("From"),
                hint=_("empty: today; 2026-11-30, yesterday"),
                explain=lambda text: f"= {self._day(text).isoformat()}",
            )
        yield FormField(
            "nominal",
            _("For units"),
            value=str(known.nominal) if known else "1",
            hint=_("1, 10, 100, as banks give it"),
        )

    def _day(self, text: str) -> date:
        now = self.context.now()
        return parse_when(text, now).day if text else now.date()

    def save(self) -> Callable[[], ExchangeRate]:
        """Keep the rate."""
        context, known, value = self.context, self._known, self.value("value")
        _read("value", lambda: parse_decimal(value))
        nominal = _read("nominal", lambda: _whole(self.value("nominal") or "1"))
        if known is not None:
            return lambda: add_rate(
                context, known.currency, value, base=known.base, day=known.day, nominal=nominal
            )
        currency = _read("currency", lambda: parse_currency(self.value("currency")))
        base = _read(
            "base", lambda: parse_currency(self.value("base") or base_currency(self.context))
        )
        day = _read("day", lambda: self._day(self.value("day")))
        return lambda: add_rate(context, currency, value, base=base, day=day, nominal=nominal)


def _check_number(text: str) -> str:
    parse_decimal(text)
    return ""


def _read(field: str, read: Callable[[], ValueT]) -> ValueT:
    """Return what was typed into a field. Raises BadInput, which names it."""
    try:
        return read()
    except BadInput as error:
        raise BadInput(str(error), field) from error


def _whole(text: str) -> int:
    number = parse_decimal(text)
    if number != number.to_integral_value():
        raise BadInput(_("“{text}” is not a whole number.").format(text=text))
    return int(number)
