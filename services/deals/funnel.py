"""What the deals of a pipeline come to, stage by stage (FEATURES REP-04, DEAL-14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from domain.exchange import Converted
from domain.pipelines import IN_PROGRESS
from services.context import Context
from services.currencies.rates import base_currency, rates_within
from services.deals.pipelines import PipelineView, StageView
from services.records.listing import deals_that_fit
from storage.connection import CrmConnection
from storage.reads.deal_sums import StageSum, read_stage_sums

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class StageTotal:
    """The deals of a stage: how many, and what they come to by currency.

    `base` is that in the base currency, `weighted` each amount times the probability of its deal;
    what no rate tells of is left out of both, and named there.
    """

    stage: StageView
    count: int
    amounts: Mapping[str, Decimal]
    base: Converted
    weighted: Converted


@dataclass(frozen=True, slots=True)
class Funnel:
    """The stages in use of a pipeline with what is at each, and those out of use with deals.

    `currency` is the base currency. The totals are of all deals, those that are over as well; the
    forecast (`weighted`) is of those in progress alone.
    """

    pipeline: PipelineView
    currency: str
    stages: tuple[StageTotal, ...]
    count: int
    base: Converted
    weighted: Converted


@dataclass(slots=True)
class _Sum:
    """Deals that are being added up."""

    count: int = 0
    amounts: dict[str, Decimal] = field(default_factory=dict)
    weighted: dict[str, Decimal] = field(default_factory=dict)

    def add(self, one: StageSum) -> None:
        self.count += one.deals
        if one.currency:
            share = one.amount * one.probability / HUNDRED
            self.amounts[one.currency] = self.amounts.get(one.currency, Decimal(0)) + one.amount
            self.weighted[one.currency] = self.weighted.get(one.currency, Decimal(0)) + share


def read_funnel(
    context: Context,
    pipeline: PipelineView,
    text: str = "",
    connection: CrmConnection | None = None,
) -> Funnel:
    """Return what the deals of a pipeline come to that are not in the bin and fit a filter.

    It is read on the connection of the calling thread unless another is given. Raises QueryError.
    """
    reader = connection or context.database.reader()
    today, base = context.now().date(), base_currency(context)
    found = read_stage_sums(reader, pipeline.id, base, deals_that_fit(context, text))
    rates = rates_within(reader, today)
    by_stage = {
        stage.id: _added(one for one in found if one.stage == stage.id) for stage in pipeline.stages
    }

    def convert(amounts: Mapping[str, Decimal]) -> Converted:
        return rates.total(amounts, base, today)

    totals = [
        StageTotal(stage, sum_.count, sum_.amounts, convert(sum_.amounts), convert(sum_.weighted))
        for stage in pipeline.stages
        if (sum_ := by_stage[stage.id]).count or stage.is_active
    ]
    in_progress = {stage.id for stage in pipeline.stages if stage.meaning == IN_PROGRESS}
    whole = _added(found)
    running = _added(one for one in found if one.stage in in_progress)
    return Funnel(
        pipeline,
        base,
        tuple(totals),
        whole.count,
        convert(whole.amounts),
        convert(running.weighted),
    )


def _added(sums: Iterable[StageSum]) -> _Sum:
    whole = _Sum()
    for one in sums:
        whole.add(one)
    return whole
