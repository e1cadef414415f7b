"""The currencies, and beside them what each costs, the newest first (FEATURES CUR-01, CUR-04)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from domain.errors import CrmError
from domain.exchange import ExchangeRate, Rates
from domain.i18n import _
from domain.money import format_number
from domain.paging import FixedRows
from domain.text import spaced
from screens.actions import CURRENCIES, bindings_of
from screens.files.path_dialog import PathDialog
from screens.list_dialog import ListLine
from screens.settings.groups_screen import FactsBeside
from screens.settings.lines import data_settings
from screens.settings.rate_dialog import RateDialog
from screens.settings.settings_area import SettingDialog
from services.currencies.listing import CurrencyView, list_currencies
from services.currencies.rates import (
    base_currency,
    check_may_change_rates,
    delete_rate,
    import_rates,
    list_rates,
    missing_rate,
    rates_on,
    report_currency,
)
from services.settings import BASE_CURRENCY, REPORT_CURRENCY, AnySetting
from widgets.facts import Block, FactsPane
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part

DIGITS = 6
"""Decimals with which it is shown what one unit of a currency is worth."""


class CurrenciesScreen(FactsBeside[CurrencyView, ExchangeRate]):
    """The currencies, the rates of that under the cursor, and what it is worth today."""

    target = CURRENCIES
    follows = frozenset({"currency", "exchange_rate", "setting", "deal", "user"})
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CURRENCIES)]

    def __init__(self) -> None:
        super().__init__()
        self._rates: Rates | None = None

    def make_groups(self) -> RecordList[ListLine[CurrencyView]]:
        """Return the list of currencies."""
        columns = (Column("code", _("Currencies"), 8, weight=1), Column("sign", "", 4))
        return RecordList(ColumnPainter(columns, _currency_cells), self._all(), id="groups")

    def make_members(self) -> RecordList[ListLine[ExchangeRate]]:
        """Return the list of rates."""
        columns = (
            Column("day", _("From"), 10),
            Column("nominal", _("So much"), 8, align="right", priority=-1),
            Column("value", _("costs"), 14, align="right", weight=1),
        )
        hint = _("There is no rate yet. n adds one, i reads the file of a central bank.")
        return RecordList(ColumnPainter(columns, _rate_cells), empty_hint=hint, id="members")

    def on_mount(self) -> None:
        """Read the rates that hold today, beside the screen."""
        self._read_rates()

    def _all(self) -> FixedRows[ListLine[CurrencyView]]:
        return FixedRows([ListLine(one.code, one) for one in list_currencies(self.context)])

    @property
    def currency(self) -> CurrencyView | None:
        """The currency under the cursor."""
        line = self.groups.row
        return line.item if line else None

    @property
    def rate(self) -> ExchangeRate | None:
        """The rate under the cursor."""
        line = self.members.row
        return line.item if line else None

    def follow_changes(self) -> None:
        """Show the currencies and rates that there are by now."""
        self.groups.set_source(self._all())
        self.show_members()
        self._read_rates()

    def show_members(self, *, keep_cursor: bool = True) -> None:
        """Show the rates of the currency under the cursor."""
        currency = self.currency
        rates = list_rates(self.context, currency.code) if currency else ()
        lines = [ListLine((rate.base, rate.day), rate) for rate in rates]
        self.members.set_source(FixedRows(lines), keep_cursor=keep_cursor)
        self.explain()

    @work(group="rates", exclusive=True)
    async def _read_rates(self) -> None:
        try:
            self._rates = await asyncio.to_thread(rates_on, self.context)
        except CrmError as error:
            self.say(str(error), "error")
        self.explain()

    def explain(self) -> None:
        """Show what the currency is worth, in what sums are shown, and who may change that."""
        blocks = [self._worth(self.currency)] if self.currency else []
        base, report = base_currency(self.context), report_currency(self.context)
        blocks.append(Block(_("Sums"), ((_("Base"), base), (_("Reports"), report))))
        try:
            check_may_change_rates(self.context)
        except CrmError as error:
            blocks.append(Block(_("Who may change it"), (("", str(error)),)))
        self.query_one(FactsPane).show(blocks)

    def _worth(self, currency: CurrencyView) -> Block:
        context, code, base = self.context, currency.code, base_currency(self.context)
        lines: list[tuple[str, str]] = []
        if currency.is_base:
            lines.append(("", _("The base currency: sums of several currencies are shown in it.")))
        elif self._rates is not None:
            factor = self._rates.factor(code, base, today := context.now().date())
            if factor is None:
                lines.append(("", f"! {missing_rate(context, code, base, today)}"))
            else:
                worth = round(Decimal(factor.numerator) / Decimal(factor.denominator), DIGITS)
                shown = format_number(worth.normalize())
                lines.append((_("Today"), f"1 {code} = {shown} {base}"))
        if currency.newest:
            lines.append((_("Newest"), currency.newest.isoformat()))
            lines.append((_("Rates"), spaced(currency.rates)))
        return Block(code, tuple(lines))

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        return self.currency.code if self.currency else super().menu_title()

    # What is done with rates.

    def _may_change(self) -> bool:
        return self.is_allowed(lambda: check_may_change_rates(self.context))

    def _at_hand(self) -> ExchangeRate | None:
        """Return the rate under the cursor; say so where there is none."""
        rate = self.rate
        if rate is None or not self.members.has_focus:
            self.say(_("There is no rate under the cursor."))
            return None
        return rate

    def action_new(self) -> None:
        """Add a rate of the currency, or of another one."""
        if self._may_change():
            currency = self.currency
            code = currency.code if currency and not currency.is_base else ""
            self.app.push_screen(RateDialog(code), self._added)

    def action_edit(self) -> None:
        """Change what the currency costs from the day on."""
        if (rate := self._at_hand()) and self._may_change():
            self.app.push_screen(RateDialog(known=rate), self._added)

    def _added(self, rate: ExchangeRate | None) -> None:
        if rate is not None:
            self.follow_changes()
            self.groups.move_to(rate.currency)
            self.show_members()
            self.members.move_to((rate.base, rate.day))
            self.say(_("Kept. u takes it back."))

    def action_delete(self) -> None:
        """Take the rate away; the one before holds again."""
        if rate := self._at_hand():
            act = partial(delete_rate, self.context, rate.currency, rate.day, rate.base)
            self.change(act, _("Deleted; the rate before it holds again. u brings it back."))

    def action_import_file(self) -> None:
        """Read the rates of a file of a central bank."""
        if self._may_change():
            context = self.context
            dialog = PathDialog(
                _("Read exchange rates"),
                context.actor.user_id,
                lambda path, *_progress: import_rates(context, Path(path).expanduser()).explain(),
                hint="~/Downloads/eurofxref-hist.csv",
            )
            self.app.push_screen(dialog, self._imported)

    def _imported(self, sentence: str | None) -> None:
        if sentence:
            self.follow_changes()
            self.say(sentence)

    def action_base(self) -> None:
        """Choose the currency in which sums are shown."""
        self._set(BASE_CURRENCY)

    def action_report(self) -> None:
        """Choose the currency of reports (exam B15)."""
        self._set(REPORT_CURRENCY)

    def _set(self, setting: AnySetting) -> None:
        if self._may_change():
            line = next(one for one in data_settings(self.context) if one.name == setting.name)
            said = _("{setting} is set.").format(setting=line.label)
            self.app.push_screen(
                SettingDialog(line), lambda done: self.tell(said) if done else None
            )

    def tell(self, sentence: str) -> None:
        """Show the currencies and rates as they are now, and say what was done."""
        self.follow_changes()
        self.say(sentence)


def _currency_cells(line: ListLine[CurrencyView]) -> Mapping[str, str | Part]:
    currency = line.item
    if currency.is_base:
        return {"code": currency.code, "sign": _("base")}
    return {"code": currency.code, "sign": ("!", "alert") if currency.is_missing else ""}


def _rate_cells(line: ListLine[ExchangeRate]) -> Mapping[str, str | Part]:
    rate = line.item
    return {
        "day": rate.day.isoformat(),
        "nominal": f"{rate.nominal} {rate.currency}",
        "value": f"{format_number(rate.value)} {rate.base}",
    }
