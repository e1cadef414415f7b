"""Commands for records of every kind: add, copy, edit, show, find, delete, undo, redo."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import (
    FormatOption,
    JsonOption,
    KeyArgument,
    KindArgument,
    LimitOption,
    read_json_object,
    read_key,
)
from crm_tui.cli.output import (
    Format,
    print_csv,
    print_json,
    print_table,
    show_count,
    show_progress,
)
from crm_tui.cli.run import say
from crm_tui.cli.session import session
from domain.errors import BadInput, Conflict
from domain.i18n import _
from domain.records.kinds import KINDS, kind_named

if TYPE_CHECKING:
    from uuid import UUID

    from services.context import Context

_HIT_COLUMNS = ("id", "record_kind", "title", "detail", "field", "matched", "reading")
"""What is printed of a record that was found, see `storage.reads.hits.Hit`."""

_HIT_COLUMNS = ("id", "record_kind", "title", "detail", "field", "matched", "reading")
"""What is printed of a record that was found, see `storage.reads.hits.Hit`."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    for command in (add, copy, edit, show, find, delete, undo, redo):
        app.command(command.__name__)(command)


def add(
    kind: KindArgument,
    json: JsonOption = "",
    line: Annotated[
        str | None,
        typer.Option("--line", metavar="TEXT", help="A lead: name, company, phone, src:fair."),
    ] = None,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Make a record from JSON, or a lead from one line, and print its key."""
    from crm_tui.cli.record_output import record_json
    from services.records.use_cases import add_record, show_record

    context = session().context
    name = kind_named(kind).name
    if line is not None and (name != "lead" or json):
        raise BadInput(_("--line names a lead, and stands instead of --json."))
    if line is not None:
        from services.leads.lines import add_lead_line, describe_lead_line

        key = add_lead_line(context, line)
        print(describe_lead_line(context, line), file=sys.stderr)
    elif json and name == "activity":
        from crm_tui.cli.whole_activities import add_activity

        key = add_activity(context, read_json_object(json))
    elif json:
        key = add_record(context, name, read_json_object(json))
        _tell_uncounted(context, name, key)
    else:
        raise BadInput(_("Give the fields and values with --json."))
    if format is Format.json:
        print_json(record_json(show_record(context, name, key)))
    else:
        print(key)


def copy(kind: KindArgument, id: KeyArgument, json: JsonOption = "{}") -> None:  # noqa: A002
    """Make a record with the values of another, changed by those of the JSON; print its key."""
    from crm_tui.cli.record_output import to_json
    from services.records.copying import copy_values
    from services.records.use_cases import add_record

    context, name = session().context, kind_named(kind).name
    values = {field: to_json(v) for field, v in copy_values(context, name, read_key(id)).items()}
    print(add_record(context, name, values | dict(read_json_object(json))))


def edit(
    kind: KindArgument,
    id: KeyArgument,  # noqa: A002
    json: JsonOption,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Change fields of a record; those not named stay as they are."""
    from crm_tui.cli.record_output import record_json
    from services.records.use_cases import edit_record, show_record

    context = session().context
    name = kind_named(kind).name
    key = read_key(id)
    if name == "activity":
        from crm_tui.cli.whole_activities import edit_activity

        edit_activity(context, key, read_json_object(json))
    else:
        edit_record(context, name, key, read_json_object(json))
        _tell_uncounted(context, name, key)
    if format is Format.json:
        print_json(record_json(show_record(context, name, key)))
    else:
        print(key)


def _tell_uncounted(context: Context, kind: str, key: UUID) -> None:
    """Say which prices the amount of a deal leaves out for want of a rate."""
    from services.deals.summing import uncounted

    if kind == "deal":
        for sentence in uncounted(context, key):
            say(sentence)


def show(kind: KindArgument, id: KeyArgument, format: FormatOption = Format.table) -> None:  # noqa: A002
    """Print all fields of a record."""
    from crm_tui.cli.record_output import print_records, record_json, to_json
    from services.files.listing import list_attachments
    from services.records.use_cases import show_record

    context = session().context
    view = show_record(context, kind_named(kind).name, read_key(id))
    files = list(list_attachments(context, view.kind, view.id))
    items = []
    if view.kind == "activity":
        from crm_tui.cli.whole_activities import check_list_json

        items = check_list_json(context, view.id)
    if format is Format.json:
        more = {"attachments": [to_json(asdict(file)) for file in files]}
        more |= {"check_list": items} if view.kind == "activity" else {}
        print_json(record_json(view) | more)
        return
    fields = context.fields.of(view.kind)
    if format is Format.csv:
        print_records(context, fields, [view], format, None)
        return
    from services.records.showing import show_value

    currency = str(view.values.get("currency") or "")
    rows = [(_(f.label), show_value(context, f, view.values[f.name], currency)) for f in fields]
    print(_("{title} (in the bin)").format(title=view.title) if view.is_deleted else view.title)
    for label, text in rows:
        if text:
            lines = text.splitlines() or [""]
            print(f"  {label + ':':24} {lines[0]}")
            for line in lines[1:]:
                print(f"  {'':24} {line}")
    for item in items:
        from domain.check_lists import tick_mark

        print(f"  {_('Check list') + ':':24} {tick_mark(item['done_at'])} {item['text']}")
    for file in files:
        print(f"  {_('File') + ':':24} {file.name} ({file.media_type}, {file.size} B) {file.path}")


def find(
    text: str,
    kind: str = typer.Option("", metavar="KIND", help="Look only among records of this kind."),
    exact: bool = typer.Option(False, "--exact", help="Find nothing but the text as it is typed."),
    format: FormatOption = Format.table,  # noqa: A002
    limit: LimitOption = 20,
) -> None:
    """Find records by the first letters of words, or by digits of a phone; the best come first.

    Behind them come those that the text means in the other script or keyboard layout, or with a
    slip of the hand.
    """
    from services.records.finding import find_records

    context = session().context
    kinds = (kind_named(kind).name,) if kind else tuple(KINDS)
    hits = find_records(context, text, kinds, limit or 20, is_forgiving=not exact)
    if format is Format.table:
        rows = [[_(KINDS[h.kind].label), h.title, h.summary, str(h.id)] for h in hits]
        print_table([_("Kind"), _("Title"), _("Details"), _("Key")], rows)
        return
    rows = [
        [
            str(h.id),
            h.kind,
            h.title,
            h.detail,
            h.field.name if h.field else "",
            h.matched,
            h.reading,
        ]
        for h in hits
    ]
    if format is Format.json:
        print_json([dict(zip(_HIT_COLUMNS, row, strict=True)) for row in rows])
    else:
        print_csv(_HIT_COLUMNS, rows)


def delete(kind: KindArgument, id: KeyArgument) -> None:  # noqa: A002
    """Put a record into the bin; “crm undo” brings it back."""
    from services.records.use_cases import delete_record

    delete_record(session().context, kind_named(kind).name, read_key(id))


def undo(
    pass_over: Annotated[
        bool,
        typer.Option(
            "--pass-over", help="Leave what cannot be, and take back the newest that can."
        ),
    ] = False,
) -> None:
    """Take back the last thing you did."""
    from services.undo import undo as undo_last

    context = session().context
    try:
        what = undo_last(context, show_count, pass_over=pass_over)
    except Conflict as error:
        if pass_over:
            raise
        hint = _("“crm undo --pass-over” takes back the newest step that can be taken back.")
        raise Conflict(f"{error} {hint}") from error
    show_progress("")
    print(_("Undone: {what}.").format(what=what))


def redo() -> None:
    """Do again what the last undo took back."""
    from services.undo import redo as redo_last

    what = redo_last(session().context, show_count)
    show_progress("")
    print(_("Done again: {what}.").format(what=what))
