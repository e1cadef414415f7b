"""What editing makes of lines that are stored by now, or were kept as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.calculation.editing import Editing
from domain.calculation.figures import Pricer
from domain.calculation.kept import Kept, calculation_of, with_keys_of
from domain.calculation.lines import Calculation
from domain.parts import LineItem


def take_stored(
    editing: Editing,
    held: Calculation,
    sent: Sequence[LineItem],
    stored: Sequence[LineItem],
    now: Calculation,
) -> None:
    """Take note that the calculation `held`, whose lines were `sent`, is kept as `stored` by now.

    Where these are the same, their rows become known to all states. Else somebody has made
    something beside it, or prices without tax, which a deal keeps, do not come to the total that
    those with tax had: what it is `now` is one step more.
    """
    is_same = list(sent) == list(stored) and all(
        item.id in (None, row.id) for item, row in zip(sent, stored, strict=True)
    )
    if is_same and _comes_to_the_same(held, now):
        said = [line for line in held.lines if not line.is_blank]
        rows = {line.key: row.id for line, row in zip(said, stored, strict=True)}
        lines = tuple(replace(line, kept=rows.get(line.key)) for line in held.lines)
        editing.saved(replace(held, lines=lines))
    else:
        merged = with_keys_of(now, editing.calculation)
        editing.do(merged, editing.place)
        editing.saved(merged)


def _comes_to_the_same(held: Calculation, now: Calculation) -> bool:
    if held.with_tax == now.with_tax:
        return True
    pricer = Pricer()
    before = pricer.figures(held).totals.tax_inclusive
    return before == pricer.figures(now).totals.tax_inclusive


def resumed(editing: Editing, draft: Kept) -> None:
    """Go on with a draft: it is a step after what is stored, so that it can be taken back."""
    shown = editing.calculation
    paid = shown.paid - draft.terms.prepaid
    kept = calculation_of(draft.lines, draft.terms, shows_tax=draft.shows_tax, paid=paid)
    editing.do(with_keys_of(kept, shown), editing.place)


def same_lines(lines: Sequence[LineItem], others: Sequence[LineItem]) -> bool:
    """Say whether lines are the same, in the same rows and order."""
    return list(lines) == list(others) and [a.id for a in lines] == [b.id for b in others]
