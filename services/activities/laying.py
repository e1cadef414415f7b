"""Lays an activity on many records at once, as one run (FEATURES ACT-16, MASS-02)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import TYPE_CHECKING
from uuid import UUID

from domain.activities import LAID_KINDS, kind_label
from domain.errors import BadInput, NotFound
from domain.i18n import _, ngettext
from domain.ids import new_id
from domain.records.fields import FieldType
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from domain.records.values import Deadline
from domain.reminders import remind_moment
from domain.spreading import Spread, deadline_of
from domain.text import on_one_line, spaced, strip_control
from services.activities.runs import check_is_new, check_title
from services.context import Context
from services.lists.bulk import NAMED, BulkOutcome, Progress, Which, gathered, leave_out, portions
from services.lists.marking import AllOf
from services.lists.reading import sorts_of
from services.records.fixed import unchangeable
from services.records.use_cases import load_writing
from services.users import list_users
from storage.reads.sql import Parameter, Sql
from storage.values import moment_out

if TYPE_CHECKING:
    from storage.bulk.picked import Picked
    from storage.unit import Unit

OWN = "own"
"""Stands for whoever is responsible for the record, in place of a login."""


@dataclass(frozen=True, slots=True)
class Laying:
    """What is laid on each of the records, and when it is to be done.

    `script` is what is to be said. The run is called `title`, by default like the subject.
    `responsible` are logins, who take turns, or OWN alone; by default it is the acting person. What
    has a `spread` begins at `due`, or today, see `domain.spreading`.
    """

    kind: str
    subject: str
    script: str = ""
    title: str = ""
    due: Deadline | None = None
    spread: Spread = field(default_factory=Spread)
    remind_minutes: int | None = None
    responsible: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """The run that was made, its title, and on how many records something was laid.

    `without_phone` of them cannot be called, and `in_others` have something open in other runs.
    """

    run: UUID
    title: str
    outcome: BulkOutcome
    without_phone: int = 0
    in_others: int = 0

    def explain(self) -> str:
        """Return a sentence on what one should know of these records, "" where there is nothing."""
        said = [self.outcome.explain()]
        if count := self.without_phone:
            told = ngettext("{count} has no phone.", "{count} have no phone.", count)
            said.append(told.format(count=spaced(count)))
        if count := self.in_others:
            told = ngettext(
                "{count} is in another run, too.", "{count} are in other runs, too.", count
            )
            said.append(told.format(count=spaced(count)))
        return " ".join(filter(None, said))


def lay_activities(
    context: Context,
    kind: str,
    which: Which,
    laying: Laying,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    *,
    sort: Sequence[str] = (),
) -> Laid:
    """Lay an activity on each of many records of a kind, in one step, and return the run.

    They are walked in the order of the list that `which` shows, or else in that of `sort`. What is
    in the bin and converted leads are left out. Raises BadInput, naming the field at fault,
    NotFound where there is no record to lay it on, and Cancelled; nothing is changed then.
    """
    load_writing()
    from storage.reads.sort_keys import in_order
    from storage.tables import ActivityRun

    laying = checked(context, laying)
    people = _people(context, laying.responsible)
    query = which.query if isinstance(which, AllOf) else which
    if not isinstance(query, RecordQuery):
        query = RecordQuery(kind, sort=tuple(sort))
    sorts = sorts_of(context, query)
    with (
        context.database.write(context.actor, "lay_activities") as unit,
        gathered(context, unit, kind, which) as picked,
    ):
        check_is_new(unit.connection, laying.title)
        refused, names, refusal = leave_out(picked, [unchangeable(kind)])
        named = tuple([*names, *picked.gone_names][:NAMED])
        outcome = BulkOutcome(picked.count(), 0, picked.gone, refused, named, refusal)
        if not outcome.changed:
            said = _("There is no record to lay it on.")
            raise NotFound(" ".join(filter(None, (said, outcome.explain()))))
        picked.arrange(in_order(kind, sorts, Sql("SELECT id FROM temp.picked"), context.now()))
        doubts = _doubts(unit, kind, laying)
        run = unit.add(
            ActivityRun(
                title=laying.title,
                kind=laying.kind,
                subject=laying.subject,
                script=laying.script,
                created_by=context.actor.user_id,
                created_at=context.now().astimezone(UTC),
            )
        )
        unit.session.flush()
        rows = _Rows(context, laying, run.id, people)
        _write(unit, kind, picked, rows, portions(unit, picked, progress, is_cancelled))
        return Laid(run.id, run.title, outcome, *doubts)


def _doubts(unit: Unit, kind: str, laying: Laying) -> tuple[int, int]:
    """Return how many of the picked records lack the phone that a call needs, and are in a run."""
    connection, without_phone = unit.connection, 0
    if laying.kind == "call" and KINDS[kind].is_client:
        (without_phone,) = connection.execute(
            "SELECT count(*) FROM temp.picked p WHERE NOT EXISTS (SELECT 1 FROM contact_point c "
            "WHERE c.record_kind = ? AND c.record_id = p.id AND c.type = ?)",
            (kind, FieldType.PHONE.value),
        ).fetchone()
    (in_others,) = connection.execute(
        "SELECT count(*) FROM temp.picked p WHERE EXISTS (SELECT 1 FROM activity_link l "
        "JOIN activity a ON a.id = l.activity_id WHERE l.record_kind = ? AND l.record_id = p.id "
        "AND a.run_id IS NOT NULL AND a.done_at IS NULL AND a.deleted_at IS NULL)",
        (kind,),
    ).fetchone()
    return int(without_phone), int(in_others)


def checked(context: Context, laying: Laying) -> Laying:
    """Return what is to be laid as it is kept. Raises BadInput, naming the field at fault."""
    if laying.kind not in LAID_KINDS:
        kinds = ", ".join(kind_label(kind) for kind in LAID_KINDS)
        raise BadInput(_("Use one of: {choices}.").format(choices=kinds), "kind")
    subject = on_one_line(laying.subject)
    if not subject:
        raise BadInput(_("Say what is to be done."), "subject")
    title = on_one_line(laying.title) or subject
    check_title(title, "title")
    check_title(subject, "subject")
    check_is_new(context.database.reader(), title)
    due = laying.due
    if laying.spread and (due is None or due == Deadline()):
        due = Deadline(on=context.now().date())
    _people(context, laying.responsible)
    return replace(
        laying, subject=subject, script=strip_control(laying.script), title=title, due=due
    )


def _people(context: Context, names: Sequence[str]) -> list[bytes] | None:
    """Return the keys of those who take turns, None for whoever has the record.

    Raises BadInput for a login that nobody has, and where both are asked for.
    """
    if not names:
        return [context.actor.user_id.bytes]
    if OWN in names:
        if len(names) > 1:
            raise BadInput(
                _("Either whoever has the client, or colleagues by name: not both."), "responsible"
            )
        return None
    known = {user.login: user for user in list_users(context) if user.is_active}
    for login in names:
        if login not in known:
            raise BadInput(
                _("There is no user with the login {login}.").format(login=login), "responsible"
            )
    return [known[login].id.bytes for login in dict.fromkeys(names)]


class _Rows:
    """The rows of the activities, in the order of their numbers from 0."""

    def __init__(
        self, context: Context, laying: Laying, run: UUID, people: Sequence[bytes] | None
    ) -> None:
        now = context.now()
        self._now, self._zone, self._laying, self._people = now, context.zone, laying, people
        self._actor = context.actor.user_id.bytes
        self._active = {user.id.bytes for user in list_users(context) if user.is_active}
        self._same: dict[str, Parameter] = {
            "created_by": self._actor,
            "created_at": moment_out(now),
            "updated_at": moment_out(now),
            "kind": laying.kind,
            "direction": "outgoing" if laying.kind == "call" else "",
            "subject": laying.subject,
            "run_id": run.bytes,
            "remind_minutes": laying.remind_minutes,
        }

    def row(self, number: int, owner: bytes | None) -> dict[str, Parameter]:
        """Return the row of an activity but for its key; `owner` is responsible for the record."""
        due = deadline_of(number, self._laying.due or Deadline(), self._laying.spread, self._zone)
        minutes = self._laying.remind_minutes
        remind_at = remind_moment(due.at, due.on, minutes, self._zone, self._now)
        return self._same | {
            "due_at": None if due.at is None else moment_out(due.at),
            "due_on": None if due.on is None else due.on.isoformat(),
            "remind_at": None if remind_at is None else moment_out(remind_at),
            "responsible_id": self._responsible(number, owner),
        }

    def _responsible(self, number: int, owner: bytes | None) -> bytes:
        if self._people is not None:
            return self._people[number % len(self._people)]
        return owner if owner in self._active and owner is not None else self._actor


def _write(unit: Unit, kind: str, picked: Picked, rows: _Rows, sizes: Iterator[int]) -> None:
    """Insert the activities of one portion after the other, each with a link to its record."""
    number = 0
    for _size in sizes:
        owners = unit.connection.execute(
            f'SELECT r.id, r.responsible_id FROM temp.picked p JOIN "{KINDS[kind].table}" r '
            "ON r.id = p.id WHERE p.id IN (SELECT id FROM temp.picked_now) ORDER BY p.n"
        ).fetchall()
        activities, links = [], []
        for record, owner in owners:
            key = new_id().bytes
            activities.append(rows.row(number, owner) | {"id": key})
            links.append(
                {
                    "id": new_id().bytes,
                    "activity_id": key,
                    "record_kind": kind,
                    "record_id": record,
                }
            )
            number += 1
        unit.insert_many("activity", activities)
        unit.insert_many("activity_link", links)
