"""Commands for dictionaries: what choice fields offer, and stages of deals (FEATURES DICT-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FormatOption
from crm_tui.cli.output import (
    Format,
    print_csv,
    print_json,
    print_table,
    show_count,
    show_progress,
)
from crm_tui.cli.session import session
from domain.errors import BadInput
from domain.i18n import _, ngettext

if TYPE_CHECKING:
    from services.dictionaries.reading import ValueView

dictionaries = typer.Typer(
    help="Values that choice fields offer, and the stages of deals.", rich_markup_mode=None
)

NameArgument = Annotated[
    str, typer.Argument(metavar="DICTIONARY", help="By code or label, such as source.")
]
ValueArgument = Annotated[str, typer.Argument(metavar="VALUE", help="By code or label.")]
ColorOption = Annotated[
    str | None,
    typer.Option("--color", metavar="NAME", help="red, yellow, green, blue or gray; empty: none."),
]
MeaningOption = Annotated[
    str | None,
    typer.Option("--meaning", metavar="NAME", help="What the program takes it for."),
]
ProbabilityOption = Annotated[
    int | None, typer.Option("--probability", metavar="PERCENT", help="That of a stage.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(dictionaries, name="dictionary")


@dictionaries.callback(invoke_without_command=True)
def overview(context: typer.Context) -> None:
    """List the dictionaries, where no command is named."""
    from services.dictionaries.reading import list_dictionaries

    if context.invoked_subcommand is None:
        rows = [[one.code, one.label] for one in list_dictionaries(session().context)]
        print_table([_("Dictionary"), _("Label")], rows)


@dictionaries.command("list")
def list_(
    name: Annotated[
        str, typer.Argument(metavar="DICTIONARY", help="Such as outcome; all without it.")
    ] = "",
    all_: Annotated[bool, typer.Option("--all", help="Those out of use as well.")] = False,
    counts: Annotated[bool, typer.Option("--counts", help="How many records have each.")] = False,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """List the values of a dictionary, or of all, in their order."""
    from services.dictionaries.reading import count_records, list_values

    context = session().context
    values = list_values(context, name, with_inactive=all_)
    used = {
        key: count
        for one in (dict.fromkeys(value.dictionary for value in values) if counts else ())
        for key, count in count_records(context, one).items()
    }
    if format is Format.table:
        titles = [_("Dictionary"), _("Code"), _("Label"), _("Meaning"), _("Colour")]
        titles += [_("Probability"), _("System value"), _("In use")]
        rows = [
            [*_row(value), *([str(used.get(value.id, 0))] if counts else ())] for value in values
        ]
        print_table([*titles, *([_("Records")] if counts else ())], rows)
        return
    shown = [
        _as_json(value) | ({"records": used.get(value.id, 0)} if counts else {}) for value in values
    ]
    if format is Format.json:
        print_json(shown)
    else:
        names = list(shown[0]) if shown else []
        print_csv(names, [["" if v is None else str(v) for v in one.values()] for one in shown])


def _row(value: ValueView) -> list[str]:
    return [
        value.dictionary,
        value.code,
        value.label,
        value.meaning_label,
        value.color,
        "" if value.probability is None else f"{value.probability} %",
        _("yes") if value.is_system else "",
        _("yes") if value.is_active else _("no"),
    ]


def _as_json(value: ValueView) -> dict[str, object]:
    return {
        "id": str(value.id),
        "dictionary": value.dictionary,
        "code": value.code,
        "label": value.label,
        "meaning": value.meaning,
        "color": value.color,
        "probability": value.probability,
        "is_system": value.is_system,
        "is_active": value.is_active,
    }


@dictionaries.command("add")
def add(
    name: NameArgument,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What it is called.")],
    meaning: MeaningOption = None,
    color: ColorOption = None,
    probability: ProbabilityOption = None,
) -> None:
    """Add a value behind the others, and print its code."""
    from services.dictionaries.changing import add_value

    print(
        add_value(
            session().context,
            name,
            label,
            meaning=meaning or "",
            color=color or "",
            probability=probability,
        ).code
    )


@dictionaries.command("rename")
def rename(
    name: NameArgument,
    value: ValueArgument,
    label: Annotated[
        str, typer.Argument(metavar="LABEL", help="Without it the name that it came with.")
    ] = "",
) -> None:
    """Give a value another name, or that which it came with."""
    from services.dictionaries.changing import ValueEdit, change_value

    change_value(session().context, name, value, ValueEdit(label=label))


@dictionaries.command("change")
def change(
    name: NameArgument,
    value: ValueArgument,
    meaning: MeaningOption = None,
    color: ColorOption = None,
    probability: ProbabilityOption = None,
) -> None:
    """Give a value another colour, meaning or probability."""
    from services.dictionaries.changing import ValueEdit, change_value

    edit = ValueEdit(meaning=meaning, color=color, probability=probability)
    change_value(session().context, name, value, edit)


@dictionaries.command("move")
def move(
    name: NameArgument,
    value: ValueArgument,
    place: Annotated[int, typer.Argument(metavar="PLACE", min=1, help="1 is the first.")],
) -> None:
    """Put a value at another place among those in use."""
    from services.dictionaries.changing import move_value

    move_value(session().context, name, value, place - 1)


@dictionaries.command("deactivate")
def deactivate(name: NameArgument, value: ValueArgument) -> None:
    """Take a value out of use; records that have it keep it."""
    from services.dictionaries.changing import set_active

    set_active(session().context, name, value, is_active=False)


@dictionaries.command("activate")
def activate(name: NameArgument, value: ValueArgument) -> None:
    """Take a value that was out of use back into it."""
    from services.dictionaries.changing import set_active

    set_active(session().context, name, value, is_active=True)


@dictionaries.command("delete")
def delete(
    name: NameArgument,
    value: ValueArgument,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="VALUE", help="What records that have it get instead."),
    ] = None,
    nowhere: Annotated[
        bool, typer.Option("--to-none", help="Records that have it get no value.")
    ] = False,
) -> None:
    """Delete a value; where records have it, say with --to or --to-none what they get."""
    from services.dictionaries.deleting import NOWHERE, delete_value

    if nowhere and to is not None:
        raise BadInput(_("Name a value with --to, or none with --to-none, not both."), "to")
    moved = delete_value(session().context, name, value, NOWHERE if nowhere else to, show_count)
    show_progress("")
    if moved:
        print(
            ngettext("{count} record changed.", "{count} records changed.", moved).format(
                count=moved
            )
        )
