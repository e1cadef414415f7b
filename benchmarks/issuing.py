"""Two processes that issue invoices at once: how long each takes, and that no number is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from benchmarks.bases import empty
from benchmarks.figures import Figure
from services.context import Context
from services.invoicing.making import make_within
from services.records.use_cases import add_record, load_writing

EACH = 1_000
"""How many invoices each process issues."""

_ISSUE = """
import sys
from pathlib import Path
from zoneinfo import ZoneInfo
from services.context import Context
from services.identity import sign_in
from services.invoicing.issuing import issue_document
from storage.database import Database
from uuid import UUID
database = Database.open(Path(sys.argv[1]))
context = Context(database, sign_in(database), ZoneInfo("UTC"))
for line in sys.stdin:
    print(issue_document(context, "invoice", UUID(line.strip())))
"""


def measure_issuing() -> Iterator[Figure]:
    """Issue a thousand drafts in each of two processes that wait for each other's units."""
    with empty() as context:
        keys = _drafts(context, 2 * EACH)
        before = time.perf_counter()
        numbers = _issue(context.database.path, keys)
        spent = time.perf_counter() - before
    counts = sorted(int(number.rpartition("-")[2]) for number in numbers)
    yield Figure("issue an invoice, two processes at once", spent / len(keys) * 1e3, "ms")
    yield Figure("numbers drawn twice", len(counts) - len(set(counts)), "", 0)
    yield Figure("numbers left out", counts[-1] - len(set(counts)), "", 0)


def _drafts(context: Context, count: int) -> list[UUID]:
    load_writing()
    add_record(context, "company", {"title": "Vega"})
    line = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}
    data = {"company": "Vega", "products": [line] * 5}
    with context.database.write(context.actor, "seed") as unit:
        return [make_within(context, unit, "invoice", None, data) for _number in range(count)]


def _issue(path: Path, keys: list[UUID]) -> list[str]:
    running = []
    for half in (0, 1):
        process = subprocess.Popen(
            [sys.executable, "-c", _ISSUE, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        process.stdin.write("".join(f"{key}\n" for key in keys[half::2]))
        process.stdin.close()
        running.append(process)
    numbers: list[str] = []
    for process in running:
        assert process.stdout is not None
        numbers += process.stdout.read().split()
        process.wait()
    return numbers
