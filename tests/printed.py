"""Documents to print: a Russian, a Polish and an international one, of any length."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

from hypothesis import strategies as st
from PIL import Image, ImageDraw

from domain.invoicing.parties import Party
from domain.pricing.model import AllowanceCharge, Document, Line, Tax
from services.printing.document import (
    DocumentKind,
    LayoutName,
    PrintedDocument,
    PrintedField,
    PrintedLine,
    Signature,
)

DAY = date(2026, 11, 26)

RUSSIAN_SELLER = Party(
    legal_name="ООО «Лотос-Мебель»",
    address="117997, г. Москва, ул. Вавилова, д. 19, офис 204",
    tax_id="7707083893",
    tax_code="773601001",
    registration="1027700132195",
    bank_name="ПАО СБЕРБАНК, г. Москва",
    bank_code="044525225",
    account="40702810438000012345",
    correspondent_account="30101810400000000225",
    phone="+7 495 123-45-67",
    country="RU",
)
RUSSIAN_BUYER = Party(
    legal_name="АО «Северное сияние»",
    address="190000, г. Санкт-Петербург, наб. реки Мойки, д. 72",
    tax_id="7830000426",
    tax_code="783801001",
    country="RU",
)
POLISH_SELLER = Party(
    legal_name="Lotos Meble Sp. z o.o.",
    address="ul. Świętokrzyska 11/21, 00-919 Warszawa",
    tax_id="526-10-40-828",
    registration="0000028098",
    bank_name="Santander Bank Polska S.A.",
    bank_code="WBKPPLPP",
    account="PL61 1090 1014 0000 0712 1981 2874",
    phone="+48 22 123 45 67",
    email="biuro@lotos-meble.example",
    country="PL",
)
POLISH_BUYER = Party(
    legal_name="Zakład Usługowy „Żółw” Jan Źdźbło",
    address="ul. Łąkowa 3, 85-139 Bydgoszcz",
    tax_id="725-18-01-126",
    country="PL",
)
GERMAN_SELLER = Party(
    legal_name="Lotos Office GmbH",
    address="Friedrichstraße 123, 10117 Berlin, Germany",
    tax_id="DE123456789",
    bank_name="Commerzbank",
    bank_code="COBADEFFXXX",
    account="DE89 3704 0044 0532 0130 00",
    email="billing@lotos.example",
    country="DE",
)
DUTCH_BUYER = Party(
    legal_name="Zonneschijn B.V.",
    address="Keizersgracht 5, 1015 CD Amsterdam, Netherlands",
    tax_id="NL004495445B01",
    country="NL",
)


def vat(rate: str, category: str = "S") -> Tax:
    """Return a VAT of so many percent."""
    return Tax(category, Decimal(rate))


def line(quantity: str, price: str, *taxes: Tax, discount: str = "", list_price: str = "") -> Line:
    """Return a priced line, its discount in percent."""
    off = (AllowanceCharge(percent=Decimal(discount)),) if discount else ()
    return Line(
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        allowances_charges=off,
        taxes=taxes,
        gross_price=Decimal(list_price) if list_price else None,
    )


def russian(**changes: object) -> PrintedDocument:
    """Return a Russian invoice with prices that contain VAT at 20 %."""
    values: dict[str, object] = {
        "kind": DocumentKind.INVOICE,
        "number": "17",
        "day": DAY,
        "seller": RUSSIAN_SELLER,
        "buyer": RUSSIAN_BUYER,
        "lines": (
            PrintedLine(
                "Стол письменный «Лотос»",
                unit="шт",
                unit_code="C62",
                properties=(
                    PrintedField("Цвет", "дуб сонома"),
                    PrintedField("Размер", "140 × 70 × 75 см"),
                ),
            ),
            PrintedLine("Кресло офисное «Комфорт» с подлокотниками", unit="шт"),
            PrintedLine("Доставка и сборка", unit="усл. ед"),
        ),
        "priced": Document(
            lines=(
                line("3", "12500", vat("20")),
                line("6", "7990.50", vat("20")),
                line("1", "4500", vat("20")),
            ),
            currency="RUB",
            prices_include_tax=True,
        ),
        "language": "ru",
        "layout": LayoutName.RUSSIAN,
        "due": date(2026, 12, 10),
        "subject": "Договор поставки № 5 от 01.10.2026",
        "signatures": (Signature(name="Иванов И. И."), Signature(name="Петрова А. С.")),
    }
    return PrintedDocument(**(values | changes))  # type: ignore[arg-type]


def polish(**changes: object) -> PrintedDocument:
    """Return a Polish invoice with net prices at several rates, one line with a discount."""
    values: dict[str, object] = {
        "kind": DocumentKind.INVOICE,
        "number": "FV/0017/11/2026",
        "day": DAY,
        "seller": POLISH_SELLER,
        "buyer": POLISH_BUYER,
        "lines": (
            PrintedLine("Biurko „Lotos” z szufladą", unit="szt.", code="BL-140"),
            PrintedLine("Książka „Ergonomia pracy”", unit="szt.", code="KS-7"),
            PrintedLine("Szkolenie z obsługi", unit="godz.", code="US-1"),
        ),
        "priced": Document(
            lines=(
                line("2", "1249.99", vat("23"), discount="10"),
                line("3", "47.62", vat("5")),
                line("1.5", "200", vat("0", "E")),
            ),
            currency="PLN",
        ),
        "language": "pl",
        "layout": LayoutName.POLISH,
        "due": date(2026, 12, 10),
        "supplied": date(2026, 11, 25),
        "payment_method": "przelew",
    }
    return PrintedDocument(**(values | changes))  # type: ignore[arg-type]


def international(**changes: object) -> PrintedDocument:
    """Return an invoice in euros with net prices at one rate."""
    values: dict[str, object] = {
        "kind": DocumentKind.INVOICE,
        "number": "2026-0017",
        "day": DAY,
        "seller": GERMAN_SELLER,
        "buyer": DUTCH_BUYER,
        "lines": (
            PrintedLine("Office desk “Lotos”", unit="pcs", unit_code="H87", code="D-140"),
            PrintedLine("Assembly", unit="h", unit_code="HUR"),
        ),
        "priced": Document(
            lines=(line("4", "349.90", vat("19")), line("2.5", "60", vat("19"))),
            currency="EUR",
        ),
        "language": "en",
        "layout": LayoutName.INTERNATIONAL,
        "due": date(2026, 12, 10),
        "buyer_reference": "PO 4711",
    }
    return PrintedDocument(**(values | changes))  # type: ignore[arg-type]


def picture(color: str, *, width: int = 200, height: int = 200) -> bytes:
    """Return a transparent PNG with a ring, as a stamp or a signature."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((6, 6, width - 6, height - 6), outline=color, width=6)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


RATES = st.sampled_from([vat("20"), vat("10"), vat("23"), vat("0", "E"), vat("0", "Z")])
AMOUNTS = st.decimals(Decimal("-999.99"), Decimal("9999.99"), places=2)
PERCENTS = st.decimals(Decimal(0), Decimal(100), places=1)
CHANGES = st.lists(
    st.builds(AllowanceCharge, percent=PERCENTS, is_charge=st.booleans())
    | st.builds(AllowanceCharge, amount=AMOUNTS, is_charge=st.booleans()),
    max_size=2,
).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> PrintedDocument:
    """Return a document with lines at several rates, and discounts of lines and of the whole."""
    lines = draw(
        st.lists(
            st.builds(
                Line,
                quantity=st.decimals(Decimal(-9), Decimal(99), places=3),
                unit_price=AMOUNTS,
                allowances_charges=CHANGES,
                taxes=RATES.map(lambda tax: (tax,)),
            ),
            min_size=1,
            max_size=5,
        )
    )
    priced = Document(
        lines=tuple(lines),
        allowances_charges=draw(CHANGES),
        currency=draw(st.sampled_from(["RUB", "PLN", "JPY", "KWD"])),
        prices_include_tax=draw(st.booleans()),
        prepaid=draw(st.just(Decimal(0)) | AMOUNTS),
    )
    return international(
        lines=tuple(PrintedLine(f"Line {at}") for at in range(len(lines))),
        priced=priced,
        is_tax_shown=draw(st.booleans()),
    )
