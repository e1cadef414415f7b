"""Lists on the screen: opened, walked through, filtered; and what memory it takes in the end.

Budgets: DESIGN.md, section 4 (Speed). VisiData shows a CSV file of the same contacts beside it,
where it is installed: `vd` on the path, or its file named by the variable `VISIDATA`.
"""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bases import CACHE, ROOT, Base
from benchmarks.empty_app import MARKER
from benchmarks.figures import Figure, compared, spread
from benchmarks.keys import CURSOR_LIMITS, PAGE_LIMITS, press_all, settle, times_of, type_filter
from benchmarks.programs import start_crm, start_empty, surroundings
from benchmarks.terminal import Reply, Terminal

SWITCH_LIMITS = (30.0, None)
MEMORY_LIMIT = 3.0

KINDS = ("contact", "company", "lead", "activity")
"""The lists of area 3, in their order."""

AHEAD_SECONDS = 3.0
"""After what is loaded behind the first frame: areas are laid out ahead by then."""

WRITING_SECONDS = 2.0
"""After the first form has opened: what writes is in memory by then."""

FILTERS = (
    ("a word", "nowak"),
    ("a field", "type:client"),
    ("a date range", "changed:-30d.."),
    ("a field of a linked record", "company.city:warszawa"),
)
"""What a filter asks for, and its text; its last letter is measured."""

_CSV = """
SELECT c.last_name, c.first_name, c.position, a.city,
    (SELECT value FROM contact_point p WHERE p.record_kind = 'contact' AND p.record_id = c.id
     AND p.type = 'phone' ORDER BY p.sort LIMIT 1), c.comment
FROM contact c LEFT JOIN address a ON a.record_kind = 'contact' AND a.record_id = c.id
    AND a.sort = 0
WHERE c.deleted_at IS NULL ORDER BY c.folded_name
"""

LOADING_SECONDS = 120.0
"""How long VisiData may take to read the whole file."""


def measure_areas(base: Base, rounds: int) -> Iterator[Figure]:
    """Area 3 opened, each of its lists opened, cursor and page keys, both ends, and filters."""
    first: list[list[Reply]] = []
    again: list[list[Reply]] = []
    opened: dict[str, list[list[Reply]]] = {kind: [] for kind in KINDS[1:]}
    walked: dict[str, list[list[Reply]]] = {name: [] for name in ("cursor key", "page key", "G")}
    filtered: dict[str, list[list[Reply]]] = {name: [] for name, _text in FILTERS}
    for _round in range(rounds):
        with start_crm(base) as terminal:
            settle(terminal)
            terminal.rest(AHEAD_SECONDS)
            first.append([terminal.press("3", quiet=0.5)])
            replies = [terminal.press(key, quiet=0.3) for key in "13" * 6]
            again.append(replies[1::2])
            walked["cursor key"].append(press_all(terminal, ["j"] * 60 + ["k"] * 20))
            walked["page key"].append(press_all(terminal, ["pagedown"] * 15 + ["pageup"] * 5))
            walked["G"].append([terminal.press("G", quiet=0.3)])
            terminal.press("g", quiet=0.3)
            for name, text in FILTERS:
                filtered[name].append([type_filter(terminal, text)])
            for kind in KINDS[1:]:
                opened[kind].append([terminal.press("]", quiet=0.5)])
    yield from spread("the lists, opened first", times_of(first), "ms", SWITCH_LIMITS)
    yield from spread("the lists, come back to", times_of(again), "ms", SWITCH_LIMITS)
    for kind, replies_of_kind in opened.items():
        yield from spread(f"list of kind {kind}, opened", times_of(replies_of_kind), "ms")
    limits = {"cursor key": CURSOR_LIMITS, "page key": PAGE_LIMITS}
    for name, rounds_of in walked.items():
        label = f"contacts, {name}"
        yield from spread(label, times_of(rounds_of), "ms", limits.get(name, (None, None)))
    for name, rounds_of in filtered.items():
        yield from spread(f"contacts, filter by {name}: rows", times_of(rounds_of), "ms")


def measure_memory(base: Base, rounds: int) -> Iterator[Figure]:
    """Memory after all areas and lists were opened; budget: 3 times an empty Textual app.

    What writes is loaded by the first form, which is opened afterwards.
    """
    looked: list[tuple[float, float]] = []
    written: list[tuple[float, float]] = []
    for _round in range(rounds):
        with start_empty() as terminal:
            terminal.wait_for(MARKER)
            empty, _share = terminal.memory_mib()
        with start_crm(base) as terminal:
            settle(terminal)
            terminal.rest(AHEAD_SECONDS)
            for key in ("3", "]", "]", "]", "G", "*", *"245701", "ctrl+p", "escape"):
                terminal.press(key, quiet=1.0)
            looked.append((terminal.memory_mib()[0], empty))
            terminal.press("ctrl+l", quiet=WRITING_SECONDS)
            written.append((terminal.memory_mib()[0], empty))
    yield compared("resident memory, all areas opened", looked, "MiB", MEMORY_LIMIT)
    yield compared("resident memory, a form opened, too", written, "MiB")


def measure_visidata(base: Base) -> Iterator[Figure]:
    """The same keys in VisiData on a file of the same contacts, all of which it reads first."""
    program = os.environ.get("VISIDATA") or shutil.which("vd")
    if program is None:
        print("VisiData is not installed (no vd, no VISIDATA): left out.", file=sys.stderr)
        return
    path = _csv_of(base)
    command = [program, "--config", os.devnull, "--visidata-dir", str(CACHE / "vd"), str(path)]
    with Terminal(command, surroundings(), ROOT) as terminal:
        terminal.wait_for("last_name")
        yield Figure("VisiData: exec to the first rows", terminal.shown_after("last_name"), "ms")
        loaded = _until_loaded(terminal)
        yield Figure("VisiData: exec to all rows", loaded, "ms")
        yield Figure("VisiData: resident memory", terminal.memory_mib()[0], "MiB")
        for name, keys in (
            ("cursor key", ["j"] * 60 + ["k"] * 20),
            ("page key", ["pagedown"] * 15 + ["pageup"] * 5),
            ("G", ["G"]),
        ):
            yield from spread(f"VisiData: {name}", times_of([press_all(terminal, keys)]), "ms")
        terminal.press("home", quiet=0.3)
        for key in "|nowak":
            terminal.send(key)
        terminal.rest(0.5)
        reply = terminal.press("enter", quiet=1.5, patience=30.0)
        if reply.settled_ms is not None:
            yield Figure("VisiData: rows with a word selected", reply.settled_ms, "ms")


def _until_loaded(terminal: Terminal) -> float:
    """Return the milliseconds from the start until the file has been read, judged by its work."""
    resting, passed = 0, 0.0
    while resting < 3 and passed < LOADING_SECONDS * 1e3:
        before = terminal.cpu_ms()
        terminal.rest(0.5)
        resting = resting + 1 if terminal.cpu_ms() - before < 100 else 0
        passed += 500.0
    return max(0.0, passed - 1_500.0) + terminal.first_byte_ms()


def _csv_of(base: Base) -> Path:
    """Return a CSV file of the contacts of a base, made at the first call."""
    path = base.path.with_suffix(".csv")
    if not path.exists():
        draft = path.with_suffix(".part")
        with sqlite3.connect(base.path) as connection, draft.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("last_name", "first_name", "position", "city", "phone", "comment"))
            writer.writerows(connection.execute(_CSV))
        draft.rename(path)
    return path
