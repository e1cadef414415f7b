"""Saving a record that a colleague has changed or deleted since it was shown (issue: bad input)."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.records.references import Reference
from services.context import Context
from services.lists.bin import purge
from services.records.beside_others import EditConflict, RecordGone
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo


@pytest.fixture
def key(context: Context) -> UUID:
    """A contact of Omsk with a phone and a company."""
    data = {
        "last_name": "Ivanov",
        "city": "Omsk",
        "position": "buyer",
        "type": "client",
        "phones": ["+7 916 123-45-67"],
        "companies": ["Vega"],
    }
    return add_record(context, "contact", data)


CHANGES = [
    ("city", "Perm", "Tomsk", ("Perm", "Tomsk")),
    ("type", "partner", "press", ("Partner", "Press")),
    ("birth_date", "1980-05-12", "12.05.1981", ("12", "1981")),
    ("responsible", "boris", None, ("Борис Волков", "“”")),
    ("phones", ["+48 501 23 12 34"], ["+7 916 000-00-00"], ("501", "000-00-00")),
    ("companies", ["Nova"], ["Vega", "Orion"], ("Nova", "Vega, Orion")),
    ("comment", "one\ntwo", "three", ("one", "three")),
]


@pytest.mark.parametrize(("name", "theirs", "mine", "told"), CHANGES)
def test_nothing_is_written_where_two_have_changed_a_field(
    context: Context, other: Context, key: UUID, name: str, theirs: object, mine: object, told: str
) -> None:
    shown = show_record(context, "contact", key).values
    edit_record(other, "contact", key, {name: theirs})
    now = show_record(context, "contact", key).values

    with pytest.raises(EditConflict) as caught:
        edit_record(context, "contact", key, {name: mine, "department": "sales"}, shown=shown)

    (clash,) = caught.value.clashes
    assert (clash.field.name, clash.theirs) == (name, now[name])
    assert clash.author == "Борис Волков"
    assert clash.who(context.now()).startswith("Борис Волков, today ")
    assert all(text in str(caught.value) for text in told)
    assert show_record(context, "contact", key).values == now

    # What was answered with “mine” is saved over what the person has seen of the other's.
    edit_record(context, "contact", key, {name: mine}, shown={**shown, name: clash.theirs})
    assert show_record(context, "contact", key).values[name] == clash.mine or name == "companies"


def test_each_keeps_what_only_one_has_changed(context: Context, other: Context, key: UUID) -> None:
    shown = show_record(context, "contact", key).values
    edit_record(other, "contact", key, {"city": "Perm", "phones": ["+48 501 23 12 34"]})
    edit_record(context, "contact", key, {"position": "director"}, shown=shown)
    values = show_record(context, "contact", key).values
    assert (values["city"], values["position"]) == ("Perm", "director")


def test_what_was_left_as_it_was_shown_is_no_change(
    context: Context, other: Context, key: UUID
) -> None:
    shown = show_record(context, "contact", key).values
    edit_record(other, "contact", key, {"city": "Perm"})
    edit_record(context, "contact", key, {"city": " Omsk ", "position": "director"}, shown=shown)
    values = show_record(context, "contact", key).values
    assert (values["city"], values["position"]) == ("Perm", "director")


def test_two_who_agree_do_not_clash(context: Context, other: Context, key: UUID) -> None:
    shown = show_record(context, "contact", key).values
    edit_record(other, "contact", key, {"city": "Perm"})
    edit_record(context, "contact", key, {"city": "Perm", "position": "director"}, shown=shown)
    assert show_record(context, "contact", key).values["position"] == "director"


def test_what_was_changed_and_taken_back_is_no_change(
    context: Context, other: Context, key: UUID
) -> None:
    shown = show_record(context, "contact", key).values
    edit_record(other, "contact", key, {"city": "Perm"})
    undo(other)
    edit_record(context, "contact", key, {"city": "Tomsk"}, shown=shown)
    assert show_record(context, "contact", key).values["city"] == "Tomsk"


def test_a_company_of_another_name_is_the_same_company(
    context: Context, other: Context, key: UUID
) -> None:
    shown = show_record(context, "contact", key).values
    (vega,) = shown["companies"]  # type: ignore[misc]  # references
    assert isinstance(vega, Reference)
    edit_record(other, "company", vega.id, {"title": "Vega Plus"})
    edit_record(context, "contact", key, {"companies": [str(vega.id), "Orion"]}, shown=shown)
    companies = show_record(context, "contact", key).values["companies"]
    assert [one.title for one in companies] == ["Vega Plus", "Orion"]  # type: ignore[union-attr]


def test_of_several_changes_the_last_is_told(context: Context, other: Context, key: UUID) -> None:
    shown = show_record(context, "contact", key).values
    edit_record(other, "contact", key, {"city": "Perm", "position": "owner"})
    edit_record(context, "contact", key, {"city": "Kazan"})
    with pytest.raises(EditConflict) as caught:
        edit_record(context, "contact", key, {"city": "Tomsk", "position": "x"}, shown=shown)
    assert {clash.field.name: clash.author for clash in caught.value.clashes} == {
        "city": "anna",
        "position": "Борис Волков",
    }


def test_a_deadline_that_two_have_moved(context: Context, other: Context) -> None:
    key = add_record(context, "activity", {"subject": "ask", "due": "2030-12-25T09:30"})
    shown = show_record(context, "activity", key).values
    edit_record(other, "activity", key, {"due": "2030-12-26"})
    with pytest.raises(EditConflict, match=r"26 Dec 2030.*27 Dec 2030 10:00"):
        edit_record(context, "activity", key, {"due": "2030-12-27T10:00"}, shown=shown)


def test_a_deleted_record_tells_who_deleted_it_and_comes_back(
    context: Context, other: Context, key: UUID
) -> None:
    shown = show_record(context, "contact", key).values
    delete_record(other, "contact", key)
    with pytest.raises(RecordGone, match=r"Борис Волков, today") as caught:
        edit_record(context, "contact", key, {"city": "Perm"}, shown=shown)
    assert caught.value.is_in_bin
    assert caught.value.exit_code == 3

    edit_record(context, "contact", key, {"city": "Perm"}, shown=shown, revive=True)
    view = show_record(context, "contact", key)
    assert (view.is_deleted, view.values["city"]) == (False, "Perm")

    # One step back takes both away.
    undo(context)
    view = show_record(context, "contact", key)
    assert (view.is_deleted, view.values["city"]) == (True, "Omsk")


def test_a_record_deleted_for_good_cannot_come_back(
    context: Context, other: Context, key: UUID
) -> None:
    shown = show_record(other, "contact", key).values
    delete_record(context, "contact", key)
    purge(context, "contact", [key])
    with pytest.raises(RecordGone, match=r"for good \(anna, today") as caught:
        edit_record(other, "contact", key, {"city": "Perm"}, shown=shown, revive=True)
    assert not caught.value.is_in_bin
