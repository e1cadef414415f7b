"""Commands for lists of records: what they show, and the views they are kept as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import (
    ColumnsOption,
    FilterOption,
    FormatOption,
    KindArgument,
    LimitOption,
    SortOption,
    pointing_at,
)
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.errors import NotFound
from domain.i18n import _
from domain.records.kinds import KINDS, kind_named
from domain.records.record_query import RecordQuery

if TYPE_CHECKING:
    from domain.query.tree import Query
    from services.lists.views import View

view_commands = typer.Typer(help="Keep, rename and delete views of lists.", rich_markup_mode=None)

ViewOption = Annotated[
    str, typer.Option("--view", metavar="NAME", help="As this view shows it; see “crm views”.")
]
ViewArgument = Annotated[str, typer.Argument(metavar="NAME", help="The view, by name or key.")]
SharedOption = Annotated[bool, typer.Option("--shared", help="Everybody sees the view.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("list")(list_)
    app.command("views")(views)
    app.add_typer(view_commands, name="view")


def list_(
    kind: KindArgument,
    view: ViewOption = "",
    filter: FilterOption = "",  # noqa: A002
    sort: SortOption = "",
    columns: ColumnsOption = "",
    format: FormatOption = Format.table,  # noqa: A002
    limit: LimitOption = None,
) -> None:
    """List the records of a kind; what is given beside a view narrows it or stands instead."""
    from crm_tui.cli.record_output import print_records, with_currency
    from domain.paging import every_row
    from services.lists.reading import columns_of, sorts_of
    from services.records.listing import as_views, open_list

    context = session().context
    name = kind_named(kind).name
    base = _opened(name, view) if view else RecordQuery(name)
    asked = RecordQuery(
        name, filter, _split(columns) or base.columns, _split(sort) or base.sort, base.in_bin
    )
    query = _both(base, filter)
    fields = columns_of(context, asked)
    if format is not Format.table and not asked.columns:
        fields = [*context.fields.of(name)]
    pages = open_list(
        context,
        name,
        with_currency(context, fields),
        query=query,
        sorts=sorts_of(context, asked),
        in_bin=asked.in_bin,
    )
    rows = as_views(pages, every_row(pages, limit), name)
    print_records(context, fields, rows, format, limit)


def _opened(kind: str, name: str) -> RecordQuery:
    """Return what a view shows; columns that are gone are told on the standard error.

    Raises NotFound where its filter asks for fields that are gone.
    """
    from crm_tui.cli.run import say
    from services.lists.views import find_view, open_view

    context = session().context
    opened = open_view(context, find_view(context, kind, name))
    if opened.kept:
        raise NotFound(opened.sentence)
    if opened.sentence:
        say(opened.sentence)
    return opened.query


def _both(base: RecordQuery, filter_: str) -> Query:
    """Return the query that passes the filter of a view and the one that was typed."""
    from domain.query.tree import And, Query
    from services.records.listing import read_query

    context = session().context
    with pointing_at(filter_):
        typed = read_query(context, base.kind, filter_)
    kept = read_query(context, base.kind, base.filter)
    return Query(base.kind, And((kept.root, typed.root)), typed.now)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part.strip())


def views(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="Of this kind of records; of all without it.")
    ] = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """List the views of lists, shipped and kept ones; a list opens with the default."""
    from services.lists.views import list_views

    context = session().context
    kinds = [kind_named(kind).name] if kind else list(KINDS)
    found = [view for name in kinds for view in list_views(context, name)]
    if format is Format.json:
        print_json([_view_as_json(view) for view in found])
        return
    rows = [
        [
            view.kind if format is Format.csv else _(KINDS[view.kind].label),
            view.name,
            view.query.filter,
            ",".join(view.query.columns),
            ",".join(view.query.sort),
            view.author,
            _("yes") if view.is_shared else _("no"),
            _("yes") if view.is_default else "",
            view.key,
        ]
        for view in found
    ]
    if format is Format.csv:
        names = "record_kind,name,filter,columns,sort,author,is_shared,is_default,key"
        print_csv(names.split(","), rows)
        return
    titles = [_("Kind"), _("Name"), _("Filter"), _("Columns"), _("Order"), _("Author")]
    print_table([*titles, _("For all"), _("Default"), _("Key")], rows)


def _view_as_json(view: View) -> dict[str, object]:
    return {
        "key": view.key,
        "record_kind": view.kind,
        "name": view.name,
        "filter": view.query.filter,
        "columns": list(view.query.columns),
        "sort": list(view.query.sort),
        "in_bin": view.query.in_bin,
        "author": view.author,
        "is_shared": view.is_shared,
        "is_default": view.is_default,
    }


@view_commands.command("save")
def save(
    kind: KindArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the view is called.")],
    filter: FilterOption = "",  # noqa: A002
    sort: SortOption = "",
    columns: ColumnsOption = "",
    shared: SharedOption = False,
) -> None:
    """Keep a list as a view, and print its key."""
    from services.lists.keeping_views import save_view

    query = RecordQuery(kind_named(kind).name, filter, _split(columns), _split(sort))
    with pointing_at(filter):
        print(save_view(session().context, name, query, is_shared=shared).key)


@view_commands.command("rename")
def rename(kind: KindArgument, name: ViewArgument, new: str) -> None:
    """Give a view another name."""
    from services.lists.keeping_views import rename_view

    rename_view(session().context, _key(kind, name), new)


@view_commands.command("delete")
def delete(kind: KindArgument, name: ViewArgument) -> None:
    """Forget a view; the records stay."""
    from services.lists.keeping_views import delete_view

    delete_view(session().context, _key(kind, name))


@view_commands.command("default")
def default(
    kind: KindArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The view; empty for none.")] = "",
    for_all: Annotated[
        bool, typer.Option("--for-all", help="For all who have set none of their own.")
    ] = False,
) -> None:
    """Let the list of a kind open with a view."""
    from services.lists.keeping_views import set_default_view

    key = _key(kind, name) if name else None
    set_default_view(session().context, kind_named(kind).name, key, for_all=for_all)


def _key(kind: str, name: str) -> str:
    from services.lists.views import find_view

    return find_view(session().context, kind_named(kind).name, name).key
