"""Reads days and periods of a query: what `domain.dates.when` reads, and periods, ranges, the past.

A day or a period stands for all of it: `..fri` ends with the end of Friday.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from domain.dates.when import parse_when
from domain.dates.when_words import BEFORE_DAY, MONTHS, NEXT, THIS, UNITS, WEEKDAYS
from domain.errors import BadInput
from domain.i18n import _
from domain.query import vocabulary
from domain.query.errors import TurnedRound
from domain.query.tree import During
from domain.text import fold

Span = tuple[datetime, datetime]
"""From a local moment up to another, which is excluded."""


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_LENGTH = rf"(?P<count>\d{{1,5}})\s*(?P<unit>{_any(UNITS)})\.?"
_FILLER = re.compile(rf"(?:(?:{_any(BEFORE_DAY)})\s+)+")
_AGO = re.compile(rf"(?P<sign>[-+\u2212])\s*{_LENGTH}")
_AGE = re.compile(rf"(?:(?P<older>{_any(vocabulary.OLDER)})|{_any(vocabulary.NEWER)})\s+{_LENGTH}")
_STRETCH = re.compile(rf"(?:(?P<last>{_any(vocabulary.LAST)})|{_any(vocabulary.NEXT)})\s+{_LENGTH}")
_CALENDAR = re.compile(
    rf"(?:(?P<last>{_any(vocabulary.LAST)})|(?P<next>{_any(vocabulary.NEXT)})|"
    rf"{_any(vocabulary.THIS)})\s+(?P<period>{_any(vocabulary.PERIODS)})"
)
_YEAR = re.compile(r"(?P<year>(?:19|20|21)\d\d)")
_MONTH = re.compile(r"(?P<year>(?:19|20|21)\d\d)-(?P<month>0[1-9]|1[0-2])")
_QUARTER = re.compile(r"q(?P<quarter>[1-4])(?:\s+(?P<year>(?:19|20|21)\d\d))?")
_NAMED_MONTH = re.compile(rf"(?P<name>{_any(MONTHS)})\.?(?:\s+(?P<year>(?:19|20|21)\d\d))?")
_SECONDS = re.compile(r"(?P<rest>.*\d:\d\d):(?P<seconds>[0-5]\d)")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::[0-5]\d)?")
_ISO_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dt\d\d:\d\d(?P<second>:\d\d(?P<fraction>\.\d+)?)?(?:z|[-+]\d\d:?\d\d)?"
)
HAS_YEAR = re.compile(r"(?:19|20|21)\d\d|[./]\d\d?[./]\d\d")
"""What a day has in it that is one of a certain year."""
_DAY_AND_MONTH = re.compile(rf"\d{{1,2}}[./]\d{{1,2}}\.?|.*\b(?:{_any(MONTHS)})\b.*")


class PeriodReader:
    """Reads periods as seen at the local moment `now`.

    With `is_past` a weekday, and a day, a month or a quarter without a year, is the last such one,
    not the next. A month or a quarter is that of this year else, with `is_ahead` none that is over.
    """

    def __init__(
        self,
        now: datetime,
        *,
        is_past: bool = False,
        is_ahead: bool = False,
        day_first: bool = True,
    ) -> None:
        self._now, self._day_first = now, day_first
        self._is_past, self._is_ahead = is_past, is_ahead

    def read(self, text: str, operator: str = "") -> During:
        """Return the period that `text` says, as compared by `operator` (`>`, `<=` and so on).

        Raises BadInput with a sentence.
        """
        typed = " ".join(fold(text).split())
        try:
            start, end = self._compared(typed, operator)
        except (ValueError, OverflowError):  # beyond the calendar
            raise BadInput(_("“{text}” is too far away.").format(text=text.strip())) from None
        return During(("" if operator == "=" else operator) + typed, start, end)

    def _compared(self, typed: str, operator: str) -> tuple[datetime | None, datetime | None]:
        age = _AGE.fullmatch(typed)
        if age and not operator:
            edge = self._ahead("-", age["count"], age["unit"])[0]
            return (None, edge) if age["older"] else (edge, None)
        if ".." in typed and not operator:
            first, _dots, last = typed.partition("..")
            start = self.span(first.strip())[0] if first.strip() else None
            end = self.span(last.strip())[1] if last.strip() else None
            if start is None and end is None:
                raise BadInput(_("A range needs a beginning or an end, such as ..fri."))
            if start is None or end is None:
                return start, end
            if _CLOCK.fullmatch(last.strip()) and _CLOCK.search(first):
                has_day = not _CLOCK.fullmatch(first.strip())
                return self._hours(start, last.strip(), has_day=has_day)
            # On a Wednesday the Friday of "mon..fri" is the one after that Monday.
            if not _is_before(start, end):
                reader = PeriodReader(start, is_ahead=True, day_first=self._day_first)
                end = reader.span(last.strip())[1]
            if not _is_before(start, end):
                raise TurnedRound(typed)
            return start, end
        start, end = self.span(typed)
        return {
            ">": (end, None),
            ">=": (start, None),
            "<": (None, start),
            "<=": (None, end),
        }.get(operator, (start, end))

    def _hours(self, start: datetime, last: str, *, has_day: bool) -> Span:
        """Return the span up to a time of the day on which it begins, or of the day after it.

        Of what has happened, hours over midnight without a day are those of the last night.
        """
        end = PeriodReader(start, day_first=self._day_first).span(last)[1]
        if _is_before(start, end):
            return start, end
        day = timedelta(days=1)
        if self._is_past and not has_day and not _is_before(start, self._now):
            return start - day, end
        return start, end + day

    def span(self, typed: str) -> Span:
        """Return the span of a day, a minute, a second or a calendar period."""
        filler = _FILLER.match(typed)
        typed = typed[filler.end() :] if filler else typed
        if found := _AGO.fullmatch(typed):
            return self._ahead(found["sign"], found["count"], found["unit"])
        if found := _STRETCH.fullmatch(typed):
            return self._stretch(found)
        if found := _CALENDAR.fullmatch(typed):
            step = -1 if found["last"] else 1 if found["next"] else 0
            return self._calendar(vocabulary.PERIODS[found["period"]], step)
        if found := _YEAR.fullmatch(typed):
            return self._months(int(found["year"]), 1, 12)
        if found := _MONTH.fullmatch(typed):
            return self._months(int(found["year"]), int(found["month"]), 1)
        if found := _QUARTER.fullmatch(typed):
            return self._named(found["year"], 3 * int(found["quarter"]) - 2, 3)
        if found := _NAMED_MONTH.fullmatch(typed):
            return self._named(found["year"], MONTHS[found["name"]], 1)
        if found := _ISO_MOMENT.fullmatch(typed):
            return self._iso(found)
        return self._moment(typed)

    def _moment(self, typed: str) -> Span:
        """Return the span of what `parse_when` reads, with seconds where they are given."""
        seconds = _SECONDS.fullmatch(typed)
        text = seconds["rest"] if seconds else typed
        if _CLOCK.fullmatch(text):
            text = f"{self._now.date()} {text}"  # alone it would be tomorrow's once it has passed
        when = parse_when(text, self._seen_from(text), day_first=self._day_first)
        if when.time is None:
            return self._days(when.day, when.day)
        start = datetime.combine(when.day, when.time, self._now.tzinfo)
        if seconds:
            start = start.replace(second=int(seconds["seconds"]))
        return start, _later(start, timedelta(seconds=1 if seconds else 60))

    def _seen_from(self, text: str) -> datetime:
        """Return the moment from which the next such day is the one that is meant."""
        if self._is_past and not HAS_YEAR.search(text):
            parts = set(text.replace(".", " ").split())
            weekday = parts & set(WEEKDAYS) and not parts & (set(NEXT) | set(THIS))
            for names_day, back in ((weekday, 7), (_DAY_AND_MONTH.fullmatch(text), 365)):
                if not names_day:
                    continue
                when = parse_when(text, self._now, day_first=self._day_first)
                if when.day > self._now.date():
                    return self._now - timedelta(days=back)
        return self._now

    def _iso(self, found: re.Match[str]) -> Span:
        """Return the span of a moment as programs write it, ISO 8601."""
        moment = datetime.fromisoformat(found[0].upper())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self._now.tzinfo)
        start = moment.astimezone(self._now.tzinfo)
        if found["fraction"]:
            return start, _later(start, timedelta(microseconds=1))
        return start, _later(start, timedelta(seconds=1 if found["second"] else 60))

    def _ahead(self, sign: str, count: str, unit_word: str) -> Span:
        unit, many = UNITS[unit_word], int(count) * (1 if sign == "+" else -1)
        if unit in ("minute", "hour"):
            moment = _later(self._now, timedelta(minutes=many * (60 if unit == "hour" else 1)))
            return moment, moment
        day = self._day_ahead(unit, many)
        return self._days(day, day)

    def _day_ahead(self, unit: str, many: int) -> date:
        today = self._now.date()
        if unit in ("day", "week"):
            return today + timedelta(days=many * (7 if unit == "week" else 1))
        months = today.year * 12 + today.month - 1 + many * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(today.day, last))

    def _stretch(self, found: re.Match[str]) -> Span:
        """Return so many days, weeks or months that end, or begin, with today."""
        unit, count = UNITS[found["unit"]], int(found["count"])
        today, day = self._now.date(), timedelta(days=1)
        if unit in ("minute", "hour"):
            start, _end = self._ahead("-" if found["last"] else "+", found["count"], found["unit"])
            return (start, self._now) if found["last"] else (self._now, start)
        if found["last"]:
            return self._days(min(today, self._day_ahead(unit, -count) + day), today)
        return self._days(today, max(today, self._day_ahead(unit, count) - day))

    def _calendar(self, period: str, step: int) -> Span:
        today = self._now.date()
        if period == "week":
            monday = today + timedelta(days=7 * step - today.weekday())
            return self._days(monday, monday + timedelta(days=6))
        length = {"month": 1, "quarter": 3, "year": 12}[period]
        first = (today.year * 12 + today.month - 1) // length * length + step * length
        return self._months(first // 12, first % 12 + 1, length)

    def _named(self, year: str | None, month: int, count: int) -> Span:
        """Return the span of months that are called by name, of a year or none."""
        this = self._now.year
        if self._is_past and month > self._now.month:
            this -= 1
        elif self._is_ahead and month + count <= self._now.month:
            this += 1
        return self._months(int(year or this), month, count)

    def _months(self, year: int, month: int, count: int) -> Span:
        after = year * 12 + month - 1 + count
        return self._midnight(date(year, month, 1)), self._midnight(
            date(after // 12, after % 12 + 1, 1)
        )

    def _days(self, first: date, last: date) -> Span:
        return self._midnight(first), self._midnight(last + timedelta(days=1))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._now.tzinfo)


def _later(moment: datetime, by: timedelta) -> datetime:
    """Return a local moment after so much elapsed time, over changes of the clocks."""
    return (moment.astimezone(UTC) + by).astimezone(moment.tzinfo)


def _is_before(moment: datetime, other: datetime) -> bool:
    """Compare two moments also within the hour that the clocks show twice."""
    return moment.astimezone(UTC) < other.astimezone(UTC)
