"""What stands on the cards of the board and above its columns (FEATURES DEAL-02, REP-04)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final, cast

from domain.i18n import _
from domain.money import format_amount
from domain.pipelines import IN_PROGRESS
from domain.records.record_rows import RecordRow
from domain.records.references import Reference
from domain.records.values import Choice, NextStep, Person
from domain.text import one_line
from services.context import Context
from services.deals.board import CARD_FIELDS
from services.deals.funnel import StageTotal
from services.deals.pipelines import StageView
from services.records.showing import is_late, show_step
from widgets.board.faces import CardFace, LaneHead
from widgets.lists.row_painter import VALUE_TONES, Part

_PLACES: Final = {name: place for place, name in enumerate(CARD_FIELDS)}
_LONGEST = 120


def card_face(
    context: Context, row: RecordRow, now: datetime, stages: Mapping[str, StageView]
) -> CardFace:
    """Return what the card of a row shows; `stages` are those of the board by their codes."""

    def value(name: str) -> object:
        return row.values[_PLACES[name]]

    stage = cast("Choice | None", value("stage"))
    is_open = stage is not None and stage.meaning == IN_PROGRESS
    amount, currency, client = value("amount"), str(value("currency") or ""), value("client")
    return CardFace(
        one_line(row.title, _LONGEST),
        one_line(client.title, _LONGEST) if isinstance(client, Reference) else "",
        format_amount(amount, currency) if isinstance(amount, Decimal) else "",
        _age(cast("datetime", value("stage_at")), now, stages.get(stage.code) if stage else None),
        _initials(value("responsible")),
        _step(value("next_step"), now, is_open=is_open),
    )


def _age(since: datetime, now: datetime, stage: StageView | None) -> Part:
    """Return for how long a deal has been at its stage; `!` marks one that is stale."""
    days = max(0, (now.date() - since.astimezone(now.tzinfo).date()).days)
    said = _("{days} d").format(days=days)
    is_stale = stage is not None and stage.is_stale(since, now)
    return (f"{said}!", "warn") if is_stale else (said, "muted")


def _initials(person: object) -> str:
    if not isinstance(person, Person):
        return "–"
    words = person.name.replace("_", " ").replace(".", " ").split()
    return "".join(word[0] for word in words[:2]).upper()


def _step(step: object, now: datetime, *, is_open: bool) -> Part:
    if isinstance(step, NextStep):
        return one_line(show_step(step, now), _LONGEST), "alert" if is_late(step, now) else "row"
    return (_("! no next step"), "warn") if is_open else ("", "muted")


def lane_head(stage: StageView, total: StageTotal | None, base: str) -> LaneHead:
    """Return what stands above the column of a stage; `total` is None until it is counted.

    `base` is the base currency.
    """
    tone = VALUE_TONES.get(stage.color, "row")
    if total is None:
        return LaneHead(stage.label, tone)
    return LaneHead(stage.label, tone, total.count, figures_of(total, base))


def figures_of(total: StageTotal, base: str) -> tuple[str, str, str]:
    """Return the sums of a column by currency, in the base currency, and by likelihood.

    What no rate tells the worth of is named, so that no sum passes for more than it is.
    """
    sums = {code: amount for code, amount in total.amounts.items() if amount}
    if not sums:
        return "", "", ""
    known = " + ".join(format_amount(amount, code) for code, amount in sums.items())
    in_base = ""
    if list(sums) != [base]:
        in_base = _("≈ {amount}").format(amount=format_amount(total.base.amount, base))
    if left_out := ", ".join(code for code in total.base.left_out if code in sums):
        in_base = f"{in_base}, {_('no rate: {codes}').format(codes=left_out)}"
    likely = _("likely {amount}").format(amount=format_amount(total.weighted.amount, base))
    return known, in_base, f"{likely} ({total.stage.probability} %)"


def figures_of_all(totals: Iterable[StageTotal]) -> list[str]:
    """Return what is told of the whole board: the sums of all its columns by currency."""
    sums: dict[str, Decimal] = {}
    for total in totals:
        for code, amount in total.amounts.items():
            sums[code] = sums.get(code, Decimal(0)) + amount
    return [format_amount(amount, code) for code, amount in sums.items() if amount]
