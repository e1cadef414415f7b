"""Units from many threads at once, and what they leave behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from services.context import Context
from services.records.use_cases import add_record


def test_many_threads_write_at_once(context: Context) -> None:
    with ThreadPoolExecutor(24) as pool:
        keys = list(
            pool.map(lambda n: add_record(context, "company", {"title": f"№ {n}"}), range(48))
        )
    rows = context.database.reader().execute("SELECT count(*) FROM company").fetchone()
    assert (len(set(keys)), rows) == (48, (48,))
