"""The discount on a whole document."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from domain.pricing.model import AllowanceCharge, Document


def discount_of(document: Document) -> AllowanceCharge | None:
    """Return the discount on the whole: the first one that is split over all, None for none.

    A charge is one, too, where no reason tells what else it is for, such as freight.
    """
    at = _place(document)
    return None if at is None else document.allowances_charges[at]


def with_discount(
    document: Document, *, amount: Decimal | None = None, percent: Decimal | None = None
) -> Document:
    """Return a document with this discount on the whole in place of its own, or none.

    What is below zero makes it dearer and is a charge, for which the reason no longer holds.
    """
    at, given = _place(document), amount if amount is not None else percent
    before = AllowanceCharge() if at is None else document.allowances_charges[at]
    others = list(document.allowances_charges)
    if at is not None:
        del others[at]
    if given:
        discount = replace(
            before,
            amount=None if amount is None else abs(amount),
            percent=abs(percent) if amount is None and percent is not None else None,
            base=None,
            is_charge=given < 0,
            reason="" if given < 0 else before.reason,
            other_amount=None,
            other_base=None,
        )
        others.insert(len(others) if at is None else at, discount)
    return replace(document, allowances_charges=tuple(others))


def _place(document: Document) -> int | None:
    for at, one in enumerate(document.allowances_charges):
        is_split = one.taxes is None and not one.tax_category and one.base is None
        if is_split and not (one.is_charge and one.reason):
            return at
    return None
