"""Commands for many records at once, and for the bin."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import (
    FilterOption,
    FormatOption,
    KindArgument,
    LimitOption,
    pointing_at,
    read_key,
)
from crm_tui.cli.exchange import EXIT_LEFT_OUT
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
from domain.errors import BadInput
from domain.i18n import _, ngettext
from domain.records.kinds import KINDS, kind_named
from domain.records.record_query import RecordQuery

if TYPE_CHECKING:
    from services.lists.bulk import BulkOutcome, Which
    from services.lists.bulk_changes import FieldChange

bin_commands = typer.Typer(help="What was deleted: list, bring back, purge.", rich_markup_mode=None)

KeysArgument = Annotated[
    list[str] | None, typer.Argument(metavar="ID...", help="The keys; without them all that fit.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("change")(change)
    app.add_typer(bin_commands, name="bin")


def change(
    kind: KindArgument,
    filter: FilterOption = "",  # noqa: A002
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="Give the field this value."),
    ] = None,
    clear: Annotated[
        list[str] | None, typer.Option("--clear", metavar="FIELD", help="Take its value away.")
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", metavar="FIELD=VALUE", help="Add this to its values."),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="FIELD=VALUE", help="Take this from its values."),
    ] = None,
) -> None:
    """Change fields of all records that a filter shows; “crm undo” takes it back as a whole."""
    from services.lists.bulk import bulk_edit
    from storage.bulk.columns import How

    name = kind_named(kind).name
    changes = [
        *_changes(How.SET, set_),
        *_changes(How.CLEAR, clear),
        *_changes(How.ADD, add),
        *_changes(How.REMOVE, remove),
    ]
    with pointing_at(filter):
        outcome = bulk_edit(session().context, name, RecordQuery(name, filter), changes, show_count)
    _tell(outcome)


def _changes(how: str, texts: Sequence[str] | None) -> list[FieldChange]:
    """Return the changes that options ask for; those that name one field come together."""
    from services.lists.bulk_changes import FieldChange
    from storage.bulk.columns import How

    values: dict[str, list[str]] = {}
    for text in texts or ():
        name, sign, value = text.partition("=")
        if not sign and how != How.CLEAR:
            raise BadInput(
                _("“{text}” is no change: write a field, = and a value.").format(text=text)
            )
        values.setdefault(name.strip(), []).append(value)
    return [
        FieldChange(name, How(how), found[0] if len(found) == 1 else found)
        for name, found in values.items()
    ]


def _tell(outcome: BulkOutcome) -> None:
    show_progress("")
    print(
        ngettext("{count} record changed.", "{count} records changed.", outcome.changed).format(
            count=outcome.changed
        )
    )
    if sentence := outcome.explain():
        say(sentence)
        raise typer.Exit(EXIT_LEFT_OUT)


@bin_commands.command("list")
def list_(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="Of this kind of records; of all without it.")
    ] = "",
    filter: FilterOption = "",  # noqa: A002
    format: FormatOption = Format.table,  # noqa: A002
    limit: LimitOption = None,
) -> None:
    """List what was deleted, by whom and when."""
    from crm_tui.cli.record_output import to_json
    from services.lists.bin import list_bin

    context = session().context
    kinds = [kind_named(kind).name] if kind else list(KINDS)
    with pointing_at(filter):
        lines = list(list_bin(context, kinds, filter, limit))
    if format is Format.table:
        rows = [
            [
                _(KINDS[line.kind].label),
                line.title,
                f"{line.deleted_at.astimezone(context.zone):%Y-%m-%d %H:%M}",
                line.deleted_by,
                str(line.id),
            ]
            for line in lines
        ]
        titles = [_("Kind"), _("Title"), _("Deleted"), _("Deleted by"), _("Key")]
        print_table(titles, rows)
        return
    names = ["id", "record_kind", "title", "deleted_at", "deleted_by"]
    rows = [
        [str(line.id), line.kind, line.title, to_json(line.deleted_at), line.deleted_by]
        for line in lines
    ]
    if format is Format.json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_csv(names, rows)


@bin_commands.command("restore")
def restore(kind: KindArgument, keys: KeysArgument = None, filter: FilterOption = "") -> None:  # noqa: A002
    """Bring records back from the bin."""
    from services.lists.bulk import restore as bring_back

    name = kind_named(kind).name
    with pointing_at(filter):
        outcome = bring_back(session().context, name, _which(name, keys, filter), show_count)
    show_progress("")
    print(
        ngettext("{count} record is back.", "{count} records are back.", outcome.changed).format(
            count=outcome.changed
        )
    )
    if outcome.gone:
        say(
            ngettext(
                "{count} was not in the bin.", "{count} were not in the bin.", outcome.gone
            ).format(count=outcome.gone)
        )
        raise typer.Exit(EXIT_LEFT_OUT)


@bin_commands.command("purge")
def purge(
    kind: KindArgument,
    keys: KeysArgument = None,
    filter: FilterOption = "",  # noqa: A002
    confirm: Annotated[
        str, typer.Option("--confirm", metavar="TEXT", help="What would be asked for: purge 3.")
    ] = "",
) -> None:
    """Delete records in the bin for good; an administrator is asked to type how many."""
    from services.lists.bin import purge as delete_for_good
    from services.lists.reading import count

    context, name = session().context, kind_named(kind).name
    with pointing_at(filter):
        number = len(keys) if keys else count(context, RecordQuery(name, filter, in_bin=True))
    wanted = f"purge {number}"
    if not confirm and number:
        question = _("To delete {count} of the bin for good, with all that belongs to them, type")
        print(f"{question.format(count=number)} “{wanted}”: ", end="", file=sys.stderr, flush=True)
        confirm = sys.stdin.readline()
    if number and " ".join(confirm.split()) != wanted:
        raise BadInput(_("Nothing was deleted: “{text}” was not typed.").format(text=wanted))
    purged = delete_for_good(context, name, _which(name, keys, filter), show_count)
    show_progress("")
    print(
        ngettext(
            "{count} record deleted for good.", "{count} records deleted for good.", purged
        ).format(count=purged)
    )


def _which(kind: str, keys: Sequence[str] | None, filter_: str) -> Which:
    if keys:
        return [read_key(key) for key in keys]
    return RecordQuery(kind, filter_, in_bin=True)
