"""Of several reads only the last one is carried to its end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from storage.connection import CrmConnection
from storage.latest import LatestRead

ENDLESS = (
    "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) "
    "SELECT count(*) FROM number"
)
"""A statement that ends only when it is interrupted."""

PATIENCE_SECONDS = 20.0


@pytest.fixture
def reads(path: Path) -> Iterator[LatestRead]:
    """Reads of a database."""
    reads = LatestRead(path)
    yield reads
    reads.close()


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Threads to read in."""
    with ThreadPoolExecutor(4) as threads:
        yield threads


def count_users(connection: CrmConnection) -> int:
    """Return the number of users, anna and boris."""
    return int(connection.execute('SELECT count(*) FROM "user"').fetchone()[0])


class Endless:
    """A read without an end, and the moment it has begun."""

    def __init__(self) -> None:
        self.has_begun = Event()

    def __call__(self, connection: CrmConnection) -> None:
        self.has_begun.set()
        # Statement after statement, as a search runs them.
        while True:
            connection.execute(ENDLESS).fetchone()


def test_a_later_read_ends_the_one_before(reads: LatestRead, threads: ThreadPoolExecutor) -> None:
    endless = Endless()
    before = threads.submit(reads.run, endless)
    assert endless.has_begun.wait(PATIENCE_SECONDS)
    assert threads.submit(reads.run, count_users).result(PATIENCE_SECONDS) == 2
    assert before.result(PATIENCE_SECONDS) is None


def test_of_many_reads_at_once_the_last_one_is_answered(
    reads: LatestRead, threads: ThreadPoolExecutor
) -> None:
    for _round in range(30):
        endless = Endless()
        outdated = [threads.submit(reads.run, endless)]
        assert endless.has_begun.wait(PATIENCE_SECONDS)
        outdated += [threads.submit(reads.run, Endless()) for _ in range(2)]
        answer, end = None, monotonic() + PATIENCE_SECONDS
        # A thread may come to ask after this one has; then it is the last, until this one asks.
        while answer is None or not all(one.done() for one in outdated):
            answer = reads.run(count_users)
            assert monotonic() < end
        assert answer == 2
        assert [one.result() for one in outdated] == [None] * 3


def test_closing_ends_the_read(reads: LatestRead, threads: ThreadPoolExecutor) -> None:
    endless = Endless()
    before = threads.submit(reads.run, endless)
    assert endless.has_begun.wait(PATIENCE_SECONDS)
    reads.close()
    assert before.result(PATIENCE_SECONDS) is None
    assert reads.run(count_users) == 2


def test_an_error_is_no_interruption(reads: LatestRead) -> None:
    with pytest.raises(sqlite3.OperationalError):
        reads.run(lambda connection: connection.execute("SELECT nothing"))
    assert reads.run(count_users) == 2
