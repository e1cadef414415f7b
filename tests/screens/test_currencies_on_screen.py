"""Currencies in the settings: rates typed, read from a file, taken away; who may do that."""

from __future__ import annotations

import re
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import pytest
from desk import Desk, at, in_settings

from screens.settings.currencies import CurrenciesScreen
from services.context import Context
from services.currencies.listing import list_currencies
from services.currencies.rates import add_rate, base_currency, list_rates, report_currency
from services.records.use_cases import add_record
from widgets.bars import StatusLine
from widgets.facts import FactsPane

ECB_CSV = "Date, USD, JPY, PLN, RUB, \n30 October 2026, 1.1172, 175.68, 4.4038, N/A, \n"


class Currencies(Desk):
    """The program with the currencies in view."""

    @property
    def page(self) -> CurrenciesScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, CurrenciesScreen))

    def said(self) -> str:
        return self.page.query_one(StatusLine).text

    def facts(self) -> str:
        return str(self.page.query_one(FactsPane).blocks)


def among_currencies(
    context: Context, size: tuple[int, int] = (120, 40)
) -> AbstractAsyncContextManager[Currencies]:
    """Open the program and go to the currencies by keys."""
    return in_settings(context, "currencies", CurrenciesScreen, Currencies, size)


def rates(context: Context, currency: str) -> list[tuple[str, str]]:
    return [(one.day.isoformat(), f"{one.value:f}") for one in list_rates(context, currency)]


@pytest.mark.row("CUR-01", "CUR-04")
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 30)])
async def test_a_currency_without_a_rate_is_named_and_gets_one(
    context: Context, size: tuple[int, int]
) -> None:
    ours = at(context)
    add_record(ours, "deal", {"title": "Chairs", "amount": "7", "currency": "PLN"})
    async with among_currencies(ours, size) as desk:
        await desk.until_shown("EUR", "PLN")
        assert "base currency" in desk.facts()
        await desk.press("j")
        await desk.until(lambda: "No rate tells what PLN was in EUR" in desk.facts())
        assert "anna" in desk.facts()
        await desk.open("n")
        assert desk.form()["currency"] == "PLN"
        for name, wrong, right in (
            ("value", "much", "0,25"),
            ("day", "someday", "2026-11-20"),
            ("nominal", "1,5", "1"),
        ):
            await desk.put(name, wrong)
            await desk.press("ctrl+s")
            await desk.until_shown("! ")
            assert desk.field() == name
            await desk.put(name, right)
        await desk.save()
        await desk.until_said("Kept")
        assert rates(ours, "PLN") == [("2026-11-20", "0.25")]
        await desk.until(lambda: "1 PLN = 0.25 EUR" in desk.facts())
        await desk.press("u")
        await desk.until(lambda: rates(ours, "PLN") == [])


@pytest.mark.row("CUR-01")
async def test_rates_stand_newest_first_and_are_changed_and_taken_away(context: Context) -> None:
    ours = at(context)
    for day, value in ((1, "0,20"), (9, "0,25"), (5, "0,22")):
        add_rate(ours, "PLN", value, day=date(2026, 11, day))
    async with among_currencies(ours) as desk:
        await desk.press("j", "enter")
        days = re.findall(r"2026-11-(\d\d) +1 PLN", desk.text())
        assert days == ["09", "05", "01"]
        await desk.open("e")
        await desk.put("value", "0,26")
        await desk.save()
        await desk.until(lambda: rates(ours, "PLN")[0] == ("2026-11-09", "0.26"))
        await desk.until_said("Kept")
        await desk.press("delete")
        await desk.until_said("the rate before it holds again")
        assert rates(ours, "PLN")[0] == ("2026-11-05", "0.22")
        await desk.until(lambda: "1 PLN = 0.22 EUR" in desk.facts())
        await desk.press("escape", "delete")
        await desk.until_said("no rate under the cursor")


@pytest.mark.row("CUR-01")
async def test_the_file_of_a_bank_is_read_by_its_path(context: Context, tmp_path: Path) -> None:
    ours, file = at(context), tmp_path / "eurofxref.csv"
    file.write_text(ECB_CSV)
    (tmp_path / "notes.txt").write_text("no rates")
    async with among_currencies(ours) as desk:
        await desk.press("i")
        await desk.until_dialog()
        await desk.put("path", f"{tmp_path}/n")
        await desk.press("tab", "ctrl+s")
        await desk.until_shown("! ")
        await desk.put("path", f"{tmp_path}/eu")
        await desk.press("tab", "ctrl+s")
        await desk.until_said("3 added, 0 changed, 0 known already.")
        await desk.until_shown("JPY", "PLN", "USD")


@pytest.mark.row("CUR-02", "B15")
async def test_base_and_report_currency_are_set_here(context: Context) -> None:
    ours = at(context)
    add_rate(ours, "PLN", "0,25")
    async with among_currencies(ours) as desk:
        await desk.press("b")
        await desk.until_dialog()
        await desk.put("value", "PLN")
        await desk.save()
        await desk.until_said("Base currency is set.")
        assert base_currency(ours) == "PLN"
        await desk.until(lambda: "('Base', 'PLN')" in desk.facts())
        await desk.press("r")
        await desk.until_dialog()
        await desk.put("value", "USD")
        await desk.save()
        await desk.until_said("Report currency is set.")
        assert report_currency(ours) == "USD"
        await desk.until_shown("USD")


@pytest.mark.row("CUR-04", "B2")
async def test_others_are_told_who_may_change_rates(context: Context, other: Context) -> None:
    add_rate(context, "PLN", "0,25")
    async with among_currencies(at(other)) as desk:
        assert "Only an administrator may add exchange rates. Ask one of: anna." in desk.facts()
        await desk.press("j", "enter")
        for key in ("n", "e", "i", "b", "r", "delete"):
            desk.page.say("")
            await desk.press(key)
            await desk.until_said("Only an administrator may add exchange rates")
        assert len(rates(context, "PLN")) == 1


def test_currencies_that_lack_a_rate_come_behind_the_base_currency(context: Context) -> None:
    add_rate(context, "USD", "0,9")
    add_rate(context, "JPY", "1", base="GBP")
    for code in ("ZAR", "EUR", "USD"):
        add_record(context, "deal", {"title": "x", "amount": "1", "currency": code})
    found = list_currencies(context)
    assert [(one.code, one.is_missing) for one in found] == [
        ("EUR", False),
        ("ZAR", True),
        ("GBP", False),
        ("JPY", False),
        ("USD", False),
    ]
