"""A program notices what others write, within a second and without missing anything."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from services.changes import ChangeWatch
from services.context import Context
from services.drafts import drop_draft, load_draft, save_draft
from services.records.use_cases import add_record, edit_record


@pytest.fixture
def watch(context: Context) -> ChangeWatch:
    """Anna's program looks at the file."""
    return ChangeWatch(context)


def wait_for(watch: ChangeWatch, seconds: float = 1.0) -> frozenset[str]:
    """Look four times a second, as the screen does, until something is seen."""
    end = time.monotonic() + seconds
    while not (kinds := watch.changed_kinds()) and time.monotonic() < end:
        time.sleep(0.25)
    return kinds


def test_nothing_written_is_nothing_seen(watch: ChangeWatch) -> None:
    assert watch.changed_kinds() == frozenset()


def test_what_this_program_writes_is_seen_once(context: Context, watch: ChangeWatch) -> None:
    add_record(context, "contact", {"last_name": "Ким", "phones": ["112"]})
    assert watch.changed_kinds() == {"contact", "contact_point"}
    assert watch.changed_kinds() == frozenset()


def test_what_another_program_writes_is_seen(
    context: Context, other: Context, watch: ChangeWatch
) -> None:
    key = add_record(other, "deal", {"title": "Крыша"})
    assert watch.changed_kinds() == {"deal"}
    edit_record(other, "deal", key, {"company": "Мак"})
    edit_record(other, "deal", key, {"amount": 5})
    assert watch.changed_kinds() == {"deal", "company"}


def test_what_another_process_writes_is_seen_within_a_second(
    watch: ChangeWatch, crm_process: Callable[..., Any]
) -> None:
    assert crm_process("add", "lead", "--json", '{"title": "Roof"}').code == 0
    assert wait_for(watch) == {"lead"}


def test_an_unfinished_unit_is_not_seen(other: Context, watch: ChangeWatch) -> None:
    with other.database.write(other.actor, "slow") as unit:
        unit.connection.execute("UPDATE stage SET name = 'x'")
        assert watch.changed_kinds() == frozenset()
    assert watch.changed_kinds() == {"stage"}


def test_a_write_between_two_looks_is_not_missed(
    context: Context, other: Context, watch: ChangeWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whenever the watch has read from the log, another program writes before it reads again.
    seen: set[str] = set()
    connection = context.database.reader()
    todo = ["company", "lead"]

    def interfere(statement: str) -> None:
        if "FROM change" in statement and todo:
            kind = todo.pop(0)
            connection.set_trace_callback(None)
            add_record(other, kind, {"title": "x"})
            connection.set_trace_callback(interfere)

    add_record(other, "deal", {"title": "Крыша"})
    connection.set_trace_callback(interfere)
    for _ in range(4):
        seen |= watch.changed_kinds()
    connection.set_trace_callback(None)
    assert seen >= {"deal", "company", "lead"}


def test_a_draft_is_kept_replaced_and_dropped_without_a_trace(
    context: Context, other: Context
) -> None:
    count = "SELECT count(*) FROM change_unit"
    before = context.database.reader().execute(count).fetchone()
    save_draft(context, "call", {"note": "при", "next": ""})
    save_draft(context, "call", {"note": "привет", "next": "fri"})
    save_draft(other, "call", {"note": "his"})
    assert load_draft(context, "call") == {"note": "привет", "next": "fri"}
    assert load_draft(context, "plan") == {}
    drop_draft(context, "call")
    assert load_draft(context, "call") == {}
    assert load_draft(other, "call") == {"note": "his"}
    assert context.database.reader().execute(count).fetchone() == before
