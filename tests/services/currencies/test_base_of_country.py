"""The base currency of a new database follows the country, until somebody has chosen or stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.currencies import MINOR_DIGITS, currency_of_country
from services.context import Context
from services.currencies.beginning import count_in_currency_of
from services.currencies.rates import base_currency, report_currency
from services.records.use_cases import add_record
from services.settings import BASE_CURRENCY, set_setting
from tests.conftest import Outcome


@pytest.mark.parametrize(
    ("country", "currency"),
    [("RU", "RUB"), ("PL", "PLN"), ("DE", "EUR"), ("US", "USD"), ("BG", "EUR"), ("ZZ", "EUR")],
)
def test_a_country_pays_with_a_currency_in_force(country: str, currency: str) -> None:
    assert currency_of_country(country) == currency
    assert currency in MINOR_DIGITS


@pytest.mark.row("CUR-02")
def test_sums_and_reports_follow_the_country_where_no_money_is_stored(context: Context) -> None:
    said = count_in_currency_of(context, "PL")
    assert "PLN" in said
    assert "crm setting base_currency" in said
    assert base_currency(context) == report_currency(context) == "PLN"
    # The country is corrected before anything is stored.
    here = replace(context, region="PL")
    assert "RUB" in count_in_currency_of(here, "RU")
    assert count_in_currency_of(here, "RU") == ""


def test_what_is_stored_or_chosen_stays(context: Context, other: Context) -> None:
    assert count_in_currency_of(other, "PL") == ""  # no administrator
    set_setting(context, BASE_CURRENCY, "USD")
    assert count_in_currency_of(context, "PL") == ""
    set_setting(context, BASE_CURRENCY, "EUR")
    add_record(context, "deal", {"title": "Chairs", "amount": "5 EUR"})
    assert count_in_currency_of(context, "PL") == ""
    assert base_currency(context) == "EUR"


def test_the_shell_counts_a_new_database_in_the_currency_of_the_named_country(
    crm: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert crm("setting", "base_currency", db=tmp_path / "bare.db").word == "EUR"
    monkeypatch.setenv("CRM_REGION", "PL")
    begun = crm("setting", "base_currency", db=tmp_path / "new.db")
    assert "Sums and prices are in PLN" in begun.err
    assert begun.word == "PLN"
