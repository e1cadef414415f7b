"""While the program runs, the calendar file follows what is planned."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk import at, at_desk, plan

from crm_tui import calendar_feed
from services.activities.calendar_feed import write_feed
from services.context import Context
from services.settings import CALENDAR_FEED, set_setting

SENTENCE = "The calendar file"
"""How the sentence begins; the rest is wrapped wherever the path ends."""


@pytest.mark.row("ACT-14")
async def test_the_calendar_file_follows_what_is_planned(context: Context, tmp_path: Path) -> None:
    context, feed = at(context), tmp_path / "feed.ics"
    set_setting(context, CALENDAR_FEED, str(feed))
    async with at_desk(context) as desk:
        await desk.until(feed.exists)
        plan(context, "Talk", "2026-11-24 15:00", kind="meeting")
        await desk.until(lambda: b"SUMMARY:Talk" in feed.read_bytes())


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[Context]:
    """Whoever the file was brought up to date for, which is done soon after a change."""
    tries: list[Context] = []

    def write(context: Context) -> bool:
        try:
            return write_feed(context)
        finally:
            tries.append(context)

    monkeypatch.setattr(calendar_feed, "WAIT_SECONDS", 0.05)
    monkeypatch.setattr(calendar_feed, "write_feed", write)
    return tries


async def test_a_file_that_cannot_be_written_is_said_once(
    context: Context, tmp_path: Path, tries: list[Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(calendar_feed, "tell", lambda _app, sentence, _how: said.append(sentence))
    context, folder = at(context), tmp_path / "shared"
    folder.mkdir()
    set_setting(context, CALENDAR_FEED, str(folder / "feed.ics"))
    folder.rmdir()
    async with at_desk(context) as desk:
        await desk.until(lambda: said)
        for number in (2, 3):
            plan(context, "Talk", "2026-11-24 15:00", kind="meeting")
            await desk.until(lambda number=number: len(tries) == number)
            await desk.until_idle()
        assert len(said) == 1
        folder.mkdir()
        plan(context, "Lunch", "2026-11-24 16:00", kind="meeting")
        await desk.until((folder / "feed.ics").exists)
        await desk.until_idle()
        shutil.rmtree(folder)
        plan(context, "Dinner", "2026-11-24 18:00", kind="meeting")
        await desk.until(lambda: len(said) == 2)


@pytest.mark.usefixtures("tries")
async def test_the_home_of_somebody_who_is_not_here_is_said(
    context: Context, tmp_path: Path
) -> None:
    context = at(context)
    set_setting(context, CALENDAR_FEED, str(tmp_path / "feed.ics"))
    with context.database.write(context.actor, "change_setting") as unit:
        unit.connection.execute("UPDATE setting SET value = ?", ('"~nobody-here/feed.ics"',))
    async with at_desk(context) as desk:
        await desk.until_shown(SENTENCE)
