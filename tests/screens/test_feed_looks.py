"""How the feed and the form of events look: pictures of the demo base, looked at by people."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from domain.records.references import Reference
from screens.cards.opening import open_card
from screens.cards.record_card import RecordCard
from screens.cards.step_dialog import StepDialog
from screens.feed.feed_area import FeedArea
from services.activities.events import EventReport, add_event
from services.context import Context
from services.records.finding import find_records
from services.records.use_cases import edit_record
from storage.values import moment_out
from tests.screens.desk import MONDAY, Desk
from tests.screens.looks import LOOKED_AT, PHONE, SIZES, SMALL, WIDE, Compare
from tests.screens.test_looks import Act, looks_right

WORK_OF_A_DAY = (
    {"position": "главный инженер"},
    {"comment": "просит звонить после одиннадцати", "position": "директор"},
    {"phones": ["+7 916 555-01-01"]},
    {"comment": ""},
)
"""What is changed of a contact, one after the other."""


@pytest.fixture
def worked(demo: Context) -> Context:
    """The demo base after some work, as of the moment at which its clock stands."""
    hit = find_records(demo, "Иванов Пётр", ("contact",))[0]
    for values in WORK_OF_A_DAY:
        edit_record(demo, "contact", hit.id, values)
    report = EventReport(
        (Reference("contact", hit.id, hit.title),),
        "семинар по офисным креслам",
        "seminar_held",
        MONDAY - timedelta(hours=1),
        "12 человек, трое ждут предложения",
    )
    add_event(demo, report)
    # The log has the time of the test itself, which no picture can show.
    clock = moment_out(MONDAY) // 1000 << 16
    connection = demo.database.reader()
    connection.execute("UPDATE change_unit SET clock = ? + seq * 600", (clock,))
    connection.execute("UPDATE contact SET updated_at = ?", (moment_out(MONDAY),))
    return demo


def ivanov(context: Context) -> UUID:
    return find_records(context, "Иванов Пётр", ("contact",))[0].id


async def feed(desk: Desk) -> None:
    """Go to area 7."""
    await desk.press("7")
    await desk.until(lambda: isinstance(desk.app.screen, FeedArea))


async def filtered_feed(desk: Desk) -> None:
    """Type a filter, of which the rest is offered."""
    await feed(desk)
    await desk.press("slash")
    await desk.type("иванов wh")
    await desk.until_shown("Tab who:")


async def wrong_filter(desk: Desk) -> None:
    """Type a filter that cannot be read."""
    await feed(desk)
    await desk.press("slash")
    await desk.type("whoo:anna")
    await desk.until_shown("There is no field")


async def step(desk: Desk) -> None:
    """View a change with its old and new values."""
    await feed(desk)
    await desk.press("slash")
    await desk.type("field:position\r")
    await desk.until_idle()
    await desk.press("enter")
    await desk.until(lambda: isinstance(desk.app.screen, StepDialog))


async def history(desk: Desk) -> None:
    """Filter the history of a card."""
    open_card(desk.app, Reference("contact", ivanov(desk.app.context), ""))
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    await desk.until_idle()
    await desk.press("left_square_bracket")
    await desk.until_idle()
    await desk.press("slash")
    await desk.type("field:comment,position\r")
    await desk.until_idle()


async def event_form(desk: Desk) -> None:
    """Open the form of an event, filled in."""
    open_card(desk.app, Reference("contact", ivanov(desk.app.context), ""))
    await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
    await desk.until_idle()
    await desk.open("v")
    await desk.type("2\rSeminar on office chairs\rfri 15:00")


@pytest.mark.parametrize("size", LOOKED_AT)
def test_feed(snap_compare: Compare, worked: Context, size: str) -> None:
    assert looks_right(snap_compare, worked, SIZES[size], feed)


@pytest.mark.parametrize("act", [filtered_feed, wrong_filter, step, history, event_form])
def test_around_the_feed(snap_compare: Compare, worked: Context, act: Act) -> None:
    assert looks_right(snap_compare, worked, WIDE, act)


@pytest.mark.parametrize("act", [step, history, event_form])
def test_around_the_feed_on_a_small_screen(
    snap_compare: Compare, worked: Context, act: Act
) -> None:
    assert looks_right(snap_compare, worked, SMALL, act)


def test_an_event_on_a_phone(snap_compare: Compare, worked: Context) -> None:
    assert looks_right(snap_compare, worked, PHONE, event_form)
