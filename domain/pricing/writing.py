"""What documents come to, in the JSON form of `crm price`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from domain.pricing.model import TaxSubtotal, Totals


def totals_as_json(totals: Totals) -> dict[str, Any]:
    """Return totals under their names, amounts as strings with all decimals of the currency."""
    return {
        "line_total": str(totals.line_total),
        "allowance_total": str(totals.allowance_total),
        "charge_total": str(totals.charge_total),
        "tax_exclusive": str(totals.tax_exclusive),
        "tax_total": str(totals.tax_total),
        "tax_breakdown": [_row(row) for row in totals.tax_breakdown],
        "tax_inclusive": str(totals.tax_inclusive),
        "retained": str(totals.retained),
        "prepaid": str(totals.prepaid),
        "rounding": str(totals.rounding_amount),
        "payable": str(totals.payable),
    }


def _row(row: TaxSubtotal) -> dict[str, Any]:
    """Return a row of the breakdown; its name and what is unusual about it only where it has it."""
    said: dict[str, Any] = {"name": row.name} if row.name else {}
    said |= {
        "category": row.category,
        "rate": plain(row.rate),
        "taxable": str(row.taxable),
        "tax": str(row.tax),
    }
    if row.is_withheld:
        said["retained"] = True
    if row.is_compound:
        said["compound"] = True
    return said


def plain(number: Decimal) -> str:
    """Return a number without an exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
