"""Commands for the fields of records: which there are, and those that somebody adds."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from crm_tui.cli.arguments import FormatOption, KindArgument, ListsByDefault
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.i18n import _
from domain.records.fields import Field, FieldType
from domain.records.kinds import KINDS, kind_named

fields = typer.Typer(
    cls=ListsByDefault,
    help="List the fields of records, add, change and delete your own.",
    rich_markup_mode=None,
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name in queries and JSON.")]
ChoicesOption = Annotated[
    str, typer.Option("--choices", metavar="A,B", help="What a list offers, or offers besides.")
]
CurrencyOption = Annotated[
    str, typer.Option("--currency", metavar="CODE", help="Of money typed without a currency.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(fields, name="fields")


@fields.command("list")
def list_(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="Of this kind of records; of all without it.")
    ] = "",
    added: Annotated[bool, typer.Option("--added", help="Only those that were added.")] = False,
    deleted: Annotated[
        bool, typer.Option("--deleted", help="Those that were deleted and can be brought back.")
    ] = False,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """List fields by kind: what they are called, and what they hold."""
    kinds = [kind_named(kind).name] if kind else list(KINDS)
    if deleted:
        _print_deleted(kinds, format)
        return
    registry = session().context.database.fields
    found = [field for name in kinds for field in registry.of(name) if field.is_custom or not added]
    if format is Format.json:
        print_json([_json(field) for field in found])
        return
    names = ["record_kind", "name", "label", "type", "multiple", "searchable", "printable", "added"]
    if format is Format.csv:
        print_csv(names, [[str(_json(field)[name]) for name in names] for field in found])
        return
    titles = [_("Kind"), _("Name"), _("Label"), _("Type"), _("Several"), _("Searched"), _("Added")]
    print_table(titles, [_row(field) for field in found])


def _print_deleted(kinds: list[str], format_: Format) -> None:
    from services.fields.changing import deleted_fields

    rows = [(k, *pair) for k in kinds for pair in deleted_fields(session().context, k)]
    names = ["record_kind", "name", "label"]
    if format_ is Format.json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    elif format_ is Format.csv:
        print_csv(names, rows)
    else:
        titles = [_("Kind"), _("Name"), _("Label")]
        print_table(titles, [[_(KINDS[kind].label), *rest] for kind, *rest in rows])


def _json(field: Field) -> dict[str, Any]:
    return {
        "record_kind": field.kind,
        "name": field.name,
        "label": _(field.label),
        "type": field.type.value,
        "choices": field.choices,
        "target": field.target,
        "multiple": field.multiple,
        "searchable": field.searchable,
        "printable": field.printable,
        "read_only": field.read_only,
        "added": field.is_custom,
    }


def _row(field: Field) -> list[str]:
    target = f" → {_(KINDS[field.target].label)}" if field.target in KINDS else ""
    return [
        _(KINDS[field.kind].label),
        field.name,
        _(field.label),
        field.type.value + target,
        _("yes") if field.multiple else "",
        _("yes") if field.searchable else "",
        _("yes") if field.is_custom else "",
    ]


@fields.command("add")
def add(
    kind: KindArgument,
    name: NameArgument,
    label: Annotated[str, typer.Option("--label", help="What people read.")] = "",
    type: Annotated[  # noqa: A002
        str,
        typer.Option(
            "--type",
            help="text, long_text, integer, decimal, money, date, moment, bool, choice, user, "
            "record, file, url, phone or email.",
        ),
    ] = "text",
    choices: ChoicesOption = "",
    target: Annotated[
        str, typer.Option("--target", metavar="KIND", help="The kind that a link leads to.")
    ] = "",
    currency: CurrencyOption = "",
    multiple: Annotated[bool, typer.Option("--multiple", help="It may have several values.")] = (
        False
    ),
    searched: Annotated[
        bool | None, typer.Option("--searched/--not-searched", help="Search looks into it.")
    ] = None,
    printed: Annotated[bool, typer.Option("--printed", help="It stands on what is printed.")] = (
        False
    ),
) -> None:
    """Add a field to a kind of records; only an administrator may."""
    from domain.records.custom_fields import type_named
    from services.fields.changing import add_field
    from services.fields.definitions import NewField

    type_ = type_named(type)
    new = NewField(
        kind_named(kind).name,
        label or name.replace("_", " ").capitalize(),
        type_,
        name,
        _split(choices),
        kind_named(target).name if target else "",
        currency,
        multiple,
        searched,
        printed,
    )
    print(add_field(session().context, new).name)


@fields.command("change")
def change(
    kind: KindArgument,
    name: NameArgument,
    label: Annotated[str | None, typer.Option("--label", help="What people read.")] = None,
    type: Annotated[  # noqa: A002
        str | None, typer.Option("--type", help="One that can hold all values there are.")
    ] = None,
    choices: ChoicesOption = "",
    currency: Annotated[str | None, typer.Option("--currency", metavar="CODE")] = None,
    multiple: Annotated[
        bool | None, typer.Option("--multiple", help="It may have several values.")
    ] = None,
    searched: Annotated[
        bool | None, typer.Option("--searched/--not-searched", help="Search looks into it.")
    ] = None,
    printed: Annotated[
        bool | None, typer.Option("--printed/--not-printed", help="It stands on what is printed.")
    ] = None,
    move: Annotated[
        int, typer.Option("--move", metavar="PLACES", help="Further down, or up with a minus.")
    ] = 0,
) -> None:
    """Change a field that was added; its values stay."""
    from domain.records.custom_fields import type_named
    from services.fields.changing import change_field, move_field
    from services.fields.definitions import FieldEdit

    context, kind = session().context, kind_named(kind).name
    type_: FieldType | None = type_named(type) if type is not None else None
    edit = FieldEdit(label, type_, multiple, searched, printed, currency, _split(choices))
    if edit != FieldEdit():
        change_field(context, kind, name, edit)
    if move:
        move_field(context, kind, name, move)


@fields.command("delete")
def delete(kind: KindArgument, name: NameArgument) -> None:
    """Take a field away that was added; its values are kept and can be brought back."""
    from services.fields.changing import delete_field

    delete_field(session().context, kind_named(kind).name, name)


@fields.command("restore")
def restore(kind: KindArgument, name: NameArgument) -> None:
    """Bring back a field that was deleted, with its values."""
    from services.fields.changing import restore_field

    restore_field(session().context, kind_named(kind).name, name)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
