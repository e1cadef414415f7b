"""A phone in a custom field says who calls, as any other phone does (FEATURES CALL-02, TEL-02)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from documents import stale_documents

from domain.records.fields import FieldType
from domain.records.record_query import RecordQuery
from services.context import Context
from services.fields.changing import add_field, delete_field
from services.fields.definitions import NewField
from services.lists.bin import purge
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange, How
from services.lists.reading import keys_of
from services.records.finding import find_records
from services.records.use_cases import add_record, delete_record, edit_record
from services.ringing import ring, waiting_rings
from services.undo import undo

NOON = datetime(2026, 5, 6, 10, tzinfo=UTC)
NUMBER, OTHER = "8 916 123-45-67", "+48 601 234 999"


def phone_field(context: Context, kind: str = "contact", **more: Any) -> str:
    """Add a field for phones and return its name."""
    return add_field(context, NewField(kind, "Assistant", FieldType.PHONE, **more)).name


def found(context: Context, text: str) -> list[UUID]:
    """Return the clients that a text finds as it stands."""
    return [hit.id for hit in find_records(context, text, is_forgiving=False)]


@pytest.mark.row("CALL-02", "TEL-02", "CF-02")
@pytest.mark.parametrize("multiple", [False, True])
@pytest.mark.parametrize("searchable", [False, True])
def test_a_caller_is_known_by_a_custom_phone(
    context: Context, multiple: bool, searchable: bool
) -> None:
    ours = replace(context, clock=NOON.astimezone)
    name = phone_field(ours, multiple=multiple, searchable=searchable)
    value = [OTHER, NUMBER] if multiple else NUMBER
    key = add_record(ours, "contact", {"last_name": "Ким", name: value})
    ring(ours, "+7 (916) 123 45 67", "anna")
    (rung,) = waiting_rings(ours, ours.now())
    assert [client.id for client in rung.clients] == [key]
    for text in ("916 123", "4567", "+7 916", NUMBER):
        assert found(ours, text) == [key]
        assert keys_of(ours, RecordQuery("contact", text)) == [key]
    assert keys_of(ours, RecordQuery("contact", f"-({NUMBER})")) == []
    (hit,) = find_records(ours, "4567", ["contact"])
    assert hit.field is not None
    assert (hit.field.name, hit.matched) == (name, "+79161234567")
    assert stale_documents(ours.database) == []


@pytest.mark.row("CALL-02", "CF-02")
def test_it_follows_whatever_becomes_of_the_record_and_the_field(context: Context) -> None:
    name = phone_field(context, searchable=False)
    key = add_record(context, "contact", {"last_name": "Ким", name: NUMBER})
    edit_record(context, "contact", key, {name: OTHER})
    assert (found(context, "4567"), found(context, "601 234")) == ([], [key])
    undo(context)
    assert found(context, NUMBER) == [key]
    delete_field(context, "contact", name)
    assert found(context, NUMBER) == []
    undo(context)
    assert found(context, NUMBER) == [key]
    bulk_edit(context, "contact", [key], [FieldChange(name, How.SET, OTHER)])
    assert found(context, "601 234") == [key]
    delete_record(context, "contact", key)
    assert found(context, "601 234") == []
    purge(context, "contact", [key])
    reader = context.database.reader()
    assert reader.execute("SELECT count(*) FROM custom_phone").fetchone() == (0,)
    assert stale_documents(context.database) == []


def test_a_phone_of_a_lead_in_a_custom_field_opens_the_call_form_with_it(
    context: Context, crm: Any
) -> None:
    name = phone_field(context, "lead")
    key = add_record(context, "lead", {"title": "40 chairs", name: NUMBER})
    done = crm("call", NUMBER, "--note", "asked for chairs")
    assert done.code == 0, done.err
    shown = crm("show", "lead", key, "--format", "json").json
    assert shown["id"] == str(key)
    assert "40 chairs" in crm("find", "chairs").out
    assert crm("find", "4567", "--format", "json").json[0]["id"] == str(key)
