"""Quotes, invoices and payments of the demo, and the companies in whose name they are issued.

The tables have one record a line, its fields between bars; a line that is set in is a line of the
document before it. A document is one of the deal that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from domain.invoicing.kinds import INVOICE, QUOTE, REJECTED
from domain.records.references import Reference
from services.context import Context
from services.seeding.demo_catalog import of_catalog
from services.seeding.rows import day_start

if TYPE_CHECKING:
    from storage.tables import Invoice
    from storage.unit import Unit

OWN_COMPANIES: Final[tuple[Mapping[str, Any], ...]] = (
    {
        "title": "ООО «Кабинет»",
        "director": "Соколов Андрей Викторович",
        "accountant": "Лапина Ольга Юрьевна",
        "phone": "+7 495 550-01-01",
        "email": "info@kabinet.example",
        "country": "Россия",
        "currency": "RUB",
        "language": "ru",
        "payment_days": 7,
        "payment_method": "transfer",
        "is_default": True,
        "requisites": [
            {
                "legal_name": "ООО «Кабинет»",
                "legal_address": "105005, Москва, ул. Бауманская, д. 12",
                "tax_id": "0099550018",
                "tax_code": "009901001",
                "bank_name": "Народный банк, г. Москва",
                "bank_code": "049900101",
                "account": "40702810900000055001",
                "correspondent_account": "30101810000000000101",
            }
        ],
    },
    {
        "title": "Kabinet Polska Sp. z o.o.",
        "director": "Marek Sokołowski",
        "phone": "+48 22 550 01 01",
        "email": "biuro@kabinet.example",
        "country": "Polska",
        "currency": "PLN",
        "language": "pl",
        "payment_days": 14,
        "payment_method": "transfer",
        "requisites": [
            {
                "legal_name": "Kabinet Polska Sp. z o.o.",
                "legal_address": "ul. Prosta 20, 00-850 Warszawa",
                "tax_id": "0005500026",
                "bank_name": "Bank Narodowy",
                "bank_code": "BNARPLPW",
                "account": "PL32 9900 0001 0000 0000 5500 1100",
            }
        ],
    },
)
"""The first is the default."""

QUOTES: Final = """
Кресла «Норд», 40 шт.|12|sent
    Кресло «Норд», красное|40|шт|5 350||20
Мебель для нового офиса|30|accepted
    Рабочее место «Вега»|64|шт|32 000|3|20
    Доставка и сборка|1|усл|185 000||20
Krzesła biurowe, 50 szt.|8|sent
    Krzesło „Nord”|50|szt.|840||23
Poczekalnia, 18 miejsc|40|declined
    Ławka trzyosobowa|6|szt.|4 593,50||23
Office chairs, 50 pcs|6|sent
    Chair "Nord" with fabric|50|pcs|295||23
Стойка администратора|1|draft
    Стойка администратора, дуб|1|шт|80 416,67||20
"""
"""Deal, days ago, status; the lines: name, quantity, unit, price, discount in percent, tax."""

INVOICES: Final = """
Парты и стулья|70|paid|100
    Парта ученическая|32|шт|5 200||20
    Стул ученический|32|шт|1 712||20
Biurka z regulacją, 20 szt.|110|paid|100
    Biurko z regulacją wysokości|20|szt.|2 512,20||23
Schreibtische, 15 Stück|55|paid|100
    Schreibtisch 160×80|15|Stk|649,59||23
Подставки под ноги, 30 шт.|25|issued|0
    Подставка под ноги|30|шт|1 158,33||20
Мебель для нового офиса|14|sent|30
    Рабочее место «Вега»|64|шт|32 000|3|20
    Доставка и сборка|1|усл|185 000||20
Projekt i ustawienie biura|20|sent|50
    Projekt ustawienia biura|1|usł.|7 804,88||23
Ремонт кресел, 14 шт.|5|confirmed|0
    Ремонт кресла, замена газлифта|14|шт|1 416,67||20
Office fit-out, 2nd floor|3|sent|0
    Survey of the floor|1|pcs|1 450||23
Переговорный стол|85|cancelled|0
    Стол переговорный 320×120|1|шт|110 750||20
Заказ 1041: лампы, 6 шт.|0|draft|0
    Лампа настольная|6|шт|2 416,67||20
"""
"""Deal, days ago, status, so much percent of it paid; the lines as of quotes."""

_FIRST: Final = {INVOICE: 104, QUOTE: 112}
"""The numbers with which the demo begins: the company had others before."""

_CURRENCY_OF: Final = {"PLN": "Kabinet Polska Sp. z o.o."}


@dataclass(frozen=True, slots=True)
class _Row:
    deal: str
    days: int
    status: str
    paid: int
    lines: list[dict[str, object]]


def make_documents(
    context: Context,
    unit: Unit,
    now: datetime,
    deals: Mapping[str, UUID],
    products: Mapping[str, UUID],
) -> None:
    """Write the own companies of the demo, its quotes and invoices, the oldest first.

    `deals` are the keys of the deals of the demo, by their titles, and `products` those of the
    catalog, by what lines call them.
    """
    from services.records.use_cases import add_within

    own = {
        str(data["title"]): add_within(context, unit, "own_company", data) for data in OWN_COMPANIES
    }
    unit.session.flush()
    for kind, table in ((QUOTE, QUOTES), (INVOICE, INVOICES)):
        rows = [
            replace(row, lines=of_catalog(row.lines, products))
            for row in sorted(_rows(table), key=lambda row: -row.days)
        ]
        oldest = day_start(now, -rows[0].days)
        _count_from(unit, kind, oldest, now, _FIRST[kind])
        for row in rows:
            _make(context, unit, kind, row, now, deals[row.deal], own)


def _make(
    context: Context,
    unit: Unit,
    kind: str,
    row: _Row,
    now: datetime,
    deal: UUID,
    own: Mapping[str, UUID],
) -> None:
    """Write a document of a day, with its status and payments."""
    from services.invoicing.issuing import document_within, issue_within
    from services.invoicing.making import make_within
    from services.invoicing.statuses import status_id

    began = min(now, day_start(now, -row.days) + timedelta(hours=11))
    currency = _currency(unit, deal)
    data: dict[str, object] = {
        "date": began.date().isoformat(),
        ("due" if kind == INVOICE else "valid_until"): _day(began, 10 if kind == INVOICE else 21),
        "products": row.lines,
    }
    if currency in _CURRENCY_OF:
        data["own_company"] = str(own[_CURRENCY_OF[currency]])
    elif currency == "EUR":
        data["language"] = "en"
    key = make_within(context, unit, kind, Reference("deal", deal, ""), data)
    document = document_within(unit, kind, key)
    if row.status != "draft":
        issue_within(context, unit, kind, document)
        document.status_id = status_id(kind, row.status if row.status != "paid" else "issued")
        unit.session.flush()
        if kind == INVOICE:
            _pay(context, unit, cast("Invoice", document), row, began)
    document.created_at = document.updated_at = began
    unit.session.flush()


def _pay(context: Context, unit: Unit, invoice: Invoice, row: _Row, began: datetime) -> None:
    """Keep what was paid of an invoice, some days after it was issued."""
    from services.invoicing.contents.totals import keep_paid
    from services.invoicing.payments.keeping import NewPayment, add_payment_within
    from services.invoicing.statuses import meaning_of

    keep_paid(unit, invoice)
    if row.paid and meaning_of(unit.connection, invoice.status_id) != REJECTED:
        amount = invoice.payable * row.paid / Decimal(100)
        day = (began + timedelta(days=min(4, row.days))).date()
        add_payment_within(
            context, unit, invoice, NewPayment(amount, day, document=str(200 + row.days))
        )


def _rows(table: str) -> Iterator[_Row]:
    row: _Row | None = None
    for text in table.strip().splitlines():
        parts = text.strip().split("|")
        if text.startswith(" ") and row is not None:
            row.lines.append(_line(*parts))
            continue
        if row is not None:
            yield row
        deal, days, status, *paid = parts
        row = _Row(deal, int(days), status, int(paid[0]) if paid else 0, [])
    if row is not None:
        yield row


def _line(
    name: str, quantity: str, unit: str, price: str, discount: str, tax: str
) -> dict[str, object]:
    line: dict[str, object] = {"name": name, "quantity": quantity, "unit": unit, "price": price}
    return line | ({"discount": f"{discount}%"} if discount else {}) | {"tax": tax}


def _currency(unit: Unit, deal: UUID) -> str:
    row = unit.connection.execute(
        "SELECT currency FROM deal WHERE id = ?", (deal.bytes,)
    ).fetchone()
    return str(row[0])


def _day(moment: datetime, days: int) -> str:
    return (moment + timedelta(days=days)).date().isoformat()


def _count_from(unit: Unit, kind: str, oldest: datetime, now: datetime, number: int) -> None:
    """Let the numbers of the years of the demo begin behind those that the company had."""
    from services.invoicing.settings.series import start_counting

    for year in range(oldest.year, now.year + 1):
        day = oldest.date() if year == oldest.year else now.date()
        start_counting(unit, kind, None, day, number if year == oldest.year else 1)
