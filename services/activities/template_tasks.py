"""From templates to tasks, and from tasks to templates (FEATURES TASK-13)."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from domain.records.values import Deadline, Person
from domain.text import on_one_line
from services.activities.templates import LONGEST_TITLE, TaskTemplate
from services.context import Context


def template_data(context: Context, template: TaskTemplate) -> dict[str, object]:
    """Return the values of a task made from a template now, as `add_record` takes them."""
    deadline = template.deadline(context.now())
    moment = deadline and (deadline.at or deadline.on)
    data: dict[str, object] = {
        "kind": "task",
        "subject": template.subject or template.title,
        "description": template.description,
        "due": moment.isoformat() if moment else "",
        "is_important": template.is_important,
        "tags": list(template.tags),
        "co_executors": [person.login for person in template.co_executors],
        "observers": [person.login for person in template.observers],
        "remind_minutes": template.remind_minutes,
    }
    if template.responsible is not None:
        data["responsible"] = template.responsible.login
    return data


def as_data(template: TaskTemplate) -> dict[str, object]:
    """Return a template as `add_template` takes it, and as JSON knows it."""
    return {
        "title": template.title,
        "subject": template.subject,
        "description": template.description,
        "days": template.days,
        "at_time": f"{template.at_time:%H:%M}" if template.at_time else "",
        "remind_minutes": template.remind_minutes,
        "is_important": template.is_important,
        "tags": list(template.tags),
        "check_list": list(template.check_list),
        "responsible": template.responsible.login if template.responsible else None,
        "co_executors": [person.login for person in template.co_executors],
        "observers": [person.login for person in template.observers],
        "is_shared": template.is_shared,
    }


def template_of_task(context: Context, key: UUID) -> TaskTemplate:
    """Return what a task is like, to be kept as a template of one's own. Raises NotFound.

    The days of its deadline are counted from the day on which it was made. Where the acting person
    is responsible, whoever uses the template is to be.
    """
    from services.activities.checklist import check_list
    from services.records.use_cases import show_record

    values = show_record(context, "activity", key).values
    days, at_time = _days_of(context, values["due"], values["created_at"])
    remind, tags, responsible = values["remind_minutes"], values["tags"], values["responsible"]
    is_own = not isinstance(responsible, Person) or responsible.login == context.actor.login
    return TaskTemplate(
        id=key,
        title=on_one_line(str(values["subject"] or ""))[:LONGEST_TITLE],
        subject=str(values["subject"] or ""),
        description=str(values["description"] or ""),
        days=days,
        at_time=at_time,
        remind_minutes=remind if isinstance(remind, int) else None,
        is_important=bool(values["is_important"]),
        tags=tuple(map(str, tags)) if isinstance(tags, tuple) else (),
        check_list=tuple(item.text for item in check_list(context, key)),
        responsible=None if is_own or not isinstance(responsible, Person) else responsible,
        co_executors=_people(values["co_executors"]),
        observers=_people(values["observers"]),
        is_shared=False,
    )


def _days_of(context: Context, due: object, made: object) -> tuple[int | None, time | None]:
    """Return how many days after a task was made it is due, and the local time of its deadline."""
    if not isinstance(due, Deadline) or not isinstance(made, datetime):
        return None, None
    local = due.at.astimezone(context.zone) if due.at else None
    day = local.date() if local else due.on
    if day is None:
        return None, None
    days = (day - made.astimezone(context.zone).date()).days
    return max(0, days), local.time().replace(second=0, microsecond=0) if local else None


def _people(value: object) -> tuple[Person, ...]:
    people = value if isinstance(value, tuple) else ()
    return tuple(person for person in people if isinstance(person, Person))
