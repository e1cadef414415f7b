"""What a meeting of a calendar becomes: values of an activity, and the rows of a new one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.ids import new_id
from domain.reminders import remind_moment
from domain.tags import fold_tag
from domain.text import on_one_line, strip_control
from services.context import Context
from services.formats.meetings import Meeting
from services.importing.attendees import PeopleFinder, role_of
from storage.reads.appointments import CALENDAR_SOURCE
from storage.values import moment_out, now_micros

if TYPE_CHECKING:
    from storage.tables import Activity


def meeting_values(meeting: Meeting, people: PeopleFinder) -> dict[str, object]:
    """Return the values of an activity that a meeting gives, by the name of the column."""
    return {
        "kind": meeting.kind,
        "subject": meeting.subject,
        "description": people.description(meeting),
        "place": meeting.place,
        "due_at": meeting.start_at,
        "due_on": meeting.on,
        "planned_minutes": meeting.minutes,
        "remind_minutes": meeting.remind_minutes,
        "is_important": meeting.is_important,
        "done_at": meeting.done_at,
    }


def held_values(activity: Activity) -> dict[str, object]:
    """Return the same values as an activity has them, in the form in which a calendar would."""
    return {
        "kind": activity.kind,
        "subject": on_one_line(activity.subject),
        "description": strip_control(activity.description).strip(),
        "place": on_one_line(activity.place),
        "due_at": _whole(activity.due_at),
        "due_on": activity.due_on,
        "planned_minutes": activity.planned_minutes,
        "remind_minutes": activity.remind_minutes,
        "is_important": activity.is_important,
        "done_at": _whole(activity.done_at),
    }


def _whole(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(microsecond=0)


def over_at(meeting: Meeting, now: datetime) -> datetime | None:
    """Return when a meeting of another calendar was over, None where it is still to come.

    Calendars do not say what took place; what is past is not to be done any more.
    """
    if meeting.is_ours or meeting.kind == "task":
        return None
    end = meeting.end_at
    if end is None and meeting.on is not None:
        days = max((meeting.minutes or 0) // (24 * 60), 1)
        end = datetime.fromordinal(meeting.on.toordinal() + days).replace(tzinfo=now.tzinfo)
    return end.astimezone(UTC) if end is not None and end <= now else None


class NewMeetings:
    """Collects the rows of new activities, to be inserted table by table."""

    def __init__(self, context: Context, people: PeopleFinder) -> None:
        # In this order, so that each row finds those it points to.
        tables = ("activity", "activity_link", "activity_participant", "activity_tag")
        self.rows: dict[str, list[dict[str, Any]]] = {table: [] for table in tables}
        self._context = context
        self._people = people
        self._now = context.now()

    def add(self, meeting: Meeting) -> UUID:
        """Collect the rows of one activity and return its key."""
        key, actor, written = new_id(), self._context.actor.user_id.bytes, now_micros()
        values = meeting_values(meeting, self._people)
        done_at = meeting.done_at or over_at(meeting, self._now)
        values |= {"done_at": done_at, "remind_at": None if done_at else self._reminder(meeting)}
        self.rows["activity"].append(
            {
                "id": key.bytes,
                **{name: _stored(value) for name, value in values.items()},
                "external_id": meeting.key,
                "responsible_id": actor,
                "created_by": actor,
                "created_at": written,
                "updated_at": written,
            }
        )
        self._add_people(key, meeting)
        for sort, tag in enumerate(meeting.tags):
            self.rows["activity_tag"].append(
                {
                    "id": new_id().bytes,
                    "activity_id": key.bytes,
                    "tag": tag,
                    "folded": fold_tag(tag),
                    "sort": sort,
                }
            )
        return key

    def _reminder(self, meeting: Meeting) -> datetime | None:
        zone, now = self._context.zone, self._now
        return remind_moment(meeting.start_at, meeting.on, meeting.remind_minutes, zone, now)

    def _add_people(self, key: UUID, meeting: Meeting) -> None:
        """Let the known people take part, and the activity concern those who are contacts."""
        for sort, person in enumerate(self._people.find(meeting.attendees).known):
            row = {
                "id": new_id().bytes,
                "activity_id": key.bytes,
                "record_kind": person[0],
                "record_id": person[1].bytes,
                "sort": sort,
            }
            self.rows["activity_participant"].append(row | {"role": role_of(person)})
            if person[0] == "contact":
                self.rows["activity_link"].append(row | {"id": new_id().bytes})


def _stored(value: object) -> object:
    """Return a value as SQLite keeps it."""
    if isinstance(value, datetime):
        return moment_out(value)
    return value.isoformat() if isinstance(value, date) else value


def payload_of(meeting: Meeting) -> Mapping[str, str]:
    """Return the columns of `import_record` that remember what a meeting said."""
    return {
        "fingerprint": meeting.fingerprint(),
        "payload": json.dumps(meeting.to_json(), ensure_ascii=False, separators=(",", ":")),
    }


def import_record_row(run: UUID, meeting: Meeting, activity: UUID) -> dict[str, Any]:
    """Return the row that remembers which activity a meeting became."""
    return {
        "id": new_id().bytes,
        "run_id": run.bytes,
        "source": CALENDAR_SOURCE,
        "external_id": meeting.key,
        "record_kind": "activity",
        "record_id": activity.bytes,
        **payload_of(meeting),
    }
