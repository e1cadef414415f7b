"""The feed: everything of everybody, the newest first, filtered, the same in any pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.paging import every_row
from domain.query.errors import QueryError
from domain.records.references import Reference
from domain.timeline import HistoryRow, RecordedStep
from services.activities.events import EventReport, add_event
from services.activities.finishing import finish_activity
from services.context import Context
from services.feed.pages import complete_feed_query, feed_pages, read_feed_query
from services.lists.bin import purge
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange
from services.records.use_cases import add_record, delete_record, edit_record
from services.seeding.demo import make_demo
from services.settings import BIRTHDAY_DAYS, set_setting
from services.undo import undo
from storage.reads.feed_conditions import compile_feed
from tests.screens.desk import add_contact, plan

pytestmark = pytest.mark.row("HIST-04", "HIST-05", "A9.2")


def told(rows: Sequence[HistoryRow]) -> list[str]:
    """Return what lines tell: of which record, and what was changed or done."""
    lines = []
    for row in rows:
        if isinstance(row, RecordedStep):
            changed = "; ".join(f"{c.label}: {c.old} > {c.new}" for c in row.changes)
            lines.append(f"{row.of}: {row.action} {changed}".strip())
        else:
            with_whom = row.with_whom.title if row.with_whom else ""
            lines.append(f"{with_whom}: {row.kind} {row.text}")
    return lines


def feed(context: Context, text: str = "", of: Reference | None = None) -> list[str]:
    """Return what the lines tell that pass a filter."""
    return told(feed_pages(context, text, of).after(None, 100))


def event(context: Context, record: Reference, what: str, days_ago: float = 0) -> UUID:
    at = context.now() - timedelta(days=days_ago) if days_ago else None
    return add_event(context, EventReport((record,), what, at=at))


@pytest.fixture
def people(context: Context, other: Context) -> dict[str, Reference]:
    """Ivanov and Nowak, whom Anna and Boris have changed, and a deal with Ivanov."""
    ivanov = add_contact(context, "Ivanov", position="buyer", phones=["+7 916 123-45-67"])
    nowak = add_contact(other, "Nowak")
    deal = add_record(context, "deal", {"title": "40 chairs", "contacts": [str(ivanov)]})
    edit_record(other, "contact", ivanov, {"position": "director"})
    edit_record(context, "contact", nowak, {"phones": ["+48 601 234 567"], "comment": "Łódź"})
    edit_record(context, "contact", nowak, {"comment": ""})
    edit_record(other, "deal", deal, {"stage": "offer"})
    return {
        "Ivanov": Reference("contact", ivanov, "Ivanov"),
        "Nowak": Reference("contact", nowak, "Nowak"),
        "deal": Reference("deal", deal, "40 chairs"),
    }


CHANGES = [
    "40 chairs: deal changed Stage: New request > Offer",
    "Nowak: contact changed Comment: Łódź >",
    "Nowak: contact changed Comment:  > Łódź; Phones and e-mails:  > +48 601 234 567",
    "Ivanov: contact changed Position: buyer > director",
]
"""What was changed last, the newest first."""


@pytest.mark.row("HIST-06", "FEED-01")
def test_what_everybody_changed_is_told_with_the_record(
    context: Context, people: dict[str, Reference]
) -> None:
    assert feed(context)[:4] == CHANGES
    rows = feed_pages(context).after(None, 4)
    assert [row.author for row in rows if isinstance(row, RecordedStep)] == [
        "Борис Волков",
        "anna",
        "anna",
        "Борис Волков",
    ]
    assert [row.record for row in rows if isinstance(row, RecordedStep)] == [
        people["deal"],
        people["Nowak"],
        people["Nowak"],
        people["Ivanov"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who:boris", [CHANGES[0], CHANGES[3]]),
        ("who:me", CHANGES[1:3]),
        ("-who:me", [CHANGES[0], CHANGES[3]]),
        ("record:nowak", CHANGES[1:3]),
        ("record:ivanov", [CHANGES[0], CHANGES[3]]),
        ('record:"40 chairs"', [CHANGES[0]]),
        ("kind:deal", [CHANGES[0]]),
        ("kind:contact", CHANGES[1:]),
        ("-kind:contact", [CHANGES[0]]),
        ("field:stage", [CHANGES[0]]),
        ("field:comment,position", CHANGES[1:]),
        ("field:phones", [CHANGES[2]]),
        ("-field:comment", [CHANGES[0], CHANGES[3]]),
        ("when:today", CHANGES),
        ("when:..yesterday", []),
        ("when:-1d..", CHANGES),
        ("-when:today", []),
        ("what:changes", CHANGES),
        ("what:events", []),
        ("buyer", [CHANGES[3]]),
        ("Łódź", [CHANGES[1]]),
        ("nowak who:me", CHANGES[1:3]),
        ("who:boris OR field:phones", [CHANGES[0], CHANGES[2], CHANGES[3]]),
        ("deal", [CHANGES[0]]),
        ("nobody", []),
    ],
)
def test_the_filter_finds_by_who_record_kind_field_time_and_words(
    context: Context, people: dict[str, Reference], text: str, expected: list[str]
) -> None:
    added = {line for line in feed(context) if " added" in line}
    assert [line for line in feed(context, text) if line not in added] == expected


def test_a_field_of_links_is_not_taken_for_another_in_the_same_table(
    context: Context, people: dict[str, Reference]
) -> None:
    ivanov, deal = str(people["Ivanov"].id), str(people["deal"].id)
    key = plan(context, "Papers", kind="task")
    for name, values in (("contacts", [ivanov]), ("deals", [deal]), ("participants", [ivanov])):
        edit_record(context, "activity", key, {name: values})
        edit_record(context, "activity", key, {name: []})
    for name in ("co_executors", "observers"):
        edit_record(context, "activity", key, {name: ["boris"]})

    def changed(name: str) -> list[str]:
        rows = feed_pages(context, f"field:{name} kind:task").after(None, 100)
        steps = [row for row in rows if isinstance(row, RecordedStep)]
        return [f"{c.label}: {c.old} > {c.new}" for step in steps for c in step.changes]

    assert changed("contacts") == ["Linked to: Ivanov > ", "Linked to:  > Ivanov"]
    assert changed("deals") == ["Linked to: 40 chairs > ", "Linked to:  > 40 chairs"]
    assert changed("participants") == ["Participants: Ivanov > ", "Participants:  > Ivanov"]
    assert changed("co_executors") == ["Co-executors:  > Борис Волков"]
    assert changed("observers") == ["Observers:  > Борис Волков"]
    assert changed("companies") == changed("tags") == []


def test_several_times_leave_what_lies_within_all_of_them(
    context: Context, people: dict[str, Reference]
) -> None:
    for number in range(4):
        event(context, people["Ivanov"], f"Event {number}", days_ago=number)
    for text in ("when:-2d.. when:-9d..", "when:-9d.. when:-2d.."):
        query = read_feed_query(context, f"{text} when:..today when:..-1d what:events")
        connection = context.database.reader()
        found = compile_feed(query, connection, context.fields, context.actor.user_id)
        days = read_feed_query(context, "when:-2d..-1d")
        wanted = compile_feed(days, connection, context.fields, context.actor.user_id)
        assert (found.since, found.until) == (wanted.since, wanted.until)
        assert found.since is not None
        assert feed(context, f"{text} when:..-1d what:events") == [
            "Ivanov: event Event 1",
            "Ivanov: event Event 2",
        ]


def test_a_record_is_named_by_its_key_as_well(
    context: Context, people: dict[str, Reference]
) -> None:
    key = people["Nowak"].id
    assert feed(context, f"record:{key}")[:2] == CHANGES[1:3]
    delete_record(context, "contact", key)
    assert feed(context, f"record:{key}")[0].startswith("Nowak: contact deleted")


@pytest.mark.row("MEET-02", "FEED-03")
def test_what_was_done_stands_among_the_changes_by_its_time(
    context: Context, people: dict[str, Reference]
) -> None:
    event(context, people["Ivanov"], "Came to the fair")
    event(context, people["Ivanov"], "Born", days_ago=400)
    call = plan(context, "ask about contract", contacts=[str(people["Nowak"].id)])
    finish_activity(context, call, result="wants 5 %")
    lines = feed(context)
    assert lines[0] == "Nowak: call wants 5 %"
    assert lines[1].startswith("ask about contract: activity added")
    # Of an event of long ago, that it was added is news; of one that has just happened it is not.
    assert lines[2].startswith("Born: event added")
    assert lines[3] == "Ivanov: event Came to the fair"
    assert lines[-1] == "Ivanov: event Born"
    assert feed(context, "what:events") == [lines[0], lines[3], lines[-1]]
    assert feed(context, "what:events record:ivanov") == [lines[3], lines[-1]]
    assert feed(context, "kind:call") == [lines[0], lines[1]]
    assert feed(context, "kind:event what:events who:me") == [lines[3], lines[-1]]
    assert feed(context, "fair")[0] == lines[3]
    assert feed(context, "when:..-399d") == [lines[-1]]


def test_what_is_taken_back_and_deleted_is_told(
    context: Context, people: dict[str, Reference]
) -> None:
    key = event(context, people["Ivanov"], "Came to the fair")
    delete_record(context, "activity", key)
    assert feed(context)[0].startswith("Came to the fair: activity deleted")
    undo(context)
    assert feed(context, "what:events") == ["Ivanov: event Came to the fair"]
    assert feed(context)[0].startswith("Came to the fair: undone")
    delete_record(context, "contact", people["Nowak"].id)
    purge(context, "contact", [people["Nowak"].id])
    line = feed_pages(context).after(None, 1)[0]
    assert isinstance(line, RecordedStep)
    assert line.action == "deleted for good"


def test_a_change_of_many_has_a_line_for_each(
    context: Context, people: dict[str, Reference]
) -> None:
    keys = [people["Ivanov"].id, people["Nowak"].id]
    bulk_edit(context, "contact", keys, [FieldChange("position", value="chief")])
    assert sorted(feed(context)[:2]) == [
        "Ivanov: many records changed Position: director > chief",
        "Nowak: many records changed Position:  > chief",
    ]


def test_what_is_no_record_is_left_out(context: Context, people: dict[str, Reference]) -> None:
    before = feed(context)
    set_setting(context, BIRTHDAY_DAYS, 3)
    assert len(feed(context)) == len(before)


@pytest.mark.row("HIST-04")
def test_the_history_of_one_record_is_filtered_alike(
    context: Context, people: dict[str, Reference]
) -> None:
    event(context, people["Ivanov"], "Came to the fair")
    of = people["Ivanov"]
    # Those of its deals are in its history.
    assert feed(context, "-what:none", of)[:2] == [
        "Ivanov: event Came to the fair",
        CHANGES[0],
    ]
    assert feed(context, "who:boris", of) == [CHANGES[0], CHANGES[3].removeprefix("Ivanov")]
    assert feed(context, "field:stage", of) == [CHANGES[0]]
    assert feed(context, "what:events", of) == ["Ivanov: event Came to the fair"]
    assert feed(context, "nowak", of) == []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from(
        ["", "who:me", "record:ivanov", "kind:contact", "field:position", "ivanov", "when:today"]
    ),
    limit=st.integers(1, 5),
)
def test_any_page_tells_the_same_as_the_whole(
    context: Context, people: dict[str, Reference], text: str, limit: int
) -> None:
    if not feed(context, "what:events"):
        for number in range(4):
            event(context, people["Ivanov"], f"Event {number}", days_ago=number)
            edit_record(context, "contact", people["Ivanov"].id, {"position": f"p{number}"})
    pages = feed_pages(context, text)
    whole = pages.after(None, 100)
    assert whole
    assert list(every_row(feed_pages(context, text))) == whole
    for ordinal, row in enumerate(whole):
        assert pages.after(row, limit) == whole[ordinal + 1 : ordinal + 1 + limit]
        assert pages.before(row, limit) == whole[max(0, ordinal - limit) : ordinal]
    assert pages.before(None, limit) == whole[-limit:]
    assert (pages.count(), pages.rank(whole[-1])) == (len(whole), len(whole) - 1)


@pytest.mark.parametrize("text", ["field:nothing", "whoo:anna", "who:carol", "what:news", "kind:"])
def test_what_cannot_be_read_is_said_with_its_place(context: Context, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_feed_query(context, f"ivanov {text}")
    assert caught.value.position >= len("ivanov ")


def test_what_may_be_typed_next_is_offered(context: Context) -> None:
    def offered(text: str) -> list[str]:
        return [one.text for one in complete_feed_query(context, text, len(text)).suggestions]

    assert [text for text in offered("") if text.endswith(":")] == [
        "who:",
        "record:",
        "kind:",
        "field:",
        "when:",
        "what:",
        "step:",
    ]
    assert offered("what:")[:2] == ["events", "changes"]
    assert offered("who:b") == ["boris"]
    assert "today" in offered("when:")
    assert offered("field:sta") == ["status", "stage", "start_at"]
    assert offered("kind:ev") == ["event"]


def test_the_filter_speaks_the_language_of_the_screen(context: Context) -> None:
    from crm_tui.translations import load

    try:
        load("ru")
        asked = read_feed_query(context, "кто:boris поле:stage что:events")
        assert asked.root == read_feed_query(context, "who:boris field:stage what:events").root
        plan(context, "ask about contract")
        assert "Вид:  > звонок" in feed(context)[0]
    finally:
        load("en")


@pytest.mark.row("FEED-01")
def test_the_feed_of_the_demo_begins_with_work_that_was_done(context: Context) -> None:
    make_demo(context)
    rows = feed_pages(context).after(None, 1_000)
    made_up = [isinstance(row, RecordedStep) for row in rows]
    first = made_up.index(True)
    assert first > 10
    assert all(made_up[first:])
    days = {str(row.done_at)[:10] for row in rows[:first] if not isinstance(row, RecordedStep)}
    assert len(days) > 7
    people = {row.responsible for row in rows[:first] if not isinstance(row, RecordedStep)}
    assert people == {"anna", "Ольга Демидова"}
    add_contact(context, "Ivanov")
    assert feed(context)[0].startswith("Ivanov: contact added")
    assert feed_pages(context, "when:-1d..").after(None, 1)
