"""Settings kept with the data: of one person, for everybody, and what they accept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from services.context import Context
from services.counters import activity_counts
from services.records.use_cases import add_record
from services.settings import (
    BIRTHDAY_DAYS,
    CALL_RESULT_REQUIRED,
    COUNTERS,
    DIAL_WITH,
    LIBRARY_FOLDER,
    SETTINGS,
    AnySetting,
    get_setting,
    reset_setting,
    set_setting,
    setting_named,
)
from services.undo import redo, undo


def test_a_person_comes_before_everybody_and_everybody_before_the_default(
    context: Context, other: Context
) -> None:
    assert get_setting(other, BIRTHDAY_DAYS) == 7
    set_setting(context, BIRTHDAY_DAYS, 14, for_all=True)
    assert (get_setting(context, BIRTHDAY_DAYS), get_setting(other, BIRTHDAY_DAYS)) == (14, 14)
    set_setting(other, BIRTHDAY_DAYS, 3)
    assert (get_setting(context, BIRTHDAY_DAYS), get_setting(other, BIRTHDAY_DAYS)) == (14, 3)
    reset_setting(other, BIRTHDAY_DAYS)
    assert get_setting(other, BIRTHDAY_DAYS) == 14
    reset_setting(context, BIRTHDAY_DAYS, for_all=True)
    assert get_setting(other, BIRTHDAY_DAYS) == 7


def test_setting_again_replaces_and_undo_brings_back(context: Context) -> None:
    set_setting(context, DIAL_WITH, "sip")
    set_setting(context, DIAL_WITH, "copy")
    assert get_setting(context, DIAL_WITH) == "copy"
    assert undo(context) == "setting changed"
    assert get_setting(context, DIAL_WITH) == "sip"


def test_only_an_administrator_sets_for_everybody(context: Context, other: Context) -> None:
    with pytest.raises(NotAllowed, match="for everybody"):
        set_setting(other, BIRTHDAY_DAYS, 3, for_all=True)
    with pytest.raises(NotAllowed, match="for everybody"):
        set_setting(other, CALL_RESULT_REQUIRED, True)
    with pytest.raises(NotAllowed, match="for everybody"):
        reset_setting(other, CALL_RESULT_REQUIRED)
    set_setting(context, CALL_RESULT_REQUIRED, True)
    assert get_setting(other, CALL_RESULT_REQUIRED) is True


@pytest.mark.parametrize(
    ("setting", "typed", "value"),
    [
        (BIRTHDAY_DAYS, " 14 ", 14),
        (CALL_RESULT_REQUIRED, "да", True),
        (CALL_RESULT_REQUIRED, "Nie", False),
        (COUNTERS, "today", "today"),
        (COUNTERS, "overdue and today", "today"),
        (LIBRARY_FOLDER, "", ""),
        (LIBRARY_FOLDER, "~", "~"),
    ],
)
def test_what_is_typed_is_read(setting: AnySetting, typed: str, value: object) -> None:
    assert setting.read(typed) == value


@pytest.mark.parametrize(
    ("setting", "typed", "sentence"),
    [
        (BIRTHDAY_DAYS, "367", "from 0 to 366"),
        (BIRTHDAY_DAYS, "many", "not a whole number"),
        (BIRTHDAY_DAYS, "-1", "not a whole number"),
        (CALL_RESULT_REQUIRED, "maybe", "neither yes nor no"),
        (COUNTERS, "letters", "Use one of: overdue, today, open"),
        (LIBRARY_FOLDER, "/no/such/folder", "There is no folder"),
        (LIBRARY_FOLDER, "~nobody-here/files", "There is no folder"),
    ],
)
def test_what_does_not_fit_is_refused(setting: AnySetting, typed: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        setting.read(typed)


def test_a_value_of_another_type_is_refused(context: Context) -> None:
    with pytest.raises(BadInput, match="must be of type int"):
        set_setting(context, BIRTHDAY_DAYS, True)
    with pytest.raises(BadInput):
        set_setting(context, COUNTERS, "letters")


@pytest.mark.parametrize("stored", ["{", '"many"', "true", "-5", "null"])
def test_a_stored_value_that_no_longer_fits_is_passed_over(context: Context, stored: str) -> None:
    set_setting(context, BIRTHDAY_DAYS, 14, for_all=True)
    set_setting(context, BIRTHDAY_DAYS, 3)
    with context.database.write(context.actor, "spoil") as unit:
        unit.connection.execute("UPDATE setting SET value = ? WHERE user_id IS NOT NULL", (stored,))
    assert get_setting(context, BIRTHDAY_DAYS) == 14


def test_a_setting_is_named_or_the_nearest_one_is() -> None:
    for setting in SETTINGS:
        assert setting_named(setting.name) is setting
        setting.accept(setting.default)
    with pytest.raises(NotFound, match="Did you mean “counters”"):
        setting_named("counter")
    with pytest.raises(NotFound, match="Use one of: "):
        setting_named("§")


@pytest.mark.row("ACT-18", "A3")
def test_what_the_counters_count_is_set_on_the_page_other(context: Context, other: Context) -> None:
    contact, lead, deal = (
        str(add_record(context, kind, {name: "x"}))
        for kind, name in (("contact", "last_name"), ("lead", "title"), ("deal", "title"))
    )
    now = datetime(2026, 5, 6, 12, tzinfo=context.zone)
    for due, links in (
        ("2026-05-05", {"contacts": [contact], "deals": [deal]}),
        ("2026-05-06T11:59", {"leads": [lead]}),
        ("2026-05-06T23:59", {"deals": [deal]}),
        ("2026-05-06", {}),
        ("2026-05-07", {"leads": [lead]}),
        ("", {"contacts": [contact]}),
    ):
        add_record(context, "activity", {"subject": "x", "due": due, **links})
    add_record(other, "activity", {"subject": "x", "due": "2026-05-05", "leads": [lead]})
    assert COUNTERS.page == "Other"

    def counts(choice: str) -> dict[str, int]:
        set_setting(context, COUNTERS, choice)
        return {kind: count for kind, count in activity_counts(context, now).items() if count}

    assert get_setting(context, COUNTERS) == "overdue"
    assert counts("overdue") == {"": 2, "contact": 1, "deal": 1, "lead": 1}
    assert counts("today") == {"": 4, "contact": 1, "deal": 2, "lead": 1}
    assert counts("open") == {"": 6, "contact": 2, "deal": 2, "lead": 2}


def test_an_activity_with_two_contacts_counts_once(context: Context, tmp_path: Path) -> None:
    contacts = [str(add_record(context, "contact", {"last_name": name})) for name in "ab"]
    add_record(context, "activity", {"subject": "x", "due": "2024-05-05", "contacts": contacts})
    counts = activity_counts(context, datetime(2026, 5, 6, tzinfo=UTC))
    assert (counts["contact"], counts["company"], counts[""]) == (1, 0, 1)


@pytest.mark.row("HIST-06")
def test_there_is_one_value_for_everybody_also_after_redo(context: Context, other: Context) -> None:
    boss = replace(other, actor=replace(other.actor, is_admin=True))
    set_setting(context, CALL_RESULT_REQUIRED, True, for_all=True)
    undo(context)
    set_setting(boss, CALL_RESULT_REQUIRED, False, for_all=True)
    with pytest.raises(Conflict):
        redo(context)
    reset_setting(boss, CALL_RESULT_REQUIRED, for_all=True)
    assert get_setting(context, CALL_RESULT_REQUIRED) is CALL_RESULT_REQUIRED.default
