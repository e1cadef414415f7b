"""What undo and redo of a definition find in the records and among the fields by then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.errors import Conflict, NotAllowed
from domain.records.fields import FieldType
from services.context import Context
from services.fields.changing import (
    add_field,
    change_field,
    custom_fields,
    delete_field,
)
from services.fields.definitions import FieldEdit, NewField
from services.leads.converting import New, convert_lead
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import redo, undo

pytestmark = pytest.mark.row("HIST-06", "CF-01")


def admin(context: Context) -> Context:
    return replace(context, actor=replace(context.actor, is_admin=True))


def labels(context: Context) -> list[str]:
    return [field.label for field in custom_fields(context, "contact")]


@pytest.fixture
def several(context: Context) -> str:
    """A field that has just been given several values."""
    name = add_field(context, NewField("contact", "Car")).name
    change_field(context, "contact", name, FieldEdit(multiple=True))
    return name


def test_a_field_with_several_values_by_now_does_not_go_back_to_one(
    context: Context, other: Context, several: str
) -> None:
    key = add_record(other, "contact", {"last_name": "Ким", "car": ["Niva", "Volga"]})
    with pytest.raises(Conflict, match=r"several values .*“Car”.* Nothing was changed"):
        undo(context)
    assert show_record(context, "contact", key).values["car"] == ("Niva", "Volga")
    undo(other)
    undo(context)
    edit_record(context, "contact", add_record(other, "contact", {"last_name": "Ли"}), {"car": "V"})


def test_nor_where_somebody_could_bring_several_values_back(
    context: Context, other: Context, several: str
) -> None:
    key = add_record(other, "contact", {"last_name": "Ким", "car": ["Niva", "Volga"]})
    edit_record(other, "contact", key, {"car": None})
    with pytest.raises(Conflict, match="several values"):
        undo(context)
    undo(other)
    undo(other)
    undo(context)
    assert not custom_fields(context, "contact")[0].multiple


def test_a_value_of_meanwhile_is_one_of_several_after_redo(
    context: Context, other: Context, several: str
) -> None:
    undo(context)
    key = add_record(other, "contact", {"last_name": "Ким", "car": "Niva"})
    redo(context)
    assert show_record(context, "contact", key).values["car"] == ("Niva",)
    undo(context)
    assert show_record(context, "contact", key).values["car"] == "Niva"


def test_a_field_does_not_come_back_under_a_name_that_is_taken(
    context: Context, other: Context
) -> None:
    add_field(context, NewField("contact", "Car", name="first"))
    undo(context)
    add_field(admin(other), NewField("contact", "Car", name="second"))
    with pytest.raises(Conflict, match="Another field has got the name “Car”"):
        redo(context)
    assert labels(context) == ["Car"]
    undo(other)
    redo(context)
    assert labels(context) == ["Car"]


def test_nor_where_the_other_field_could_come_back(context: Context, other: Context) -> None:
    add_field(context, NewField("contact", "Car", name="first"))
    delete_field(context, "contact", "first")
    add_field(admin(other), NewField("contact", "Car", name="second"))
    delete_field(admin(other), "contact", "second")
    with pytest.raises(Conflict, match="Another field has got the name “Car”"):
        undo(context)
    undo(other)
    undo(other)
    undo(context)
    assert labels(context) == ["Car"]


@pytest.mark.row("LEAD-09", "CF-04")
def test_a_field_of_converted_leads_gets_several_values_back_and_forth(context: Context) -> None:
    add_field(context, NewField("lead", "Seats", FieldType.INTEGER))
    lead = add_record(context, "lead", {"last_name": "Ким", "seats": 5})
    convert_lead(context, lead, contact=New())
    change_field(context, "lead", "seats", FieldEdit(multiple=True))
    for step, value in ((None, (5,)), (undo, 5), (redo, (5,)), (undo, 5), (redo, (5,))):
        if step:
            step(context)
        assert show_record(context, "lead", lead).values["seats"] == value
    with pytest.raises(NotAllowed, match="converted"):
        edit_record(context, "lead", lead, {"seats": 6})
    with pytest.raises(NotAllowed), context.database.write(context.actor, "edit_field") as unit:
        unit.connection.execute("UPDATE lead SET source_id = x'00' WHERE id = ?", (lead.bytes,))
