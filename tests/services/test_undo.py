"""Undo and redo: one use case at a time, only one's own, and never over somebody else's work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import Conflict, NotFound
from services.activities.calls import CallReport, log_call
from services.activities.planning import parse_next_step
from services.context import Context
from services.identity import sign_in
from services.layouts import publish_layout
from services.lists.bulk import restore
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.settings import REMINDER_MINUTES, get_setting, set_setting
from services.undo import redo, undo
from services.users import add_user
from storage.database import Database


def contact(context: Context, **more: object) -> UUID:
    return add_record(context, "contact", {"last_name": "Иванова", **more})


def value(context: Context, key: UUID, name: str, kind: str = "contact") -> object:
    return show_record(context, kind, key).values[name]


@pytest.mark.row("HIST-06")
def test_undo_takes_back_the_last_use_case_whole(context: Context) -> None:
    key = contact(context, phones=["8 916 123-45-67"], companies=["Ромашка"], city="Псков")
    changes = {"last_name": "Петрова", "phones": [], "companies": [], "city": "", "type": "client"}
    edit_record(context, "contact", key, changes)
    before = show_record(context, "contact", key)
    assert undo(context) == "contact changed"
    view = show_record(context, "contact", key)
    assert view.title == "Иванова"
    assert [point.value for point in view.values["phones"]] == ["8 916 123-45-67"]  # type: ignore[union-attr]
    assert view.values["city"] == "Псков"
    assert redo(context) == "contact changed"
    after = show_record(context, "contact", key)
    assert {**after.values, "updated_at": 0} == {**before.values, "updated_at": 0}


def test_any_number_of_steps_go_back_and_forth(context: Context) -> None:
    key = contact(context)
    for position in ("one", "two", "three"):
        edit_record(context, "contact", key, {"position": position})
    seen = []
    for _ in range(3):
        undo(context)
        seen.append(value(context, key, "position"))
    assert seen == ["two", "one", ""]
    for _ in range(3):
        redo(context)
        seen.append(value(context, key, "position"))
    assert seen[3:] == ["one", "two", "three"]
    with pytest.raises(NotFound, match="nothing to redo"):
        redo(context)


def test_undo_reaches_past_what_was_undone(context: Context) -> None:
    first = contact(context)
    second = contact(context)
    undo(context)
    undo(context)
    for key in (first, second):
        with pytest.raises(NotFound):
            show_record(context, "contact", key)
    with pytest.raises(NotFound, match="nothing to undo"):
        undo(context)


def test_a_new_use_case_ends_what_could_be_redone(context: Context) -> None:
    contact(context)
    undo(context)
    contact(context)
    with pytest.raises(NotFound, match="nothing to redo"):
        redo(context)


def test_undo_leaves_the_work_of_others_alone(context: Context, other: Context) -> None:
    mine, theirs = contact(context), contact(other)
    undo(context)
    assert value(context, theirs, "last_name") == "Иванова"
    with pytest.raises(NotFound):
        undo(context)
    with pytest.raises(NotFound):
        show_record(context, "contact", mine)


def test_what_others_changed_beside_it_stays(context: Context, other: Context) -> None:
    key = contact(context, position="buyer")
    edit_record(context, "contact", key, {"position": "director"})
    edit_record(other, "contact", key, {"comment": "call after six"})
    undo(context)
    assert value(context, key, "position") == "buyer"
    assert value(context, key, "comment") == "call after six"


def test_a_field_that_somebody_changed_since_refuses(context: Context, other: Context) -> None:
    key = contact(context, position="buyer")
    edit_record(context, "contact", key, {"position": "director", "city": "Псков"})
    edit_record(other, "contact", key, {"position": "owner"})
    with pytest.raises(Conflict) as refused:
        undo(context)
    assert str(refused.value).startswith("Борис Волков has since changed the same field")
    assert "(Position) of “Иванова”" in str(refused.value)
    assert "Nothing was changed" in str(refused.value)
    assert value(context, key, "city") == "Псков"
    undo(other)
    undo(context)
    assert value(context, key, "position") == "buyer"


def test_a_record_that_somebody_built_on_refuses_and_lets_others_work(
    context: Context, other: Context
) -> None:
    company = add_record(context, "company", {"title": "Ромашка"})
    contact(other, companies=[str(company)])
    with pytest.raises(Conflict, match="Something was since added"):
        undo(context)
    edit_record(other, "company", company, {"comment": "still here"})
    assert value(context, company, "comment", "company") == "still here"


def test_an_activity_with_it_refuses_too(context: Context, other: Context) -> None:
    key = contact(context)
    add_record(other, "activity", {"subject": "call", "contacts": [str(key)]})
    with pytest.raises(Conflict, match="Something was since added"):
        undo(context)
    undo(other)
    undo(context)


@pytest.mark.parametrize("taken_away", [{"companies": []}, {"companies": ["Rom"]}])
def test_what_somebody_linked_and_unlinked_is_theirs_to_undo_first(
    context: Context, other: Context, taken_away: dict[str, object]
) -> None:
    company = add_record(context, "company", {"title": "Ромашка"})
    key = contact(other, companies=[str(company)])
    edit_record(other, "contact", key, taken_away)
    with pytest.raises(Conflict, match=r"Борис Волков .* could then no longer undo it"):
        undo(context)
    undo(other)
    assert [link.title for link in value(other, key, "companies")] == ["Ромашка"]  # type: ignore[attr-defined]
    undo(other)
    undo(context)
    with pytest.raises(NotFound):
        show_record(context, "company", company)


def test_so_is_the_client_of_a_deal_or_an_activity(context: Context, other: Context) -> None:
    company, person = add_record(context, "company", {"title": "Ромашка"}), contact(context)
    own = contact(other)
    deal = add_record(other, "deal", {"title": "red", "company": str(company)})
    edit_record(other, "deal", deal, {"company": None})
    activity = add_record(other, "activity", {"subject": "call", "contacts": [str(person)]})
    edit_record(other, "activity", activity, {"contacts": [str(own)]})
    for kind, key in (("contact", person), ("company", company)):
        with pytest.raises(Conflict, match="could then no longer undo it"):
            undo(context)
        undo(other)
        undo(other)
        undo(context)
        with pytest.raises(NotFound):
            show_record(context, kind, key)


def test_a_link_does_not_come_back_over_one_that_somebody_made_and_removed_since(
    context: Context, other: Context
) -> None:
    key = contact(other, companies=["Ромашка"])
    edit_record(context, "contact", key, {"companies": []})
    edit_record(other, "contact", key, {"companies": ["Ромашка"]})
    edit_record(other, "contact", key, {"companies": []})
    with pytest.raises(Conflict, match="could then no longer undo it"):
        undo(context)
    for _ in range(2):
        undo(other)
    undo(context)
    assert [link.title for link in value(other, key, "companies")] == ["Ромашка"]  # type: ignore[attr-defined]


def test_what_somebody_built_on_and_took_back_is_free_again(
    context: Context, other: Context
) -> None:
    company = add_record(context, "company", {"title": "Ромашка"})
    contact(other, companies=[str(company)])
    undo(other)
    undo(context)
    with pytest.raises(NotFound):
        show_record(context, "company", company)


def test_a_record_put_into_the_bin_comes_back(context: Context, other: Context) -> None:
    key = contact(context)
    delete_record(context, "contact", key)
    with pytest.raises(NotFound):
        edit_record(other, "contact", key, {"city": "Псков"})
    undo(context)
    edit_record(other, "contact", key, {"city": "Псков"})


@pytest.mark.row("CALL-03")
def test_a_logged_call_is_taken_back_with_its_contact_and_next_step(context: Context) -> None:
    call = CallReport(
        new_client={"last_name": "Ким", "phones": ["8 916 123-45-67"]},
        notes="interested",
        next_step=parse_next_step(context, "tomorrow 10"),
    )
    logged = log_call(context, call)
    assert undo(context) == "call logged"
    for kind, key in (("contact", logged.client), ("activity", logged.call)):
        with pytest.raises(NotFound):
            show_record(context, kind, key)
    redo(context)
    assert value(context, logged.client, "last_name") == "Ким"


def test_what_another_program_did_is_undone_here(context: Context, path: Path, crm: object) -> None:
    key = contact(context)
    assert callable(crm)
    outcome = crm("undo")
    assert (outcome.code, outcome.out) == (0, "Undone: contact added.\n")
    with pytest.raises(NotFound):
        show_record(context, "contact", key)
    assert crm("redo").out == "Done again: contact added.\n"
    assert crm("redo").code == 3


@pytest.mark.row("HIST-06")
def test_what_cannot_be_taken_back_now_is_passed_over(
    context: Context, other: Context, crm: object
) -> None:
    key = contact(context, position="buyer")
    older = contact(context, last_name="Ким")
    edit_record(context, "contact", key, {"position": "director"})
    edit_record(other, "contact", key, {"position": "owner"})
    assert callable(crm)
    refused = crm("undo")
    assert refused.code == 5
    assert "crm undo --pass-over" in refused.err
    assert crm("undo", "--pass-over").out == "Undone: contact added (1 later step stays).\n"
    with pytest.raises(NotFound):
        show_record(context, "contact", older)
    assert value(context, key, "position") == "owner"
    # The first step of all is respected by the one that stays.
    with pytest.raises(Conflict, match="None of your steps"):
        undo(context, pass_over=True)
    assert redo(context) == "contact added"
    undo(context, pass_over=True)
    undo(other)
    assert undo(context) == "contact changed"
    assert undo(context, pass_over=True) == "contact added"
    with pytest.raises(NotFound):
        undo(context, pass_over=True)


def test_a_later_step_of_ones_own_is_not_built_upon(context: Context, other: Context) -> None:
    key = contact(context)
    edit_record(context, "contact", key, {"position": "buyer"})
    edit_record(context, "contact", key, {"position": "", "city": "Псков"})
    edit_record(other, "contact", key, {"city": "Орёл"})
    with pytest.raises(Conflict, match="None of your steps"):
        undo(context, pass_over=True)
    undo(other)
    for _step in range(3):
        undo(context)


def test_a_record_that_both_deleted_is_named(context: Context, other: Context) -> None:
    key = contact(context)
    delete_record(context, "contact", key)
    restore(other, "contact", [key])
    delete_record(other, "contact", key)
    with pytest.raises(Conflict, match="deleted or restored “Иванова”"):
        undo(context)


def test_a_colleague_who_has_worked_stays(context: Context, path: Path) -> None:
    add_user(context, "vera", "Вера")
    assert undo(context) == "user added"
    redo(context)
    database = Database.open(path)
    contact(Context(database, sign_in(database, "vera"), context.zone))
    database.close()
    with pytest.raises(Conflict, match="Вера has worked"):
        undo(context)


@pytest.mark.row("HIST-06")
def test_what_is_in_the_way_of_a_redo_is_named(context: Context, other: Context) -> None:
    chief = replace(other, actor=replace(other.actor, is_admin=True))
    set_setting(context, REMINDER_MINUTES, 30, for_all=True)
    undo(context)
    set_setting(chief, REMINDER_MINUTES, 5, for_all=True)
    said = r"Борис Волков has since set “Reminder, minutes before” otherwise, .*: set it anew"
    with pytest.raises(Conflict, match=said):
        redo(context)
    assert get_setting(context, REMINDER_MINUTES) == 5


@pytest.mark.row("HIST-06")
def test_a_second_layout_of_everybody_is_named(context: Context, other: Context) -> None:
    chief = replace(other, actor=replace(other.actor, is_admin=True))
    publish_layout(context, "lead")
    undo(context)
    publish_layout(chief, "lead")
    with pytest.raises(Conflict, match="Борис Волков has since made another layout of “Leads”"):
        redo(context)
