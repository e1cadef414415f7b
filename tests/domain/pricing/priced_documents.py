"""Makes documents to be priced: short forms for tests, and all kinds of them for hypothesis."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from domain.pricing.model import AllowanceCharge, Document, Line, Tax

VAT_20 = (Tax("S", Decimal(20)),)
VAT_10 = (Tax("S", Decimal(10)),)
EXEMPT = (Tax("E"),)


def line(price: str, taxes: tuple[Tax, ...] = VAT_20, quantity: str = "1", name: str = "") -> Line:
    """Return a line."""
    return Line(Decimal(quantity), Decimal(price), taxes=taxes, name=name)


TAXES = st.sampled_from(
    [
        VAT_20,
        VAT_10,
        EXEMPT,
        (),
        (Tax("S", Decimal("5.5")),),
        (Tax("AE", Decimal(5)),),
        (Tax("S", Decimal(9), "CGST"), Tax("S", Decimal(9), "SGST")),
        (Tax("S", Decimal(5), "GST"), Tax("S", Decimal("9.975"), "QST", is_compound=True)),
        (Tax("S", Decimal(21)), Tax("S", Decimal(15), "IRPF", is_withheld=True)),
    ]
)
OF_PLACE = st.sampled_from(
    [
        (),
        (),
        (Tax("S", Decimal("7.25"), "Sales tax"),),
        (Tax("S", Decimal(2), "City", is_compound=True),),
        (Tax("S", Decimal(3), "Held", is_withheld=True),),
    ]
)
PRICES = st.decimals(0, 5_000, places=3)
QUANTITIES = st.decimals(-20, 20, places=2)
PERCENTS = st.decimals(0, 100, places=2)
AMOUNTS = st.decimals(-50, 50, places=2)

ALLOWANCES_CHARGES = st.builds(
    AllowanceCharge,
    amount=st.none() | AMOUNTS,
    percent=PERCENTS,
    base=st.none() | AMOUNTS,
    is_charge=st.booleans(),
)
LINES = st.builds(
    Line,
    quantity=QUANTITIES,
    unit_price=PRICES,
    base_quantity=st.sampled_from([Decimal(1), Decimal(1), Decimal(3), Decimal("0.7")]),
    allowances_charges=st.lists(ALLOWANCES_CHARGES, max_size=2).map(tuple),
    taxes=TAXES,
)
OF_DOCUMENT = st.builds(
    AllowanceCharge,
    amount=st.none() | AMOUNTS,
    percent=PERCENTS,
    is_charge=st.booleans(),
    taxes=st.none() | TAXES,
)
DOCUMENTS = st.builds(
    Document,
    lines=st.lists(LINES, max_size=6).map(tuple),
    allowances_charges=st.lists(OF_DOCUMENT, max_size=2).map(tuple),
    taxes=OF_PLACE,
    currency=st.sampled_from(["EUR", "JPY", "KWD"]),
    prices_include_tax=st.booleans(),
    prepaid=AMOUNTS,
    rounding_amount=st.decimals(-1, 1, places=2),
    cash_rounding=st.sampled_from([None, None, Decimal("0.05"), Decimal(1)]),
)
