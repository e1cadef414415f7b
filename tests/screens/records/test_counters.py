"""The counters beside the kinds of records: what counts is a setting (FEATURES ACT-18, exam A3)."""

from __future__ import annotations

import pytest

from services.context import Context
from services.records.use_cases import add_record
from services.settings import COUNTERS, set_setting
from tests.screens.desk import at
from tests.screens.records.clients import add, among_clients


@pytest.mark.row("ACT-18", "A3")
async def test_what_waits_with_clients_is_counted_as_it_was_set(context: Context) -> None:
    context = at(context)
    contact, lead = (
        str(add(context, "contact", "Ivanov")),
        str(add(context, "lead", "From the fair")),
    )
    late = {"kind": "call", "subject": "late", "due": "2026-11-20 10:00", "contacts": [contact]}
    add_record(context, "activity", late)
    later = {"kind": "call", "subject": "later", "due": "2026-12-20 10:00"}
    add_record(context, "activity", {**later, "contacts": [contact], "leads": [lead]})
    async with among_clients(context) as desk:
        await desk.until(lambda: "[Contacts 1]" in desk.kind_line())
        assert "Leads 1" not in desk.kind_line()
        set_setting(context, COUNTERS, "open")
        desk.app.notice_changes()
        await desk.until(lambda: "[Contacts 2]" in desk.kind_line())
        assert "Leads 1" in desk.kind_line()
