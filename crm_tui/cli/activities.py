"""Commands for the work of the day: agenda, call, done."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FormatOption, KeyArgument, LimitOption, read_key
from crm_tui.cli.output import Format, print_csv, print_json
from crm_tui.cli.session import session
from domain.activities import DIRECTIONS, kind_label
from domain.agenda import AgendaEntry
from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.records.references import Reference
from services.context import Context

if TYPE_CHECKING:
    from storage.reads.hits import Hit

NoteOption = Annotated[str, typer.Option("--note", help="What was said.")]
OutcomeOption = Annotated[str, typer.Option("--outcome", help="How it ended, such as reached.")]
NextOption = Annotated[
    str, typer.Option("--next", metavar="WHEN", help="The next step: “tomorrow 10”, “task fri”.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    for command in (agenda, call, done):
        app.command(command.__name__)(command)


def agenda(format: FormatOption = Format.table, limit: LimitOption = None) -> None:  # noqa: A002
    """Print your open activities by deadline."""
    print_agenda(session().context, format, limit)


def print_agenda(
    context: Context, format_: Format = Format.table, limit: int | None = None
) -> None:
    """Print the open activities of the person, grouped as on the screen."""
    from domain.dates.when import describe_deadline, is_overdue
    from services.agenda import Agenda

    now = context.now()
    lines = Agenda(context, now, with_others=True)
    rows = lines.after(None, lines.count())
    entries = [line for line in rows if isinstance(line, AgendaEntry)][:limit]
    if format_ is Format.json:
        print_json([_entry_json(entry) for entry in entries])
        return
    if format_ is Format.csv:
        print_csv(_NAMES, [_entry_cells(entry) for entry in entries])
        return
    if not entries:
        print(_("Nothing is planned. Add a call or a task, or import an address book."))
    for group, members in groupby(entries, key=lambda entry: entry.group):
        print(f"{group.title} {lines.counts[group]}")
        for entry in members:
            sign = "!" if is_overdue(entry.due_at, entry.due_on, now) else " "
            star = "*" if entry.is_important else " "
            when = describe_deadline(entry.due_at, entry.due_on, now)
            names = (entry.client.title if entry.client else "", entry.company)
            who = " · ".join(filter(None, names))
            print(f"{sign} {kind_label(entry.kind):9} {when:16} {star} {who:40} {entry.subject}")


_NAMES = ("id", "group", "kind", "subject", "due", "is_important", "attempt", "client", "company")


def _entry_json(entry: AgendaEntry) -> dict[str, object]:
    from crm_tui.cli.record_output import to_json

    values = (
        str(entry.id),
        entry.group.name.lower(),
        entry.kind,
        entry.subject,
        to_json(entry.due_at or entry.due_on),
        entry.is_important,
        entry.attempt,
        to_json(entry.client),
        entry.company,
    )
    return dict(zip(_NAMES, values, strict=True))


def _entry_cells(entry: AgendaEntry) -> list[str]:
    """Return the values of an entry for CSV: the client by its title, blank where there is none."""
    values = _entry_json(entry) | {
        "client": entry.client.title if entry.client else "",
        "is_important": _("yes") if entry.is_important else _("no"),
    }
    return ["" if value is None else str(value) for value in values.values()]


def call(
    phone: Annotated[str, typer.Argument(help="A phone in any spelling, or its last digits.")],
    note: NoteOption = "",
    outcome: OutcomeOption = "",
    next: NextOption = "",  # noqa: A002
    subject: Annotated[str, typer.Option("--subject", help="What the call was about.")] = "",
    duration: Annotated[
        int | None,
        typer.Option("--duration", min=0, max=10**8, metavar="SECONDS", help="How long it took."),
    ] = None,
    incoming: Annotated[bool, typer.Option("--incoming", help="The client called.")] = False,
    client: Annotated[
        str, typer.Option("--client", metavar="ID", help="Which client, where several fit.")
    ] = "",
    new: Annotated[
        str, typer.Option("--new", metavar="NAME", help="Make a new contact of an unknown number.")
    ] = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Log a call with the client who has this phone, and plan the next step.

    Without a note, an outcome or a next step the form for the call opens.
    """
    from services.activities.calls import CallReport, log_call
    from services.activities.outcomes import find_outcome
    from services.activities.planning import parse_next_step
    from services.records.new_client import name_from_text

    context = session().context
    if not (note or outcome or next or subject or duration or new):
        _open_form(context, phone, client, "incoming" if incoming else "outgoing")
        return
    hit = None if new else _client(context, phone, client)
    report = CallReport(
        client_kind=hit.kind if hit else "",
        client=hit.id if hit else None,
        new_client=name_from_text(new) | {"phones": [phone]} if hit is None else None,
        direction=tuple(DIRECTIONS)[0 if incoming else 1],
        subject=subject,
        notes=note,
        outcome=find_outcome(context.database.reader(), outcome) if outcome else None,
        duration_seconds=duration,
        next_step=parse_next_step(context, next) if next else None,
    )
    logged = log_call(context, report)
    if format is Format.json:
        print_json(
            {
                "id": str(logged.call),
                "client": str(logged.client),
                "next": str(logged.next) if logged.next else None,
                "was_planned": logged.was_planned,
            }
        )
        return
    print(logged.call)


def _open_form(context: Context, phone: str, client: str, direction: str) -> None:
    """Open the screen with the form for a call, with the client where only one is meant.

    Raises BadInput without a terminal, and NotFound for a key that no client has.
    """
    from services.records.finding import CLIENTS, find_records

    hits = (
        [_client(context, phone, client)]
        if client
        else find_records(context, phone, CLIENTS, is_forgiving=False)
    )
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _client(context, phone, client)
        raise BadInput(_("Say what came of the call: --note, --outcome or --next."))
    from crm_tui.launch import run_screen

    caller = Reference(hits[0].kind, hits[0].id, hits[0].title) if len(hits) == 1 else None
    raise typer.Exit(
        run_screen(
            context,
            session().settings,
            lambda app: app.calls.start(caller, direction=direction, typed=phone),
        )
    )


def _client(context: Context, phone: str, client: str) -> Hit:
    """Return the one client meant. Raises NotFound, or BadInput where several fit."""
    from services.records.finding import CLIENTS, find_records

    hits = find_records(context, phone, CLIENTS, is_forgiving=False)
    if client:
        from storage.reads.find import Found
        from storage.reads.hits import read_hits

        key = read_key(client).bytes
        named = read_hits(context.database.reader(), [Found(kind, key) for kind in CLIENTS])
        if not named:
            raise NotFound(_("There is no client with the key {key}.").format(key=client))
        return named[0]
    if not hits:
        raise NotFound(
            _("Nobody is known with {phone}. Make a contact of it with --new NAME.").format(
                phone=phone
            )
        )
    if len(hits) > 1:
        names = "\n".join(f"  {hit.id}  {hit.title}  {hit.detail}" for hit in hits)
        raise BadInput(
            _("Several clients fit {phone}; name one with --client ID:\n{names}").format(
                phone=phone, names=names
            )
        )
    return hits[0]


def done(
    id: KeyArgument,  # noqa: A002
    result: NoteOption = "",
    outcome: OutcomeOption = "",
    next: NextOption = "",  # noqa: A002
) -> None:
    """Mark an activity as done, and plan the next step."""
    from services.activities.finishing import finish_activity
    from services.activities.outcomes import find_outcome
    from services.activities.planning import parse_next_step

    context = session().context
    following = finish_activity(
        context,
        read_key(id),
        outcome=find_outcome(context.database.reader(), outcome) if outcome else None,
        result=result,
        next_step=parse_next_step(context, next) if next else None,
    )
    if following:
        print(following)
