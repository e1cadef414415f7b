"""How long somebody else waits to save while a use case writes: a program that tries all the time.

Run as a program it tries until its input ends, and prints the longest wait in seconds.
"""

from __future__ import annotations

import select
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

_PAUSE = 0.02
"""Seconds between two tries."""

_PATIENCE = 600.0


def longest_wait(path: Path, work: Callable[[], object]) -> float:
    """Do some work, and return the seconds that the longest try to write took meanwhile."""
    command = [sys.executable, "-m", "benchmarks.waiting", str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as trying:
        assert trying.stdout is not None
        trying.stdout.readline()
        work()
        told, _errors = trying.communicate()
    return float(told)


def _try_until_told(path: Path) -> float:
    """Begin to write again and again until the input ends."""
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    longest = 0.0
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], _PAUSE)[0]:
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        longest = max(longest, time.perf_counter() - started)
        connection.execute("ROLLBACK")
    connection.close()
    return longest


if __name__ == "__main__":
    print(_try_until_told(Path(sys.argv[1])))
