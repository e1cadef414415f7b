"""What is set for quotes and invoices, and payments from the bank, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper import PaperDesk, at_papers, company_with, status_of, values_of

from domain.records.fields import FieldType
from domain.records.references import Reference
from screens.invoices.statement_screen import StatementScreen
from screens.settings.dictionaries import DictionariesScreen
from screens.settings.locations import LocationsDialog, read_taxes, taxes_text
from screens.settings.own_companies import OwnCompaniesScreen
from screens.settings.series import SeriesDialog
from services.context import Context
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import list_payments
from services.invoicing.settings.locations import list_locations
from services.invoicing.settings.series import list_series
from services.parts.use_cases import add_part
from services.records.use_cases import add_record, list_records
from tests.screens.desk import at, in_settings
from widgets.forms.form_field import ChoiceField


@pytest.mark.row("INV-03")
async def test_own_companies_are_added_and_opened(context: Context) -> None:
    context = at(context)
    async with in_settings(context, "own companies", OwnCompaniesScreen, PaperDesk) as desk:
        await desk.until_shown("There is no own company yet. n adds one")
        await desk.open("n")
        await desk.put("title", "Kabinet")
        chosen = {field.name for field in desk.app.screen.query(ChoiceField)}
        assert chosen >= {"language", "template"}
        await desk.save()
        await desk.until_shown("Kabinet")
        await desk.press("enter")
        await desk.until_shown("Pictures on documents", "Stamp", "+ requisites")
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, OwnCompaniesScreen))
        await desk.press("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, OwnCompaniesScreen))
    assert [view.title for view in list_records(context, "own_company", [])] == ["Kabinet"]


@pytest.mark.row("INV-01")
async def test_a_pattern_is_changed_with_the_next_number_in_view(context: Context) -> None:
    context = at(context)
    async with in_settings(context, "series", SeriesDialog, PaperDesk) as desk:
        await desk.until_shown("{year}-{number:04}", "2026-0001", "Credit notes")
        await desk.open("enter")
        await desk.put("pattern", "F/{yy}/{number}")
        await desk.until_shown("the next one: F/26/1")
        await desk.put("number", "115")
        await desk.save()
        await desk.until_shown("The next number is F/26/115.")
        await desk.open("enter")
        await desk.put("pattern", "G-{number}")
        await desk.save()
        await desk.until_shown("The next number is G-")
        await desk.press("u")
        await desk.until_shown("Undone: ", "F/26/115")
        await desk.press("U")
        await desk.until_shown("Done again: ", "G-")
        await desk.press("u")
        await desk.until_shown("Undone: ", "F/26/115")
        await desk.press("n")
        await desk.until_shown("No own company is left")
        add_record(context, "own_company", {"title": "Kabinet"})
        await desk.open("n")
        await desk.press("1", "enter")
        await desk.put("pattern", "K-{number}")
        await desk.save()
        await desk.until_shown("Invoices · Kabinet", "K-1")
    assert list_series(context)[0].following == "F/26/115"
    assert list_series(context)[-1].following == "K-1"


@pytest.mark.row("INV-17", "A13")
async def test_payment_methods_are_a_dictionary_that_opens_from_the_settings(
    context: Context,
) -> None:
    async with in_settings(at(context), "payment methods", DictionariesScreen, PaperDesk) as desk:
        await desk.until_shown("Bank transfer")


@pytest.mark.row("TAX-02", "B22")
async def test_places_and_their_taxes_are_kept(context: Context) -> None:
    context = at(context)
    async with in_settings(context, "locations", LocationsDialog, PaperDesk) as desk:
        await desk.until_shown("They hold once")
        await desk.open("N")
        await desk.put("name", "Canada")
        await desk.put("taxes", "GST 5")
        await desk.until_shown("GST 5 %")
        await desk.save()
        await desk.open("n")
        await desk.until_shown("New place within Canada")
        await desk.put("name", "Quebec")
        await desk.put("taxes", "QST 9.975 compound")
        await desk.save()
        await desk.until_shown("Quebec")
    canada, quebec = list_locations(context)
    assert (canada.title, quebec.title) == ("Canada", "Canada/Quebec")
    assert quebec.taxes[0].is_compound
    assert read_taxes(taxes_text(quebec.taxes)) == quebec.taxes


def _order(number: int, amount: str, purpose: str) -> str:
    fields = {
        "Номер": str(number),
        "Дата": "22.11.2026",
        "Сумма": amount,
        "ПлательщикСчет": "40702810900000012044",
        "ПлательщикИНН": "7707083893",
        "Плательщик1": "ООО Ромашка",
        "ДатаПоступило": "23.11.2026",
        "ПолучательСчет": "40702810900000055001",
        "НазначениеПлатежа": purpose,
    }
    lines = [f"{name}={value}" for name, value in fields.items()]
    return "\r\n".join(["СекцияДокумент=Платежное поручение", *lines, "КонецДокумента"])


@pytest.mark.row("INV-21")
@pytest.mark.usefixtures("seller")
async def test_a_bank_statement_pays_what_is_sure_and_asks_for_the_rest(
    context: Context, tmp_path: Path
) -> None:
    context = at(context)
    company = company_with(context, "Ромашка", requisites=[{"tax_id": "7707083893"}])
    invoices = []
    for price in (100, 300):
        source = Reference("company", company, "")
        key = make_document(context, "invoice", source, {"currency": "RUB"})
        line = {"name": "Стул", "price": price, "currency": "RUB"}
        add_part(context, "invoice", key, FieldType.LINE_ITEM, line)
        issue_document(context, "invoice", key)
        invoices.append(key)
    head = ["1CClientBankExchange", "ВерсияФормата=1.03", "Кодировка=Windows"]
    account = ["СекцияРасчСчет", "РасчСчет=40702810900000055001", "КонецРасчСчет"]
    orders = [_order(1, "100.00", "Оплата по счету 2026-0001"), _order(2, "50.00", "Аванс")]
    path = tmp_path / "bank.txt"
    path.write_text("\r\n".join([*head, *account, *orders, "КонецФайла"]), "windows-1251")
    async with at_papers(context) as desk:
        await desk.open("B")
        await desk.put("path", str(path))
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, StatementScreen))
        await desk.until_said("1 sure, 1 to be looked at")
        await desk.press("down", "enter")
        await desk.until_shown("Which invoice has")
        await desk.until_shown("2026-0002")
        await desk.type("300")
        await desk.until_gone("2026-0001 ")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, StatementScreen))
        await desk.press("ctrl+s")
        await desk.until_said("2 payments kept.")
    assert status_of(context, invoices[0]) == "paid"
    assert sum(one.amount for one in list_payments(context, invoices[1])) == 50
    assert values_of(context, invoices[1])["outstanding"] == 250
