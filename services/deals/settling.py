"""What follows when a deal is written, in whatever way: its sum, its currency, its stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.errors import BadInput
from domain.money import parse_money
from services.context import Context
from services.deals.moving import check_stage, keep_lost_reason, settle_stage
from services.deals.summing import settle_currency, settle_sum

if TYPE_CHECKING:
    from decimal import Decimal

    from storage.tables.base import Record
    from storage.unit import Unit


def with_currency_apart(data: Mapping[str, object]) -> Mapping[str, object]:
    """Return values of a deal; the currency that its amount names stands in the field for that."""
    amount = data.get("amount")
    if not isinstance(amount, str) or data.get("currency"):
        return data
    try:
        number, currency = parse_money(amount, "")
    except BadInput:
        return data  # the field itself says what is wrong with it
    return {**data, "amount": str(number), "currency": currency} if currency else data


def settle_deal(
    context: Context,
    unit: Unit,
    record: Record,
    stage: UUID | None,
    written: Mapping[str, object],
    *,
    is_new: bool,
) -> None:
    """Bring the sum in step with the products, and do what a new stage asks for.

    Raises BadInput for another sum than that of the products, and where the deal lacks what it
    needs at its stage.
    """
    from storage.tables import Deal

    assert isinstance(record, Deal)
    if written.keys() & {"amount", "currency", "products"}:
        typed = written.get("amount") if not (is_new or "products" in written) else None
        settle_sum(context, unit, record.id, typed=cast("Decimal | None", typed))
        settle_currency(context, unit, record)
    if record.stage_id is not None and record.stage_id != stage:
        check_stage(context, unit, record, stage)
        settle_stage(context, unit, record)
    elif "lost_reason" in written:
        keep_lost_reason(unit, record)
