"""Days and periods of queries, as seen on Wednesday 25 November 2026 at 14:32:45 in Warsaw."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.query.periods import PeriodReader
from domain.query.tree import Anniversary, Clause, DateParts, During
from tests.domain.query.query_texts import DATES, NOW, WARSAW, read


def said(text: str, operator: str = "", *, is_past: bool = False) -> tuple[str, str]:
    """Return the bounds of a period, a midnight as its day alone."""
    period = PeriodReader(NOW, is_past=is_past).read(text, operator)
    bounds = (period.start, period.end)
    return tuple(
        "" if bound is None else f"{bound:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")
        for bound in bounds
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", "2026-11-25", "2026-11-26"),
        ("Вчера", "2026-11-24", "2026-11-25"),
        ("fri", "2026-11-27", "2026-11-28"),
        ("25.12", "2026-12-25", "2026-12-26"),
        ("tomorrow 15:00", "2026-11-26 15:00:00", "2026-11-26 15:01:00"),
        ("2026-05-01 10:15:30", "2026-05-01 10:15:30", "2026-05-01 10:15:31"),
        ("1.5.2026 10:15:30", "2026-05-01 10:15:30", "2026-05-01 10:15:31"),
        ("2026-05-01T08:15:30Z", "2026-05-01 10:15:30", "2026-05-01 10:15:31"),
        ("2026-05-01T08:15+00:00", "2026-05-01 10:15:00", "2026-05-01 10:16:00"),
        ("14:00", "2026-11-25 14:00:00", "2026-11-25 14:01:00"),
        ("-7d", "2026-11-18", "2026-11-19"),
        ("+2 weeks", "2026-12-09", "2026-12-10"),
        ("-1 month", "2026-10-25", "2026-10-26"),
        ("-2 года", "2024-11-25", "2024-11-26"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("may", "2026-05-01", "2026-06-01"),
        ("май 2025", "2025-05-01", "2025-06-01"),
        ("q4", "2026-10-01", "2027-01-01"),
        ("q1 2025", "2025-01-01", "2025-04-01"),
        ("this week", "2026-11-23", "2026-11-30"),
        ("last week", "2026-11-16", "2026-11-23"),
        ("na przyszły tydzień", "2026-11-30", "2026-12-07"),
        ("next month", "2026-12-01", "2027-01-01"),
        ("этот квартал", "2026-10-01", "2027-01-01"),
        ("next quarter", "2027-01-01", "2027-04-01"),
        ("прошлый год", "2025-01-01", "2026-01-01"),
        ("last 7 days", "2026-11-19", "2026-11-26"),
        ("next 7 days", "2026-11-25", "2026-12-02"),
        ("последние 3 месяца", "2026-08-26", "2026-11-26"),
        ("last 2 hours", "2026-11-25 12:32:45", "2026-11-25 14:32:45"),
        ("older 30d", "", "2026-10-26"),
        ("newer 30d", "2026-10-26", ""),
        ("старше 2 недель", "", "2026-11-11"),
        ("..fri", "", "2026-11-28"),
        ("-7d..", "2026-11-18", ""),
        ("-3h..", "2026-11-25 11:32:45", ""),
        ("2026-05-01 10:15:30..", "2026-05-01 10:15:30", ""),
        ("..2026-05-01 10:15:30", "", "2026-05-01 10:15:31"),
        ("2025..2026", "2025-01-01", "2027-01-01"),
        ("mon..fri", "2026-11-30", "2026-12-05"),
        ("today .. tomorrow", "2026-11-25", "2026-11-27"),
        ("2026-05-01 10:00..11:00", "2026-05-01 10:00:00", "2026-05-01 11:01:00"),
        ("вчера 10:00..12:30:15", "2026-11-24 10:00:00", "2026-11-24 12:30:16"),
        ("-3h..14:00", "2026-11-25 11:32:45", "2026-11-25 14:01:00"),
        ("22:00..06:00", "2026-11-25 22:00:00", "2026-11-26 06:01:00"),
        ("fri 22:00..06:00", "2026-11-27 22:00:00", "2026-11-28 06:01:00"),
        ("2026-05-31 22:00..06:00:30", "2026-05-31 22:00:00", "2026-06-01 06:00:31"),
        ("dec..jan", "2026-12-01", "2027-02-01"),
        ("q4..q1", "2026-10-01", "2027-04-01"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    assert said(text) == (start, end)


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        (">", ("2026-11-26", "")),
        (">=", ("2026-11-25", "")),
        ("<", ("", "2026-11-25")),
        ("<=", ("", "2026-11-26")),
        ("=", ("2026-11-25", "2026-11-26")),
    ],
)
def test_comparisons_take_the_whole_day(operator: str, expected: tuple[str, str]) -> None:
    assert said("today", operator) == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("fri", "2026-11-20"),
        ("пн 10:00", "2026-11-23 10:00:00"),
        ("25.12", "2025-12-25"),
        ("20.11", "2026-11-20"),
        ("dec 25", "2025-12-25"),
        ("december", "2025-12-01"),
        ("november", "2026-11-01"),
        ("25.12.2026", "2026-12-25"),
        ("next friday", "2026-12-04"),
        ("tomorrow", "2026-11-26"),
    ],
)
def test_of_what_has_happened_the_last_such_day_is_meant(text: str, start: str) -> None:
    assert said(text, is_past=True)[0] == start


def test_ranges_of_what_has_happened() -> None:
    assert said("mon..fri", is_past=True) == ("2026-11-23", "2026-11-28")
    assert said("dec..mar", is_past=True) == ("2025-12-01", "2026-04-01")


def test_hours_over_midnight_of_what_has_happened_are_those_of_the_last_night() -> None:
    last_night = ("2026-11-24 22:00:00", "2026-11-25 06:01:00")
    assert said("22:00..06:00", is_past=True) == last_night
    assert said("yesterday 22:00..06:00", is_past=True) == last_night
    late = PeriodReader(NOW.replace(hour=23), is_past=True).read("22:00..06:00")
    assert late.start == NOW.replace(hour=22, minute=0, second=0)
    # The clocks go back in that night.
    night = PeriodReader(datetime(2026, 10, 24, 12, tzinfo=WARSAW)).read("22:00..06:00")
    assert night.end == datetime(2026, 10, 25, 6, 1, tzinfo=WARSAW)


def test_a_quarter_of_what_has_happened_is_not_one_ahead() -> None:
    reader = PeriodReader(datetime(2026, 2, 10, 12, tzinfo=WARSAW), is_past=True)
    assert [reader.span(text)[0].year for text in ("q4", "q1", "q2 2026")] == [2025, 2026, 2026]
    assert reader.read("nov..feb").end == datetime(2026, 3, 1, tzinfo=WARSAW)


def test_a_range_within_the_hour_that_comes_twice() -> None:
    now = datetime(2026, 10, 25, 2, 20, tzinfo=WARSAW, fold=1)
    period = PeriodReader(now).read("-30m..-10m")
    assert period.start is not None
    assert period.end is not None
    assert period.end.astimezone(UTC) - period.start.astimezone(UTC) == timedelta(minutes=20)


def test_a_day_that_has_happened_is_read_month_first_where_that_is_usual() -> None:
    now = datetime(2026, 11, 10, 12, tzinfo=WARSAW)
    reader = PeriodReader(now, is_past=True, day_first=False)
    assert reader.span("10/11")[0] == datetime(2026, 10, 11, tzinfo=WARSAW)


def test_periods_of_a_field_follow_the_calendar_of_the_person() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=WARSAW)
    clause = read("due:tomorrow", "activity", before).root
    assert isinstance(clause, Clause)
    (period,) = clause.tests
    assert isinstance(period, During)
    assert period.start is not None
    assert period.end is not None
    # The clocks go back in that night: the day has 25 hours.
    assert period.end.astimezone(UTC) - period.start.astimezone(UTC) == timedelta(hours=25)


def test_a_birth_date_may_be_asked_by_its_parts() -> None:
    for text, parts in (("1980", (1980, 0, 0)), ("1980-03", (1980, 3, 0)), ("12.03", (0, 3, 12))):
        clause = read(f"birth_date:{text}").root
        assert isinstance(clause, Clause)
        assert clause.tests == (DateParts(text, *parts),)


def test_a_range_of_birthdays_is_of_days_whatever_the_year() -> None:
    for text, first, last in (
        ("29.12..3.01", "12-29", "01-03"),
        ("today..fri", "11-25", "11-27"),
        ("1 feb..27 feb", "02-01", "02-27"),
        ("-1y..today", "01-01", "12-31"),
    ):
        clause = read(f"birth_date:{text}").root
        assert isinstance(clause, Clause)
        assert clause.tests == (Anniversary(text, first, last),)
    for text in ("1980..1990", "29.12.1980..", "..today", "12.03..15.03.2030", ">12.03"):
        clause = read(f"birth_date:{text}").root
        assert isinstance(clause, Clause)
        assert isinstance(clause.tests[0], During)


@given(st.sampled_from(DATES), st.sampled_from(DATES))
def test_a_range_begins_with_one_and_ends_with_the_other(first: str, last: str) -> None:
    try:
        period = PeriodReader(NOW).read(f"{first}..{last}")
    except BadInput:
        return
    assert period.start == PeriodReader(NOW).span(first)[0]
    assert period.end is not None
    assert period.end > period.start


@pytest.mark.parametrize("text", ["", "..", "blah", "31.02", "-99999y", "2026..2025", "next"])
def test_no_period(text: str) -> None:
    with pytest.raises(BadInput):
        said(text)
