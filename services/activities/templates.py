"""Templates of tasks: what a task is made from, again and again (FEATURES TASK-13).

A template is everybody's or one person's. Those of everybody are changed by administrators, one's
own by oneself; those of others are not seen.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.choosing import named
from domain.dates.when import When, parse_when
from domain.errors import BadInput, NotFound
from domain.i18n import _, ngettext
from domain.ids import parse_id
from domain.records.values import Deadline, Person
from domain.text import fold, on_one_line
from services.activities.checklist import read_items
from services.context import Context
from services.rights import check_is_admin

if TYPE_CHECKING:
    from storage.tables import TaskTemplate as TemplateRow
    from storage.unit import Unit

LONGEST_TITLE: Final = 60
"""Characters that the title of a template may have."""

MOST_DAYS: Final = 3660
"""How many days after it is made a task may be due: ten years."""

_AS_OF_TASKS: Final = (
    "subject",
    "description",
    "remind_minutes",
    "is_important",
    "tags",
    "responsible",
    "co_executors",
    "observers",
)
"""Fields that are typed as those of a task are."""

FIELDS: Final = ("title", *_AS_OF_TASKS, "days", "at_time", "check_list", "is_shared")
"""What is set of a template, by the names that `add_template` takes."""


@dataclass(frozen=True, slots=True)
class TaskTemplate:
    """A template: a task made from it is due `days` days later, at the local time `at_time`.

    Without `days` there is no deadline, without `at_time` it is a day without a time.
    `remind_minutes` is None for no reminder, `responsible` None for whoever uses the template.
    Colleagues who have left are not among the people. `is_shared` tells that it is everybody's.
    """

    id: UUID
    title: str
    subject: str
    description: str
    days: int | None
    at_time: time | None
    remind_minutes: int | None
    is_important: bool
    tags: tuple[str, ...]
    check_list: tuple[str, ...]
    responsible: Person | None
    co_executors: tuple[Person, ...]
    observers: tuple[Person, ...]
    is_shared: bool

    def deadline(self, now: datetime) -> Deadline | None:
        """Return when a task is due that is made at the local moment `now`, None for never.

        A time of today that has passed is that of tomorrow.
        """
        if self.days is None:
            return None
        when = When(now.date() + timedelta(days=self.days), self.at_time)
        assert now.tzinfo is not None
        instant = when.instant(now.tzinfo)
        if instant is None:
            return Deadline(on=when.day)
        if instant <= now:
            tomorrow = When(now.date() + timedelta(days=1), self.at_time)
            return Deadline(at=tomorrow.instant(now.tzinfo))
        return Deadline(at=instant)


_ALL = (
    "SELECT id, title, subject, description, days, at_time, remind_minutes, is_important, tags, "
    "check_list, responsible_id, co_executors, observers, user_id FROM task_template"
)
_SELECT = f"{_ALL} WHERE user_id IS NULL OR user_id = ?"


def list_templates(context: Context) -> list[TaskTemplate]:
    """Return the templates of everybody and those of the acting person, by title."""
    return _read_all(context, context.database.reader())


def templates_with(connection: sqlite3.Connection, keys: Sequence[UUID]) -> list[TaskTemplate]:
    """Return templates by their keys, in this order, whoever they belong to."""
    rows = connection.execute(_ALL).fetchall()
    known = {one.id: one for one in _as_templates(connection, rows)}
    return [known[key] for key in keys if key in known]


def _read_all(context: Context, connection: sqlite3.Connection) -> list[TaskTemplate]:
    rows = connection.execute(_SELECT, (context.actor.user_id.bytes,)).fetchall()
    return sorted(_as_templates(connection, rows), key=lambda one: (fold(one.title), one.id))


def _as_templates(
    connection: sqlite3.Connection, rows: Sequence[Sequence[object]]
) -> list[TaskTemplate]:
    people = {
        key: Person(login, name or login)
        for key, login, name in connection.execute(
            'SELECT id, login, name FROM "user" WHERE is_active'
        )
    }
    return [_template(row, people) for row in rows]


def _template(row: Sequence[object], people: Mapping[bytes, Person]) -> TaskTemplate:
    key, title, subject, text, days, at_time, remind, important, tags, items, who, *rest = row
    co_executors, observers, owner = rest

    def found(keys: object) -> tuple[Person, ...]:
        known = (people.get(bytes.fromhex(one)) for one in json.loads(str(keys)))
        return tuple(person for person in known if person is not None)

    assert isinstance(key, bytes)
    return TaskTemplate(
        UUID(bytes=key),
        str(title),
        str(subject),
        str(text),
        days if isinstance(days, int) else None,
        time.fromisoformat(str(at_time)) if at_time else None,
        remind if isinstance(remind, int) else None,
        bool(important),
        tuple(filter(None, str(tags).split(","))),
        tuple(str(items).splitlines()),
        people.get(who) if isinstance(who, bytes) else None,
        found(co_executors),
        found(observers),
        owner is None,
    )


def describe_due(days: int | None, at_time: time | None) -> str:
    """Return in words when a task is due that is made from a template, "" for never."""
    if days is None:
        return ""
    if days == 0:
        day = _("the same day")
    else:
        day = ngettext("{count} day later", "{count} days later", days).format(count=days)
    return f"{day} {at_time:%H:%M}" if at_time else day


def find_template(context: Context, text: str) -> TaskTemplate:
    """Return the template with this key or title, or the only one that begins so.

    Raises NotFound with the titles that there are.
    """
    templates, key = list_templates(context), parse_id(text)
    found = [one for one in templates if one.id == key]
    found = found or named(((one, (one.title,)) for one in templates), text)
    if len(found) == 1:
        return found[0]
    if not templates:
        raise NotFound(_("There are no templates yet: “crm template add” makes one."))
    raise NotFound(
        _("There is no one template “{text}”. There are: {titles}.").format(
            text=text, titles=", ".join(one.title for one in found or templates)
        )
    )


def add_template(context: Context, data: Mapping[str, object]) -> UUID:
    """Make a template from values of `FIELDS` as typed or from JSON; return its key.

    `days` counts from the day on which a task is made, `at_time` is a local time, `check_list` has
    a line for each item, and colleagues are named by login or name. Raises BadInput, and NotAllowed
    where somebody else than an administrator makes one for everybody.
    """
    from storage.tables import TaskTemplate as TemplateRow

    with context.database.write(context.actor, "add_template") as unit:
        row = TemplateRow(title="", user_id=context.actor.user_id)
        _write(context, unit, row, {"title": "", **data})
        unit.add(row)
        return row.id


def edit_template(context: Context, key: UUID, data: Mapping[str, object]) -> None:
    """Change what `data` names of a template. Raises as `add_template`, and NotFound."""
    with context.database.write(context.actor, "edit_template") as unit:
        _write(context, unit, _changeable(context, unit, key), data)


def delete_template(context: Context, key: UUID) -> None:
    """Delete a template, also where a stage uses it; the tasks made from it stay.

    Raises NotFound or NotAllowed.
    """
    with context.database.write(context.actor, "delete_template") as unit:
        row = _changeable(context, unit, key)
        unit.connection.execute("DELETE FROM stage_task WHERE template_id = ?", (key.bytes,))
        unit.session.delete(row)


def check_may_share(context: Context) -> None:
    """Raise NotAllowed unless the person may change what is everybody's."""
    check_is_admin(
        context,
        _("Only an administrator changes the templates of everybody. Ask one of: {admins}."),
    )


def _changeable(context: Context, unit: Unit, key: UUID) -> TemplateRow:
    from storage.tables import TaskTemplate as TemplateRow

    row = unit.get(TemplateRow, key)
    if row is None or row.user_id not in (None, context.actor.user_id):
        raise NotFound(_("This template is no longer there: somebody has deleted it."))
    if row.user_id is None:
        check_may_share(context)
    return row


def _write(context: Context, unit: Unit, row: TemplateRow, data: Mapping[str, object]) -> None:
    """Put values into a template. Raises BadInput, naming the field."""
    for name in data:
        if name not in FIELDS:
            raise BadInput(
                _("A template has no “{name}”. It has: {names}.").format(
                    name=name, names=", ".join(FIELDS)
                ),
                name,
            )
    _write_like_tasks(context, unit, row, data)
    if "is_shared" in data:
        is_shared = bool(data["is_shared"])
        if is_shared:
            check_may_share(context)
        row.user_id = None if is_shared else context.actor.user_id
    if "days" in data:
        row.days = read_days(data["days"])
    if "at_time" in data:
        row.at_time = read_time(context, data["at_time"])
    if "check_list" in data:
        row.check_list = "\n".join(_read_check_list(data["check_list"]))
    if row.at_time and row.days is None:
        raise BadInput(_("Say also in how many days: 0 is the same day."), "days")
    if "title" in data:
        row.title = _read_title(context, unit, row, str(data["title"] or row.subject))


def _write_like_tasks(
    context: Context, unit: Unit, row: TemplateRow, data: Mapping[str, object]
) -> None:
    from services.records.coercion import Coercion

    coercion = Coercion(context, unit.connection)
    for name in _AS_OF_TASKS:
        if name not in data:
            continue
        value = coercion.value(context.fields.get("activity", name), data[name])
        match name:
            case "tags":
                row.tags = ",".join(value or ())
            case "responsible":
                row.responsible_id = value
            case "co_executors" | "observers":
                setattr(row, name, json.dumps([key.hex for key in dict.fromkeys(value)]))
            case "is_important":
                row.is_important = bool(value)
            case "remind_minutes":
                row.remind_minutes = value
            case _:
                setattr(row, name, value or "")


def _read_title(context: Context, unit: Unit, row: TemplateRow, text: str) -> str:
    title = on_one_line(text)
    if not title:
        raise BadInput(_("A template needs a title, or a subject of its tasks."), "title")
    if len(title) > LONGEST_TITLE:
        raise BadInput(
            _("The title has {length} characters; at most {limit} fit.").format(
                length=len(title), limit=LONGEST_TITLE
            ),
            "title",
        )
    for other in _read_all(context, unit.connection):
        if other.id != row.id and fold(other.title) == fold(title):
            sentence = _("There is a template “{title}” already.").format(title=other.title)
            raise BadInput(sentence, "title")
    return title


def read_days(raw: object) -> int | None:
    """Return in how many days a task is due, None for never. Raises BadInput."""
    text = str("" if raw is None else raw).strip().lstrip("+")
    if not text:
        return None
    digits = text.lstrip("0") or text[-1:]
    is_number = text.isascii() and text.isdigit() and len(digits) <= len(str(MOST_DAYS))
    if not is_number or int(digits) > MOST_DAYS:
        raise BadInput(
            _("Type in how many days the task is due, from 0 to {most}.").format(most=MOST_DAYS),
            "days",
        )
    return int(digits)


def read_time(context: Context, raw: object) -> str:
    """Return a local time of day as HH:MM, "" for none. Raises BadInput."""
    text = str(raw or "").strip()
    if not text:
        return ""
    try:
        at = parse_when(f"today {text}", context.now()).time
    except BadInput:
        at = None
    if at is None:
        sentence = _("“{text}” is no time of day. Type it like 15:00.").format(text=text)
        raise BadInput(sentence, "at_time")
    return f"{at:%H:%M}"


def _read_check_list(raw: object) -> list[str]:
    """Return the items of a check list that was typed a line each, or given as a list."""
    lines: Iterable[object] = raw if isinstance(raw, list | tuple) else str(raw or "").splitlines()
    return read_items([str(line) for line in lines if str(line).strip()])
