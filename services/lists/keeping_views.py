"""Keeps, renames, orders and deletes views, and sets with which a list opens (VIEW-02, VIEW-03).

Whoever keeps a view may share it with all. A shared view is changed by its author or by an
administrator; one that is not shared, by its author alone, for nobody else sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, NotAllowed, NotFound
from domain.i18n import _
from domain.ids import parse_id
from domain.query.printing import to_text
from domain.records.record_query import RecordQuery
from domain.text import fold, on_one_line
from services.context import Context
from services.lists.views import (
    DEFAULT_SETTINGS,
    HIDDEN_SETTINGS,
    View,
    all_views,
    find_view,
    hidden_keys,
    list_views,
)
from services.records.listing import read_columns, read_query, read_sorts
from services.settings import write_setting

if TYPE_CHECKING:
    from storage.tables import SavedView
    from storage.unit import Unit

LONGEST_NAME = 60
"""Characters that the name of a view may have: it stands on a tab."""


def save_view(context: Context, name: str, query: RecordQuery, *, is_shared: bool = False) -> View:
    """Keep what a list shows under a new name, for the person or for all, and return the view.

    Raises BadInput where the name is taken or a field is none, QueryError for a faulty filter.
    """
    from storage.tables import SavedView

    name = _clean(name)
    kept = _canonical(context, query)
    with context.database.write(context.actor, "save_view") as unit:
        _check_free(context, unit, query.kind, name)
        row = SavedView(
            kind=query.kind,
            name=name,
            user_id=context.actor.user_id,
            is_shared=is_shared,
            sort=_last_sort(unit, query.kind) + 1,
        )
        _fill(row, kept)
        unit.add(row)
    return find_view(context, query.kind, str(row.id))


def update_view(context: Context, key: str, query: RecordQuery) -> None:
    """Let a saved view show what a list shows now. Raises NotFound, NotAllowed or BadInput."""
    kept = _canonical(context, query)
    with context.database.write(context.actor, "edit_view") as unit:
        row = _own_view(context, unit, key)
        if row.kind != query.kind:
            raise BadInput(_("A view cannot turn to records of another kind."))
        _fill(row, kept)


def rename_view(context: Context, key: str, name: str) -> None:
    """Give a saved view another name. Raises NotFound, NotAllowed or BadInput."""
    name = _clean(name)
    with context.database.write(context.actor, "edit_view") as unit:
        row = _own_view(context, unit, key)
        _check_free(context, unit, row.kind, name, but=row.id)
        row.name = name


def share_view(context: Context, key: str, *, is_shared: bool = True) -> None:
    """Show a saved view to all, or to its author alone. Raises NotFound or NotAllowed."""
    with context.database.write(context.actor, "edit_view") as unit:
        _own_view(context, unit, key).is_shared = is_shared


def move_view(context: Context, key: str, place: int) -> None:
    """Put a saved view at a place, from 0, among the shared ones or among one's own.

    Raises NotFound or NotAllowed.
    """
    from sqlmodel import col, select

    from storage.tables import SavedView

    with context.database.write(context.actor, "edit_view") as unit:
        row = _own_view(context, unit, key)
        beside = select(SavedView).where(
            SavedView.kind == row.kind, SavedView.is_shared == row.is_shared
        )
        if not row.is_shared:
            beside = beside.where(SavedView.user_id == row.user_id)
        rows = list(unit.session.exec(beside.order_by(col(SavedView.sort), col(SavedView.id))))
        rows.remove(row)
        rows.insert(max(0, place), row)
        for sort, other in enumerate(rows):
            other.sort = sort


def delete_view(context: Context, key: str) -> None:
    """Forget a saved view; the records stay. Raises NotFound or NotAllowed."""
    with context.database.write(context.actor, "delete_view") as unit:
        unit.session.delete(_own_view(context, unit, key))


def hide_view(context: Context, kind: str, key: str) -> None:
    """Hide a shipped view from the person. Raises BadInput for the last view that is shown."""
    shown = [view.key for view in list_views(context, kind) if view.key != key]
    if not shown:
        raise BadInput(_("This is the only view that is shown: it stays."))
    hidden = hidden_keys(context, kind, context.database.reader())
    _keep_setting(context, HIDDEN_SETTINGS[kind], list(dict.fromkeys([*hidden, key])))


def show_hidden_views(context: Context, kind: str) -> None:
    """Show the person all shipped views again."""
    _keep_setting(context, HIDDEN_SETTINGS[kind], [])


def set_default_view(
    context: Context, kind: str, key: str | None, *, for_all: bool = False
) -> None:
    """Let the list of a kind open with a view, for the person or for all who have set none.

    None forgets what was set. Raises NotFound, NotAllowed where it is to hold for all and the
    person is no administrator, and BadInput for a view that others do not see.
    """
    if for_all and not context.actor.is_admin:
        raise NotAllowed(_("Only an administrator may set with which view lists open for all."))
    view = None if key is None else find_view(context, kind, key)
    if view is not None and for_all and not view.is_shared:
        raise BadInput(
            _("Others do not see the view “{view}”. Share it first.").format(view=view.name)
        )
    value = None if view is None else view.key
    _keep_setting(context, DEFAULT_SETTINGS[kind], value, for_all=for_all)


def _keep_setting(context: Context, name: str, value: object, *, for_all: bool = False) -> None:
    """Write down a setting of the person, or of all; None forgets it."""
    user = None if for_all else context.actor.user_id.bytes
    with context.database.write(context.actor, "change_setting") as unit:
        write_setting(unit.connection, name, value, user)


def _canonical(context: Context, query: RecordQuery) -> RecordQuery:
    """Return a query whose names are English, so that it opens in every language."""
    sorts = read_sorts(context, query.kind, ",".join(query.sort))
    return RecordQuery(
        query.kind,
        to_text(read_query(context, query.kind, query.filter)),
        tuple(f.name for f in read_columns(context, query.kind, ",".join(query.columns))),
        tuple(f"{'-' if sort.descending else ''}{sort.field.name}" for sort in sorts),
        query.in_bin,
        tuple(f.name for f in read_columns(context, query.kind, ",".join(query.card))),
        query.hidden,
    )


def _fill(row: SavedView, query: RecordQuery) -> None:
    row.filter, row.in_bin = query.filter, query.in_bin
    row.columns, row.order_by = ",".join(query.columns), ",".join(query.sort)
    row.card, row.hidden_stages = ",".join(query.card), ",".join(query.hidden)


def _own_view(context: Context, unit: Unit, key: str) -> SavedView:
    """Return a saved view that the person may change."""
    from storage.tables import SavedView

    found = parse_id(key)
    row = unit.get(SavedView, found) if found else None
    if row is None or not (row.is_shared or row.user_id == context.actor.user_id):
        raise NotFound(
            _("There is no such view to be changed. It may be one of the program's, or deleted.")
        )
    if row.user_id != context.actor.user_id and not context.actor.is_admin:
        raise NotAllowed(
            _("Only its author or an administrator may change the shared view “{view}”.").format(
                view=row.name
            )
        )
    return row


def _last_sort(unit: Unit, kind: str) -> int:
    row = unit.connection.execute(
        "SELECT coalesce(max(sort), -1) FROM saved_view WHERE kind = ?", (kind,)
    ).fetchone()
    return int(row[0])


def _clean(name: str) -> str:
    name = on_one_line(name)
    if not name:
        raise BadInput(_("A view needs a name."), "name")
    if len(name) > LONGEST_NAME:
        raise BadInput(
            _("The name of a view has at most {limit} characters.").format(limit=LONGEST_NAME),
            "name",
        )
    return name


def _check_free(
    context: Context, unit: Unit, kind: str, name: str, but: UUID | None = None
) -> None:
    """Raise BadInput where a view that the person sees has this name already."""
    for view in all_views(context, kind, unit.connection):
        if view.key != str(but) and fold(name) in (fold(view.name), fold(view.key)):
            raise BadInput(
                _("There is a view “{view}” of this list already. Choose another name.").format(
                    view=view.name
                ),
                "name",
            )
