"""Leads on their way: from status to status, to junk and back, to a colleague, to oneself."""

from __future__ import annotations

from datetime import date

import pytest
from lead_helpers import add_lead, responsible_of, status_of

from domain.agenda import AgendaEntry
from domain.errors import BadInput, Conflict, NotFound
from domain.ids import new_id
from domain.records.references import Reference
from domain.records.values import Choice, Deadline
from services.agenda import Agenda
from services.context import Context
from services.dictionaries.changing import add_value
from services.leads.passing import pass_on, take_leads
from services.leads.statuses import mark_junk, move_status, set_status
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange
from services.records.listing import open_list, read_query
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo


def reason_of(context: Context, lead: object) -> str:
    reason = show_record(context, "lead", lead).values["junk_reason"]  # type: ignore[arg-type]
    return reason.code if isinstance(reason, Choice) else ""


@pytest.mark.row("LEAD-03")
def test_leads_move_along_the_statuses_and_back(context: Context) -> None:
    add_value(context, "lead_status", "Waiting")
    lead = add_lead(context)
    seen = [status_of(context, lead)]
    for step in (1, 1, -1, -1):
        assert move_status(context, [lead], step).changed == 1
        seen.append(status_of(context, lead))
    assert seen == ["new", "in_processing", "waiting", "in_processing", "new"]
    with pytest.raises(Conflict):
        move_status(context, [lead], -1)
    undo(context)
    assert status_of(context, lead) == "in_processing"


@pytest.mark.row("LEAD-03")
def test_several_leads_move_each_from_where_it_is(context: Context) -> None:
    first, second, gone = (add_lead(context, title=f"lead {number}") for number in range(3))
    set_status(context, [second], "in processing")
    delete_record(context, "lead", gone)
    outcome = move_status(context, [first, second, gone], 1)
    assert (outcome.changed, outcome.unfit, outcome.gone) == (1, 1, 1)
    assert status_of(context, first) == status_of(context, second) == "in_processing"
    assert "no further status" in outcome.explain()


@pytest.mark.row("LEAD-12")
def test_junk_has_a_reason_and_can_be_brought_back(context: Context) -> None:
    lead = add_lead(context)
    mark_junk(context, [lead], "spam")
    assert (status_of(context, lead), reason_of(context, lead)) == ("junk", "spam")
    mark_junk(context, [lead], "no interest")
    assert reason_of(context, lead) == "no_interest"
    with pytest.raises(Conflict):
        move_status(context, [lead], 1)
    move_status(context, [lead], -1)
    assert (status_of(context, lead), reason_of(context, lead)) == ("in_processing", "")


@pytest.mark.row("LEAD-12")
def test_junk_needs_a_reason_and_only_junk_has_one(context: Context) -> None:
    lead = add_lead(context)
    for reason in ("", "boredom"):
        with pytest.raises(BadInput) as caught:
            mark_junk(context, [lead], reason)
        assert caught.value.field == "junk_reason"
    with pytest.raises(BadInput) as caught:
        edit_record(context, "lead", lead, {"junk_reason": "spam"})
    assert caught.value.field == "junk_reason"
    with pytest.raises(BadInput):
        bulk_edit(context, "lead", [lead], [FieldChange("junk_reason", value="spam")])
    edit_record(context, "lead", lead, {"status": "junk", "junk_reason": "spam"})
    assert reason_of(context, lead) == "spam"
    edit_record(context, "lead", lead, {"status": "new"})
    assert reason_of(context, lead) == ""
    changes = [FieldChange("status", value="junk"), FieldChange("junk_reason", value="twice")]
    bulk_edit(context, "lead", [lead], changes)
    assert reason_of(context, lead) == "twice"
    bulk_edit(context, "lead", [lead], [FieldChange("status", value="new")])
    assert (status_of(context, lead), reason_of(context, lead)) == ("new", "")


@pytest.mark.row("LEAD-04")
def test_a_lead_of_the_common_list_is_taken_by_whoever_is_first(
    context: Context, other: Context
) -> None:
    lead, second = add_lead(context, responsible=None), add_lead(context, responsible="")
    assert take_leads(other, [lead]).changed == 1
    assert responsible_of(context, lead) == "boris"
    with pytest.raises(Conflict) as caught:
        take_leads(context, [lead])
    assert "Борис Волков was faster" in str(caught.value)
    assert responsible_of(context, lead) == "boris"
    outcome = take_leads(context, [lead, second])
    assert (outcome.changed, outcome.unfit) == (1, 1)
    assert "Борис Волков" in outcome.explain()
    with pytest.raises(Conflict) as caught:
        take_leads(context, [second])
    assert "yours already" in str(caught.value)


@pytest.mark.row("LEAD-05")
def test_passing_on_is_one_step_with_status_person_and_note(
    context: Context, other: Context
) -> None:
    lead = add_lead(context)
    note = "a real one, wants an offer\nasks for delivery to the 3rd floor"
    pass_on(context, [lead], other.actor.user_id, "in_processing", note)
    assert (status_of(context, lead), responsible_of(context, lead)) == ("in_processing", "boris")
    now = other.now()
    (task,) = [one for one in Agenda(other, now).after(None, 99) if isinstance(one, AgendaEntry)]
    assert task.subject == "a real one, wants an offer asks for delivery to the 3rd floor"
    view = show_record(context, "activity", task.id)
    assert view.values["due"] == Deadline(on=date(now.year, now.month, now.day))
    assert view.values["description"] == note
    (about,) = view.values["leads"]  # type: ignore[misc]
    assert isinstance(about, Reference)
    assert about.id == lead
    assert undo(context) == "lead passed on"
    assert (status_of(context, lead), responsible_of(context, lead)) == ("new", "anna")
    assert show_record(context, "lead", lead).values["comment"] == "needs them by May"


@pytest.mark.row("LEAD-05")
def test_passing_on_needs_somebody_who_is_there(context: Context, other: Context) -> None:
    lead = add_lead(context)
    with pytest.raises(NotFound):
        pass_on(context, [lead], new_id(), "in_processing", "look")
    with pytest.raises(BadInput) as caught:
        pass_on(context, [lead], other.actor.user_id, "in limbo", "look")
    assert caught.value.field == "status"
    with pytest.raises(NotFound):
        pass_on(context, [new_id()], other.actor.user_id)
    assert (status_of(context, lead), responsible_of(context, lead)) == ("new", "anna")


@pytest.mark.row("LEAD-16")
def test_what_tells_where_a_lead_came_from_is_kept_and_found(context: Context) -> None:
    told = {
        "utm_source": "yandex",
        "utm_term": "office chairs",
        "source_address": "https://a.example/?x",
    }
    lead = add_record(context, "lead", {"title": "chairs"} | told)
    add_record(context, "lead", {"title": "tables"})
    view = show_record(context, "lead", lead)
    assert {name: view.values[name] for name in told} == told
    pages = open_list(context, "lead", [], query=read_query(context, "lead", "utm_source:yandex"))
    assert [row.id for row in pages.after(None, 9)] == [lead]
