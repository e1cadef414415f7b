"""Commands for calls and meetings as a calendar of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crm_tui.cli.arguments import FirstDayOption, LastDayOption, read_days
from crm_tui.cli.run import say
from crm_tui.cli.session import session
from domain.errors import BadInput
from domain.i18n import _, ngettext

calendar_commands = typer.Typer(
    help="Calls and meetings for other calendars.", rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(calendar_commands, name="calendar")


@calendar_commands.command("export")
def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to; without it, it is printed.")
    ] = None,
    first: FirstDayOption = "",
    last: LastDayOption = "",
    user: Annotated[
        str, typer.Option("--user", metavar="LOGIN", help="Of this colleague instead of yours.")
    ] = "",
) -> None:
    """Write calls and meetings as an iCalendar file (.ics)."""
    from services.activities.calendar_feed import write_calendar_file
    from services.activities.calendar_file import export_calendar
    from services.users import user_with_login

    context = session().context
    begin, end = read_days(context, first, last)
    person = user_with_login(context, user) if user else None
    calendar = export_calendar(context, user=person, first=begin, end=end)
    if file is None or str(file) == "-":
        sys.stdout.buffer.write(calendar.data)
        return
    write_calendar_file(file, calendar.data, _("Name another file."))
    say(
        ngettext(
            "{count} call or meeting written to {path}.",
            "{count} calls and meetings written to {path}.",
            calendar.count,
        ).format(count=calendar.count, path=file)
    )


@calendar_commands.command("feed")
def feed() -> None:
    """Bring your calendar file up to date, once; the program on the screen does it by itself."""
    from services.activities.calendar_feed import feed_path, write_feed

    context = session().context
    path = feed_path(context)
    if path is None:
        raise BadInput(
            _("No calendar file is set. Set one with “crm setting calendar_feed ~/crm.ics”.")
        )
    changed = write_feed(context)
    sentence = _("{path} is written.") if changed else _("{path} is up to date.")
    print(sentence.format(path=path))
