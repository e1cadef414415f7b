"""While the program runs, the calendar file follows what is planned."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import at, at_desk, plan

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


async def test_a_file_that_cannot_be_written_is_said_once(context: Context, tmp_path: Path) -> None:
    context, folder = at(context), tmp_path / "shared"
    folder.mkdir()
    set_setting(context, CALENDAR_FEED, str(folder / "feed.ics"))
    folder.rmdir()
    async with at_desk(context) as desk:
        await desk.until_shown(SENTENCE)
        plan(context, "Talk", "2026-11-24 15:00", kind="meeting")
        folder.mkdir()
        plan(context, "Lunch", "2026-11-24 16:00", kind="meeting")
        await desk.until((folder / "feed.ics").exists)
        assert desk.text().count(SENTENCE) <= 1
