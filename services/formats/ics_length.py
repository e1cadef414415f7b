"""When an event of a calendar ends, also over a change of the clocks (RFC 5545, 3.3.6, 3.8.5.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from icalendar import Component


def end_of(
    component: Component, source: Component, start: date | None, zone: tzinfo
) -> date | None:
    """Return when an event is over, as a day or as a moment, None where it does not say.

    `component` is the occurrence that begins at `start`, `source` what the file says of it. Days of
    a DURATION are days of the clocks, hours are hours. All that a rule makes of an event with an
    end take exactly as long as this one. Times without a zone are by the clocks of `zone`.
    """
    end, length = _value(component, "DTEND"), _length(source)
    if length is not None and start is not None:
        return _after(start, length, zone)
    first, last = _value(source, "DTSTART"), _value(source, "DTEND")
    if (
        isinstance(start, datetime)
        and isinstance(end, datetime)
        and isinstance(first, datetime)
        and isinstance(last, datetime)
        and not _has_periods(source)
    ):
        return in_zone(start, zone) + (in_zone(last, zone) - in_zone(first, zone))
    return end


def _has_periods(component: Component) -> bool:
    """Say whether RDATE gives occurrences with an end of their own."""
    rules = component.get("RDATE", [])
    return any(
        isinstance(one.dt, tuple)
        for rule in (rules if isinstance(rules, list) else [rules])
        for one in getattr(rule, "dts", ())
    )


def is_turned_round(component: Component, zone: tzinfo) -> bool:
    """Say whether an event ends before it begins."""
    start, end, length = (
        _value(component, "DTSTART"),
        _value(component, "DTEND"),
        _length(component),
    )
    if length is not None:
        return length < timedelta()
    if start is None or end is None or isinstance(start, datetime) != isinstance(end, datetime):
        return False
    if isinstance(start, datetime) and isinstance(end, datetime):
        return in_zone(end, zone) < in_zone(start, zone)
    return end < start


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment in UTC, by the clocks of `zone` where it names no zone."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def _after(start: date, length: timedelta, zone: tzinfo) -> date:
    """Return what is so long after `start`."""
    if not isinstance(start, datetime):
        return start + length
    day = start + timedelta(length.days)
    return in_zone(day, zone) + timedelta(seconds=length.seconds)


def _length(component: Component) -> timedelta | None:
    """Return what DURATION says where there is no DTEND."""
    length = getattr(component.get("DURATION"), "dt", None)
    return length if "DTEND" not in component and isinstance(length, timedelta) else None


def _value(component: Component, name: str) -> date | None:
    moment = getattr(component.get(name), "dt", None)
    return moment if isinstance(moment, date) else None
