"""The commands that quotes and invoices share."""

from __future__ import annotations

import typer

from crm_tui.cli.arguments import (
    ColumnsOption,
    FilterOption,
    FormatOption,
    JsonOption,
    LimitOption,
    SortOption,
    read_json_object,
)
from crm_tui.cli.documents import (
    NumberArgument,
    NumbersArgument,
    ReasonOption,
    document_of,
    issue_all,
    show_document,
)
from crm_tui.cli.output import Format
from crm_tui.cli.session import session


def add_shared(commands: typer.Typer, kind: str) -> None:
    """Add to the commands of a kind of documents those that work alike for all of them."""

    @commands.command("list", help=f"List {kind}s, the newest first.")
    def list_(
        filter: FilterOption = "",  # noqa: A002
        sort: SortOption = "",
        columns: ColumnsOption = "",
        format: FormatOption = Format.table,  # noqa: A002
        limit: LimitOption = None,
    ) -> None:
        from crm_tui.cli.lists import list_ as list_records

        list_records(kind, "", filter, sort, columns, format, limit)

    @commands.command("show", help=f"Print all that is known of the {kind} and its revisions.")
    def show(number: NumberArgument, format: FormatOption = Format.table) -> None:  # noqa: A002
        show_document(kind, number, format)

    @commands.command("issue", help="Issue drafts in one step: each gets the next number for good.")
    def issue(numbers: NumbersArgument) -> None:
        issue_all(kind, numbers)

    @commands.command(
        "revise", help=f"Change an issued {kind}; what it said is kept. Prints the revision."
    )
    def revise(number: NumberArgument, json: JsonOption, reason: ReasonOption = "") -> None:
        from services.invoicing.revising import revise_document

        key, data = document_of(kind, number), read_json_object(json)
        print(revise_document(session().context, kind, key, data, reason))

    @commands.command("copy", help="Make a draft that says the same, and print its key.")
    def copy(number: NumberArgument) -> None:
        from services.invoicing.making import copy_document

        print(copy_document(session().context, kind, document_of(kind, number)))
