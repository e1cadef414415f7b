"""Quotes and invoices of the database as papers: whose they are, what is printed, what never."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from crm_tui.translations import find_catalog
from domain import i18n
from domain.errors import BadInput, NotFound, UnusableFile
from domain.pricing.totals import price
from domain.records.layout_edits import print_field
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.invoicing.contents.content import read_content, store_content
from services.invoicing.crediting import credit_invoice
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import NewPayment, add_payment
from services.invoicing.printing import ACT, LOGO, STAMP, printed_document, set_own_picture
from services.invoicing.revising import revise_document
from services.layouts import layout_of, save_layout
from services.printing.document import DocumentKind, LayoutName, LineKind, PrintedDocument
from services.printing.pdf import print_pdf
from services.printing.preview import preview_lines
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from tests.printed import picture

DESK = {"name": "Стол", "quantity": 2, "unit": "шт", "price": 100, "tax": 20}
LAMP = {"name": "Лампа", "quantity": 1, "unit": "шт", "price": 50, "tax": 20, "discount": "10%"}


@pytest.fixture(autouse=True)
def catalogs() -> None:
    """Provide the catalogs, as the program does at its start."""
    i18n.provide_catalogs(find_catalog)


@pytest.fixture
def own(context: Context) -> UUID:
    """An own company with its bank."""
    bank = {
        "legal_name": "ООО «Лотос»",
        "tax_id": "7707083893",
        "account": "40702810438000012345",
        "bank_name": "ПАО СБЕРБАНК",
        "bank_code": "044525225",
    }
    data = {"title": "Лотос", "language": "ru", "director": "Иванов И. И.", "requisites": [bank]}
    return add_record(context, "own_company", data | {"notes": "Счёт действителен пять дней."})


def invoice(context: Context, kind: str = "invoice", **fields: object) -> UUID:
    """Return a draft for a company, made if it is not there."""
    add_record(
        context,
        "company",
        {
            "title": "Ромашка",
            "requisites": [{"legal_name": "ООО «Ромашка»", "tax_id": "7830000426"}],
        },
    )
    data = {"company": "Ромашка", "currency": "RUB", "products": [DESK, LAMP]} | fields
    return make_document(context, kind, None, data)


def company_of(context: Context) -> UUID:
    """Return the key of the company that pays."""
    row = context.database.reader().execute("SELECT id FROM company").fetchone()
    return UUID(bytes=row[0])


def text_of(document: PrintedDocument) -> str:
    """Return what is printed, spaces that do not break as usual ones."""
    pages = PdfReader(BytesIO(print_pdf(document))).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


@pytest.mark.row("INV-03", "INV-04", "INV-11")
def test_an_invoice_is_printed_with_payer_payee_and_totals(context: Context, own: UUID) -> None:
    key = invoice(context)
    number = issue_document(context, "invoice", key)
    document = printed_document(context, "invoice", key)
    assert (document.kind, document.layout) == (DocumentKind.INVOICE, LayoutName.RUSSIAN)
    text = text_of(document)
    for told in (
        f"Счёт на оплату № {number}",
        "ООО «Лотос», ИНН 7707083893",
        "ООО «Ромашка», ИНН 7830000426",
        "БИК 044525225",
        "Итого 245,00",
        "НДС 20 % 49,00",
        "Всего к оплате 294,00 руб.",
        "Иванов И. И.",
        "Счёт действителен пять дней.",
    ):
        assert told in text


@pytest.mark.row("INV-10")
@pytest.mark.parametrize("status", ["draft", "issued", "sent", "paid"])
def test_the_status_is_printed_nowhere(context: Context, own: UUID, status: str) -> None:
    key = invoice(context)
    before = text_of(printed_document(context, "invoice", key))
    if status != "draft":
        issue_document(context, "invoice", key)
        if status == "paid":
            add_payment(context, key, NewPayment())
        elif status == "sent":
            edit_record(context, "invoice", key, {"status": "sent"})
        document = printed_document(context, "invoice", key)
        assert text_of(document).replace(document.number, "____") == before
    words = r"[Чч]ерновик|[Вв]ыставлен|[Оо]тправлен|[Оо]плачен|[Dd]raft|[Ii]ssued|[Ss]ent|[Pp]aid"
    assert not re.search(words, before)
    shown = "\n".join(preview_lines(printed_document(context, "invoice", key)))
    assert not re.search(words, shown)


@pytest.mark.row("DOC-02")
def test_only_printed_fields_are_printed(context: Context, own: UUID) -> None:
    for label, printable in (("Склад", True), ("Пометка", False)):
        add_field(context, NewField("invoice", label, printable=printable))
    code = add_field(context, NewField("company", "Код клиента", printable=True)).name
    key = invoice(context, sklad="Химки", pometka="ждёт звонка")
    edit_record(context, "company", company_of(context), {code: "К-17"})
    text = text_of(printed_document(context, "invoice", key))
    assert "Склад: Химки" in text
    assert "Код клиента: К-17" in text
    assert "ждёт звонка" not in text


@pytest.mark.row("CAT-12")
def test_printed_properties_of_a_product_stand_under_its_line(context: Context, own: UUID) -> None:
    key = invoice(
        context, products=[DESK | {"details": "Цвет: белый\nс доставкой"}, DESK | {"name": "Шкаф"}]
    )
    document = printed_document(context, "invoice", key)
    assert [(one.label, one.value) for one in document.lines[0].properties] == [
        ("Цвет", "белый"),
        ("", "с доставкой"),
    ]
    text = text_of(document)
    assert text.index("Цвет: белый") < text.index("с доставкой") < text.index("Шкаф")


@pytest.mark.row("CAT-12")
def test_a_line_of_the_catalog_has_the_properties_of_its_product(
    context: Context, own: UUID
) -> None:
    name = add_field(context, NewField("product", "Цвет", printable=True)).name
    product = add_record(context, "product", {"name": "Стол", "code": "ST-1", name: "дуб"})
    key = invoice(context)
    with context.database.write(context.actor, "edit_invoice") as unit:
        unit.connection.execute(
            "UPDATE line_item SET product_id = ? WHERE name = 'Стол'", (product.bytes,)
        )
    line = printed_document(context, "invoice", key).lines[0]
    assert line.code == "ST-1"
    assert [(one.label, one.value) for one in line.properties] == [("Цвет", "дуб")]


@pytest.mark.row("CAT-09", "CAT-12")
def test_an_issued_document_keeps_what_the_catalog_said_of_its_products(
    context: Context, own: UUID
) -> None:
    name = add_field(context, NewField("product", "Цвет", printable=True)).name
    product = add_record(context, "product", {"name": "Стол", "code": "ST-1", name: "дуб"})
    key = invoice(context, products=[DESK | {"product_id": str(product)}])
    edit_record(context, "product", product, {"code": "ST-2"})
    issue_document(context, "invoice", key)
    edit_record(context, "product", product, {"code": "ST-3", name: "ясень"})
    line = printed_document(context, "invoice", key).lines[0]
    assert (line.code, [one.value for one in line.properties]) == ("ST-2", ["дуб"])
    other = add_record(context, "product", {"name": "Шкаф", "code": "W-1"})
    (kept,) = read_content(context, "invoice", key).lines
    told = {"id": str(kept.id), "product_id": str(product), "code": "ST-2", "details": kept.details}
    again = DESK | {"name": "Шкаф", "product_id": str(other)}
    revise_document(context, "invoice", key, {"products": [DESK | told, again]})
    lines = printed_document(context, "invoice", key).lines
    assert [one.code for one in lines] == ["ST-2", "W-1"]
    shown = read_content(context, "invoice", key)
    third = replace(shown.lines[1], id=None, product_id=product, code="", details="")
    store_content(context, shown, [*shown.lines, third], shown.terms)
    lines = printed_document(context, "invoice", key).lines
    assert [one.code for one in lines] == ["ST-2", "W-1", "ST-3"]


@pytest.mark.row("DOC-02")
def test_a_layout_decides_what_is_printed(context: Context, own: UUID) -> None:
    key = invoice(context, comment="Срочно")
    assert "Срочно" not in text_of(printed_document(context, "invoice", key))
    layout = print_field(layout_of(context, "invoice"), "comment", is_printed=True)
    save_layout(context, layout)
    assert "Комментарий: Срочно" in text_of(printed_document(context, "invoice", key))


def test_remarks_sub_totals_and_lines_without_a_price(context: Context, own: UUID) -> None:
    lines = [
        {"name": "Первый этаж", "kind": "comment"},
        DESK,
        {"name": "", "kind": "subtotal"},
        {"name": "Подарок"},
    ]
    document = printed_document(context, "invoice", invoice(context, products=lines))
    assert [line.kind for line in document.lines] == [
        LineKind.COMMENT,
        LineKind.ITEM,
        LineKind.SUBTOTAL,
        LineKind.COMMENT,
    ]


@pytest.mark.row("QUOTE-01", "TAX-03")
def test_a_quote_in_another_language_than_the_company(context: Context, own: UUID) -> None:
    key = invoice(context, "quote", language="pl", currency="PLN", tax_shown=False)
    document = printed_document(context, "quote", key)
    assert (document.kind, document.layout) == (DocumentKind.QUOTE, LayoutName.POLISH)
    text = text_of(document)
    assert "Oferta nr" in text
    assert "VAT" not in text
    assert "294,00 zł" in text


@pytest.mark.row("IMPL-05")
def test_an_invoice_is_printed_as_an_act(context: Context, own: UUID) -> None:
    key = invoice(context)
    issue_document(context, "invoice", key)
    text = text_of(printed_document(context, "invoice", key, form=ACT))
    assert "Акт №" in text
    assert "Всего оказано услуг 2" in text
    credit = credit_invoice(context, key)
    with pytest.raises(BadInput, match="act"):
        printed_document(context, "invoice", credit, form=ACT)


@pytest.mark.row("IMPL-05")
def test_an_act_tells_the_whole_of_what_was_done(context: Context, own: UUID) -> None:
    key = invoice(context)
    whole = show_record(context, "invoice", key).values["total"]
    edit_record(context, "invoice", key, {"prepaid": 50})
    act = printed_document(context, "invoice", key, form=ACT)
    assert price(act.priced).payable == whole
    assert price(printed_document(context, "invoice", key).priced).payable == whole - 50


def test_a_credit_note_names_its_invoice_and_why(context: Context, own: UUID) -> None:
    key = invoice(context)
    number = issue_document(context, "invoice", key)
    credit = credit_invoice(context, key, reason="Возврат товара")
    document = printed_document(context, "invoice", credit)
    assert document.kind is DocumentKind.CREDIT_NOTE
    text = text_of(document)
    assert f"К счёту № {number}" in text
    assert text.count("Возврат товара") == 1
    assert "Всего к возврату 294,00 руб." in text


def test_the_stamp_is_a_picture_of_the_own_company(
    context: Context, own: UUID, tmp_path: Path
) -> None:
    file = tmp_path / "stamp.png"
    file.write_bytes(picture("blue"))
    set_own_picture(context, own, STAMP, str(file))
    document = printed_document(context, "invoice", invoice(context))
    assert document.stamp == file.read_bytes()
    [page] = PdfReader(BytesIO(print_pdf(document))).pages
    assert len(page.images) == 2  # the stamp and the code to pay by
    (broken := tmp_path / "logo.png").write_text("hello")
    with pytest.raises(UnusableFile, match=r"logo\.png is no picture"):
        set_own_picture(context, own, LOGO, str(broken))
    with pytest.raises(BadInput, match="cannot be read"):
        set_own_picture(context, own, LOGO, f"{'x' * 300}.png")


def test_a_document_that_was_deleted_is_not_printed(context: Context, own: UUID) -> None:
    key = invoice(context)
    delete_record(context, "invoice", key)
    with pytest.raises(NotFound):
        printed_document(context, "invoice", key)
