"""The grid of lines: a key in a cell of 10, 100 and 500 lines to repainted totals.

Budgets: DESIGN.md, section 4 (Speed).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from benchmarks.bases import empty
from benchmarks.figures import Figure, spread
from benchmarks.keys import CURSOR_LIMITS, bytes_of, press_all, times_of
from benchmarks.programs import start_crm
from benchmarks.terminal import Reply, Terminal
from domain.parts import LineItem
from services.context import Context
from services.deals.lines import read_deal_lines, store_deal_lines
from services.records.use_cases import add_record

SIZES = (10, 100, 500)
CELL_LIMITS = (16.0, 16.0)
RATES = (20, 10, 0)


def measure_grid(rounds: int) -> Iterator[Figure]:
    """Milliseconds until a key in a cell shows in all totals, and of a cursor key; memory."""
    for lines in SIZES:
        typed: list[list[Reply]] = []
        moved: list[list[Reply]] = []
        opened: list[list[Reply]] = []
        memory: list[float] = []
        with empty() as context:
            _deal(context, lines)
            for _round in range(rounds):
                with _in_grid(context.database.path, opened) as terminal:
                    moved.append(press_all(terminal, ["down"] * 12 + ["up"] * 8))
                    press_all(terminal, ["right"] * 4)
                    keys = ["1", "2", "backspace", "backspace"] * 10
                    typed.append(press_all(terminal, keys))
                    memory.append(terminal.memory_mib()[0])
        name = f"grid of {lines} lines"
        yield from spread(f"{name}, open", times_of(opened), "ms")
        yield from spread(f"{name}, key in a cell to totals", times_of(typed), "ms", CELL_LIMITS)
        yield from spread(f"{name}, cursor key", times_of(moved), "ms", CURSOR_LIMITS)
        yield Figure(f"{name}, bytes of a key in a cell", bytes_of(typed), "B")
        yield Figure(f"{name}, resident memory", statistics.median(memory), "MiB")


def _deal(context: Context, lines: int) -> None:
    """Add a deal with so many products of several rates, some with a discount."""
    key = add_record(context, "deal", {"title": "Chairs", "currency": "RUB"})
    store_deal_lines(
        context,
        read_deal_lines(context, key),
        [
            LineItem(
                name=f"Chair {number}",
                quantity=Decimal(number % 7 + 1),
                unit="pc",
                price=Decimal(12400 + number) / 10,
                currency="RUB",
                discount=Decimal(5) if number % 3 else None,
                tax=Decimal(RATES[number % 3]),
                purchase_price=Decimal(900),
            )
            for number in range(lines)
        ],
    )


def _in_grid(path: Path, opened: list[list[Reply]]) -> Terminal:
    """Start the program and open the products of the deal from the board."""
    terminal = start_crm(path)
    terminal.wait_for("Activities", "^Q")
    terminal.rest(2.0)
    terminal.press("2", quiet=1.0)
    opened.append([terminal.press("I", quiet=0.5)])
    terminal.rest(1.0)
    return terminal
