"""Values are added, renamed, moved, coloured and taken out of use; system values stay."""

from __future__ import annotations

import pytest

from domain.errors import BadInput, CrmError, NotAllowed, NotFound
from domain.records.record_query import RecordQuery
from domain.records.values import Choice
from domain.shipped import DICTIONARIES
from domain.value_colors import COLORS
from services.context import Context
from services.dictionaries.changing import (
    ValueEdit,
    add_value,
    change_value,
    move_value,
    set_active,
)
from services.dictionaries.deleting import NOWHERE, delete_value
from services.dictionaries.reading import ValueView, list_dictionaries, list_values
from services.lists.reading import count
from services.queries import field_choices
from services.records.copying import copy_values
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import undo
from services.users import add_user


def labels(context: Context, dictionary: str) -> dict[str, str]:
    return {value.code: value.label for value in list_values(context, dictionary)}


def value(context: Context, dictionary: str, code: str) -> ValueView:
    values = list_values(context, dictionary, with_inactive=True)
    return next(one for one in values if one.code == code)


def rename(context: Context, dictionary: str, code: str, label: str) -> None:
    change_value(context, dictionary, code, ValueEdit(label=label))


SYSTEM = [(name, value.code) for name, (_label, values) in DICTIONARIES.items() for value in values
          if value.is_system]  # fmt: skip


@pytest.mark.row("DICT-02", "A2")
@pytest.mark.parametrize(("dictionary", "code"), SYSTEM)
def test_nobody_deletes_a_system_value_not_even_an_administrator(
    context: Context, dictionary: str, code: str
) -> None:
    assert context.actor.is_admin
    before = list_values(context, dictionary)
    for to in (None, NOWHERE, before[0].code):
        with pytest.raises(NotAllowed) as refused:
            delete_value(context, dictionary, code, to)
        assert "nobody can delete it" in str(refused.value)
        assert "not even an administrator" in str(refused.value)
    with pytest.raises(NotAllowed, match="system value"):
        set_active(context, dictionary, code, is_active=False)
    assert list_values(context, dictionary) == before


@pytest.mark.row("DICT-02", "A2")
def test_restoring_its_first_name_does_not_help(context: Context) -> None:
    rename(context, "outcome", "reached", "Got through")
    assert labels(context, "outcome")["reached"] == "Got through"
    rename(context, "outcome", "reached", "Reached")
    with pytest.raises(NotAllowed):
        delete_value(context, "outcome", "reached")


@pytest.mark.row("DICT-01", "DICT-03", "B8", "LEAD-03")
def test_a_missing_lead_status_is_added_and_used(context: Context) -> None:
    added = add_value(context, "lead_status", "  Thinking   it over ", color="yellow")
    assert (added.code, added.label) == ("thinking_it_over", "Thinking it over")
    assert (added.meaning, added.color) == ("open", "yellow")
    assert [*labels(context, "lead_status")][-1] == "thinking_it_over"
    lead = add_record(context, "lead", {"title": "Fair", "status": "thinking it"})
    status = show_record(context, "lead", lead).values["status"]
    assert status == Choice("thinking_it_over", "Thinking it over", "open", "yellow")
    assert undo(context) == "lead added"
    assert undo(context) == "dictionary changed"
    assert "thinking_it_over" not in labels(context, "lead_status")


@pytest.mark.row("DICT-04")
def test_a_value_out_of_use_is_kept_by_the_records_that_have_it(context: Context) -> None:
    add_value(context, "source", "Trade show")
    contact = add_record(context, "contact", {"last_name": "Ким", "source": "trade show"})
    rename(context, "source", "trade_show", "Ярмарка")
    set_active(context, "source", "trade_show", is_active=False)
    assert "trade_show" not in labels(context, "source")
    assert not value(context, "source", "trade_show").is_active
    edit_record(context, "contact", contact, {"first_name": "Анна"})
    kept = show_record(context, "contact", contact).values["source"]
    assert kept == Choice("trade_show", "Ярмарка")
    assert count(context, RecordQuery("contact", "source:ярмарка")) == 1, "a filter finds it"
    assert "source" not in copy_values(context, "contact", contact)
    source = context.database.fields.get("contact", "source")
    assert "trade_show" in field_choices(context, source, "trade_show"), "its form shows it"
    assert "trade_show" not in field_choices(context, source)
    with pytest.raises(BadInput, match="there is no “ярмарка”"):
        add_record(context, "contact", {"last_name": "Цой", "source": "ярмарка"})
    set_active(context, "source", "trade_show", is_active=True)
    add_record(context, "contact", {"last_name": "Цой", "source": "ярмарка"})


@pytest.mark.row("DICT-03")
def test_a_shipped_value_goes_back_to_the_name_it_came_with(context: Context) -> None:
    rename(context, "source", "fair", "Expo")
    assert value(context, "source", "fair").shipped == "Fair"
    rename(context, "source", "fair", "")
    assert labels(context, "source")["fair"] == "Fair"
    rename(context, "source", "fair", "Expo")
    rename(context, "source", "fair", "Fair")
    (stored,) = context.database.reader().execute(
        "SELECT label FROM dictionary_value WHERE code = 'fair'"
    )
    assert stored == ("",), "so it is shown in the language of whoever looks"
    add_value(context, "source", "Show")
    with pytest.raises(BadInput, match="needs a name"):
        rename(context, "source", "show", "")


@pytest.mark.row("DICT-03")
def test_values_are_moved_and_choices_follow(context: Context) -> None:
    before = [*labels(context, "source")]
    move_value(context, "source", before[-1], 0)
    assert [*labels(context, "source")] == [before[-1], *before[:-1]]
    move_value(context, "source", before[-1], 99)
    assert [*labels(context, "source")] == before
    move_value(context, "source", before[2], 1)
    assert [*labels(context, "source")][:3] == [before[0], before[2], before[1]]
    undo(context)
    assert [*labels(context, "source")] == before
    set_active(context, "source", "fair", is_active=False)
    with pytest.raises(BadInput, match="“Fair” is out of use"):
        move_value(context, "source", "fair", 0)


@pytest.mark.row("DICT-01")
@pytest.mark.parametrize("color", ["", *COLORS])
def test_a_value_has_a_colour_of_those_that_there_are(context: Context, color: str) -> None:
    change_value(context, "source", "fair", ValueEdit(color=color))
    assert value(context, "source", "fair").color == color
    with pytest.raises(BadInput, match="There is no colour “pink”") as refused:
        change_value(context, "source", "fair", ValueEdit(color="pink"))
    assert refused.value.field == "color"


def test_an_added_outcome_says_whether_somebody_was_reached(context: Context) -> None:
    assert add_value(context, "outcome", "Agreed").meaning == "reached"
    assert add_value(context, "outcome", "Voicemail", meaning="not_reached").meaning_label
    change_value(context, "outcome", "voicemail", ValueEdit(meaning="reached"))
    assert value(context, "outcome", "voicemail").meaning == "reached"
    with pytest.raises(NotAllowed, match="system value"):
        change_value(context, "outcome", "busy", ValueEdit(meaning="reached"))
    with pytest.raises(BadInput, match=r"reached \(reached\), not_reached"):
        add_value(context, "outcome", "Maybe", meaning="maybe")
    with pytest.raises(BadInput, match="no meaning of their own"):
        add_value(context, "source", "Maybe", meaning="reached")


@pytest.mark.row("DICT-05")
def test_only_an_administrator_changes_them_others_see_them(
    context: Context, other: Context
) -> None:
    add_value(context, "source", "Show")
    before = list_values(other, "source", with_inactive=True)
    for change in (
        lambda: add_value(other, "source", "Expo"),
        lambda: rename(other, "source", "fair", "Expo"),
        lambda: change_value(other, "source", "fair", ValueEdit(color="red")),
        lambda: move_value(other, "source", "fair", 0),
        lambda: set_active(other, "source", "fair", is_active=False),
        lambda: delete_value(other, "source", "show"),
    ):
        with pytest.raises(NotAllowed, match="Only an administrator") as refused:
            change()
        assert "anna" in str(refused.value)
    assert list_values(other, "source", with_inactive=True) == before


def test_a_value_stands_once(context: Context) -> None:
    with pytest.raises(BadInput, match="in the dictionary already"):
        add_value(context, "source", "FAIR")
    add_value(context, "source", "Ярмарка")
    with pytest.raises(BadInput, match="in the dictionary already"):
        rename(context, "source", "fair", "ярмарка")
    rename(context, "source", "fair", "fair")
    assert labels(context, "source")["fair"] == "fair"


def test_a_value_of_the_same_name_as_one_out_of_use_is_another(context: Context) -> None:
    add_value(context, "source", "Fax")
    set_active(context, "source", "fax", is_active=False)
    assert add_value(context, "source", "Fax").code == "fax_2"
    with pytest.raises(BadInput, match="in the dictionary already"):
        set_active(context, "source", "fax", is_active=True)


@pytest.mark.parametrize("label", ["", "  ", "\x1b\x07"])
def test_a_value_needs_a_name(context: Context, label: str) -> None:
    with pytest.raises(BadInput, match="needs a name"):
        add_value(context, "source", label)


def test_nothing_a_terminal_obeys_gets_into_a_name(context: Context) -> None:
    assert add_value(context, "source", "A\x1b[31mB").label == "A[31mB"


def test_what_is_not_there_is_named(context: Context) -> None:
    with pytest.raises(NotFound, match=r"There is no dictionary “colour”\. There are: outcome"):
        list_values(context, "colour")
    with pytest.raises(NotFound, match="no dictionary “colour”"):
        add_value(context, "colour", "red")
    with pytest.raises(NotFound, match=r"has no value “moon”\. It has: call"):
        delete_value(context, "source", "moon")
    with pytest.raises(NotFound, match="The dictionary source has no value “moon”"):
        rename(context, "source", "moon", "x")


def test_dictionaries_and_values_are_named_as_people_call_them(context: Context) -> None:
    rename(context, "Sources", "fair", "Big fair")
    set_active(context, "sour", "big fair", is_active=False)
    assert not value(context, "source", "fair").is_active


@pytest.mark.row("DICT-01", "DEAL-02")
def test_stages_of_deals_are_a_dictionary_too(context: Context) -> None:
    assert "stage" in [one.code for one in list_dictionaries(context)]
    added = add_value(context, "stage", "Contract", color="blue", probability=60)
    assert (added.meaning, added.probability) == ("in_progress", 60)
    move_value(context, "stage", "contract", 2)
    assert [*labels(context, "stage")][:4] == ["new", "need", "contract", "offer"]
    change_value(context, "stage", "contract", ValueEdit(label="Signing", probability=70))
    deal = add_record(context, "deal", {"title": "Chairs", "stage": "signing"})
    stage = show_record(context, "deal", deal).values["stage"]
    assert stage == Choice("contract", "Signing", "in_progress", "blue")
    with pytest.raises(BadInput, match="from 0 to 100"):
        change_value(context, "stage", "contract", ValueEdit(probability=101))
    with pytest.raises(BadInput, match="Only stages of deals"):
        change_value(context, "source", "fair", ValueEdit(probability=50))


@pytest.mark.row("DICT-02")
@pytest.mark.parametrize("code", ["won", "lost"])
def test_deals_keep_a_stage_of_each_kind(context: Context, code: str) -> None:
    for change in (
        lambda: delete_value(context, "stage", code),
        lambda: set_active(context, "stage", code, is_active=False),
        lambda: change_value(context, "stage", code, ValueEdit(meaning="in_progress")),
    ):
        with pytest.raises(NotAllowed, match="only stage of its kind"):
            change()
    add_value(context, "stage", "Other end", meaning=code)
    set_active(context, "stage", code, is_active=False)
    assert code not in labels(context, "stage")


def test_a_new_deal_begins_at_the_first_stage_there_is(context: Context) -> None:
    delete_value(context, "stage", "new")
    set_active(context, "stage", "need", is_active=False)
    deal = add_record(context, "deal", {"title": "Chairs"})
    stage = show_record(context, "deal", deal).values["stage"]
    assert stage == Choice("offer", "Offer", "in_progress")
    with pytest.raises(CrmError):
        edit_record(context, "deal", deal, {"stage": "need"})


def test_a_colleague_without_a_name_is_offered_by_login(context: Context) -> None:
    add_user(context, "petr")
    responsible = context.fields.get("deal", "responsible")
    assert field_choices(context, responsible)["petr"] == "petr"
