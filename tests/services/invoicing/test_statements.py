"""Payments from bank statements in the form 1CClientBankExchange (FEATURES INV-21)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import UnusableFile
from services.context import Context
from services.formats.bank_statement import read_statement
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.payments.keeping import NewPayment, add_payment, list_payments
from services.invoicing.payments.statements import take_payments, view_statement
from services.records.use_cases import add_record, show_record
from services.undo import undo

pytestmark = pytest.mark.usefixtures("seller")

OWN, THEIRS = "40702810900000055001", "40702810900000012044"
CHAIR = {"name": "Стул", "price": 100, "tax": 20}


def order(number: int, amount: str, purpose: str, **more: str) -> str:
    fields = {
        "Номер": str(number),
        "Дата": "22.11.2026",
        "Сумма": amount,
        "ПлательщикСчет": THEIRS,
        "Плательщик": "ИНН 7707083893 ООО Ромашка",
        "ПлательщикИНН": "7707083893",
        "Плательщик1": "ООО Ромашка",
        "ДатаПоступило": "23.11.2026",
        "ПолучательСчет": OWN,
        "ПолучательИНН": "0099550018",
        "НазначениеПлатежа": purpose,
    }
    lines = [f"{name}={value}" for name, value in (fields | more).items()]
    return "\n".join(["СекцияДокумент=Платежное поручение", *lines, "КонецДокумента"])


def statement(*orders: str, encoding: str = "Windows") -> str:
    head = ["1CClientBankExchange", "ВерсияФормата=1.03", f"Кодировка={encoding}"]
    account = ["СекцияРасчСчет", f"РасчСчет={OWN}", "КонецРасчСчет"]
    return "\r\n".join([*head, f"РасчСчет={OWN}", *account, *orders, "КонецФайла"])


@pytest.fixture
def invoice(context: Context) -> UUID:
    """An issued invoice of 120 roubles for a company with a tax number."""
    add_record(context, "company", {"title": "Ромашка", "requisites": [{"tax_id": "7707083893"}]})
    data = {"company": "Ромашка", "currency": "RUB", "products": [CHAIR]}
    key = make_document(context, "invoice", None, data)
    issue_document(context, "invoice", key)
    return key


def written(folder: Path, text: str, encoding: str = "windows-1251") -> Path:
    path = folder / "bank.txt"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("windows-1251", "Windows"), ("cp866", "DOS"), ("utf-8", "UTF-8"), ("utf-8-sig", "Windows")],
)
def test_a_statement_is_read_in_whatever_encoding(encoding: str, said: str) -> None:
    text = statement(order(7, "1 200.50", "Оплата за стулья"), encoding=said)
    found = read_statement(text.encode(encoding), "bank.txt")
    (entry,) = found.entries
    assert (entry.payer, entry.purpose) == ("ООО Ромашка", "Оплата за стулья")
    assert f"{entry.amount:f} {entry.day}" == "1200.50 2026-11-23"
    assert found.accounts == (OWN,)
    assert found.problems == ()


def test_what_is_damaged_is_told_by_its_line_and_the_rest_read() -> None:
    whole = statement(order(1, "x", "a"), order(2, "5", "b"), order(3, "6", "c"))
    found = read_statement(whole[: whole.rindex("Назначение")].encode(), "bank.txt")
    assert [entry.number for entry in found.entries] == ["2"]
    assert ["Line 8: “x” is no amount." in found.problems[0], len(found.problems)] == [True, 2]
    assert "is not ended" in found.problems[1]
    with pytest.raises(UnusableFile, match=r"no bank statement.*for 1C"):
        read_statement(b"date,amount\n", "bank.csv")


@pytest.mark.row("INV-21")
def test_sure_payments_are_kept_once_and_others_are_offered(
    context: Context, invoice: UUID, tmp_path: Path
) -> None:
    number = show_record(context, "invoice", invoice).values["number"]
    path = written(
        tmp_path,
        statement(
            order(1, "50.00", f"Частично по счету {number}"),
            order(2, "70.00", f"Доплата по счету {number}"),
            order(3, "999.00", "за мебель"),
            order(4, "10.00", "аренда", ПлательщикСчет=OWN, ПолучательСчет=THEIRS),
        ),
    )
    view = view_statement(context, path)
    assert ([len(view.sure), len(view.unsure)], view.outgoing) == ([2, 1], 1)
    outcome = take_payments(context, view)
    assert (outcome.payments, outcome.amount, outcome.settled) == (2, 120, 1)
    paid = list_payments(context, invoice)
    assert [(one.document, one.amount, one.method) for one in paid] == [
        ("1", 50, "Bank transfer"),
        ("2", 70, "Bank transfer"),
    ]
    assert getattr(show_record(context, "invoice", invoice).values["status"], "code", "") == "paid"
    again = view_statement(context, path)
    assert [one.is_known for one in again.entries] == [True, True, False]
    assert take_payments(context, again).payments == 0
    undo(context)
    assert list_payments(context, invoice) == []


def test_an_order_whose_purpose_is_told_otherwise_is_the_same_order(
    context: Context, invoice: UUID, tmp_path: Path
) -> None:
    number = show_record(context, "invoice", invoice).values["number"]
    path = written(tmp_path, statement(order(1, "50.00", f"Частично по счету {number}, без НДС")))
    assert take_payments(context, view_statement(context, path)).payments == 1
    again = written(tmp_path, statement(order(1, "50", f"ЧАСТИЧНО ПО СЧЕТУ {number}")))
    assert [one.is_known for one in view_statement(context, again).entries] == [True]
    unnumbered = [order(1, "50", f"{part} часть счета {number}", Номер="") for part in "12"]
    view = view_statement(context, written(tmp_path, statement(*unnumbered)))
    assert [one.is_known for one in view.entries] == [False, False]


def test_what_somebody_has_typed_is_not_taken_again(
    context: Context, invoice: UUID, tmp_path: Path
) -> None:
    number = show_record(context, "invoice", invoice).values["number"]
    typed = NewPayment(Decimal(50), date(2026, 11, 23), document="1")
    add_payment(context, invoice, typed)
    path = written(tmp_path, statement(order(1, "50.00", f"Частично по счету {number}")))
    view = view_statement(context, path)
    assert [one.is_known for one in view.entries] == [True]
    assert take_payments(context, view).payments == 0


def test_an_unsure_payment_is_kept_for_the_invoice_that_somebody_chooses(
    context: Context, invoice: UUID, tmp_path: Path
) -> None:
    path = written(tmp_path, statement(order(3, "100.00", "за мебель")))
    view = view_statement(context, path)
    (entry,) = view.unsure
    assert [part.invoice.id for part in entry.match.parts] == [invoice]
    chosen = {entry.entry.key: [(invoice, entry.entry.amount)]}
    assert take_payments(context, view, chosen).payments == 1
    assert show_record(context, "invoice", invoice).values["outstanding"] == 20


def test_a_statement_that_ends_anywhere_gives_entries_or_problems_but_no_fault() -> None:
    data = statement(order(1, "5", "по счету 1"), order(2, "6", "b")).encode("windows-1251")
    for end in range(len("1CClientBankExchange"), len(data), 7):
        found = read_statement(data[:end], "bank.txt")
        assert len(found.entries) + len(found.problems) <= 2
