"""Log a call: the client, notes, outcome and the next step, in one use case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.records.kinds import KINDS
from domain.text import on_one_line, one_line, strip_control
from services.activities.bulk import pick_open
from services.activities.finishing import check_result, close, was_reached
from services.activities.links import (
    copy_links,
    link,
    link_first,
    links_of,
    set_stage,
    take_part,
)
from services.activities.open_calls import end_open_call
from services.activities.outcomes import Outcome
from services.activities.planning import NextStep, plan_next
from services.context import Context
from storage.values import moment_out

if TYPE_CHECKING:
    from storage.tables import Activity
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class CallReport:
    """What is kept of a call (FEATURES CALL-03, CALL-08, CALL-09).

    The client is a record, or a new contact made from `new_client` (fields as `add_record` takes
    them), or whoever the `planned` activity is with. `started_at` is aware; without a duration only
    the moment of the call is kept.

    `planned` is the activity that the call completes; without one a call that was planned with the
    client is looked for, unless `match_planned` is false. `participants` are contacts who took
    part as well. The call also concerns `deal`, which it may bring to another `stage`.
    """

    client_kind: str = ""
    client: UUID | None = None
    new_client: dict[str, object] | None = None
    direction: str = "outgoing"
    subject: str = ""
    notes: str = ""
    outcome: Outcome | None = None
    started_at: datetime | None = None
    duration_seconds: int | None = None
    next_step: NextStep | None = None
    planned: UUID | None = None
    match_planned: bool = True
    participants: tuple[UUID, ...] = ()
    deal: UUID | None = None
    stage: UUID | None = None
    open_call: UUID | None = None


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """What came of logging a call: its key, the client's, and that of the next step.

    `was_planned` tells whether an activity that stood in the agenda was done by it.
    """

    call: UUID
    client: UUID
    next: UUID | None
    was_planned: bool


def log_call(context: Context, report: CallReport) -> LoggedCall:
    """Keep a call that took place, and plan the next step.

    A call that was planned with this client, up to the end of today, is thereby done: it keeps its
    subject, its attempts and its history (CALL-05). One that was planned with somebody else, and is
    named in `report.planned`, is done with whoever was talked to, and stays with the other as well
    (CALL-02). A planned activity that is no call is done beside the call, with the same result.

    Raises BadInput, NotFound, and Conflict where somebody has done the planned one meanwhile, or
    the call in progress was logged by another program of the same person.
    """
    from services.records.use_cases import load_writing

    load_writing()
    with context.database.write(context.actor, "log_call") as unit:
        check_result(context, unit, report.outcome, report.notes, "notes")
        if report.open_call is not None:
            end_open_call(context, unit.connection, report.open_call)
        planned = pick_open(unit, [report.planned]).fit[0] if report.planned else None
        kind, client = _client(context, unit, report, planned)
        if planned is None and report.match_planned:
            planned = _planned_call(context, unit, kind, client)
        call = planned if planned and planned.kind == "call" else _new_call(context, unit, planned)
        link_first(unit, call.id, kind, client)
        if report.deal is not None:
            link(unit, call.id, "deal", report.deal)
        set_stage(context, unit, report.deal, report.stage)
        take_part(unit, call.id, [key for key in report.participants if key != client])
        _fill(call, report, context.now().astimezone(UTC))
        if planned is not None and planned is not call:
            close(context, planned, report.outcome, report.notes)
        following = None
        if report.next_step is not None:
            reached = was_reached(report.outcome)
            following = plan_next(context, unit, call, report.next_step, reached=reached)
        return LoggedCall(call.id, client, following, planned is not None)


def _client(
    context: Context, unit: Unit, report: CallReport, planned: Activity | None
) -> tuple[str, UUID]:
    from services.records.use_cases import add_within, existing_within

    if report.client is not None:
        existing_within(unit, report.client_kind, report.client)
        return report.client_kind, report.client
    if report.new_client is not None:
        return "contact", add_within(context, unit, "contact", report.new_client)
    links = links_of(unit, planned.id) if planned else []
    for row in links:
        if KINDS[row.record_kind].is_client:
            return row.record_kind, row.record_id
    raise BadInput(_("A call needs a client: name one, or a new one."), "client")


def _new_call(context: Context, unit: Unit, planned: Activity | None) -> Activity:
    """Return a call of the acting person, about the same as `planned` where it follows that."""
    from storage.tables import Activity

    call = unit.add(
        Activity(
            kind="call",
            subject=planned.subject if planned else "",
            responsible_id=context.actor.user_id,
            created_by=context.actor.user_id,
            previous_id=planned.id if planned else None,
        )
    )
    unit.session.flush()
    if planned is not None:
        copy_links(unit, planned.id, call.id)
    return call


def _planned_call(context: Context, unit: Unit, kind: str, client: UUID) -> Activity | None:
    """Return the first call that this person had planned with the client by the end of today."""
    from storage.tables import Activity

    today = context.now().date()
    end = datetime.combine(today + timedelta(days=1), time(), tzinfo=context.zone)
    row = unit.connection.execute(
        "SELECT a.id FROM activity_link l JOIN activity a ON a.id = l.activity_id "
        "WHERE l.record_kind = ? AND l.record_id = ? AND a.kind = 'call' AND a.done_at IS NULL "
        "AND a.deleted_at IS NULL AND a.responsible_id = ? "
        "AND (a.due_at < ? OR (a.due_at IS NULL AND a.due_on <= ?)) "
        "ORDER BY a.due_at IS NULL, a.due_at, a.due_on, a.id LIMIT 1",
        (
            kind,
            client.bytes,
            context.actor.user_id.bytes,
            moment_out(end.astimezone(UTC)),
            today.isoformat(),
        ),
    ).fetchone()
    return unit.get(Activity, UUID(bytes=row[0])) if row else None


def _fill(call: Activity, report: CallReport, now: datetime) -> None:
    notes = strip_control(report.notes).strip()
    duration = timedelta(seconds=report.duration_seconds or 0)
    call.direction = report.direction
    call.result = notes or call.result
    subject = on_one_line(report.subject)
    call.subject = subject or call.subject or one_line(notes, 80)
    call.start_at = (report.started_at or now - duration).astimezone(UTC)
    call.duration_seconds = report.duration_seconds
    call.outcome_id = report.outcome.id if report.outcome else None
    call.done_at = now
