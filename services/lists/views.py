"""The views of a list: those that are shipped, and those that people have kept (VIEW-02)."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from uuid import UUID

from domain.choosing import named
from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.query.errors import QueryError
from domain.query.mending import parse_known
from domain.query.names import find_field
from domain.query.printing import to_text
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from domain.shipped_views import SHIPPED_VIEWS
from services.context import Context
from services.settings import read_own_setting
from storage.reads.options import read_options


@dataclass(frozen=True, slots=True)
class View:
    """A view of a list.

    `key` is the code of a shipped view, else the key of the saved one. `author` is the login of
    whose it is, "" for a shipped one. A list opens with the one that `is_default`. A shipped one
    `is_hidden` from whoever does not need it.
    """

    key: str
    name: str
    query: RecordQuery
    author: str = ""
    is_shared: bool = True
    is_default: bool = False
    is_hidden: bool = False

    @property
    def kind(self) -> str:
        """The kind of the records that it shows."""
        return self.query.kind

    @property
    def is_shipped(self) -> bool:
        """Whether every installation has it."""
        return not self.author


@dataclass(frozen=True, slots=True)
class OpenedView:
    """What a view shows without what of it there is no more.

    `sentence` says what that is, "" where all is there. Where conditions of its filter are among
    it, `kept` is the filter as it was kept: without them the view would show other records, which
    nobody should list, change or delete unawares. `place` is where in it the first character at
    fault stands, and how many there are, where that can be told.
    """

    query: RecordQuery
    sentence: str = ""
    kept: str = ""
    place: tuple[int, int] | None = None


def list_views(
    context: Context, kind: str, connection: sqlite3.Connection | None = None
) -> list[View]:
    """Return the views of a kind that the person sees: shipped ones, shared ones, their own.

    Exactly one is the default. Within a use case give the `connection` of its unit.
    """
    return [view for view in all_views(context, kind, connection) if not view.is_hidden]


def all_views(
    context: Context, kind: str, connection: sqlite3.Connection | None = None
) -> list[View]:
    """Return the views that `list_views` returns, and the shipped ones that are hidden."""
    reader = connection or context.database.reader()
    hidden = hidden_keys(context, kind, reader)
    views = [
        View(v.code, _(v.label), v.query, is_hidden=v.code in hidden) for v in SHIPPED_VIEWS[kind]
    ]
    rows = reader.execute(
        "SELECT v.id, v.name, v.filter, v.columns, v.order_by, v.in_bin, v.card, "
        "v.hidden_stages, u.login, v.is_shared "
        'FROM saved_view v JOIN "user" u ON u.id = v.user_id '
        "WHERE v.kind = ? AND (v.is_shared OR v.user_id = ?) "
        "ORDER BY v.is_shared DESC, v.sort, v.id",
        (kind, context.actor.user_id.bytes),
    )
    for key, name, filter_, columns, order_by, in_bin, card, hidden, author, is_shared in rows:
        query = RecordQuery(
            kind,
            filter_,
            _names(columns),
            _names(order_by),
            bool(in_bin),
            _names(card),
            _names(hidden),
        )
        views.append(View(str(UUID(bytes=key)), name, query, author, bool(is_shared)))
    shown = [view for view in views if not view.is_hidden]
    default = _default_key(context, reader, kind, shown)
    return [replace(view, is_default=view.key == default) for view in views]


def hidden_keys(context: Context, kind: str, reader: sqlite3.Connection) -> list[str]:
    """Return the keys of the shipped views that the person has hidden."""
    return read_own_setting(reader, HIDDEN_SETTINGS[kind], context.actor.user_id) or []


def default_view(context: Context, kind: str) -> View:
    """Return the view with which the list of a kind opens for the person."""
    return next(view for view in list_views(context, kind) if view.is_default)


def find_view(context: Context, kind: str, text: str) -> View:
    """Return the view that its key, its name, or the beginning of a word of its name names.

    Raises NotFound, naming those that there are.
    """
    views = all_views(context, kind)
    found = named(((view, (view.name, view.key)) for view in views), text)
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            _("“{name}” may mean several views: {views}. Type more of the name.").format(
                name=text, views=", ".join(view.name for view in found)
            )
        )
    raise NotFound(
        _("There is no view “{name}” of this list. There are: {views}.").format(
            name=text, views=", ".join(view.name for view in views)
        )
    )


def open_view(context: Context, view: View) -> OpenedView:
    """Return what a view shows today, and what of it is gone since it was kept."""
    query, gone = view.query, list[str]()
    columns = _there(context, view.kind, query.columns, gone)
    sort = _there(context, view.kind, query.sort, gone)
    card = _there(context, view.kind, query.card, gone)
    fields = context.fields
    options = read_options(context.database.reader())
    try:
        asked, names = parse_known(
            query.filter, view.kind, fields, context.now(), options, region=context.region
        )
    except QueryError as error:
        sentence = _(
            "The filter of the view “{view}” cannot be read any more, so it shows nothing: {reason}"
            " Mend the filter; Esc takes it away."
        ).format(view=view.name, reason=error)
        mended = replace(query, filter="", columns=columns, sort=sort, card=card)
        return OpenedView(mended, sentence, query.filter, (error.position, error.length))
    opened = replace(query, columns=columns, sort=sort, card=card)
    if not names:
        return OpenedView(opened, _gone_sentence(view, gone))
    sentence = _(
        "The view “{view}” filters by fields that are gone, so it shows nothing: {fields}. Mend "
        "the filter; Esc takes out what is gone."
    ).format(view=view.name, fields=", ".join(dict.fromkeys([*gone, *names])))
    return OpenedView(replace(opened, filter=to_text(asked)), sentence, query.filter)


def without_gone_columns(context: Context, query: RecordQuery) -> OpenedView:
    """Return what a list shows without the columns and orders whose fields are gone."""
    gone = list[str]()
    columns = _there(context, query.kind, query.columns, gone)
    sort = _there(context, query.kind, query.sort, gone)
    if not gone:
        return OpenedView(query)
    sentence = _("These fields are gone: {fields}. The list is shown without them.")
    names = ", ".join(dict.fromkeys(gone))
    return OpenedView(replace(query, columns=columns, sort=sort), sentence.format(fields=names))


def _there(context: Context, kind: str, names: tuple[str, ...], gone: list[str]) -> tuple[str, ...]:
    """Return the names of fields that there are; the others are added to `gone`."""
    left: list[str] = []
    for name in names:
        try:
            find_field(context.fields, kind, name.lstrip("-"))
        except BadInput:
            gone.append(name.lstrip("-"))
        else:
            left.append(name)
    return tuple(left)


def _gone_sentence(view: View, gone: list[str]) -> str:
    if not gone:
        return ""
    return _(
        "The view “{view}” was kept with fields that are gone: {fields}. It is shown without them."
    ).format(view=view.name, fields=", ".join(dict.fromkeys(gone)))


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))


DEFAULT_SETTINGS = {kind: f"view.{kind}" for kind in KINDS}
"""The settings that hold the key of the default view of each kind."""

HIDDEN_SETTINGS = {kind: f"hidden_views.{kind}" for kind in KINDS}
"""The settings that hold the keys of the shipped views of each kind that a person has hidden."""


def _default_key(context: Context, reader: sqlite3.Connection, kind: str, views: list[View]) -> str:
    """Return the key of the view that the person has set, else that for all, else the first."""
    rows = reader.execute(
        "SELECT value FROM setting WHERE name = ? AND (user_id = ? OR user_id IS NULL) "
        "ORDER BY user_id IS NULL",
        (DEFAULT_SETTINGS[kind], context.actor.user_id.bytes),
    )
    known = [view.key for view in views]
    return next((key for (text,) in rows if (key := json.loads(text)) in known), known[0])
