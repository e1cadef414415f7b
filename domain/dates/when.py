"""Deadlines and moments: local days and times, what is overdue, and the words they are shown in.

A deadline is either a moment (aware UTC in storage) or a day without a time. `now` is always the
present moment in the local zone; pass a real zone (`ZoneInfo`), not only its present offset, so
that days beyond a change of the clocks come out right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from domain.dates.calendar_names import day_and_month, full_day, weekday_name
from domain.i18n import _

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_DAYS_BY_NAME = 6


@dataclass(frozen=True, slots=True)
class When:
    """A local day, with a local time of that day or without one."""

    day: date
    time: time | None = None

    def instant(self, tz: tzinfo) -> datetime | None:
        """Return the moment in UTC that the clocks of `tz` show so, or None without a time.

        A time that the clocks skip moves forward by what they skip; of a time they show twice the
        first is meant.
        """
        if self.time is None:
            return None
        return datetime.combine(self.day, self.time, tz).astimezone(UTC)


def parse_when(text: str, now: datetime, *, day_first: bool = True) -> When:
    """Return the day and time that `text` says, in English, Russian or Polish.

    Understood are `tomorrow 15:00`, `fri 9`, `пт 9:30`, `w piątek o 9`, `+15m`, `+3d`, `+1mo`,
    `через 2 часа`, `in 3 days`, `25.12`, `25.12.2026 14:00`, `2026-12-25`, `25 декабря`, `dec 25`,
    `15:00`, `noon`, `next monday`, `now` and the like; capitals and diacritics do not matter.

    - A time alone is today's, or tomorrow's when that time has passed.
    - A weekday is the next such day; today only when a time is given that is still ahead, or after
      "this". "Next" before a weekday means the week after the present one (weeks begin on Monday),
      "next week" its Monday, "next month" its first day.
    - A day without a year is the next such day, today included unless its time has passed.
    - Minutes and hours ahead are counted in elapsed time; days, weeks, months and years ahead give
      a day without a time, the last day of the month where the month is too short.
    - `10/12` is read day first, or month first without `day_first`; where only one of the two is
      possible, that one. With dots the day always comes first.

    Raises BadInput with a sentence that names the word that was not understood.
    """
    from domain.dates.when_parse import (
        read_when,  # its word lists are needed only when somebody types
    )

    return read_when(text, now, day_first=day_first)


def is_overdue(due_at: datetime | None, due_on: date | None, now: datetime) -> bool:
    """Say whether a deadline has passed; a day without a time passes when the local day ends.

    `due_at` is an aware moment and counts before `due_on`; without either nothing is overdue.
    """
    if due_at is not None:
        return due_at < now
    return due_on is not None and due_on < now.date()


def describe_deadline(due_at: datetime | None, due_on: date | None, now: datetime) -> str:
    """Return a deadline as a list row shows it, short, or "" where there is none.

    `40 min late`, `3 h late`, `2 d late`; `15:00` today; `tomorrow 10:00`; `Fri 16:30` within six
    days; then `25 Dec 14:00`, and `25 Dec 2027` in another year. Days late of a moment are full
    days of 24 hours, of a day without a time calendar days.
    """
    if due_at is not None:
        late = int((now - due_at).total_seconds())
        if due_at < now:
            return _late(late)
        local = due_at.astimezone(now.tzinfo)
        if local.date() == now.date():
            return _clock(local.time())
        if local.year != now.year and (local.date() - now.date()).days > _DAYS_BY_NAME:
            return _say_day(local.date(), now.date())
        return say_when(local, now)
    if due_on is not None:
        if due_on < now.date():
            return _late((now.date() - due_on).days * _DAY)
        return _say_day(due_on, now.date())
    return ""


def describe_time_left(due_at: datetime | None, due_on: date | None, now: datetime) -> str:
    """Return how much time a deadline leaves, or how late it is, in its greatest unit.

    `40 min left`, `3 h left`, `2 d left`, `2 d late` (FEATURES TASK-12); "" for a day without a
    time that is today's, and without a deadline.
    """
    if is_overdue(due_at, due_on, now):
        return describe_deadline(due_at, due_on, now)
    if due_at is not None:
        seconds = int((due_at - now).total_seconds())
    elif due_on is not None and due_on > now.date():
        seconds = (due_on - now.date()).days * _DAY
    else:
        return ""
    if seconds < _HOUR:
        return _("{minutes} min left").format(minutes=max(1, seconds // _MINUTE))
    if seconds < _DAY:
        return _("{hours} h left").format(hours=seconds // _HOUR)
    return _("{days} d left").format(days=seconds // _DAY)


def describe_open_deadline(due_at: datetime | None, due_on: date | None, now: datetime) -> str:
    """Return the deadline of what is not done as a list shows it: `2 d late`, `15:00, 3 h left`.

    What is not due today is said as `say_when` says it.
    """
    deadline = due_at or due_on
    if deadline is None or is_overdue(due_at, due_on, now):
        return describe_deadline(due_at, due_on, now)
    if due_at is not None and due_at.astimezone(now.tzinfo).date() == now.date():
        left = describe_time_left(due_at, due_on, now)
        return _("{time}, {left}").format(time=_clock(due_at.astimezone(now.tzinfo)), left=left)
    return say_when(deadline, now)


def say_when(moment: When | datetime | date, now: datetime) -> str:
    """Return a day, or a day and time, in words, past or future, always naming the day.

    `today 15:00`, `tomorrow 10:00`, `yesterday 9:00`, `Fri 16:30` within the next six days,
    `25 Dec 10:00`, `25 Dec 2027` in another year. An aware `datetime` is shown in the zone of
    `now`.
    """
    if isinstance(moment, datetime):
        local = moment.astimezone(now.tzinfo)
        moment = When(local.date(), local.time())
    elif not isinstance(moment, When):
        moment = When(moment)
    day = _say_day(moment.day, now.date())
    if moment.time is None:
        return day
    return _("{day} {time}").format(day=day, time=_clock(moment.time))


def describe_duration(seconds: float) -> str:
    """Return a length of time in its two greatest units, rounded down: `40 s`, `1 h 20 min`."""
    whole = max(0, int(seconds))
    if whole < _MINUTE:
        return _("{seconds} s").format(seconds=whole)
    if whole < _HOUR:
        return _("{minutes} min").format(minutes=whole // _MINUTE)
    if whole < _DAY:
        hours, minutes = divmod(whole // _MINUTE, 60)
        if minutes:
            return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
        return _("{hours} h").format(hours=hours)
    days, hours = divmod(whole // _HOUR, 24)
    if hours:
        return _("{days} d {hours} h").format(days=days, hours=hours)
    return _("{days} d").format(days=days)


def _late(seconds: int) -> str:
    if seconds < _HOUR:
        return _("{minutes} min late").format(minutes=max(1, seconds // _MINUTE))
    if seconds < _DAY:
        return _("{hours} h late").format(hours=seconds // _HOUR)
    return _("{days} d late").format(days=seconds // _DAY)


def _say_day(day: date, today: date) -> str:
    distance = (day - today).days
    if distance == 0:
        return _("today")
    if distance == 1:
        return _("tomorrow")
    if distance == -1:
        return _("yesterday")
    if 1 < distance <= _DAYS_BY_NAME:
        return weekday_name(day)
    if day.year == today.year:
        return day_and_month(day.day, day.month)
    return full_day(day.day, day.month, day.year)


def _clock(moment: time | datetime) -> str:
    return f"{moment:%H:%M}"
