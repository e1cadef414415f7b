"""Commands for tasks of several records, and for the templates they are made from (TASK-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm_tui.cli.arguments import (
    FormatOption,
    JsonOption,
    ListsByDefault,
    read_json_object,
    read_key,
)
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.ids import parse_id
from domain.records.references import Reference

if TYPE_CHECKING:
    from services.activities.templates import TaskTemplate
    from services.context import Context

templates = typer.Typer(
    cls=ListsByDefault,
    help="List what tasks are made from; add, show, change and delete templates.",
    rich_markup_mode=None,
)

TemplateArgument = Annotated[
    str, typer.Argument(metavar="TEMPLATE", help="By its title, the beginning of it, or its key.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("task")(task)
    app.add_typer(templates, name="template")


def task(
    template: TemplateArgument,
    elements: Annotated[
        list[str] | None,
        typer.Option(
            "--for",
            metavar="RECORD",
            help="What it is about: a key, or the name of a contact, company, lead or deal.",
        ),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help="A task of its own for each of them.")
    ] = False,
    json: JsonOption = "{}",
) -> None:
    """Make a task from a template, for one record or for several of any kinds; print its key.

    The JSON changes fields of the task, such as {"due": "fri 15:00"}.
    """
    from services.activities.tasks import plan_from_template
    from services.activities.templates import find_template

    context = session().context
    found = find_template(context, template)
    about = [record_named(context, text) for text in elements or ()]
    changed = read_json_object(json)
    for key in plan_from_template(context, found, about, for_each=each, changed=changed):
        print(key)


def record_named(context: Context, text: str) -> Reference:
    """Return the record with this key or name that a task may be about.

    Raises NotFound, or BadInput with the keys of those that it may mean.
    """
    from services.activities.elements import FIELDS_OF
    from services.records.finding import find_records
    from storage.reads.elements import read_references

    kinds = tuple(FIELDS_OF)
    key = parse_id(text)
    if key is not None:
        named = read_references(context.database.reader(), [key], kinds).get(key)
        if named is None or named.is_deleted:
            raise NotFound(_("There is no client and no deal with the key {key}.").format(key=text))
        return named
    hits = find_records(context, text, kinds, is_forgiving=False)
    exact = [hit for hit in hits if hit.title.casefold() == text.strip().casefold()]
    hits = exact or hits
    if not hits:
        raise NotFound(_("Nothing is known that is called “{text}”.").format(text=text))
    if len(hits) > 1:
        names = "\n".join(f"  {hit.id}  {hit.title}  {hit.detail}" for hit in hits)
        raise BadInput(
            _("“{text}” may be several records; name one by its key:\n{names}").format(
                text=text, names=names
            )
        )
    return Reference(hits[0].kind, hits[0].id, hits[0].title)


@templates.command("list")
def list_(format: FormatOption = Format.table) -> None:  # noqa: A002
    """List the templates of everybody and your own."""
    from services.activities.templates import FIELDS, list_templates

    found = list_templates(session().context)
    if format is Format.json:
        print_json([_json(one) for one in found])
        return
    if format is Format.csv:
        names, values = ["id", *FIELDS], [_json(one) for one in found]
        print_csv(names, [[_csv_cell(each[name]) for name in names] for each in values])
        return
    titles = [_("Template"), _("Subject"), _("Due"), _("Responsible"), _("Whose"), _("Key")]
    print_table(titles, [_row(one) for one in found])


def _json(template: TaskTemplate) -> dict[str, Any]:
    from services.activities.template_tasks import as_data

    return {"id": str(template.id), **as_data(template)}


def _csv_cell(value: object) -> str:
    from services.records.typed_values import BETWEEN

    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return BETWEEN.join(map(str, value))
    return "" if value is None else str(value)


def _row(template: TaskTemplate) -> list[str]:
    from services.activities.templates import describe_due

    return [
        template.title,
        template.subject,
        describe_due(template.days, template.at_time),
        template.responsible.name if template.responsible else _("whoever uses it"),
        _("everybody's") if template.is_shared else _("yours"),
        str(template.id),
    ]


@templates.command("show")
def show(template: TemplateArgument) -> None:
    """Print a template as JSON, as “add” and “edit” take it."""
    from services.activities.templates import find_template

    print_json(_json(find_template(session().context, template)))


@templates.command("add")
def add(
    json: JsonOption = "{}",
    task: Annotated[
        str, typer.Option("--from", metavar="ID", help="Take over what this task holds.")
    ] = "",
) -> None:
    """Make a template from JSON, or of a task; print its key.

    Fields: title, subject, description, days, at_time, remind_minutes, is_important, tags,
    check_list, responsible, co_executors, observers, is_shared.
    """
    from services.activities.template_tasks import as_data, template_of_task
    from services.activities.templates import add_template

    context, data = session().context, dict(read_json_object(json))
    if task:
        data = as_data(template_of_task(context, read_key(task))) | data
    print(add_template(context, data))


@templates.command("edit")
def edit(template: TemplateArgument, json: JsonOption) -> None:
    """Change fields of a template; those not named stay as they are."""
    from services.activities.templates import edit_template, find_template

    context = session().context
    edit_template(context, find_template(context, template).id, read_json_object(json))


@templates.command("delete")
def delete(template: TemplateArgument) -> None:
    """Delete a template; “crm undo” brings it back, and the tasks made from it stay."""
    from services.activities.templates import delete_template, find_template

    context = session().context
    delete_template(context, find_template(context, template).id)
