"""Area 7: all that happens is seen, viewed, filtered; only events are deleted there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Event, current_thread, main_thread
from uuid import UUID

import pytest

from domain.paging import TakesLong
from domain.records.references import Reference
from domain.timeline import HistoryRow
from screens.cards.record_card import RecordCard
from screens.cards.step_dialog import StepDialog
from screens.feed.feed_area import FeedArea
from services.activities.events import EventReport, add_event
from services.context import Context
from services.feed.opening import FeedOpener
from services.feed.pages import FeedPages
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange
from services.records.use_cases import add_record, delete_record, edit_record
from tests.screens.cards.cards import at_card
from tests.screens.desk import PATIENCE_SECONDS, Desk, add_contact, at, at_desk
from tests.screens.records.clients import among_clients
from widgets.bars import StatusLine
from widgets.filter_line import FilterLine

pytestmark = pytest.mark.row("HIST-04", "HIST-05", "A9.2")


@dataclass
class FeedDesk(Desk):
    """The program with area 7 in view."""

    @property
    def feed(self) -> FeedArea:
        """The feed, below any dialog."""
        area = self.app.screen_stack[0]
        assert isinstance(area, FeedArea)
        return area

    def lines(self) -> list[str]:
        """Return the lines in view, without runs of blanks."""
        shown = self.feed.feed_list
        texts = [shown.render_line(y).text for y in range(1, shown.size.height)]
        return [" ".join(text.split()) for text in texts if text.strip()]

    def note(self) -> str:
        """Return the line above the keys."""
        return self.feed.query_one(StatusLine).text

    async def narrow(self, text: str) -> None:
        """Type a filter and leave its line."""
        await self.press("slash")
        await self.press("end", "ctrl+u")
        await self.type(f"{text}\r")
        await self.until_idle()


@asynccontextmanager
async def at_feed(context: Context, size: tuple[int, int] = (120, 40)) -> AsyncIterator[FeedDesk]:
    """Open the program and go to area 7."""
    async with at_desk(context, size=size, notifications=True) as desk:
        await desk.press("7")
        feed = FeedDesk(desk.app, desk.pilot)
        await feed.until(lambda: isinstance(desk.app.screen, FeedArea))
        await feed.until_idle()
        yield feed


@pytest.fixture
def ivanov(context: Context, other: Context) -> UUID:
    """A contact whom a colleague has changed, and with whom something happened."""
    key = add_contact(context, "Ivanov", position="buyer")
    edit_record(other, "contact", key, {"position": "director"})
    event(at(context), key, "Came to the fair")
    return key


def event(context: Context, contact: UUID, what: str) -> UUID:
    """Write down what happened with a contact."""
    return add_event(context, EventReport((Reference("contact", contact, ""),), what, "other"))


@pytest.mark.row("FEED-01")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_events_and_changes_of_all_are_seen_and_viewed(
    context: Context, ivanov: UUID, size: tuple[int, int]
) -> None:
    async with at_feed(at(context), size) as desk:
        assert "7 Feed" in desk.text()
        assert any("Ivanov contact changed" in line for line in desk.lines())
        assert any("Ivanov event Other:" in line for line in desk.lines())
        await desk.narrow("field:position")
        assert len(desk.lines()) == 1
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, StepDialog))
        await desk.until_shown("Before buyer", "After  director", "Ivanov")
        await desk.press("escape", "l")
        await desk.until(lambda: isinstance(desk.app.screen, RecordCard))
        await desk.press("escape", "escape")
        await desk.until(lambda: len(desk.lines()) > 1)


async def test_a_change_of_many_is_a_line_whose_records_enter_lists(
    context: Context, ivanov: UUID
) -> None:
    keys = [add_contact(context, f"Nowak{number:02}") for number in range(20)]
    bulk_edit(context, "contact", keys, [FieldChange("position", value="chief")])
    edit_record(context, "contact", ivanov, {"comment": "later"})
    async with at_feed(context, (80, 24)) as desk:
        assert "20 records many records changed" in desk.lines()[1]
        assert "Nowak19 contact added" in desk.lines()[2]
        await desk.press("j", "enter")
        await desk.until(lambda: "Nowak19" in desk.lines()[0])
        assert all("Nowak" in line for line in desk.lines())
        assert desk.feed.filter_line.text.startswith("step:")
        await desk.press("slash", "escape")
        await desk.until(lambda: "Ivanov" in desk.lines()[0])
        assert desk.feed.feed_list.position == 1
        assert desk.app.focused is desk.feed.feed_list
        await desk.narrow("who:me OR who:boris")
        await desk.press("j", "l")
        await desk.until(lambda: "Nowak19" in desk.lines()[0])
        await desk.narrow("who:boris")
        await desk.press("escape")
        await desk.until(lambda: desk.feed.filter_line.text == "")


async def test_what_a_colleague_does_shows_at_once_on_top(
    context: Context, other: Context, ivanov: UUID
) -> None:
    async with at_feed(context) as desk:
        add_record(other, "company", {"title": "Vega"})
        await desk.until(lambda: "Vega company added" in desk.lines()[0])
        await desk.press("1")
        edit_record(other, "contact", ivanov, {"position": "chief"})
        await desk.press("7")
        await desk.until(lambda: "Ivanov contact changed" in desk.lines()[0])


@pytest.mark.row("HIST-03")
async def test_whoever_comes_back_from_the_newest_line_finds_the_newest(
    context: Context, other: Context, ivanov: UUID
) -> None:
    async with at_feed(at(context)) as desk:
        newest = desk.feed.feed_list.row
        await desk.press("3")
        await desk.until_shown("Ivanov")
        edit_record(other, "contact", ivanov, {"last_name": "Petrov"})
        await desk.until_shown("Petrov")
        await desk.press("7")
        await desk.until(lambda: "Petrov contact changed" in desk.lines()[0])
        assert desk.feed.feed_list.row != newest
        assert desk.feed.feed_list.position == 0


async def test_only_an_event_is_deleted_there_and_that_is_taken_back(
    context: Context, ivanov: UUID
) -> None:
    async with at_feed(context) as desk:
        await desk.narrow("what:changes")
        await desk.press("delete")
        assert desk.note().startswith("Only events are deleted here.")
        await desk.narrow("what:events")
        await desk.press("delete")
        await desk.until(lambda: desk.note() == "The event is deleted. u takes it back.")
        await desk.until(lambda: "fair" not in " ".join(desk.lines()))
        await desk.press("u")
        await desk.until(lambda: "Came to the fair" in " ".join(desk.lines()))


async def test_what_cannot_be_read_is_pointed_at_and_tab_completes(
    context: Context, ivanov: UUID
) -> None:
    async with at_feed(context) as desk:
        await desk.press("slash")
        await desk.type("whoo:boris")
        await desk.until_shown("^^^^", "There is no field “whoo”. Did you mean “who”?")
        await desk.press("end", "ctrl+u")
        await desk.type("wh")
        await desk.until_shown("Tab who:")
        await desk.press("tab")
        await desk.type("bo")
        await desk.press("tab")
        await desk.until(lambda: desk.feed.query_one(FilterLine).text == "who:boris")
        await desk.press("enter")
        await desk.until(lambda: len(desk.lines()) == 1)
        assert "Борис" in desk.lines()[0]
        await desk.press("escape")
        await desk.until(lambda: len(desk.lines()) > 1)


async def test_a_record_that_is_gone_has_no_card(context: Context, ivanov: UUID) -> None:
    from services.lists.bin import purge

    delete_record(context, "contact", ivanov)
    purge(context, "contact", [ivanov])
    async with at_feed(context) as desk:
        await desk.press("l")
        assert desk.note().startswith("There is no card to be opened")


async def test_lines_that_take_long_are_read_beside_the_screen(
    context: Context, ivanov: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(90):
        edit_record(context, "contact", ivanov, {"comment": f"note {number}"})
    # Nothing is found in time on the thread of the screen.
    real = FeedPages.within

    def never(pages: FeedPages, seconds: float) -> object:
        raise TakesLong

    monkeypatch.setattr(FeedPages, "within", never)
    async with at_feed(context) as desk:
        await desk.until(lambda: len(desk.lines()) > 20)
        await desk.narrow("field:comment")
        await desk.until(lambda: all("Comment" in line for line in desk.lines()))
        await desk.press("G")
        await desk.until(lambda: "note 0" in desk.lines()[-1])
        monkeypatch.setattr(FeedPages, "within", real)


@dataclass
class Slowly:
    """Lets lines before others be found only beside the screen, and once `gate` is set."""

    gate: Event

    def apply(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = FeedPages.before

        def before(pages: FeedPages, row: HistoryRow | None, limit: int) -> list[HistoryRow]:
            if current_thread() is main_thread():
                raise TakesLong
            assert self.gate.wait(PATIENCE_SECONDS)
            return real(pages, row, limit)

        monkeypatch.setattr(FeedPages, "before", before)


@pytest.fixture
def notes(context: Context, ivanov: UUID) -> UUID:
    """Ivanov, whose comment was changed 90 times."""
    for number in range(90):
        edit_record(context, "contact", ivanov, {"comment": f"note {number}"})
    return ivanov


async def test_a_long_move_is_done_though_somebody_writes_meanwhile(
    context: Context, notes: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_feed(context) as desk:
        slowly = Slowly(Event())
        slowly.apply(monkeypatch)
        await desk.press("G")
        shown = desk.lines()
        edit_record(context, "contact", notes, {"comment": "quite new"})
        desk.feed.read_feed()
        await desk.pilot.pause()
        # The cursor stays where it was, on a row, until the lines are found.
        assert desk.lines() == shown
        assert desk.feed.feed_list.row is not None
        assert desk.feed.feed_list.position == 0
        slowly.gate.set()
        await desk.until(lambda: "event Other: Came" in desk.lines()[-1])
        await desk.until_idle()
        assert desk.feed.feed_list.position > 80
        await desk.press("g")
        await desk.until(lambda: "quite new" in desk.lines()[0])


async def test_a_long_move_under_another_filter_is_done(
    context: Context, notes: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_feed(context) as desk:
        slowly = Slowly(Event())
        slowly.apply(monkeypatch)
        await desk.press("G")
        await desk.press("slash")
        await desk.type("field:comment\r")
        await desk.until(lambda: all("Comment" in line for line in desk.lines()))
        await desk.press("G")
        slowly.gate.set()
        await desk.until(lambda: "note 0" in desk.lines()[-1])
        assert "Reading" not in desk.note()


async def test_that_lines_are_being_read_is_not_said_any_more_once_others_are_there(
    context: Context, notes: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_feed(context) as desk:
        slowly = Slowly(Event())
        slowly.apply(monkeypatch)
        await desk.press("G")
        await desk.until(lambda: desk.note().startswith("Reading"))
        await desk.press("slash")
        await desk.type("field:comment\r")
        await desk.until(lambda: all("Comment" in line for line in desk.lines()))
        assert "Reading" not in desk.note()
        slowly.gate.set()
        await desk.until_idle()


def test_a_later_filter_ends_the_search_for_the_one_before(
    context: Context, ivanov: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_begun, real = Event(), FeedPages.after

    def endless(pages: FeedPages, row: HistoryRow | None, limit: int) -> list[HistoryRow]:
        monkeypatch.setattr(FeedPages, "after", real)
        has_begun.set()
        pages._reader().execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
        )
        raise AssertionError

    monkeypatch.setattr(FeedPages, "after", endless)
    opener = FeedOpener(context)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(opener.open_beside, "ivanov", None, 9)
        assert has_begun.wait(PATIENCE_SECONDS)
        later = opener.open_beside("fair", None, 9)
        assert first.result(PATIENCE_SECONDS) is None
    opener.close()
    assert later is not None
    assert "fair" in str(later.after(None, 9))


@pytest.mark.row("HIST-07")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_history_of_a_card_is_filtered_alike(
    context: Context, ivanov: UUID, size: tuple[int, int]
) -> None:
    async with at_card(context, "contact", ivanov, size=size) as desk:
        await desk.press("slash")
        assert desk.said().startswith("Only the history can be filtered here")
        await desk.show_tab("History")
        everything = desk.rows()
        assert len(everything) == 3
        await desk.press("slash")
        await desk.type("who:boris")
        await desk.until(lambda: len(desk.rows()) == 1)
        assert "Position: buyer → director" in desk.rows()[0] or "Борис" in desk.rows()[0]
        await desk.press("enter")
        edit_record(context, "contact", ivanov, {"comment": "quick"})
        await desk.until_idle()
        assert len(desk.rows()) == 1
        await desk.press("escape")
        await desk.until(lambda: len(desk.rows()) == 4)
        await desk.press("slash")
        await desk.type("quizzes q")
        await desk.until(lambda: desk.rows() == ["Nothing fits the filter. Esc takes it away."])
        await desk.press("escape")
        await desk.until(lambda: len(desk.rows()) == 4)
        assert isinstance(desk.app.screen, RecordCard)


async def test_delete_in_the_filter_of_a_list_edits_the_text(context: Context) -> None:
    add_contact(context, "Ivanov")
    async with among_clients(context) as desk:
        await desk.press("slash")
        await desk.type("Ivanovo")
        await desk.press("left", "delete")
        await desk.until(lambda: desk.filter() == "Ivanov")
        await desk.until(lambda: desk.names() == ["Ivanov"])
