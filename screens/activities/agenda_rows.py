"""How the lines of My activities are painted: activities, birthdays, headings and counters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from domain.activities import ACTIVITY_KINDS, kind_label
from domain.agenda import AgendaEntry, AgendaLine, Group, GroupHeading
from domain.dates.when import describe_deadline, is_overdue, say_when
from domain.i18n import _, ngettext
from domain.records.references import Reference
from widgets.lists.columns import Column
from widgets.lists.row_painter import Part

if TYPE_CHECKING:
    from services.birthdays import Birthday


class BirthdayRow(NamedTuple):
    """A line for a client whose birthday comes."""

    birthday: Birthday

    @property
    def key(self) -> tuple[str, object]:
        """What names this line in a list."""
        return ("birthday", self.birthday.contact.id)

    @property
    def is_heading(self) -> bool:
        """It can be selected."""
        return False


class BirthdayHeading(NamedTuple):
    """The heading above the birthdays, with their number."""

    number: int
    key: str = "birthdays"
    is_heading: bool = True


BirthdayLine = BirthdayRow | BirthdayHeading

Row = AgendaLine | BirthdayLine
"""A line of My activities."""


_DAYS_OF_WEEK = 6
"""Days back that their names tell apart from today."""

INSTEAD = {"who": "subject"}
"""On a narrow screen an activity that is with nobody says what it is about."""


def birthday_rows(birthdays: Sequence[Birthday]) -> list[BirthdayLine]:
    """Return the lines for birthdays, none where there are none."""
    if not birthdays:
        return []
    return [BirthdayHeading(len(birthdays)), *map(BirthdayRow, birthdays)]


def client_of(row: Row | None) -> Reference | None:
    """Return who a line is about."""
    if isinstance(row, AgendaEntry):
        return row.client
    return row.birthday.contact if isinstance(row, BirthdayRow) else None


def columns() -> tuple[Column, ...]:
    """Return the columns, as wide as the words of the language need."""
    now = datetime.now(UTC)
    kinds = max(cell_len(kind_label(code)) for code in ACTIVITY_KINDS)
    late = cell_len(describe_deadline(now - timedelta(minutes=59), None, now))
    return (
        Column("sign", "", min_width=1, weight=0, priority=9),
        Column("kind", "", min_width=kinds, weight=0, priority=6),
        Column("when", "", min_width=max(11, late), weight=0, priority=8),
        Column("who", "", min_width=10, weight=3, priority=7),
        Column("subject", "", min_width=8, weight=3, priority=5),
        Column("star", "", min_width=1, weight=0, priority=4),
    )


def cells_of(row: Row, now: datetime) -> Mapping[str, str | Part]:
    """Return the text of each column of a line, as of the local moment `now`."""
    if isinstance(row, BirthdayRow):
        return _birthday_cells(row.birthday, now)
    assert isinstance(row, AgendaEntry)
    is_late = not row.is_done and is_overdue(row.due_at, row.due_on, now)
    when = _when(row, now)
    who = " · ".join(filter(None, (row.client.title if row.client else "", row.company)))
    attempt = _("try {number}").format(number=row.attempt) if row.attempt > 1 else ""
    files = _("files") if row.has_files else ""
    done = ""
    if row.items:
        # Loaded with the first check list, behind the first frame.
        from domain.check_lists import progress

        done = progress(row.ticked, row.items)
    return {
        "sign": "!" if is_late else "",
        "kind": kind_label(row.kind),
        "when": (when, "alert") if is_late else when,
        "who": who or (row.deal.title if row.deal else ""),
        "subject": ", ".join(filter(None, (attempt, done, row.subject, files, row.responsible))),
        "star": "*" if row.is_important else "",
    }


def _birthday_cells(birthday: Birthday, now: datetime) -> Mapping[str, str | Part]:
    who = " · ".join(filter(None, (birthday.contact.title, birthday.company)))
    age = birthday.age
    years = ngettext("{age} year", "{age} years", age).format(age=age) if age else ""
    return {"when": say_when(birthday.day, now), "who": who, "subject": years}


def _when(entry: AgendaEntry, now: datetime) -> str:
    """Return the deadline in words; under the heading of its day the time alone."""
    if entry.done_at is not None:
        return _done(entry.done_at.astimezone(now.tzinfo), now)
    if entry.group in (Group.TODAY, Group.TOMORROW):
        return f"{entry.due_at.astimezone(now.tzinfo):%H:%M}" if entry.due_at else ""
    return describe_deadline(entry.due_at, entry.due_on, now)


def _done(moment: datetime, now: datetime) -> str:
    """Return when something was done in as few cells as a deadline takes."""
    days = (now.date() - moment.date()).days
    if days == 0:
        return f"{moment:%H:%M}"
    if days > _DAYS_OF_WEEK:
        return say_when(moment.date(), now)
    # Loaded with the first of it that is seen, behind the first frame.
    from domain.dates.calendar_names import weekday_name

    return f"{weekday_name(moment.date())} {moment:%H:%M}"


def heading_of(row: Row) -> str:
    """Return the text of a heading."""
    if isinstance(row, BirthdayHeading):
        return _("Birthdays {count}").format(count=row.number)
    assert isinstance(row, GroupHeading)
    return f"{row.group.title} {row.count}"


def counters_text(counts: Mapping[Group, int], marked: int) -> str:
    """Return the numbers above the list: overdue, of today, open, and marked where any is."""
    is_open = sum(count for group, count in counts.items() if group.is_own)
    parts = [
        _("{count} overdue").format(count=counts[Group.OVERDUE]),
        _("{count} today").format(count=counts[Group.TODAY]),
        _("{count} open").format(count=is_open),
    ]
    if marked:
        # Loaded with the first mark, behind the first frame.
        from domain.text import spaced

        label = ngettext("{count} marked", "{count} marked", marked)
        parts.append(label.format(count=spaced(marked)))
    return " · ".join(parts)
