"""Exchange rates: typed, read from the files of two banks, and what they do to lists and sums."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from domain.errors import BadInput, NotAllowed, NotFound, UnusableFile
from services.context import Context
from services.currencies.rates import (
    add_rate,
    base_currency,
    convert,
    delete_rate,
    import_rates,
    in_base,
    list_rates,
    report_currency,
    worths,
)
from services.records.listing import open_list, read_sorts
from services.records.use_cases import add_record
from services.settings import BASE_CURRENCY, REPORT_CURRENCY, set_setting
from services.undo import redo, undo

DAY = date(2026, 3, 15)

CBR = """<?xml version="1.0" encoding="windows-1251"?>
<ValCurs Date="15.03.2026" name="Foreign Currency Market">
<Valute ID="R01060"><NumCode>051</NumCode><CharCode>AMD</CharCode><Nominal>100</Nominal>
<Name>Армянских драмов</Name><Value>22,3221</Value></Valute>
<Valute ID="R01235"><NumCode>840</NumCode><CharCode>USD</CharCode><Nominal>1</Nominal>
<Name>Доллар США</Name><Value>117,2089</Value></Valute>
<Valute ID="R01589"><NumCode>960</NumCode><CharCode>XDR</CharCode><Nominal>1</Nominal>
<Name>СДР</Name><Value>162,1</Value></Valute>
</ValCurs>"""

ECB_CSV = "Date, USD, JPY, PLN, RUB, \n30 October 2026, 1.1172, 175.68, 4.4038, N/A, \n"

ECB_XML = """<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube>
<Cube time="2026-11-25"><Cube currency="USD" rate="1.1000"/><Cube currency="PLN" rate="4.3"/></Cube>
<Cube time="2026-11-24"><Cube currency="USD" rate="1.2000"/></Cube>
</Cube></gesmes:Envelope>"""


@pytest.fixture
def cbr(tmp_path: Path) -> Path:
    path = tmp_path / "XML_daily.asp"
    path.write_bytes(CBR.encode("cp1251"))
    return path


@pytest.mark.row("CUR-01")
def test_the_bank_of_russia_counts_in_roubles_for_so_many_units(
    context: Context, cbr: Path
) -> None:
    read = import_rates(context, cbr)
    assert (read.added, read.changed, read.same) == (2, 0, 0)
    assert convert(context, Decimal(1000), "AMD", "RUB", DAY) == Decimal("223.22")
    assert convert(context, Decimal(2), "USD", "RUB", DAY) == Decimal("234.42")


def test_a_file_read_again_changes_nothing(context: Context, cbr: Path) -> None:
    import_rates(context, cbr)
    assert import_rates(context, cbr).same == 2
    cbr.write_bytes(CBR.replace("117,2089", "118").encode("cp1251"))
    assert import_rates(context, cbr).changed == 1
    assert convert(context, Decimal(1), "USD", "RUB", DAY) == Decimal(118)


@pytest.mark.parametrize("text", [ECB_CSV, ECB_XML])
def test_the_european_central_bank_counts_from_one_euro(
    context: Context, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "eurofxref"
    path.write_text(text, "utf-8")
    import_rates(context, path)
    dollars = convert(context, Decimal(10), "EUR", "USD", date(2026, 11, 26))
    assert dollars in (Decimal("11.17"), Decimal("11.00"))
    assert next(list_rates(context, day=date(2026, 11, 26))).currency == "EUR"


def test_of_a_currency_that_a_file_names_twice_the_last_rate_holds(
    context: Context, tmp_path: Path
) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("Date,USD,USD\n2026-03-15,1.1,1.2\n", "utf-8")
    assert import_rates(context, path).added == 1
    assert convert(context, Decimal(10), "EUR", "USD", DAY) == Decimal(12)


def test_the_rates_of_many_years_come_in_at_once(context: Context, tmp_path: Path) -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(2000)]
    lines = ["Date,USD,PLN,JPY", *(f"{day},1.{day.toordinal() % 97:02},4.3,170" for day in days)]
    path = tmp_path / "eurofxref-hist.csv"
    path.write_text("\n".join(lines), "utf-8")
    assert import_rates(context, path).added == 6000
    assert import_rates(context, path).same == 6000
    assert len(list(list_rates(context, day=DAY))) == 3
    undo(context)
    assert list(list_rates(context)) == []


def test_two_banks_serve_together(context: Context, cbr: Path, tmp_path: Path) -> None:
    import_rates(context, cbr)
    (tmp_path / "ecb.xml").write_text(ECB_XML, "utf-8")
    import_rates(context, tmp_path / "ecb.xml")
    zlotys = convert(context, Decimal(100), "RUB", "PLN", date(2026, 11, 25))
    assert zlotys == Decimal("3.34")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"BEGIN:VCARD\r\n", "What it looks like"),
        (b"<html><body>503</body></html>", "exchange rates"),
        (CBR.encode("cp1251")[:300], "damaged"),
        (CBR.replace("117,2089", "a lot").encode("cp1251"), "“a lot” of USD"),
        (CBR.replace("15.03.2026", "yesterday").encode("cp1251"), "“yesterday” is no date"),
        (CBR.replace("<Nominal>100<", "<Nominal>0<").encode("cp1251"), "nominal “0” of AMD"),
        (CBR.replace("<Nominal>100<", f"<Nominal>{'9' * 5000}<").encode("cp1251"), "nominal “9"),
        (ECB_CSV.replace("4.4038", "-4").encode(), "“-4” of PLN"),
        (ECB_CSV.replace("4.4038", "4" * 200_000).encode(), "of PLN is no number"),
        (b"<!--" + b" " * 3000 + b'--><!DOCTYPE a [<!ENTITY b "c">]><ValCurs/>', "exchange rates"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><ValCurs/>', "exchange rates"),
        (b"Date, USD, \n", "holds no rates"),
        (b"", "an empty file"),
    ],
)
def test_what_is_no_file_of_rates_is_refused_with_a_sentence(
    context: Context, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "rates.txt"
    path.write_bytes(content)
    with pytest.raises((UnusableFile, BadInput), match=said) as refused:
        import_rates(context, path)
    assert "rates.txt" in str(refused.value)
    assert list(list_rates(context)) == []


def test_a_missing_file_and_a_folder_are_named(context: Context, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.xml"):
        with pytest.raises(UnusableFile, match=str(path)):
            import_rates(context, path)


def test_a_typed_rate_is_kept_and_taken_back(context: Context) -> None:
    set_setting(context, BASE_CURRENCY, "RUB")
    add_rate(context, "usd", "90,5", day=DAY)
    assert convert(context, Decimal(2), "USD", "RUB", DAY) == Decimal(181)
    assert set(worths(context)) == {"RUB", "USD"}
    undo(context)
    assert worths(context) == {}
    with pytest.raises(NotFound):
        convert(context, Decimal(2), "USD", "RUB", DAY)
    redo(context)
    assert convert(context, Decimal(2), "USD", "RUB", DAY) == Decimal(181)
    delete_rate(context, "USD", DAY)
    assert list(list_rates(context)) == []
    with pytest.raises(NotFound, match="2026-03-15"):
        delete_rate(context, "USD", DAY)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("XXX", "1"), None),
        (("EUR", "1"), "currency"),
        (("USD", "0"), "value"),
        (("USD", "-3"), "value"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(
    context: Context, arguments: tuple[str, str], field: str | None
) -> None:
    with pytest.raises(BadInput) as refused:
        add_rate(context, *arguments)
    assert refused.value.field == field


@pytest.mark.row("CUR-04")
def test_a_missing_rate_names_currency_day_and_who_can_add_it(context: Context) -> None:
    with pytest.raises(NotFound, match=r"KZT.*EUR.*2026-03-15.*" + context.actor.login):
        convert(context, Decimal(1), "KZT", "EUR", DAY)


@pytest.mark.row("CUR-04")
def test_only_an_administrator_adds_rates(other: Context, cbr: Path) -> None:
    with pytest.raises(NotAllowed):
        add_rate(other, "USD", "1")
    with pytest.raises(NotAllowed):
        import_rates(other, cbr)


@pytest.mark.row("CUR-02")
def test_reports_have_a_currency_of_their_own(context: Context) -> None:
    assert base_currency(context) == report_currency(context) == "EUR"
    set_setting(context, REPORT_CURRENCY, "PLN")
    assert (base_currency(context), report_currency(context)) == ("EUR", "PLN")
    with pytest.raises(BadInput):
        set_setting(context, BASE_CURRENCY, "zloty")


def test_a_sum_in_the_base_currency_tells_what_it_leaves_out(context: Context) -> None:
    add_rate(context, "USD", "0.9", day=DAY)
    total = in_base(context, {"USD": Decimal(100), "KZT": Decimal(5)})
    assert (total.amount, total.left_out) == (Decimal(90), {"KZT": Decimal(5)})


@pytest.mark.row("DEAL-21")
def test_deals_are_sorted_by_amount_across_currencies(context: Context) -> None:
    amounts = {"rouble": ("9000", "RUB"), "dollar": ("100", "USD"), "euro": ("95", "EUR")}
    for title, (amount, currency) in amounts.items():
        add_record(context, "deal", {"title": title, "amount": amount, "currency": currency})

    def in_order() -> list[str]:
        sorts = read_sorts(context, "deal", "amount")
        return [row.title for row in open_list(context, "deal", [], sorts=sorts).after(None, 9)]

    assert in_order() == ["euro", "dollar", "rouble"]
    add_rate(context, "USD", "0.9", day=DAY)
    add_rate(context, "RUB", "0.0101", day=DAY)
    assert in_order() == ["dollar", "rouble", "euro"]
    add_rate(context, "RUB", "0.02")
    assert in_order() == ["dollar", "euro", "rouble"]


def test_a_deal_in_a_currency_without_a_rate_comes_last(context: Context) -> None:
    for currency, amount in (("KZT", "1"), ("EUR", "5"), ("", "3")):
        data = {"title": currency or "none", "amount": amount, "currency": currency or None}
        add_record(context, "deal", data)
    add_rate(context, "USD", "0.9", day=DAY)
    sorts = read_sorts(context, "deal", "amount")
    rows = open_list(context, "deal", [], sorts=sorts).after(None, 9)
    assert rows[-1].title == "KZT"
