"""Views: shipped ones, kept ones, whose they are, and what they show when fields are gone."""

from __future__ import annotations

from dataclasses import replace
from gettext import NullTranslations
from uuid import UUID

import pytest

from crm_tui.translations import load
from domain import i18n
from domain.errors import BadInput, NotAllowed, NotFound
from domain.records.fields import FieldType
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from domain.shipped_views import SHIPPED_VIEWS
from services.context import Context
from services.fields.changing import add_field, delete_field
from services.fields.definitions import NewField
from services.leads.converting import New, convert_lead
from services.lists.keeping_views import (
    delete_view,
    move_view,
    rename_view,
    save_view,
    set_default_view,
    share_view,
    update_view,
)
from services.lists.reading import count, record_list_source
from services.lists.views import default_view, find_view, list_views, open_view
from services.records.use_cases import add_record
from services.undo import undo

PSKOV = RecordQuery("contact", "city:псков", ("name", "city"), ("-city", "name"))


def names(context: Context, kind: str = "contact") -> list[str]:
    return [view.name for view in list_views(context, kind) if not view.is_shipped]


def titles(context: Context, kind: str, view: str) -> list[str]:
    query = open_view(context, find_view(context, kind, view)).query
    return [row.title for row in record_list_source(context, query).after(None, 100)]


@pytest.mark.row("VIEW-02")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_every_shipped_view_can_be_opened(context: Context, kind: str, language: str) -> None:
    load(language)
    try:
        views = list_views(context, kind)
        assert len({view.name for view in views}) == len(views) == len(SHIPPED_VIEWS[kind])
        for view in views:
            opened = open_view(context, view)
            assert opened.sentence == ""
            assert opened.query == view.query
            assert count(context, opened.query) == 0
            record_list_source(context, opened.query).after(None, 10)
    finally:
        i18n.install("en", NullTranslations())


@pytest.mark.row("LEAD-12")
def test_the_list_of_leads_opens_without_those_that_are_judged(context: Context) -> None:
    for title, status in (("a", "new"), ("b", "junk"), ("c", "new"), ("d", "in_processing")):
        reason = "spam" if status == "junk" else None
        key = add_record(context, "lead", {"title": title, "status": status, "junk_reason": reason})
        if title == "c":
            convert_lead(context, key, deal=New())
    assert default_view(context, "lead").key == "open"
    assert titles(context, "lead", "open") == ["a", "d"]
    assert titles(context, "lead", "junk") == ["b"]
    assert titles(context, "lead", "all") == ["a", "b", "c", "d"]


@pytest.mark.row("VIEW-02", "ACT-08")
def test_activities_are_shown_by_what_is_to_be_done(context: Context, other: Context) -> None:
    for subject, due, login in (("late", "2024-01-05", "anna"), ("later", "2037-01-05", "boris")):
        data = {"subject": subject, "due": due, "responsible": login}
        add_record(context, "activity", data)
    assert titles(context, "activity", "open") == ["late", "later"]
    assert titles(context, "activity", "mine") == ["late"]
    assert titles(other, "activity", "mine") == ["later"]
    assert titles(context, "activity", "overdue") == ["late"]
    assert titles(context, "activity", "done") == []


@pytest.mark.row("VIEW-02", "VIEW-03", "A20")
def test_a_view_is_kept_changed_and_forgotten(context: Context) -> None:
    view = save_view(context, "  Псков ", PSKOV)
    assert (view.name, view.author, view.is_shared) == ("Псков", "anna", False)
    assert view.query == PSKOV
    assert find_view(context, "contact", "пс") == view
    update_view(context, view.key, replace(PSKOV, filter="mine"))
    assert find_view(context, "contact", view.key).query.filter == "mine"
    rename_view(context, view.key, "Мои")
    assert names(context) == ["Мои"]
    delete_view(context, view.key)
    assert names(context) == []
    assert undo(context) == "view deleted"
    assert names(context) == ["Мои"]


@pytest.mark.row("VIEW-03")
def test_a_view_is_ones_own_or_for_all(context: Context, other: Context) -> None:
    save_view(context, "своё", PSKOV)
    shared = save_view(context, "общее", PSKOV, is_shared=True)
    theirs = save_view(other, "своё", PSKOV, is_shared=False)
    assert names(context) == ["общее", "своё"]
    assert names(other) == ["общее", "своё"]
    with pytest.raises(NotAllowed, match="its author or an administrator"):
        rename_view(other, shared.key, "x")
    with pytest.raises(NotFound):
        delete_view(context, theirs.key)
    share_view(other, theirs.key)
    assert names(context) == ["общее", "своё", "своё"]
    delete_view(context, theirs.key)  # an administrator may
    share_view(context, shared.key, is_shared=False)
    assert names(other) == []


def test_views_stand_in_the_order_they_are_put_in(context: Context) -> None:
    a, _b, c = (save_view(context, name, PSKOV) for name in ("a1", "b1", "c1"))
    assert names(context) == ["a1", "b1", "c1"]
    move_view(context, c.key, 0)
    move_view(context, a.key, 9)
    assert names(context) == ["c1", "b1", "a1"]


@pytest.mark.row("VIEW-02")
def test_a_list_opens_with_the_default_of_the_person_or_of_all(
    context: Context, other: Context
) -> None:
    own = save_view(context, "своё", PSKOV)
    with pytest.raises(BadInput, match="Others do not see"):
        set_default_view(context, "contact", own.key, for_all=True)
    share_view(context, own.key)
    set_default_view(context, "contact", own.key, for_all=True)
    assert {default_view(c, "contact").name for c in (context, other)} == {"своё"}
    set_default_view(other, "contact", "mine")
    assert default_view(other, "contact").key == "mine"
    assert default_view(context, "contact").key == own.key
    with pytest.raises(NotAllowed):
        set_default_view(other, "contact", "mine", for_all=True)
    set_default_view(other, "contact", None)
    delete_view(context, own.key)
    assert {default_view(c, "contact").key for c in (context, other)} == {"all"}
    assert sum(view.is_default for view in list_views(context, "contact")) == 1


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", PSKOV, "needs a name"),
        ("x" * 61, PSKOV, "at most 60"),
        ("псков", PSKOV, "already"),
        ("MINE", PSKOV, "already"),
        ("new", replace(PSKOV, filter="zity:x"), "“city”"),
        ("new", replace(PSKOV, columns=("zity",)), "“city”"),
        ("new", replace(PSKOV, sort=("-zity",)), "“city”"),
    ],
)
def test_what_cannot_be_kept_is_said(
    context: Context, name: str, query: RecordQuery, said: str
) -> None:
    save_view(context, "Псков", PSKOV)
    with pytest.raises(BadInput, match=said):
        save_view(context, name, query)
    assert names(context) == ["Псков"]


def test_a_view_that_is_not_there_is_said(context: Context) -> None:
    with pytest.raises(NotFound, match="All, Mine"):
        find_view(context, "contact", "zzz")
    for name in ("Псков 1", "Псков 2"):
        save_view(context, name, PSKOV)
    with pytest.raises(BadInput, match="several views"):
        find_view(context, "contact", "псков")
    for key in ("all", str(UUID(int=1))):
        with pytest.raises(NotFound):
            rename_view(context, key, "x")


@pytest.mark.row("VIEW-03")
def test_a_view_kept_in_one_language_opens_in_another(context: Context) -> None:
    add_record(context, "contact", {"last_name": "Ким", "city": "Псков"})
    load("ru")
    try:
        view = save_view(
            context,
            "Мой Псков",
            RecordQuery("contact", "город:псков ответственный:я", ("город",)),
            is_shared=True,
        )
        assert view.query == RecordQuery("contact", "city:псков responsible:me", ("city",))
        load("pl")
        assert titles(context, "contact", "мой") == ["Ким"]
    finally:
        i18n.install("en", NullTranslations())


@pytest.mark.row("VIEW-05", "VIEW-03")
@pytest.mark.parametrize(
    ("kept", "shown", "gone"),
    [
        ("colour:red", "", "colour"),
        ("city:псков colour:red", "city:псков", "colour"),
        ("-colour:red mine", "mine", "colour"),
        ("colour:red OR size:>5", "", "colour, size"),
        ("(colour:red OR city:орел) mine", "city:орел mine", "colour"),
        ("size:3..7 city:псков", "city:псков", "colour, size"),
    ],
)
def test_a_view_on_a_field_that_is_gone_says_so_and_how_it_would_be_without(
    context: Context, kept: str, shown: str, gone: str
) -> None:
    add_field(context, NewField("contact", "Colour"))
    add_field(context, NewField("contact", "Size", FieldType.INTEGER))
    query = RecordQuery("contact", kept, ("name", "colour", "city"), ("-colour", "city"))
    save_view(context, "v", query)
    for name in ("colour", "size"):
        delete_field(context, "contact", name)
    opened = open_view(context, find_view(context, "contact", "v"))
    assert opened.query == RecordQuery("contact", shown, ("name", "city"), ("city",))
    assert "filters by fields that are gone" in opened.sentence
    assert f": {gone}. " in opened.sentence
    assert opened.kept == find_view(context, "contact", "v").query.filter
    record_list_source(context, opened.query).after(None, 10)


def test_a_view_whose_filter_cannot_be_read_says_so(context: Context) -> None:
    view = save_view(context, "v", PSKOV)
    with context.database.write(context.actor, "edit_view") as unit:
        unit.connection.execute("UPDATE saved_view SET filter = 'type:zzz (', columns = ''")
    opened = open_view(context, find_view(context, "contact", view.key))
    assert opened.query == RecordQuery("contact", sort=PSKOV.sort)
    assert "“v” cannot be read any more" in opened.sentence
    assert opened.kept == "type:zzz ("
