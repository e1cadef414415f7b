"""What the deals of a column, or of the whole board, come to, in words (FEATURES REP-04, DEAL-02).

A sum that leaves currencies out never passes for the whole: their codes stand after it, or, where
room is short, how many there are: `12 k € +2`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from domain.exchange import Converted
from domain.i18n import _
from domain.money import format_amount, short_amount
from domain.pipelines import IN_PROGRESS, WON
from domain.text import spaced
from services.deals.funnel import Funnel, StageTotal
from widgets.facts import Block


def figures_of(total: StageTotal, base: str) -> tuple[Sequence[str], ...]:
    """Return the sums of a column by currency, in the base currency, and by likelihood.

    Each is said exactly, in whole units, in three digits, and with fewer currencies or without the
    percentage.
    """
    sums = _sums(total)
    if not sums:
        return (), (), ()
    known, in_base, likely = list[str](), list[str](), list[str]()
    alone, more = list[str](), _more(len(_left_out(total.weighted)))
    for said in (format_amount, _in_whole_units, short_amount):
        parts = [said(amount, code) for code, amount in sums.items()]
        known.append(" + ".join(parts))
        if list(sums) != [base]:
            in_base.append(_worth(total.base, said, base) + _without_rate(total.base))
        text = _("likely {amount}").format(amount=said(total.weighted.amount, base)) + more
        likely.append(f"{text} ({total.stage.probability} %)")
        alone.append(text)
    for count in range(len(parts) - 1, 0, -1):
        known.append(" + ".join(parts[:count]) + _more(len(parts) - count))
    if in_base:
        in_base.append(_worth(total.base, short_amount, base) + _more(len(_left_out(total.base))))
    return known, in_base, [*likely, *alone[1:]]


def column_facts(total: StageTotal, base: str) -> Block:
    """Return all that is told of a column, whole, for the pane beside the board."""
    title, sums = f"{total.stage.label} · {spaced(total.count)}", _sums(total)
    if not sums:
        return Block(title)
    known = " + ".join(format_amount(amount, code) for code, amount in sums.items())
    lines = [(_("Amount"), known)]
    if list(sums) != [base]:
        worth = _worth(total.base, format_amount, base) + _without_rate(total.base)
        lines.append((_("In {currency}").format(currency=base), worth))
    likely = format_amount(total.weighted.amount, base) + _without_rate(total.weighted)
    lines.append((_("Likely"), f"{likely} ({total.stage.probability} %)"))
    return Block(title, tuple(lines))


def _sums(total: StageTotal) -> dict[str, Decimal]:
    return {code: amount for code, amount in total.amounts.items() if amount}


def _worth(sums: Converted, said: Callable[[Decimal, str], str], base: str) -> str:
    return _("≈ {amount}").format(amount=said(sums.amount, base))


def _more(currencies: int) -> str:
    """Return how many currencies a sum leaves out."""
    return f" +{currencies}" if currencies else ""


def _left_out(sums: Converted) -> list[str]:
    """Return the currencies that no rate tells the worth of."""
    return [code for code, amount in sums.left_out.items() if amount]


def _without_rate(sums: Converted) -> str:
    """Return in words which currencies a sum leaves out."""
    codes = ", ".join(_left_out(sums))
    return f", {_('no rate: {codes}').format(codes=codes)}" if codes else ""


def _in_whole_units(amount: Decimal, currency: str) -> str:
    return format_amount(amount.quantize(Decimal(1), ROUND_HALF_UP), currency)


def figures_of_all(funnel: Funnel) -> list[str]:
    """Return what is told of all deals of a pipeline: what is under way, likely, and won.

    Each is said exactly, in whole units, in three digits, then only what is likely, and at last in
    counts alone. What is lost is in the count of all, and in no sum.
    """
    under_way, won = (
        [total for total in funnel.stages if total.stage.meaning == meaning]
        for meaning in (IN_PROGRESS, WON)
    )
    wordings, likely = list[str](), list[str]()
    for said in (format_amount, _in_whole_units, short_amount):
        parts = [spaced(funnel.count), *_counted(_("open {count}"), under_way, said)]
        if any(total.amounts for total in under_way):
            text = _("likely {amount}").format(amount=said(funnel.weighted.amount, funnel.currency))
            parts.append(text + _without_rate(funnel.weighted))
            likely.append(" · ".join((spaced(funnel.count), parts[-1])))
        wordings.append(" · ".join([*parts, *_counted(_("won {count}"), won, said)]))
    return [*wordings, *likely, spaced(funnel.count)]


def _counted(
    text: str, totals: Sequence[StageTotal], said: Callable[[Decimal, str], str]
) -> list[str]:
    """Return how many deals there are, and what they come to by currency; nothing for none."""
    if not (count := sum(total.count for total in totals)):
        return []
    sums = {
        code: sum((total.amounts.get(code, Decimal(0)) for total in totals), Decimal(0))
        for total in totals
        for code in total.amounts
    }
    amounts = " + ".join(said(amount, code) for code, amount in sums.items() if amount)
    counted = text.format(count=spaced(count))
    return [f"{counted}: {amounts}" if amounts else counted]
