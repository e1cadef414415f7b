"""The board of 100,000 deals in 8 stages, 90,000 of them in one: opened, walked, moved, narrowed.

Budgets: DESIGN.md, section 4 (Speed).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.areas import AHEAD_SECONDS, SWITCH_LIMITS
from benchmarks.bases import Base
from benchmarks.figures import Figure, spread
from benchmarks.keys import (
    CURSOR_BYTES,
    CURSOR_LIMITS,
    PAGE_BYTES,
    PAGE_LIMITS,
    bytes_of,
    press_all,
    settle,
    times_of,
    type_filter,
)
from benchmarks.programs import start_crm
from benchmarks.terminal import Reply, Terminal
from domain.records.record_query import RecordQuery
from services.context import Context
from services.deals.board import BoardOpener
from services.deals.funnel import read_funnel
from services.deals.moving import move_deals
from services.deals.pipelines import find_pipeline

DEALS = Base("board", 20_000, 5_000, 100_000, 30_000, 100)
PIPELINE = "goods"
STAGES = 8
PAINTED_LIMITS = (5.0, None)
STORED_LIMITS = (20.0, None)
SEEN_LIMIT = 1_000.0
FILTERS = (("a word", "мебель"), ("a field", "amount:>100000"))
"""What a filter asks for, and its text; its last letter is measured."""


def measure_board(rounds: int) -> Iterator[Figure]:
    """Key to painted and stored for each thing that is done on the board; memory; colleagues."""
    found: dict[str, list[list[Reply]]] = {
        name: [] for name in ("open", "cursor", "long", "page", "G", "column", "move")
    }
    narrowed: dict[str, list[list[Reply]]] = {name: [] for name, _text in FILTERS}
    seen: list[float] = []
    memory: list[float] = []
    with DEALS.copy() as context:
        _pile(context)
        path = context.database.path
        yield from _reads(context)
        yield from _stored(context, rounds * 10)
        for _round in range(rounds):
            with _on_board(path, found["open"]) as terminal:
                found["column"].append(press_all(terminal, "llllhhhh" * 3))
                found["cursor"].append(press_all(terminal, "j" * 60 + "k" * 20))
                found["page"].append(press_all(terminal, ["pagedown"] * 15 + ["pageup"] * 5))
                found["G"].append([terminal.press("G", quiet=0.5)])
                found["long"].append(press_all(terminal, "k" * 60 + "j" * 20))
                terminal.press("g", quiet=0.5)
                found["move"].append([terminal.press(key, quiet=0.8) for key in "LHLHLH"])
                for name, text in FILTERS:
                    narrowed[name].append([type_filter(terminal, text)])
                seen.append(_seen_after(context, terminal))
                memory.append(terminal.memory_mib()[0])
    yield from spread("the board, come to", times_of(found["open"]), "ms", SWITCH_LIMITS)
    for name, label in (
        ("cursor", "board, cursor key"),
        ("long", "board, cursor key at card 90,000"),
        ("column", "board, to the column beside"),
    ):
        yield from spread(label, times_of(found[name]), "ms", CURSOR_LIMITS)
    yield Figure("board, bytes of a cursor key", bytes_of(found["cursor"]), "B", CURSOR_BYTES)
    yield from spread("board, page key", times_of(found["page"]), "ms", PAGE_LIMITS)
    yield Figure("board, bytes of a page", bytes_of(found["page"]), "B", PAGE_BYTES)
    yield from spread("board, G to card 90,000", times_of(found["G"]), "ms")
    painted = [[r.first_ms for r in replies if r.first_ms is not None] for replies in found["move"]]
    yield from spread("board, a card moved: painted", painted, "ms", PAINTED_LIMITS)
    for name, rounds_of in narrowed.items():
        yield from spread(f"board, filter by {name}: cards", times_of(rounds_of), "ms")
    yield Figure("board, a colleague's move is seen", statistics.median(seen), "ms", SEEN_LIMIT)
    yield Figure("board, resident memory", statistics.median(memory), "MiB")


def _reads(context: Context) -> Iterator[Figure]:
    """What is read for the first frame of the board, and what is told above its columns."""
    pipeline, query = find_pipeline(context, PIPELINE), RecordQuery("deal")
    opener = BoardOpener(context)
    for name, read in (
        ("board, first cards of all columns", lambda: opener.open_beside(query, pipeline, 16)),
        ("board, counts and sums, beside the screen", lambda: read_funnel(context, pipeline)),
    ):
        times = []
        for _attempt in range(5):
            started = time.perf_counter()
            read()
            times.append((time.perf_counter() - started) * 1e3)
        yield Figure(name, statistics.median(times), "ms")
    opener.close()


def _stored(context: Context, count: int) -> Iterator[Figure]:
    """How long the use case takes that stores a move."""
    stages = find_pipeline(context, PIPELINE).in_use
    opener = BoardOpener(context)
    columns = opener.open_beside(RecordQuery("deal"), find_pipeline(context, PIPELINE), 16)
    opener.close()
    assert columns is not None
    key = columns[stages[0].id].sample[0].id
    move_deals(context, [key], stages[1].id)
    times = []
    for number in range(count):
        started = time.perf_counter()
        move_deals(context, [key], stages[number % 2].id)
        times.append((time.perf_counter() - started) * 1e3)
    yield from spread("board, a card moved: stored", [times], "ms", STORED_LIMITS)


def _pile(context: Context) -> None:
    """Bring nine of ten deals to the first stage of a pipeline, the others to its other stages."""
    stages = [stage.id.bytes for stage in find_pipeline(context, PIPELINE).in_use[:STAGES]]
    with context.database.write(context.actor, "move_deal") as unit:
        run = unit.connection.execute
        run("UPDATE pipeline SET sort = -1 WHERE code = ?", (PIPELINE,))
        run("CREATE TEMP TABLE pile AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM deal")
        run("UPDATE deal SET stage_id = ?", (stages[0],))
        for number, stage in enumerate(stages[1:]):
            run(
                "UPDATE deal SET stage_id = ? WHERE id IN (SELECT id FROM pile WHERE n % 70 = ?)",
                (stage, number),
            )
        run("UPDATE deal SET stage_at = stage_at - (rowid * 7919 % 10000000) * 1000000")


def _on_board(path: Path, opened: list[list[Reply]]) -> Terminal:
    """Start the program and go to the board."""
    terminal = start_crm(path)
    settle(terminal)
    terminal.rest(AHEAD_SECONDS)
    opened.append([terminal.press("2", quiet=0.5)])
    terminal.rest(1.0)
    return terminal


def _seen_after(context: Context, terminal: Terminal) -> float:
    """Return milliseconds until the program shows a move that this process makes."""
    stages = find_pipeline(context, PIPELINE).in_use
    opener = BoardOpener(context)
    columns = opener.open_beside(RecordQuery("deal"), find_pipeline(context, PIPELINE), 16)
    opener.close()
    assert columns is not None
    terminal.rest(1.0)
    started = time.perf_counter()
    move_deals(context, [columns[stages[0].id].sample[0].id], stages[1].id)
    while time.perf_counter() < started + 5.0:
        if terminal.rest(0.01):
            break
    return (time.perf_counter() - started) * 1e3
