"""Commands for runs: lay an activity on many records, and count what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import (
    FilterOption,
    FormatOption,
    KindArgument,
    ListsByDefault,
    SortOption,
    pointing_at,
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
from crm_tui.cli.record_output import to_json
from crm_tui.cli.run import say
from crm_tui.cli.session import session
from domain.activities import kind_label
from domain.i18n import _, ngettext, pgettext
from domain.records.kinds import kind_named
from domain.records.record_query import RecordQuery

if TYPE_CHECKING:
    from datetime import tzinfo

    from services.activities.runs import Run

run_commands = typer.Typer(
    cls=ListsByDefault,
    help="What was laid on many records at once: list, count by outcome, lay.",
    rich_markup_mode=None,
)

RunArgument = Annotated[
    str, typer.Argument(metavar="RUN", help="Its title, the beginning of it, or its key.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(run_commands, name="run")


@run_commands.command("list")
def list_(
    closed: Annotated[
        bool, typer.Option("--all", "--closed", help="Those that are closed, too.")
    ] = False,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """List the runs, the newest first, with how many of each are done."""
    from services.activities.runs import list_runs

    context = session().context
    runs = list_runs(context, with_closed=closed)
    if format is Format.json:
        print_json([_as_json(run) for run in runs])
        return
    if format is Format.csv:
        names = ["title", "kind", "subject", "done", "total", "author", "created_at", "id"]
        print_csv(names, [_row(run, run.kind, context.zone) for run in runs])
        return
    titles = [_("Run"), _("Kind"), _("Subject"), _("Done"), _("Of"), _("By"), _("Laid")]
    rows = [_row(run, kind_label(run.kind), context.zone) for run in runs]
    print_table([*titles, _("Key")], rows)
    if not closed and (hidden := len(list_runs(context, with_closed=True)) - len(runs)):
        said = ngettext(
            "{count} closed run is not shown: --all shows it, too.",
            "{count} closed runs are not shown: --all shows them, too.",
            hidden,
        )
        say(said.format(count=hidden))


def _row(run: Run, kind: str, zone: tzinfo) -> list[str]:
    """Return a run as a row, its kind as `kind` and when it was laid in local time."""
    return [
        run.title,
        kind,
        run.subject,
        str(run.done),
        str(run.total),
        run.author,
        f"{run.created_at.astimezone(zone):%Y-%m-%d %H:%M}",
        str(run.id),
    ]


def _as_json(run: Run) -> dict[str, object]:
    return {
        "title": run.title,
        "kind": run.kind,
        "subject": run.subject,
        "done": run.done,
        "total": run.total,
        "author": run.author,
        "created_at": to_json(run.created_at),
        "id": str(run.id),
        "closed_at": to_json(run.closed_at),
    }


@run_commands.command("show")
def show(run: RunArgument, format: FormatOption = Format.table) -> None:  # noqa: A002
    """Count how the activities of a run ended, by outcome."""
    from services.activities.runs import find_run

    found = find_run(session().context, run)
    counts = [
        (one.outcome.code if one.outcome else "", one.label, one.count) for one in found.outcomes
    ]
    if format is Format.json:
        print_json(
            {
                "id": str(found.id),
                "title": found.title,
                "kind": found.kind,
                "subject": found.subject,
                "script": found.script,
                "total": found.total,
                "open": found.open,
                "closed_at": to_json(found.closed_at),
                "outcomes": {code or "none": count for code, _label, count in counts},
            }
        )
        return
    if format is Format.csv:
        rows = [[code, label, str(count)] for code, label, count in counts]
        print_csv(
            ["outcome", "label", "count"],
            [*rows, ["open", pgettext("run", "open"), str(found.open)]],
        )
        return
    said = _("{title}: {done} of {count} done").format(
        title=found.title, done=found.done, count=found.total
    )
    print(said)
    shown = [[label, str(count)] for _code, label, count in counts]
    print_table(
        [_("Outcome"), _("Activities")], [*shown, [pgettext("run", "open"), str(found.open)]]
    )


@run_commands.command("lay")
def lay(
    kind: KindArgument,
    subject: Annotated[str, typer.Option("--subject", help="What is to be done.")],
    filter: FilterOption = "",  # noqa: A002
    sort: SortOption = "",
    activity: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="call, meeting, letter or task.")
    ] = "call",
    script: Annotated[str, typer.Option("--script", help="What is to be said.")] = "",
    title: Annotated[str, typer.Option("--title", help="What the run is called.")] = "",
    due: Annotated[str, typer.Option("--due", metavar="WHEN", help="“tomorrow 10”, “fri”.")] = "",
    a_day: Annotated[
        int, typer.Option("--a-day", min=0, metavar="N", help="So many on each working day.")
    ] = 0,
    every: Annotated[
        str, typer.Option("--every", metavar="LENGTH", help="One after another: “10m”.")
    ] = "",
    remind: Annotated[
        str, typer.Option("--remind", metavar="LENGTH", help="Remind so long before: “15m”.")
    ] = "",
    responsible: Annotated[
        list[str] | None,
        typer.Option(
            "--responsible",
            metavar="LOGIN",
            help="Several take turns; “own” is whoever has the record.",
        ),
    ] = None,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Lay an activity on all records that a filter shows; “crm undo” takes it back as a whole."""
    from domain.dates.lengths import parse_minutes
    from domain.errors import BadInput
    from domain.spreading import Spread
    from services.activities.laying import Laying, lay_activities
    from services.activities.planning import parse_deadline

    context, name = session().context, kind_named(kind).name
    if a_day and every:
        raise BadInput(_("Say either how many a day, or how long after one another."))
    laying = Laying(
        kind=activity,
        subject=subject,
        script=script,
        title=title,
        due=parse_deadline(context, due) if due else None,
        spread=Spread(a_day, parse_minutes(every) if every else 0),
        remind_minutes=parse_minutes(remind) if remind else None,
        responsible=responsible or (),
    )
    sorts = tuple(part.strip() for part in sort.split(",") if part.strip())
    with pointing_at(filter):
        query = RecordQuery(name, filter, sort=sorts)
        laid = lay_activities(context, name, query, laying, show_count)
    show_progress("")
    if format is Format.json:
        print_json({"id": str(laid.run), "title": laid.title, "laid": laid.outcome.changed})
    else:
        said = ngettext(
            "Laid on {count} record: {title}",
            "Laid on {count} records: {title}",
            laid.outcome.changed,
        )
        print(said.format(count=laid.outcome.changed, title=laid.title))
    if sentence := laid.explain():
        say(sentence)
    if laid.outcome.explain():
        raise typer.Exit(EXIT_LEFT_OUT)


@run_commands.command("close")
def close(
    run: RunArgument,
    drop_open: Annotated[
        bool, typer.Option("--drop-open", help="What is open of it goes to the bin.")
    ] = False,
) -> None:
    """Close a run; what is open of it stays planned, or goes to the bin."""
    from services.activities.runs import close_run, find_run

    context = session().context
    key = find_run(context, run).id
    if dropped := close_run(context, key, drops_open=drop_open, progress=show_count):
        show_progress("")
        said = ngettext(
            "{count} open one is in the bin.", "{count} open ones are in the bin.", dropped
        )
        say(said.format(count=dropped))


@run_commands.command("reopen")
def reopen(run: RunArgument) -> None:
    """Open a run again that was closed."""
    from services.activities.runs import find_run, reopen_run

    context = session().context
    reopen_run(context, find_run(context, run, is_closed=True).id)
