"""The reader of typed days and times behind `domain.dates.when.parse_when`.

The text is folded and read from left to right, one item after the other: a day, a time, a part of
the day, a length of time. What the items mean together is settled at the end, because the day that
"fri" names depends on the time beside it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from domain.dates import when_words as vocabulary
from domain.dates.when import When
from domain.errors import BadInput
from domain.i18n import _
from domain.text import fold

DayRule = Callable[[time | None], date]
"""Gives the day that was named, once the time beside it is known."""

_YEARS = range(1900, 2200)
_CENTURY = 2000
_LEAP_YEARS_APART = 8
_MINUTES_IN = {"minute": 1, "hour": 60}
_DAYS_IN = {"day": 1, "week": 7}
_MONTHS_IN = {"month": 1, "year": 12}


def _any(words: Iterable[str], *, before_digits: bool = False) -> str:
    """Return a pattern for one of `words` as a whole word; a digit may follow `before_digits`."""
    longest_first = sorted(words, key=len, reverse=True)
    end = r"(?![^\W\d])" if before_digits else r"(?!\w)"
    return f"(?:{'|'.join(map(re.escape, longest_first))}){end}"


_MINUTE_WORDS = [word for word, unit in vocabulary.UNITS.items() if unit == "minute"]
_HALF = "(?P<half>" + "|".join(sorted(vocabulary.HALF, key=len, reverse=True)) + ")"
_LENGTH = (
    rf"(?:(?P<count>\d{{1,5}})|{_any(vocabulary.ONE)}|{_HALF})?\s*"
    rf"(?P<unit>{_any(vocabulary.UNITS, before_digits=True)})\.?"
    rf"(?:(?:\s+(?:and|и|i))?\s*(?P<minutes>\d{{1,5}})\s*{_any(_MINUTE_WORDS)}\.?)?"
)
_YEAR_MARK = rf"(?:\s*{_any(vocabulary.YEAR_MARKS)}\.?)?"
_YEAR = rf"(?:,?\s*(?P<year>(?:19|20|21)\d\d)(?![\d:]){_YEAR_MARK})?"
_ORDINAL = r"(?:st|nd|rd|th|-?е|-?го)?"
_MONTH = rf"(?P<month>{_any(vocabulary.MONTHS)})\.?"

_BLANK = re.compile(r"[\s,;]*")
_WORD = re.compile(r"[^\s,;]+")
_AHEAD = re.compile(rf"(?:\+\s*(?=\d)|{_any(vocabulary.AHEAD)}\s+){_LENGTH}")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:t(?=\d)|(?!\d))")
_DOTTED = re.compile(
    rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})"
    rf"(?:\.(?P<year>\d{{4}}|\d\d)(?![\d:]){_YEAR_MARK}|\.(?!\d)|(?![\d:.]))"
)
_SLASHED = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?(?![\d:/])")
_DASHED = re.compile(r"(?P<a>\d{1,2})-(?P<b>\d{1,2})-(?P<year>\d{4})(?!\d)")
_DAY_MONTH = re.compile(rf"(?P<day>\d{{1,2}}){_ORDINAL}\s*(?:of\s+)?{_MONTH}{_YEAR}")
_MONTH_DAY = re.compile(rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?![\d:.]){_ORDINAL}{_YEAR}")
_NAMED_DAY = re.compile(_any(vocabulary.DAYS_FROM_TODAY))
_WEEKDAY = re.compile(
    rf"(?:(?P<next>{_any(vocabulary.NEXT)})\s+|(?P<this>{_any(vocabulary.THIS)})\s+)?"
    rf"(?P<weekday>{_any(vocabulary.WEEKDAYS)})\.?"
)
_NEXT_WEEK = re.compile(rf"{_any(vocabulary.NEXT)}\s+{_any(vocabulary.WEEK)}")
_NEXT_MONTH = re.compile(rf"{_any(vocabulary.NEXT)}\s+{_any(vocabulary.MONTH)}")
_NOW = re.compile(_any(vocabulary.NOW))
_TIME = re.compile(
    rf"(?P<lead>{_any(vocabulary.BEFORE_TIME)}\s*)?(?P<hour>\d{{1,2}})"
    r"(?:(?P<sign>[:h.-]|(?=\d\d(?!\d)))(?P<minute>\d\d)(?::\d\d)?)?(?!\d|[./:-]\d)"
    rf"(?:\s*(?P<mark>{_any(vocabulary.HOUR_MARKS)}(?!\s+(?:дня|ночи)))\.?|(?=[ap]\.?m)|(?!\w))"
)
_HOUR_BY_NAME = re.compile(_any(vocabulary.HOURS_BY_NAME))
_PART_OF_DAY = re.compile(_any(vocabulary.HALVES))
_FILLER = re.compile(_any(vocabulary.BEFORE_DAY))


def read_when(text: str, now: datetime, *, day_first: bool) -> When:
    """Return what `text` says; `domain.dates.when.parse_when` describes the rules and errors."""
    reader = _Reader(text, now, day_first)
    try:
        when = reader.read()
    except (ValueError, OverflowError):  # beyond the calendar's last year
        raise _too_far(text) from None
    if when.day.year not in _YEARS:
        raise _too_far(text)
    return when


class _Reader:
    """Reads one text, collecting a rule for the day, a time and a part of the day."""

    def __init__(self, typed: str, now: datetime, day_first: bool) -> None:
        self.typed, self.text = typed, fold(typed)
        self.zoned_now, self.day_first = now, day_first
        self.today, self.clock = now.date(), now.time()
        self.day: DayRule | None = None
        self.time: time | None = None
        self.time_is_bare = False
        self.half: tuple[int, int] | None = None

    def read(self) -> When:
        """Read every item of the text and settle what they mean together."""
        position = self._after(_BLANK, 0)
        while position < len(self.text):
            for pattern, take in _ITEMS:
                item = pattern.match(self.text, position)
                if item and take(self, item):
                    position = self._after(_BLANK, item.end())
                    break
            else:
                raise self._not_understood(_WORD.findall(self.text, position)[0])
        return self._settle()

    def _after(self, pattern: re.Pattern[str], position: int) -> int:
        found = pattern.match(self.text, position)
        return found.end() if found else position

    def _settle(self) -> When:
        if self.time is not None and self.time_is_bare and self.day is None and self.half is None:
            raise self._not_understood(self.text)
        clock = self._clock_of_half()
        if self.day is not None:
            return When(self.day(clock), clock)
        if clock is None:
            raise BadInput(
                _("Type a day or a time, for example: {examples}.").format(examples=_examples())
            )
        passed = clock <= self.clock
        return When(self.today + timedelta(days=1 if passed else 0), clock)

    def _clock_of_half(self) -> time | None:
        """Return the time with the part of the day worked in: "9 evening" is 21:00."""
        if self.half is None:
            return self.time
        begins, usual = self.half
        if self.time is None:
            return time(usual)
        hour = self.time.hour
        if begins == 12 and hour < 12:
            hour += 12
        elif begins == 0 and hour == 12:
            hour = 0
        return self.time.replace(hour=hour)

    # What each item does; False leaves the text to the patterns that follow.

    def take_ahead(self, item: re.Match[str]) -> bool:
        unit, count = vocabulary.UNITS[item["unit"]], int(item["count"] or 1)
        minutes = int(item["minutes"] or 0)
        if unit in _MINUTES_IN:
            minutes += 30 if item["half"] else count * _MINUTES_IN[unit]
            self._set_moment(minutes)
        elif minutes or (item["half"] and unit != "year"):
            return False
        elif unit in _DAYS_IN:
            self._set_fixed_day(self.today + timedelta(days=count * _DAYS_IN[unit]))
        else:
            months = 6 if item["half"] else count * _MONTHS_IN[unit]
            self._set_fixed_day(_months_later(self.today, months))
        return True

    def take_now(self, item: re.Match[str]) -> bool:
        self._set_moment(0)
        return True

    def take_dated(self, item: re.Match[str]) -> bool:
        day, month = int(item["day"]), int(item["month"])
        if item["year"] is None and self._is_time_rather(item):
            return False
        self._set_calendar_day(day, month, item["year"], item[0])
        return True

    def take_slashed(self, item: re.Match[str]) -> bool:
        day, month = int(item["a"]), int(item["b"])
        if (not self.day_first and day <= 12) or month > 12:
            day, month = month, day
        self._set_calendar_day(day, month, item["year"], item[0])
        return True

    def take_named_month(self, item: re.Match[str]) -> bool:
        month = vocabulary.MONTHS[item["month"]]
        self._set_calendar_day(int(item["day"]), month, item["year"], item[0])
        return True

    def take_named_day(self, item: re.Match[str]) -> bool:
        days = vocabulary.DAYS_FROM_TODAY[item[0]]
        self._set_fixed_day(self.today + timedelta(days=days))
        return True

    def take_weekday(self, item: re.Match[str]) -> bool:
        ahead = vocabulary.WEEKDAYS[item["weekday"]] - self.today.weekday()
        if item["next"]:
            self._set_fixed_day(self.today + timedelta(days=7 + ahead))
        elif item["this"] or ahead:
            self._set_fixed_day(self.today + timedelta(days=ahead % 7))
        else:
            self._set_day(lambda clock: self.today + timedelta(0 if self._is_ahead(clock) else 7))
        return True

    def take_next_week(self, item: re.Match[str]) -> bool:
        self._set_fixed_day(self.today + timedelta(days=7 - self.today.weekday()))
        return True

    def take_next_month(self, item: re.Match[str]) -> bool:
        self._set_fixed_day(_months_later(self.today.replace(day=1), 1))
        return True

    def take_time(self, item: re.Match[str]) -> bool:
        hour, minute = int(item["hour"]), int(item["minute"] or 0)
        if hour > 23 or minute > 59:
            return False
        self._set_time(time(hour, minute))
        self.time_is_bare = not (item["lead"] or item["mark"] or item["sign"] in {":", "h", "."})
        return True

    def take_hour_by_name(self, item: re.Match[str]) -> bool:
        self._set_time(time(vocabulary.HOURS_BY_NAME[item[0]]))
        return True

    def take_part_of_day(self, item: re.Match[str]) -> bool:
        if self.half is not None:
            raise self._two_times()
        self.half = vocabulary.HALVES[item[0]]
        return True

    def take_filler(self, item: re.Match[str]) -> bool:
        return True

    # Keeping what was read.

    def _is_time_rather(self, item: re.Match[str]) -> bool:
        """Say whether `9.30` is a time: it is no day, or the day has been named already."""
        hour, minute = int(item["day"]), int(item["month"])
        is_time = bool(re.fullmatch(r"\d{1,2}\.\d\d", item[0])) and hour < 24 and minute < 60
        is_day = 1 <= minute <= 12 and hour <= 31
        return is_time and (self.day is not None or not is_day)

    def _is_ahead(self, clock: time | None) -> bool:
        return clock is not None and clock > self.clock

    def _set_day(self, rule: DayRule) -> None:
        if self.day is not None:
            raise BadInput(_("“{text}” names two days; leave one of them.").format(text=self.text))
        self.day = rule

    def _set_fixed_day(self, day: date) -> None:
        self._set_day(lambda clock: day)

    def _set_calendar_day(self, day: int, month: int, year: str | None, typed: str) -> None:
        known_year = None if year is None else int(year) + (_CENTURY if len(year) == 2 else 0)
        if not _exists(day, month, known_year):
            raise BadInput(
                _("There is no day {day}; check the day and the month.").format(
                    day=typed.strip(" ,.")
                )
            )
        if known_year is not None:
            self._set_fixed_day(date(known_year, month, day))
        else:
            self._set_day(lambda clock: self._next_such_day(day, month, clock))

    def _next_such_day(self, day: int, month: int, clock: time | None) -> date:
        years = range(self.today.year, self.today.year + _LEAP_YEARS_APART + 1)
        days = [date(year, month, day) for year in years if _exists(day, month, year)]
        passed = days[0] < self.today or (
            days[0] == self.today and clock is not None and not self._is_ahead(clock)
        )
        return days[1] if passed else days[0]

    def _set_time(self, clock: time) -> None:
        if self.time is not None:
            raise self._two_times()
        self.time = clock

    def _set_moment(self, minutes: int) -> None:
        moment = self.zoned_now.astimezone(UTC) + timedelta(minutes=minutes)
        local = moment.astimezone(self.zoned_now.tzinfo).replace(second=0, microsecond=0)
        self._set_fixed_day(local.date())
        self._set_time(local.time())

    def _two_times(self) -> BadInput:
        return BadInput(
            _("“{text}” names two times; leave one of them.").format(text=_spaced(self.typed))
        )

    def _not_understood(self, word: str) -> BadInput:
        return BadInput(
            _("“{word}” is not understood as a day or time; type for example: {examples}.").format(
                word=_as_typed(word, self.typed), examples=_examples()
            )
        )


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _as_typed(folded: str, typed: str) -> str:
    """Return the part of what was typed that is folded so; its folded form where none is."""
    whole = _spaced(typed)
    if fold(whole) == folded:
        return whole
    ends = (word[start:] for word in _WORD.findall(whole) for start in range(len(word)))
    return next((end for end in ends if fold(end) == folded), folded)


_ITEMS: Final[tuple[tuple[re.Pattern[str], Callable[[_Reader, re.Match[str]], bool]], ...]] = (
    (_AHEAD, _Reader.take_ahead),
    (_NOW, _Reader.take_now),
    (_ISO, _Reader.take_dated),
    (_SLASHED, _Reader.take_slashed),
    (_DASHED, _Reader.take_slashed),
    (_DAY_MONTH, _Reader.take_named_month),
    (_MONTH_DAY, _Reader.take_named_month),
    (_NAMED_DAY, _Reader.take_named_day),
    (_NEXT_WEEK, _Reader.take_next_week),
    (_NEXT_MONTH, _Reader.take_next_month),
    (_WEEKDAY, _Reader.take_weekday),
    (_PART_OF_DAY, _Reader.take_part_of_day),
    (_DOTTED, _Reader.take_dated),
    (_TIME, _Reader.take_time),
    (_HOUR_BY_NAME, _Reader.take_hour_by_name),
    (_FILLER, _Reader.take_filler),
)
"""What may stand next, in the order it is tried."""


def _examples() -> str:
    return _("tomorrow 15:00, fri 9, +3d, +15m, 25.12, 25 dec 14:00")


def _too_far(text: str) -> BadInput:
    return BadInput(
        _("“{text}” is too far away; give a day of the years {first} to {last}.").format(
            text=text.strip(), first=_YEARS[0], last=_YEARS[-1]
        )
    )


def _exists(day: int, month: int, year: int | None) -> bool:
    """Say whether there is such a day, in any year when `year` is None."""
    try:
        date(_CENTURY if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last one where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
