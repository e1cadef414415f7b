"""Days and times typed as people speak."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates.when import When, parse_when, say_when
from domain.errors import BadInput

WARSAW = ZoneInfo("Europe/Warsaw")
FRIDAY = datetime(2026, 11, 20, 14, 32, 45, tzinfo=WARSAW)


def said(text: str, now: datetime = FRIDAY) -> str:
    when = parse_when(text, now)
    return f"{when.day}" if when.time is None else f"{when.day} {when.time:%H:%M}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-11-20"),
        ("tomorrow 15:00", "2026-11-21 15:00"),
        ("Tomorrow, 15:00", "2026-11-21 15:00"),
        ("завтра в 10", "2026-11-21 10:00"),
        ("10 завтра", "2026-11-21 10:00"),
        ("jutro 15", "2026-11-21 15:00"),
        ("jutro na 15", "2026-11-21 15:00"),
        ("послезавтра", "2026-11-22"),
        ("pojutrze", "2026-11-22"),
        ("the day after tomorrow at 9", "2026-11-22 09:00"),
        ("вчера", "2026-11-19"),
        ("fri", "2026-11-27"),
        ("fri 9", "2026-11-27 09:00"),
        ("fri 15", "2026-11-20 15:00"),
        ("fri 1530", "2026-11-20 15:30"),
        ("this friday", "2026-11-20"),
        ("пт 9:30", "2026-11-27 09:30"),
        ("Во вторник к 10", "2026-11-24 10:00"),
        ("до среды", "2026-11-25"),
        ("w piątek o 9", "2026-11-27 09:00"),
        ("do piątku", "2026-11-27"),
        ("w środę 9.15", "2026-11-25 09:15"),
        ("next monday", "2026-11-23"),
        ("next friday", "2026-11-27"),
        ("next sunday", "2026-11-29"),
        ("sunday", "2026-11-22"),
        ("в следующий понедельник", "2026-11-23"),
        ("w przyszły piątek", "2026-11-27"),
        ("next week", "2026-11-23"),
        ("на следующей неделе", "2026-11-23"),
        ("next month", "2026-12-01"),
        ("+15m", "2026-11-20 14:47"),
        ("+1h", "2026-11-20 15:32"),
        ("+1h30m", "2026-11-20 16:02"),
        ("+ 1 h 30 min", "2026-11-20 16:02"),
        ("+3d", "2026-11-23"),
        ("+3д", "2026-11-23"),
        ("+3d 10:00", "2026-11-23 10:00"),
        ("+1d 9", "2026-11-21 09:00"),
        ("+2w", "2026-12-04"),
        ("+1mo", "2026-12-20"),
        ("+1y", "2027-11-20"),
        ("in 3 days", "2026-11-23"),
        ("in a week", "2026-11-27"),
        ("in half an hour", "2026-11-20 15:02"),
        ("через 2 часа", "2026-11-20 16:32"),
        ("через час", "2026-11-20 15:32"),
        ("через 1 час 30 минут", "2026-11-20 16:02"),
        ("через полчаса", "2026-11-20 15:02"),
        ("через неделю в 10", "2026-11-27 10:00"),
        ("через полгода", "2027-05-20"),
        ("za 3 dni", "2026-11-23"),
        ("za godzinę", "2026-11-20 15:32"),
        ("za pół godziny", "2026-11-20 15:02"),
        ("za 2 miesiące o 9", "2027-01-20 09:00"),
        ("25.12", "2026-12-25"),
        ("25.12.", "2026-12-25"),
        ("25.12.2026 14:00", "2026-12-25 14:00"),
        ("25.12.27", "2027-12-25"),
        ("в 25.12", "2026-12-25"),
        ("19.11", "2027-11-19"),
        ("20.11", "2026-11-20"),
        ("20.11 10:00", "2027-11-20 10:00"),
        ("29.02", "2028-02-29"),
        ("01.02.2026 г.", "2026-02-01"),
        ("10/12", "2026-12-10"),
        ("12/25", "2026-12-25"),
        ("25-12-2026", "2026-12-25"),
        ("2026-12-25", "2026-12-25"),
        ("2026-12-25T14:00", "2026-12-25 14:00"),
        ("2026-12-25 14:00:30", "2026-12-25 14:00"),
        ("25 декабря", "2026-12-25"),
        ("25 декабря 2027 г. в 10", "2027-12-25 10:00"),
        ("25-го мая", "2027-05-25"),
        ("25 grudnia o 9", "2026-12-25 09:00"),
        ("5 października", "2027-10-05"),
        ("dec 25", "2026-12-25"),
        ("December 25th, 2027 at 5pm", "2027-12-25 17:00"),
        ("25 dec 2030", "2030-12-25"),
        ("5 may 5:00", "2027-05-05 05:00"),
        ("15:00", "2026-11-20 15:00"),
        ("14:00", "2026-11-21 14:00"),
        ("9.30", "2026-11-21 09:30"),
        ("завтра 9.10", "2026-11-21 09:10"),
        ("завтра в 9-30", "2026-11-21 09:30"),
        ("15h30", "2026-11-20 15:30"),
        ("в 15 ч.", "2026-11-20 15:00"),
        ("9 p.m.", "2026-11-20 21:00"),
        ("3:15pm", "2026-11-20 15:15"),
        ("12 am", "2026-11-21 00:00"),
        ("12 pm", "2026-11-21 12:00"),
        ("7 вечера", "2026-11-20 19:00"),
        ("3 часа дня", "2026-11-20 15:00"),
        ("завтра утром", "2026-11-21 09:00"),
        ("завтра утром в 8", "2026-11-21 08:00"),
        ("jutro rano", "2026-11-21 09:00"),
        ("noon", "2026-11-21 12:00"),
        ("в полдень", "2026-11-21 12:00"),
        ("jutro w południe", "2026-11-21 12:00"),
        ("midnight", "2026-11-21 00:00"),
        ("now", "2026-11-20 14:32"),
        ("сейчас", "2026-11-20 14:32"),
    ],
)
def test_typed_days_and_times(text: str, expected: str) -> None:
    assert said(text) == expected
    assert said(f"  {text.upper()} ") == expected


def test_month_first_only_where_asked() -> None:
    assert parse_when("10/12", FRIDAY, day_first=False).day == date(2027, 10, 12)
    assert parse_when("25/12", FRIDAY, day_first=False).day == date(2026, 12, 25)
    assert parse_when("10.12", FRIDAY, day_first=False).day == date(2026, 12, 10)


def test_a_day_that_has_gone_by_is_next_year() -> None:
    boxing_day = datetime(2026, 12, 26, 9, 0, tzinfo=WARSAW)
    assert said("25.12", boxing_day) == "2027-12-25"
    assert said("26.12 10:00", boxing_day) == "2026-12-26 10:00"
    assert said("26.12 9:00", boxing_day) == "2027-12-26 09:00"


def test_a_month_ahead_ends_with_the_month() -> None:
    assert said("+1mo", datetime(2027, 1, 31, 9, 0, tzinfo=WARSAW)) == "2027-02-28"
    assert said("+1y", datetime(2028, 2, 29, 9, 0, tzinfo=WARSAW)) == "2029-02-28"


def test_hours_ahead_are_elapsed_hours_over_a_change_of_the_clocks() -> None:
    before_spring = datetime(2026, 3, 29, 1, 30, tzinfo=WARSAW)
    assert said("+1h", before_spring) == "2026-03-29 03:30"
    before_autumn = datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW)
    second_time = parse_when("+1h", before_autumn).instant(WARSAW)
    assert second_time == before_autumn.astimezone(UTC) + timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("foo", "“foo”"),
        ("tomorrow at foo", "“foo”"),
        ("jutro Wysłać ofertę", "“Wysłać”"),
        ("20 000uU", "“000uU”"),
        ("15", "“15”"),
        ("1530", "“1530”"),
        ("fri 25", "“25”"),
        ("25:00", "“25:00”"),
        ("+5", "“+5”"),
        ("in half a day", "“in”"),
        ("+123456d", "“+123456d”"),
        ("31.02", "no day 31.02"),
        ("31 feb", "no day 31 feb"),
        ("29.02.2027", "no day 29.02.2027"),
        ("0.0.00", "no day 0.0.00"),
        ("fri mon", "two days"),
        ("now 25.12", "two days"),
        ("9:00 10:00", "two times"),
        ("+15m 10:00", "two times"),
        ("утром вечером", "two times"),
        ("25.12.9999", "too far"),
        ("+99999y", "too far"),
        ("+99999mo", "too far"),
        ("", "Type a day or a time"),
        ("at", "Type a day or a time"),
    ],
)
def test_what_is_not_understood_is_named(text: str, word: str) -> None:
    with pytest.raises(BadInput) as error:
        parse_when(text, FRIDAY)
    assert word in str(error.value)
    assert str(error.value).endswith(".")


@given(st.text(), st.booleans())
def test_any_text_gives_a_moment_or_a_sentence(text: str, day_first: bool) -> None:
    with suppress(BadInput):
        assert parse_when(text, FRIDAY, day_first=day_first).day


@given(
    st.lists(
        st.sampled_from(
            "in +3 d 25 .12 . fri 9 :30 pm 2026 - / через пол next dec 99999 y".split()
        ),
        max_size=6,
    ),
    st.sampled_from(["", " "]),
)
def test_any_mix_of_known_words_gives_a_moment_or_a_sentence(parts: list[str], glue: str) -> None:
    with suppress(BadInput):
        assert parse_when(glue.join(parts), FRIDAY).day


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.times(),
    st.integers(0, 500),
    st.none() | st.times(),
)
def test_what_is_shown_can_be_typed(
    today: date, now_time: time, ahead: int, clock: time | None
) -> None:
    now = datetime.combine(today, now_time, WARSAW)
    if clock is not None:
        clock = clock.replace(second=0, microsecond=0)
    when = When(now.date() + timedelta(days=ahead), clock)
    assert parse_when(say_when(when, now), now) == when
