"""No way changes a converted lead, or converts it again (FEATURES LEAD-09, exam B3)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from lead_helpers import add_lead, status_of, whole_file

from domain.errors import BadInput, CrmError, NotAllowed
from domain.records.record_query import RecordQuery
from domain.records.values import Choice
from services.context import Context
from services.dictionaries.deleting import delete_value
from services.files.attaching import attach_files, remove_attachments, rename_attachment
from services.files.listing import list_attachments
from services.files.versions import new_version
from services.leads.converting import New, convert_lead
from services.leads.passing import pass_on, take_leads
from services.leads.statuses import mark_junk, move_status, set_status
from services.lists.bulk import bulk_delete, bulk_edit
from services.lists.bulk_changes import FieldChange
from services.queries import field_choices
from services.records.copying import copy_values
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import redo, undo

pytestmark = pytest.mark.row("LEAD-09", "B3")


@pytest.fixture
def converted(context: Context, tmp_path: Path) -> UUID:
    """A lead with a file that has become a contact."""
    lead = add_lead(context)
    (tmp_path / "a.txt").write_text("a")
    attach_files(context, "lead", lead, [str(tmp_path / "a.txt")])
    convert_lead(context, lead, contact=New())
    return lead


def with_file(
    use_case: Callable[[Context, UUID], object],
) -> Callable[[Context, UUID], object]:
    """Return a use case on the file of a lead."""
    return lambda context, lead: use_case(context, next(list_attachments(context, "lead", lead)).id)


def by_sql(statement: str) -> Callable[[Context, UUID], None]:
    """Return a use case that forgets every rule."""

    def use_case(context: Context, lead: UUID) -> None:
        with context.database.write(context.actor, "edit_lead") as unit:
            unit.connection.execute(statement, (lead.bytes,))

    return use_case


WAYS: dict[str, Callable[[Context, UUID], object]] = {
    "convert again": lambda c, lead: convert_lead(c, lead, contact=New(), deal=New()),
    "edit": lambda c, lead: edit_record(c, "lead", lead, {"comment": "x"}),
    "edit the status": lambda c, lead: edit_record(c, "lead", lead, {"status": "new"}),
    "edit a phone": lambda c, lead: edit_record(c, "lead", lead, {"phones": ["112"]}),
    "edit the address": lambda c, lead: edit_record(c, "lead", lead, {"city": "Tver"}),
    "next status": lambda c, lead: move_status(c, [lead], 1),
    "previous status": lambda c, lead: move_status(c, [lead], -1),
    "set the status": lambda c, lead: set_status(c, [lead], "in_processing"),
    "call it junk": lambda c, lead: mark_junk(c, [lead], "spam"),
    "pass on": lambda c, lead: pass_on(c, [lead], c.actor.user_id, "new", "look"),
    "take": lambda c, lead: take_leads(c, [lead]),
    "attach": lambda c, lead: attach_files(c, "lead", lead, [__file__]),
    "remove a file": with_file(lambda c, file: remove_attachments(c, [file])),
    "rename a file": with_file(lambda c, file: rename_attachment(c, file, "b.txt")),
    "write a file anew": with_file(lambda c, file: new_version(c, file, __file__)),
    "delete": lambda c, lead: delete_record(c, "lead", lead),
    "bulk statement": by_sql("UPDATE lead SET comment = 'x' WHERE id = ?"),
    "another status": by_sql("UPDATE lead SET status_id = NULL WHERE id = ?"),
    "open it": by_sql("UPDATE lead SET status_id = NULL, converted_at = NULL WHERE id = ?"),
    "another source": by_sql("UPDATE lead SET source_id = NULL WHERE id = ?"),
    "remove it": by_sql("DELETE FROM lead WHERE id = ?"),
    "another phone": by_sql("UPDATE contact_point SET value = '1' WHERE record_id = ?"),
    "no phone": by_sql("DELETE FROM contact_point WHERE record_id = ?"),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_changes_a_converted_lead(context: Context, converted: UUID, way: str) -> None:
    before = whole_file(context)
    with pytest.raises(NotAllowed) as caught:
        WAYS[way](context, converted)
    assert "converted" in str(caught.value)
    assert whole_file(context) == before
    assert status_of(context, converted) == "converted"


def test_a_change_of_many_leaves_converted_leads_as_they_are(
    context: Context, converted: UUID
) -> None:
    fresh = add_lead(context, title="10 tables")
    everything = RecordQuery("lead")
    for field, value in (("status", "new"), ("comment", "x"), ("phones", "112"), ("city", "Tver")):
        outcome = bulk_edit(context, "lead", everything, [FieldChange(field, value=value)])
        assert (outcome.refused, outcome.changed + outcome.unchanged) == (1, 1)
        assert "40 chairs" in outcome.explain()
        assert "converted" in outcome.explain()
    outcome = bulk_delete(context, "lead", everything)
    assert (outcome.refused, outcome.changed) == (1, 1)
    assert status_of(context, converted) == "converted"
    assert show_record(context, "lead", converted).values["comment"] == "needs them by May"
    assert show_record(context, "lead", fresh).is_deleted


def test_nobody_becomes_converted_without_conversion(context: Context) -> None:
    lead = add_lead(context)
    before = whole_file(context)
    ways: list[Callable[[], object]] = [
        lambda: add_record(context, "lead", {"title": "x", "status": "converted"}),
        lambda: edit_record(context, "lead", lead, {"status": "converted"}),
        lambda: set_status(context, [lead], "converted"),
        lambda: pass_on(context, [lead], context.actor.user_id, "converted"),
        lambda: bulk_edit(
            context, "lead", RecordQuery("lead"), [FieldChange("status", value="converted")]
        ),
        lambda: edit_record(context, "lead", lead, {"converted_at": "2026-01-01 10:00"}),
    ]
    for way in ways:
        with pytest.raises(BadInput):
            way()
    for statement in (
        "UPDATE lead SET converted_at = 1 WHERE id = ?",
        "UPDATE lead SET status_id = (SELECT id FROM dictionary_value WHERE code = 'converted') "
        "WHERE id = ?",
    ):
        with pytest.raises(NotAllowed):
            by_sql(statement)(context, lead)
    assert whole_file(context) == before
    status = context.database.fields.get("lead", "status")
    assert list(field_choices(context, status)) == ["new", "in_processing", "junk"]


def test_the_statuses_end_before_conversion(context: Context) -> None:
    lead = add_lead(context)
    move_status(context, [lead], 1)
    with pytest.raises(CrmError):
        move_status(context, [lead], 1)
    assert status_of(context, lead) == "in_processing"


def test_an_older_change_of_somebody_else_is_not_undone_behind_the_conversion(
    context: Context, other: Context
) -> None:
    lead = add_lead(context)
    edit_record(other, "lead", lead, {"comment": "call after 11"})
    convert_lead(context, lead, contact=New())
    before = whole_file(context)
    with pytest.raises(NotAllowed):
        undo(other)
    assert whole_file(context) == before
    undo(context)
    undo(other)
    assert show_record(context, "lead", lead).values["comment"] == "needs them by May"


def test_whoever_added_a_lead_does_not_take_it_back_once_it_is_converted(
    context: Context, other: Context
) -> None:
    lead = add_lead(other)
    convert_lead(context, lead, deal=New())
    with pytest.raises(CrmError):
        undo(other)
    assert status_of(context, lead) == "converted"


def test_the_command_line_changes_no_converted_lead(
    context: Context, converted: UUID, crm: Callable[..., object]
) -> None:
    before = whole_file(context)
    for arguments in (
        ("edit", "lead", converted, "--json", json.dumps({"status": "new"})),
        ("edit", "lead", converted, "--json", json.dumps({"comment": "x"})),
        ("delete", "lead", converted),
        ("convert", converted, "--deal", "new"),
        ("lead", "status", converted, "new"),
        ("lead", "junk", converted, "--reason", "spam"),
        ("lead", "take", converted),
        ("lead", "pass", converted, "--to", "boris"),
    ):
        outcome = crm(*arguments)
        assert outcome.code == 4, arguments  # type: ignore[attr-defined]
        assert "converted" in outcome.err  # type: ignore[attr-defined]
    crm("change", "lead", "--set", "comment=x")
    assert whole_file(context) == before


def test_a_value_that_goes_from_a_dictionary_goes_from_converted_leads_too(
    context: Context, converted: UUID
) -> None:
    def source() -> str:
        value = show_record(context, "lead", converted).values["source"]
        return value.code if isinstance(value, Choice) else ""

    delete_value(context, "source", "fair", "site")
    assert source() == "site"
    undo(context)
    assert source() == "fair"
    redo(context)
    assert source() == "site"
    set_status(context, [add_lead(context, source=None)], "in_processing")
    with pytest.raises(CrmError):
        delete_value(context, "lead_status", "in_processing", "converted")


def test_another_one_like_it_begins_anew(context: Context, converted: UUID) -> None:
    copied = copy_values(context, "lead", converted)
    assert copied.keys().isdisjoint({"status", "converted_at", "junk_reason"})
