"""Brings an activity up to date with a meeting that changed, and leaves alone what did not."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from domain.activities import CO_EXECUTOR, OBSERVER, TAKES_PART
from domain.calendar.entries import days_of
from domain.tags import fold_tag
from services.activities.links import link
from services.activities.reminders import keep_reminder, plan_state
from services.context import Context
from services.formats.meetings import Meeting
from services.importing.attendees import PeopleFinder, Person, role_of
from services.importing.meeting_values import held_values, meeting_values, over_at
from storage.tables import Activity, ActivityParticipant, ActivityTag
from storage.tables.base import utc_now
from storage.unit import Unit

_TIME = ("due_at", "due_on", "planned_minutes")
_EXECUTES = {TAKES_PART, CO_EXECUTOR}
"""The parts in an activity of those who have it in their calendar."""


class MeetingUpdate:
    """Compares meetings with the activities that they became, within one unit."""

    def __init__(self, context: Context, unit: Unit, people: PeopleFinder) -> None:
        self._context = context
        self._unit = unit
        self._people = people
        self._now = context.now()

    def apply(self, activity: Activity, before: Meeting, after: Meeting) -> bool:
        """Apply to an activity what differs between two readings; tell if anything did.

        What a person changed here stays, unless the calendar changed the same.
        """
        changed = self._apply_values(activity, before, after)
        changed |= self._apply_tags(activity, before.tags, after.tags)
        was, now = (self._people.find(one.attendees).known for one in (before, after))
        changed |= self._apply_people(activity, was, now)
        if changed:
            activity.updated_at = utc_now()
        return changed

    def _apply_values(self, activity: Activity, before: Meeting, after: Meeting) -> bool:
        was, held = meeting_values(before, self._people), held_values(activity)
        wanted = {
            name: value
            for name, value in meeting_values(after, self._people).items()
            if value != was[name] and _is_said(name, before, after)
        }
        if before.is_ours or after.is_ours or after.kind == "task":
            wanted.pop("kind", None)
        elif self._was_over(activity, before) and any(name in wanted for name in _TIME):
            wanted["done_at"] = over_at(after, self._now)
        changes = {name: value for name, value in wanted.items() if value != held[name]}
        plan = plan_state(activity)
        for name, value in changes.items():
            setattr(activity, name, value)
        if changes:
            connection = self._unit.connection
            keep_reminder(self._context, connection, activity, plan, is_given=True)
        return bool(changes)

    def _was_over(self, activity: Activity, before: Meeting) -> bool:
        """Say whether an activity is done only because its meeting was past when it was read."""
        return activity.done_at is not None and activity.done_at == over_at(before, self._now)

    def _apply_tags(self, activity: Activity, before: Iterable[str], after: Iterable[str]) -> bool:
        was = {fold_tag(tag) for tag in before}
        now = {fold_tag(tag): tag for tag in after}
        if was == set(now):
            return False
        rows = {row.folded: row for row in self._tags_of(activity.id)}
        for folded in (was - set(now)) & set(rows):
            self._unit.session.delete(rows[folded])
        added = [folded for folded in now if folded not in was and folded not in rows]
        sort = max((row.sort for row in rows.values()), default=-1) + 1
        for place, folded in enumerate(added, sort):
            self._unit.add(
                ActivityTag(activity_id=activity.id, tag=now[folded], folded=folded, sort=place)
            )
        return bool(added) or bool((was - set(now)) & set(rows))

    def _tags_of(self, activity: UUID) -> Iterable[ActivityTag]:
        return self._unit.session.exec(
            select(ActivityTag).where(ActivityTag.activity_id == activity)
        )

    def _apply_people(
        self, activity: Activity, before: Iterable[Person], after: Iterable[Person]
    ) -> bool:
        was, now = set(before), list(after)
        rows = {(r.record_kind, r.record_id, r.role): r for r in self._parts_of(activity.id)}
        gone = [(*person, role_of(person)) for person in was if person not in now]
        left = [rows[place] for place in gone if place in rows]
        for row in left:
            self._unit.session.delete(row)
        new = [p for p in now if p not in was and (*p, role_of(p)) not in rows]
        for person in new:
            self.let_take_part(activity.id, person, len(rows))
        return bool(left or new)

    def _parts_of(self, activity: UUID) -> Iterable[ActivityParticipant]:
        return self._unit.session.exec(
            select(ActivityParticipant).where(ActivityParticipant.activity_id == activity)
        )

    def let_take_part(self, activity: UUID, person: Person, sort: int = 0) -> None:
        """Let somebody who does not yet take part in an activity."""
        kind, key = person
        self._unit.add(
            ActivityParticipant(
                activity_id=activity,
                record_kind=kind,
                record_id=key,
                role=role_of(person),
                sort=sort,
            )
        )
        if kind == "contact":
            link(self._unit, activity, kind, key)

    def join(self, activity: Activity) -> bool:
        """Let the acting person share in what was read for somebody else; tell if they did not."""
        own = self._context.actor.user_id
        if activity.responsible_id == own or self._roles(activity) & _EXECUTES:
            return False
        self.let_take_part(activity.id, ("user", own))
        return True

    def is_observer(self, activity: Activity) -> bool:
        """Say whether the acting person only looks on."""
        is_own = activity.responsible_id == self._context.actor.user_id
        roles = self._roles(activity)
        return not is_own and OBSERVER in roles and not roles & _EXECUTES

    def _roles(self, activity: Activity) -> Set[str]:
        """Return the parts that the acting person has in an activity, beside being responsible."""
        query = select(ActivityParticipant.role).where(
            ActivityParticipant.activity_id == activity.id,
            ActivityParticipant.record_kind == "user",
            ActivityParticipant.record_id == self._context.actor.user_id,
        )
        return set(self._unit.session.exec(query))

    def is_untouched(self, activity: Activity, before: Meeting) -> bool:
        """Say whether nobody has worked on an activity since it was read."""
        expected = meeting_values(before, self._people)
        done: datetime | None = activity.done_at
        if done is not None and self._was_over(activity, before):
            expected["done_at"] = done
        worked = activity.outcome_id or activity.result or activity.run_id
        return held_values(activity) == expected and not worked and not self._has_more(activity.id)

    def _has_more(self, activity: UUID) -> bool:
        """Say whether a file, a check list or a link other than to who takes part was added."""
        row = self._unit.connection.execute(
            "SELECT EXISTS (SELECT 1 FROM attachment WHERE record_kind = 'activity' "
            "AND record_id = :key AND deleted_at IS NULL) "
            "OR EXISTS (SELECT 1 FROM check_item WHERE activity_id = :key) "
            "OR EXISTS (SELECT 1 FROM activity_link l WHERE l.activity_id = :key AND NOT EXISTS ("
            "SELECT 1 FROM activity_participant p WHERE p.activity_id = :key "
            "AND p.record_kind = l.record_kind AND p.record_id = l.record_id))",
            {"key": activity.bytes},
        ).fetchone()
        return bool(row[0])


def _is_said(name: str, before: Meeting, after: Meeting) -> bool:
    """Say whether the second reading tells of a value, for which iCalendar may have no word."""
    if after.is_ours or after.kind == "task":
        return True
    if name == "done_at":
        return after.done_at is not None
    if name == "planned_minutes" and before.on is not None and after.on is not None:
        return days_of(before.minutes) != days_of(after.minutes)
    return True
