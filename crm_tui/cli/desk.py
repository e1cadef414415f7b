"""Commands for what the day brings: postpone, assign, remind, birthdays, ring."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crm_tui.cli.arguments import FormatOption, read_key
from crm_tui.cli.exchange import EXIT_LEFT_OUT
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.activities import kind_label
from domain.i18n import _

KeysArgument = Annotated[list[str], typer.Argument(metavar="ID…", help="Keys of activities.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    for command in (postpone, assign, remind, birthdays, ring):
        app.command(command.__name__)(command)


def postpone(
    ids: KeysArgument,
    to: Annotated[
        str, typer.Option("--to", metavar="WHEN", help="The new deadline: “tomorrow 10”, “+3d”.")
    ],
) -> None:
    """Give open activities another deadline."""
    from services.activities import planning

    context = session().context
    deadline = planning.parse_deadline(context, to)
    result = planning.postpone(context, [read_key(text) for text in ids], deadline)
    _tell_left_out(result.explain())


def assign(
    ids: KeysArgument,
    to: Annotated[str, typer.Option("--to", metavar="LOGIN", help="Who becomes responsible.")],
) -> None:
    """Hand open activities on to somebody else."""
    from services.activities.planning import reassign
    from services.users import user_with_login

    context = session().context
    user = user_with_login(context, to)
    result = reassign(context, [read_key(text) for text in ids], user)
    _tell_left_out(result.explain())


def _tell_left_out(sentence: str) -> None:
    if sentence:
        print(f"crm: {sentence}", file=sys.stderr)
        raise typer.Exit(EXIT_LEFT_OUT)


def remind(format: FormatOption = Format.table) -> None:  # noqa: A002
    """Print what you are to be reminded of now."""
    from crm_tui.cli.record_output import to_json
    from domain.dates.when import describe_deadline
    from services.activities.reminders import due_reminders

    context = session().context
    now = context.now()
    reminders = due_reminders(context, now)
    if format is Format.json:
        print_json(
            [
                {
                    "id": str(reminder.key),
                    "kind": reminder.kind,
                    "subject": reminder.subject,
                    "due": to_json(reminder.deadline),
                    "client": to_json(reminder.client),
                    "deal": to_json(reminder.deal),
                }
                for reminder in reminders
            ]
        )
        return
    rows = [
        [
            kind_label(reminder.kind),
            describe_deadline(reminder.deadline.at, reminder.deadline.on, now),
            reminder.client.title if reminder.client else "",
            reminder.subject,
            str(reminder.key),
        ]
        for reminder in reminders
    ]
    if format is Format.csv:
        print_csv(["kind", "due", "client", "subject", "id"], rows)
    else:
        print_table([_("Kind"), _("Deadline"), _("Client"), _("Subject"), _("Key")], rows)


def birthdays(
    days: Annotated[
        int | None, typer.Option("--days", min=0, max=366, metavar="N", help="How far ahead.")
    ] = None,
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Print the next birthdays of your contacts."""
    from crm_tui.cli.record_output import to_json
    from domain.dates.when import say_when
    from services.birthdays import upcoming_birthdays
    from services.settings import BIRTHDAY_DAYS, get_setting

    context = session().context
    ahead = get_setting(context, BIRTHDAY_DAYS) if days is None else days
    found = upcoming_birthdays(context, ahead)
    if format is Format.json:
        print_json(
            [
                {
                    "contact": to_json(birthday.contact),
                    "company": birthday.company,
                    "day": to_json(birthday.day),
                    "age": birthday.age,
                }
                for birthday in found
            ]
        )
        return
    is_csv = format is Format.csv
    rows = [
        [
            birthday.day.isoformat() if is_csv else say_when(birthday.day, context.now()),
            birthday.contact.title,
            birthday.company,
            "" if birthday.age is None else str(birthday.age),
            str(birthday.contact.id),
        ]
        for birthday in found
    ]
    if is_csv:
        print_csv(["day", "name", "company", "age", "id"], rows)
    else:
        print_table([_("Day"), _("Name"), _("Company"), _("Age"), _("Key")], rows)


def ring(
    phone: Annotated[str, typer.Argument(help="Who calls, as the exchange knows it.")],
    to: Annotated[str, typer.Option("--to", metavar="LOGIN", help="At whose telephone it rings.")],
) -> None:
    """Let a call pop up in somebody's program, for a telephone exchange to run."""
    from services import ringing

    print(ringing.ring(session().context, phone, to))
