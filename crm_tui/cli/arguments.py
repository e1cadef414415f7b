"""Arguments that several commands take."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from typer.core import TyperGroup

from crm_tui.cli.output import Format
from domain.errors import BadInput
from domain.i18n import _
from domain.ids import parse_id

if TYPE_CHECKING:
    from services.context import Context
    from services.formats.ics_reading import Span


class ListsByDefault(TyperGroup):
    """A group of commands of which `list` is meant where no other is named."""

    usual = "list"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `list` before arguments that begin with no command."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [self.usual, *args]
        return super().parse_args(ctx, args)


class ShowsByDefault(ListsByDefault):
    """A group of commands of which `show` is meant where no other is named."""

    usual = "show"


FormatOption = Annotated[Format, typer.Option("--format", help="How the result is printed.")]
JsonOption = Annotated[
    str, typer.Option("--json", metavar="TEXT", help="Fields and values; - reads standard input.")
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="Print at most N.")
]
FilterOption = Annotated[
    str, typer.Option("--filter", metavar="QUERY", help="Which records, such as city:London.")
]
SortOption = Annotated[
    str, typer.Option("--sort", metavar="FIELDS", help="Such as city,-changed; - turns round.")
]
ColumnsOption = Annotated[
    str, typer.Option("--columns", metavar="FIELDS", help="Such as name,city,next_step.")
]
KindArgument = Annotated[
    str, typer.Argument(metavar="KIND", help="Such as contact, deal, product, section, activity.")
]
FirstDayOption = Annotated[
    str, typer.Option("--from", metavar="DAY", help="From this day on, such as 2026-01-31.")
]
LastDayOption = Annotated[
    str, typer.Option("--to", metavar="DAY", help="Until this day, which is the last one.")
]
KeyArgument = Annotated[str, typer.Argument(metavar="ID", help="The key of the record.")]


def read_json_object(text: str) -> Mapping[str, object]:
    """Return the JSON object in `text`, or on the standard input for `-`.

    Numbers with a point are exact decimals. Raises BadInput with the place of the fault.
    """
    if text == "-":
        text = sys.stdin.read()
    try:
        value = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise BadInput(
            _("The JSON cannot be read: {reason} (line {line}, column {column}).").format(
                reason=error.msg, line=error.lineno, column=error.colno
            )
        ) from error
    except (ValueError, RecursionError) as error:  # thousands of digits, or of brackets
        raise BadInput(_("The JSON cannot be read: it is too large or too deep.")) from error
    if not isinstance(value, dict):
        raise BadInput(_("The JSON must be an object: {example}").format(example='{"title": "…"}'))
    return value


@contextmanager
def pointing_at(query: str) -> Iterator[None]:
    """Show with the sentence of an error where in a query it is."""
    from domain.query.errors import QueryError, point_at

    try:
        yield
    except QueryError as error:
        raise BadInput(f"{error}\n{point_at(query, error)}", error.field) from error


def read_key(text: str) -> UUID:
    """Return the key that was typed. Raises BadInput."""
    key = parse_id(text)
    if key is None:
        raise BadInput(
            _("“{text}” is no key of a record. Find one with “crm find”.").format(text=text)
        )
    return key


def read_days(context: Context, first: str, last: str) -> tuple[date | None, date | None]:
    """Return the days from which and before which something is wanted; None bounds nothing.

    The day that is typed as the last one belongs to them. Raises BadInput.
    """
    from domain.dates.when import parse_when

    begin, end = (parse_when(text, context.now()).day if text else None for text in (first, last))
    if begin is not None and end is not None and end < begin:
        raise BadInput(_("The last day lies before the first one."), "to")
    return begin, end and end + timedelta(days=1)


def read_span(context: Context, first: str, last: str) -> Span | None:
    """Return the days between two that were typed, None where none was. Raises BadInput."""
    begin, end = read_days(context, first, last)
    if begin is None and end is None:
        return None
    from services.formats.ics_reading import Span, usual_span

    usual = usual_span(context.now().date())
    return Span(begin or usual.first, end or usual.end)
