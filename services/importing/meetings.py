"""Read a calendar into meetings (FEATURES PORT-07)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from services.activities.calendar_file import activity_of, meeting_of
from services.context import Context
from services.formats.ics_reading import Span, read_calendar, usual_span
from services.formats.meetings import BrokenMeeting, Meeting
from services.importing.attendees import PeopleFinder
from services.importing.meeting_update import MeetingUpdate
from services.importing.meeting_values import NewMeetings, import_record_row, payload_of
from services.importing.report import Halves, ImportReport, Progress, Series, until_cancelled
from storage.reads.appointments import CALENDAR_SOURCE, read_appointment
from storage.tables import Activity, ImportRun
from storage.tables.base import utc_now


class _Known(NamedTuple):
    """The activity that a meeting became: what was read then, and the row that remembers it.

    `is_own` is whether the acting person has read it before. Of what was planned here and comes
    back, no row remembers anything.
    """

    activity: UUID
    record: bytes | None = None
    fingerprint: str = ""
    payload: str = ""
    is_own: bool = True

    @property
    def before(self) -> Meeting | None:
        """The meeting as it was read last."""
        return Meeting.from_json(json.loads(self.payload)) if self.payload else None


def import_meetings(
    context: Context,
    path: Path,
    progress: Progress = lambda count: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    span: Span | None = None,
) -> ImportReport:
    """Read a calendar into meetings and tasks, as one use case that can be undone.

    What recurs becomes a meeting for each occurrence within `span`, by default one year back and
    two ahead; with a span that is given, nothing outside it is read. UID and RECURRENCE-ID name a
    meeting: read again, it is updated in what changed in the calendar, and untouched otherwise.
    Occurrences that are there no more, and what was cancelled, go to the bin unless somebody worked
    on them. Raises UnusableFile where nothing can be read, and Cancelled; nothing is changed then.
    """
    report, halves = ImportReport(is_calendar=True), Halves(progress)
    days = span or usual_span(context.now().date())
    items = read_calendar(path, context.zone, days, all_single=span is None)
    # The file is read to its end before the database is locked, so that others can go on working.
    meetings = list(_readable(halves.counted(until_cancelled(is_cancelled, items)), report))
    report.errors.sort()
    report.notes.sort()
    if meetings:
        task = _MeetingImport(context, path.name, days, report, halves, is_cancelled)
        task.run(meetings, all_single=span is None)
    return report


def _readable(items: Iterable[Meeting | BrokenMeeting], report: ImportReport) -> Iterator[Meeting]:
    """Yield the meetings that could be read."""
    for item in items:
        if isinstance(item, BrokenMeeting):
            kept = report.notes if item.is_taken else report.errors
            kept.append((item.line, item.reason))
        else:
            yield item


class _MeetingImport:
    """One reading of one file, within one unit."""

    def __init__(
        self,
        context: Context,
        file_name: str,
        span: Span,
        report: ImportReport,
        halves: Halves,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._context = context
        self._halves = halves
        self._file_name = file_name
        self._span = span
        self._report = report
        self._is_cancelled = is_cancelled
        self._remembered: list[dict[str, Any]] = []

    def run(self, meetings: list[Meeting], *, all_single: bool) -> None:
        """Write the meetings, and what came of them into the report.

        What was moved out of the span comes in only with all that does not recur.
        """
        with self._context.database.write(self._context.actor, "import_meetings") as unit:
            unit.is_cancelled = self._is_cancelled
            self._unit, self._connection = unit, unit.connection
            self._people = PeopleFinder(self._connection, self._context.actor.user_id)
            self._new = NewMeetings(self._context, self._people)
            self._update = MeetingUpdate(self._context, unit, self._people)
            run = ImportRun(
                source=CALENDAR_SOURCE,
                file_name=self._file_name,
                started_by=self._context.actor.user_id,
            )
            self._run = run.id
            counted = self._halves.counted(meetings)
            for meeting in until_cancelled(self._is_cancelled, counted):
                self._take(meeting, is_new_wanted=all_single or not meeting.is_beyond)
            if not self._report.errors:
                # Of what could not be read nobody knows whether it is still there.
                self._remove_vanished(meetings)
            unit.session.flush()
            report = self._report
            if not self._remembered and not report.updated and not report.removed:
                return
            run.created, run.updated = report.created, report.updated + report.removed
            run.skipped, run.failed = report.skipped, report.failed
            unit.add(run)
            for table, rows in self._new.rows.items():
                unit.insert_many(table, rows)
            unit.insert_many("import_record", self._remembered)

    def _take(self, meeting: Meeting, *, is_new_wanted: bool) -> None:
        """Write one meeting; what the person has declined is not in their calendar."""
        if self._people.is_declined(meeting):
            meeting = replace(meeting, is_cancelled=True)
        known = self._known(meeting)
        if known is None and (meeting.is_cancelled or not is_new_wanted):
            self._report.skipped += 1
        elif known is None:
            self._report.created += 1
            self._count_series(meeting)
            key = self._new.add(meeting)
            self._remembered.append(import_record_row(self._run, meeting, key))
        elif known.is_own and known.fingerprint == meeting.fingerprint():
            self._report.skipped += 1
        elif self._renew(known, meeting):
            self._report.updated += 1

    def _count_series(self, meeting: Meeting) -> None:
        """Count what recurs; how many meetings it makes nobody sees in the calendar."""
        if meeting.recurrence and meeting.is_complete:
            series = self._report.series.setdefault(meeting.uid, Series(meeting.subject))
            series.created += 1
            zone = self._context.zone
            day = meeting.start_at.astimezone(zone).date() if meeting.start_at else meeting.on
            series.last = max(series.last, day or series.last)

    def _known(self, meeting: Meeting) -> _Known | None:
        """Return the activity of a meeting, be it in the bin."""
        row = self._connection.execute(
            "SELECT i.record_id, i.id, i.fingerprint, i.payload, EXISTS (SELECT 1 "
            "FROM import_record o JOIN import_run r ON r.id = o.run_id WHERE o.source = i.source "
            "AND o.external_id = i.external_id AND r.started_by = ?) FROM import_record i "
            "WHERE i.source = ? AND i.external_id = ? ORDER BY i.id DESC LIMIT 1",
            (self._context.actor.user_id.bytes, CALENDAR_SOURCE, meeting.key),
        ).fetchone()
        if row is not None:
            return _Known(UUID(bytes=row[0]), row[1], row[2], row[3], bool(row[4]))
        own = activity_of(meeting.uid)
        if own is not None and self._unit.get(Activity, own) is not None:
            return _Known(own)
        return None

    def _renew(self, known: _Known, meeting: Meeting) -> bool:
        """Bring a known activity up to date; tell if it changed, and count it where it did not."""
        activity = self._unit.get(Activity, known.activity)
        before = known.before
        if (
            activity is None
            or activity.deleted_at
            or _is_old(activity, before, meeting)
            or self._update.is_observer(activity)
        ):
            self._report.skipped += 1
            return False
        before = before or self._as_exported(activity.id)
        if meeting.is_cancelled:
            self._remove(activity, before)
            return False
        changed = self._share(activity, known, meeting)
        if known.fingerprint != meeting.fingerprint():
            is_changed = self._update.apply(activity, before, meeting)
            if known.record is not None and (is_changed or not meeting.is_ours):
                self._remember_again(known.record, meeting)
            changed |= is_changed
        if not changed:
            self._report.skipped += 1
        return changed

    def _as_exported(self, key: UUID) -> Meeting:
        appointment = read_appointment(self._connection, key)
        assert appointment is not None
        return meeting_of(appointment)

    def _share(self, activity: Activity, known: _Known, meeting: Meeting) -> bool:
        """Let the person take part in what somebody else has read from their own calendar."""
        if known.is_own or meeting.is_ours or activity.kind == "task":
            return False
        if not self._update.join(activity):
            return False
        self._remembered.append(import_record_row(self._run, meeting, activity.id))
        return True

    def _remember_again(self, record: bytes, meeting: Meeting) -> None:
        kept = payload_of(meeting)
        self._unit.connection.execute(
            "UPDATE import_record SET fingerprint = :fingerprint, payload = :payload "
            "WHERE id = :id",
            {**kept, "id": record},
        )

    def _remove_vanished(self, meetings: list[Meeting]) -> None:
        """Put into the bin what the calendar had under the same UIDs and has no more.

        A file with some occurrences only, such as an invitation, says nothing of the others.
        """
        by_uid: dict[str, dict[str, Meeting]] = {}
        for meeting in meetings:
            by_uid.setdefault(meeting.uid, {})[meeting.key] = meeting
        for uid, found in by_uid.items():
            if any(meeting.is_complete for meeting in found.values()):
                self._remove_others(uid, found)

    def _remove_others(self, uid: str, found: Mapping[str, Meeting]) -> None:
        """Put into the bin what else is known under a UID, unless it came with a newer file."""
        rows = self._connection.execute(
            "SELECT record_id, external_id, payload FROM import_record "
            "WHERE source = ? AND external_id >= ? AND external_id < ? ORDER BY id",
            (CALENDAR_SOURCE, uid, f"{uid}!"),  # UID alone, or with a blank after it
        ).fetchall()
        for key, external_id, payload in rows:
            if external_id in found:
                continue
            before = Meeting.from_json(json.loads(payload))
            is_older = all(one.is_older_than(before) for one in found.values())
            activity = self._unit.get(Activity, UUID(bytes=key))
            if activity is None or is_older or not self._span.must_hold(before):
                continue
            if not self._update.is_observer(activity):
                self._remove(activity, before)

    def _remove(self, activity: Activity, before: Meeting) -> None:
        """Put an activity into the bin unless somebody worked on it, and forget its meeting."""
        if activity.deleted_at is not None or not self._update.is_untouched(activity, before):
            self._report.skipped += 1
            return
        activity.deleted_at = utc_now()
        self._unit.connection.execute(
            "DELETE FROM import_record WHERE source = ? AND record_kind = 'activity' "
            "AND record_id = ?",
            (CALENDAR_SOURCE, activity.id.bytes),
        )
        self._report.removed += 1


def _is_old(activity: Activity, before: Meeting | None, meeting: Meeting) -> bool:
    """Say whether the file has an older version of a meeting than there is."""
    if before is None:
        held = activity.updated_at.replace(microsecond=0)
        return meeting.modified_at is not None and meeting.modified_at < held
    if meeting.recurrence and None in (meeting.modified_at, before.modified_at):
        # An occurrence that was changed may count its versions apart from what recurs.
        return False
    return meeting.is_older_than(before)
