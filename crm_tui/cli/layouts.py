"""The command for layouts of cards and forms."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from crm_tui.cli.arguments import FormatOption, JsonOption, KindArgument, read_json_object
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.errors import BadInput
from domain.i18n import _
from domain.records.kinds import kind_named


def register(app: typer.Typer) -> None:
    """Add the command of this module to `app`."""
    app.command()(layout)


def layout(
    kind: KindArgument,
    json: JsonOption = "",
    reset: Annotated[bool, typer.Option("--reset", help="Go back to the default.")] = False,
    publish: Annotated[bool, typer.Option("--publish", help="Give it to everybody.")] = False,
    lock: Annotated[bool, typer.Option("--lock", help="Make it the same for everybody.")] = False,
    own_header: Annotated[
        bool, typer.Option("--own-header", help="With --lock: but for the header.")
    ] = False,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take the layout of everybody away.")
    ] = False,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Print how cards and forms of a kind are laid out, or change it with one of the options."""
    from services.layouts import publish_layout, reset_layout, save_layout, withdraw_layout

    context, name = session().context, kind_named(kind).name
    if sum((bool(json), reset, publish, lock, withdraw)) > 1 or (own_header and not lock):
        raise BadInput(
            _("Give one of --json, --reset, --publish, --lock and --withdraw; see --help.")
        )
    if json:
        save_layout(context, _typed(name, json))
    elif reset:
        reset_layout(context, name)
    elif publish or lock:
        publish_layout(context, name, is_locked=lock, own_header=own_header)
    elif withdraw:
        withdraw_layout(context, name)
    _print(name, format)


def _typed(kind: str, text: str) -> Any:
    from services.layouts import read_layout

    return read_layout(session().context, kind, json.dumps(read_json_object(text), default=str))


def _print(kind: str, format_: Format) -> None:
    from domain.records.held_layouts import layout_to_json
    from services.layouts import held_layout, laid_out

    context = session().context
    held, fields = held_layout(context, kind), laid_out(context, kind)
    shown = held.layout.completed(fields)
    if format_ is Format.json:
        state = {"scope": held.scope.value, "locked": held.is_locked}
        print_json(state | json.loads(layout_to_json(shown)))
        return
    known = {field.name: field for field in fields}
    rows = [
        [
            _(section.title),
            field.name,
            _(field.label),
            str(shown.header.index(name) + 1) if name in shown.header else "",
            _("yes") if name in shown.hidden else "",
            _("yes") if shown.is_printed(field) else "",
        ]
        for section in shown.sections
        for name in section.fields
        if (field := known.get(name))
    ]
    if format_ is Format.csv:
        print_csv(["section", "name", "label", "header", "hidden", "printed"], rows)
    else:
        titles = [_("Section"), _("Name"), _("Label"), _("Header"), _("Hidden"), _("Printed")]
        print_table(titles, rows)
