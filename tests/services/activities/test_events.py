"""Events: what happened is written down, read and deleted, and never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import BadInput, CrmError, NotAllowed, NotFound
from domain.pipelines import GENERAL
from domain.records.references import Reference
from domain.shipped import shipped_id
from domain.timeline import TimelineEntry
from services.activities.checklist import add_check_items
from services.activities.events import (
    EventReport,
    add_event,
    event_kinds,
    find_event_kind,
    read_event_moment,
)
from services.activities.finishing import finish_activities, reopen
from services.activities.planning import parse_deadline, postpone
from services.agenda import Agenda
from services.cards.stream import Stream
from services.cards.timeline import Timeline
from services.context import Context
from services.dictionaries.changing import add_value
from services.dictionaries.deleting import delete_value
from services.files.listing import list_attachments
from services.lists.bulk import bulk_delete, bulk_edit
from services.lists.bulk_changes import FieldChange
from services.records.finding import find_records
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import redo, undo
from storage.check import find_faults
from tests.screens.desk import MONDAY, at


@pytest.fixture
def ivanov(context: Context) -> Reference:
    """A contact."""
    return Reference("contact", add_record(context, "contact", {"last_name": "Ivanov"}), "Ivanov")


def happened(context: Context, about: Reference, what: str = "Came by", **more: object) -> UUID:
    return add_event(context, replace(EventReport((about,), what), **more))  # type: ignore[arg-type]


def timeline(context: Context, record: Reference) -> list[str]:
    lines = Timeline(context, record.kind, record.id).after(None, 50)
    return [f"{x.outcome}: {x.text}" for x in lines if isinstance(x, TimelineEntry) and x.done_at]


@pytest.mark.row("HIST-01", "MEET-02", "FEED-02")
@pytest.mark.parametrize("kind", ["contact", "company", "lead", "deal"])
def test_an_event_stands_on_the_timeline_and_in_the_history_of_its_record(
    context: Context, kind: str
) -> None:
    name = "last_name" if kind == "contact" else "title"
    record = Reference(kind, add_record(context, kind, {name: "Vega"}), "Vega")
    said = {"kind": "seminar_held", "result": "12 people, 3 want an offer"}
    key = happened(context, record, "Seminar on chairs", **said)
    expected = "Seminar held: Seminar on chairs: 12 people, 3 want an offer"
    assert timeline(context, record) == [expected]
    history = Stream(context, record).after(None, 10)
    assert key in [line.key for line in history]
    undo(context)
    assert timeline(context, record) == []
    assert redo(context) == "event added"
    assert timeline(context, record) == [expected]


@pytest.mark.row("HIST-01", "A1.1")
def test_an_event_is_in_no_agenda_and_is_found(context: Context, ivanov: Reference) -> None:
    key = happened(context, ivanov, "Signed the framework contract")
    assert Agenda(context, context.now()).keys() == []
    assert [hit.id for hit in find_records(context, "framework", ("activity",))] == [key]


@pytest.mark.row("HIST-01")
def test_files_come_with_an_event_or_nothing_does(
    context: Context, ivanov: Reference, tmp_path: Path
) -> None:
    paper = tmp_path / "contract.pdf"
    paper.write_bytes(b"%PDF")
    key = happened(context, ivanov, files=(str(paper),))
    assert [file.name for file in list_attachments(context, "activity", key)] == ["contract.pdf"]
    with pytest.raises(BadInput, match="cannot be read"):
        happened(context, ivanov, "Twice", files=(str(tmp_path / "none.pdf"),))
    assert len(timeline(context, ivanov)) == 1


@pytest.mark.row("HIST-02")
def test_an_event_can_bring_its_deal_to_another_stage(context: Context) -> None:
    deal = Reference("deal", add_record(context, "deal", {"title": "40 chairs"}), "40 chairs")
    offer = shipped_id("stage", GENERAL.code, "offer")
    happened(context, deal, stage=offer)
    stored = context.database.reader().execute("SELECT stage_id FROM deal").fetchone()
    assert stored == (offer.bytes,)


@pytest.mark.row("HIST-01")
def test_what_says_nothing_or_concerns_nothing_is_no_event(
    context: Context, ivanov: Reference
) -> None:
    with pytest.raises(BadInput, match="Say what happened"):
        happened(context, ivanov, " ")
    with pytest.raises(BadInput, match="Say with whom"):
        add_event(context, EventReport((), "Came by"))
    with pytest.raises(BadInput, match="kind of event is gone"):
        happened(context, ivanov, kind="dance")
    delete_record(context, "contact", ivanov.id)
    with pytest.raises(NotFound):
        happened(context, ivanov)


@pytest.mark.row("HIST-01")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "2026-11-23 14:32"),
        ("today", "2026-11-23 14:32"),
        ("yesterday 15:00", "2026-11-22 15:00"),
        ("10:00", "2026-11-23 10:00"),
        ("fri", "2026-11-20 12:00"),
        ("25.12", "2025-12-25 12:00"),
        ("-2h", "2026-11-23 12:32"),
        ("вчера", "2026-11-22 12:00"),
        ("pt 9", "2026-11-20 09:00"),
    ],
)
def test_the_moment_of_an_event_is_the_last_one_that_fits(
    context: Context, typed: str, expected: str
) -> None:
    assert f"{read_event_moment(at(context), typed):%Y-%m-%d %H:%M}" == expected


@pytest.mark.row("HIST-01")
@pytest.mark.parametrize("typed", ["tomorrow", "16:00", "24.11.2026", "+1h", "gibberish", "-9999y"])
def test_an_event_cannot_lie_ahead(context: Context, typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_event_moment(at(context), typed)
    assert caught.value.field == "when"


def test_kinds_of_events_are_those_in_use_under_their_names(context: Context) -> None:
    assert list(event_kinds(context).items())[:2] == [
        ("information", "Information"),
        ("seminar_held", "Seminar held"),
    ]
    assert find_event_kind(context, "seminar") == "seminar_held"
    assert find_event_kind(context, "") == ""
    with pytest.raises(BadInput, match="Use one of: information"):
        find_event_kind(context, "dance")


def _edit(context: Context, key: UUID) -> object:
    return edit_record(context, "activity", key, {"result": "other"})


def _bulk(context: Context, key: UUID) -> object:
    outcome = bulk_edit(context, "activity", [key], [FieldChange("result", value="other")])
    assert outcome.changed == 0
    raise NotAllowed(outcome.explain())


def _in_shell(context: Context, key: UUID) -> object:
    with context.database.write(context.actor, "edit_activity") as unit:
        unit.connection.execute("UPDATE activity SET result = 'other' WHERE id = ?", (key.bytes,))
    return None


_WAYS: tuple[Callable[[Context, UUID], object], ...] = (
    _edit,
    _bulk,
    _in_shell,
    lambda context, key: reopen(context, [key]),
    lambda context, key: add_check_items(context, key, ["Pack"]),
)


@pytest.mark.row("HIST-03")
@pytest.mark.parametrize("change", _WAYS)
def test_no_way_of_writing_changes_an_event(
    context: Context, ivanov: Reference, change: Callable[[Context, UUID], object]
) -> None:
    key = happened(context, ivanov)
    before = show_record(context, "activity", key)
    with pytest.raises(CrmError, match="An event stays as it was written down"):
        change(context, key)
    assert show_record(context, "activity", key) == before


@pytest.mark.row("HIST-03")
@pytest.mark.parametrize("many", [False, True])
def test_an_event_is_deleted_and_comes_back_as_it_was(
    context: Context, ivanov: Reference, many: bool
) -> None:
    key = happened(context, ivanov)
    if many:
        assert bulk_delete(context, "activity", [key]).changed == 1
    else:
        delete_record(context, "activity", key)
    assert timeline(context, ivanov) == []
    undo(context)
    assert timeline(context, ivanov) == [": Came by"]
    assert list(find_faults(context.database)) == []


@pytest.mark.row("HIST-03", "DICT-02")
def test_the_kind_of_an_event_gives_way_to_another_as_the_dictionary_says(
    context: Context, ivanov: Reference
) -> None:
    added = add_value(context, "event_kind", "Fair")
    happened(context, ivanov, kind=added.code)
    assert timeline(context, ivanov) == ["Fair: Came by"]
    delete_value(context, "event_kind", added.code, "other")
    assert timeline(context, ivanov) == ["Other: Came by"]


def test_the_moment_of_an_event_is_that_which_was_given(
    context: Context, ivanov: Reference
) -> None:
    moment = datetime(2026, 11, 2, 9, 30, tzinfo=MONDAY.tzinfo)
    key = happened(context, ivanov, at=moment)
    values = show_record(context, "activity", key).values
    assert values["done_at"] == values["start_at"] == moment


@pytest.mark.row("HIST-03")
def test_an_event_is_neither_finished_nor_put_off(context: Context, ivanov: Reference) -> None:
    event = add_event(context, EventReport((ivanov,), "seminar"))
    for work in (
        lambda: finish_activities(context, [event]),
        lambda: postpone(context, [event], parse_deadline(context, "tomorrow 10:00")),
    ):
        with pytest.raises(NotAllowed, match="An event has happened already"):
            work()
    with pytest.raises(NotAllowed):
        reopen(context, [event])
