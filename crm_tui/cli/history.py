"""Commands for what happened: history of a record or of all, and adding an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import (
    FormatOption,
    KeyArgument,
    KindArgument,
    LimitOption,
    pointing_at,
    read_key,
)
from crm_tui.cli.output import Format, print_csv, print_json, print_json_array, print_table
from crm_tui.cli.session import session
from domain.activities import kind_label
from domain.errors import BadInput
from domain.feed import records_text
from domain.i18n import _
from domain.records.kinds import kind_named
from domain.records.references import Reference
from domain.timeline import HistoryRow, RecordedStep
from services.context import Context

if TYPE_CHECKING:
    from uuid import UUID

FEED_LINES = 100
"""How many lines of the history of all records are printed unless more are asked for."""

_LINE = ("at", "author", "record_kind", "id", "record", "action", "text")
"""What is printed of a line of the history of all records."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    for command in (history, event):
        app.command(command.__name__)(command)


def history(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="Of which record.")] = "",
    id: Annotated[str, typer.Argument(metavar="ID", help="Its key.")] = "",  # noqa: A002
    filter: Annotated[  # noqa: A002
        str,
        typer.Option("--filter", metavar="QUERY", help="Such as “who:anna when:-7d..”."),
    ] = "",
    format: FormatOption = Format.table,  # noqa: A002
    limit: LimitOption = None,
) -> None:
    """Print who changed what in a record, or what happened with all records; the newest first."""
    context = session().context
    if kind and not id:
        raise BadInput(_("Give the key of the record as well, or no record for those of all."))
    record = Reference(kind_named(kind).name, read_key(id), "") if kind else None
    if record is not None and not filter:
        _print_changes(context, record.kind, record.id, format, limit)
    else:
        _print_feed(context, record, filter, format, limit)


def _print_changes(
    context: Context, kind: str, key: UUID, format_: Format, limit: int | None
) -> None:
    """Print each field of a record that was changed on a line of its own."""
    from crm_tui.cli.record_output import to_json
    from services.records.history import history_of

    as_shown = format_ is Format.table
    lines = list(history_of(context, kind, key, limit, as_shown=as_shown))
    if format_ is Format.json:
        print_json([to_json(asdict(line)) for line in lines])
        return
    rows = [[f"{x.at.astimezone(context.zone):%Y-%m-%d %H:%M}", *astuple(x)[1:]] for x in lines]
    if format_ is Format.csv:
        print_csv(["at", "author", "action", "field", "old", "new"], rows)
    else:
        titles = [_("When"), _("Who"), _("What"), _("Field"), _("Before"), _("After")]
        print_table(titles, rows)


def _print_feed(
    context: Context, record: Reference | None, query: str, format_: Format, limit: int | None
) -> None:
    """Print the lines of area 7, or those of one record that pass a filter."""
    from domain.paging import every_row
    from services.feed.pages import feed_pages

    with pointing_at(query):
        pages = feed_pages(context, query, record)
    rows = every_row(pages, limit or FEED_LINES)
    if format_ is Format.json:
        print_json_array(_line_json(context, row) for row in rows)
    elif format_ is Format.csv:
        print_csv(_LINE, _cells(context, rows))
    else:
        titles = [_("When"), _("Who"), _("Record"), _("What"), ""]
        cells = (
            [at[:16], who, title, *what]
            for at, who, _kind, _id, title, *what in _cells(context, rows)
        )
        print_table(titles, [[at.replace("T", " "), *rest] for at, *rest in cells])


def _cells(context: Context, rows: Iterable[HistoryRow]) -> Iterator[list[str]]:
    for row in rows:
        line = _line_json(context, row)
        line.pop("changes", None)
        yield ["" if line[name] is None else str(line[name]) for name in _LINE]


def _line_json(context: Context, row: HistoryRow) -> dict[str, object]:
    """Return a line by names; the changes of a step are given one by one as well."""
    if isinstance(row, RecordedStep):
        at, author, record, action = row.at, row.author, row.record, row.action
        changes = [asdict(change) for change in row.changes]
        text = "; ".join(f"{c.label}: {c.old} → {c.new}" for c in row.changes)
        if row.records:
            text = f"{records_text(row.records)}, step:{row.unit}"
    else:
        assert row.done_at is not None
        at, author, record, action = (
            row.done_at,
            row.responsible,
            row.with_whom,
            kind_label(row.kind),
        )
        changes, text = [], ": ".join(filter(None, (row.outcome, row.text)))
    return {
        "at": at.astimezone(context.zone).isoformat(timespec="seconds"),
        "author": author,
        "record_kind": record.kind if record else None,
        "id": str(record.id) if record else None,
        "record": record.title if record else None,
        "action": action,
        "text": text,
        "changes": changes,
    }


def event(
    kind: KindArgument,
    id: KeyArgument,  # noqa: A002
    what: Annotated[str, typer.Argument(metavar="TEXT", help="What happened.")],
    event_kind: Annotated[
        str, typer.Option("--kind", metavar="NAME", help="Such as seminar or information.")
    ] = "",
    when: Annotated[
        str, typer.Option("--when", metavar="WHEN", help="Such as “yesterday 15:00”; else now.")
    ] = "",
    result: Annotated[str, typer.Option("--result", help="What came of it.")] = "",
    file: Annotated[
        list[str] | None, typer.Option("--file", metavar="PATH", help="A file; may be repeated.")
    ] = None,
) -> None:
    """Write down what happened with a record, and print the key of the event."""
    from services.activities.events import (
        EventReport,
        add_event,
        find_event_kind,
        read_event_moment,
    )

    context = session().context
    report = EventReport(
        (Reference(kind_named(kind).name, read_key(id), ""),),
        what,
        find_event_kind(context, event_kind),
        read_event_moment(context, when) if when else None,
        result,
        tuple(file or ()),
    )
    print(add_event(context, report))
