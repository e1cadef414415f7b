"""What documents say in Russian and Polish, whatever the interface speaks."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from domain import i18n
from domain.pricing.model import Document
from services.printing.document import Correction, DocumentKind, PrintedDocument, PrintedLine
from services.printing.figures import Figures
from services.printing.language import language_of
from services.printing.layouts.common import payment_code_of
from services.printing.pdf import print_pdf
from tests.printed import line, polish, russian, vat


def text_of(document: PrintedDocument) -> str:
    """Return what is printed, spaces that do not break as usual ones."""
    pages = PdfReader(BytesIO(print_pdf(document))).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


@pytest.mark.row("INV-11")
def test_a_russian_invoice_reads_as_accountants_expect() -> None:
    text = text_of(russian())
    for told in (
        "Банк получателя",
        "БИК 044525225",
        "ИНН 7707083893",
        "КПП 773601001",
        "Сч. № 30101810400000000225",
        "Получатель",
        "Счёт на оплату № 17 от 26 ноября 2026 г.",
        "Поставщик:",
        "Покупатель:",
        "Договор поставки № 5 от 01.10.2026",
        "Оплатить до: 10.12.2026",
        "№ Товары (работы, услуги) Кол-во Ед. Цена Сумма",
        "Итого 89 943,00",
        "В том числе НДС 20 % 14 990,50",
        "Всего к оплате 89 943,00 руб.",
        "Всего наименований 3, на сумму 89 943,00 руб.",
        "Восемьдесят девять тысяч девятьсот сорок три рубля 00 копеек",
        "Руководитель",
        "Бухгалтер",
    ):
        assert told in text


@pytest.mark.row("INV-11")
def test_a_polish_invoice_reads_as_accountants_expect() -> None:
    text = text_of(polish())
    for told in (
        "Faktura nr FV/0017/11/2026 z dnia 26 listopada 2026",
        "Data wystawienia: 26.11.2026",
        "Data sprzedaży: 25.11.2026",
        "Termin płatności: 10.12.2026",
        "Forma płatności: przelew",
        "Sprzedawca",
        "Nabywca",
        "NIP: 526-10-40-828",
        "Lp. Kod Nazwa towaru lub usługi Ilość J.m. Cena netto Rabat Wartość netto Stawka VAT"
        " Kwota VAT Wartość brutto",
        "zw. 300,00 0,00 300,00",
        "Razem 2 692,84 524,64 3 217,48",
        "Do zapłaty 3 217,48 zł",
        "Słownie: trzy tysiące dwieście siedemnaście złotych 48/100",
    ):
        assert told in text


@pytest.mark.row("TAX-03")
def test_without_vat_a_russian_invoice_says_so() -> None:
    document = russian(
        lines=(PrintedLine("Стол"),),
        priced=Document(lines=(line("1", "100", vat("0", "O")),), currency="RUB"),
    )
    assert "Без налога (НДС) –" in text_of(document)


@pytest.mark.row("IMPL-05")
def test_a_russian_act_says_what_was_rendered() -> None:
    text = text_of(russian(kind=DocumentKind.ACT))
    for told in (
        "Акт № 17 от 26 ноября 2026 г.",
        "Исполнитель:",
        "Заказчик:",
        "Наименование работ, услуг",
        "Всего оказано услуг 3, на сумму 89 943,00 руб.",
        "Вышеперечисленные услуги выполнены полностью и в срок.",
    ):
        assert told in text
    assert "Оплатить до" not in text
    assert "БИК" not in text


@pytest.mark.row("QUOTE-01")
def test_quotes_have_their_titles_and_days() -> None:
    assert "Коммерческое предложение № 17 от 26 ноября 2026 г." in text_of(
        russian(kind=DocumentKind.QUOTE)
    )
    assert "Oferta ważna do: 10.12.2026" in text_of(polish(kind=DocumentKind.QUOTE))


def test_a_polish_correction_names_its_invoice() -> None:
    correction = Correction("FV/0009/10/2026", date(2026, 10, 5), "Zwrot towaru")
    text = text_of(polish(kind=DocumentKind.CREDIT_NOTE, correction=correction))
    assert "Faktura korygująca nr FV/0017/11/2026" in text
    assert "Do faktury nr FV/0009/10/2026 z dnia 5 października 2026. Zwrot towaru" in text
    assert "Do zwrotu 3 217,48 zł" in text


def test_the_interface_keeps_its_language() -> None:
    before = i18n.language()
    assert "Счёт на оплату" in text_of(russian())
    assert i18n.language() == before
    assert i18n._("Price") == "Price"


def test_the_purpose_of_a_payment_tells_of_the_tax() -> None:
    code = payment_code_of(Figures(russian(), language_of("ru")))
    assert code is not None
    purpose = "Purpose=Оплата по счёту № 17 от 26.11.2026, в т. ч. НДС 14 990,50"
    assert purpose in code.text
