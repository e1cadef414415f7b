"""Custom fields on the screen: in forms, as columns, in filters, and when one is taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.records.fields import FieldType
from services.context import Context
from services.fields.changing import add_field, delete_field
from services.fields.definitions import NewField
from services.records.use_cases import list_records, show_record
from services.undo import undo
from tests.screens.desk import at
from tests.screens.records.clients import Clients, add, among_clients
from tests.services.fields.kinds_of_fields import CASES, Case, files_in
from widgets.forms.record_picker import RecordPicker

T = FieldType


def add_all(context: Context) -> dict[str, Case]:
    """Add a field of every type to contacts; return what goes into each, by its name."""
    for title in ("Alfa", "Beta"):
        add(context, "company", title)
    names: dict[str, Case] = {}
    for case in CASES:
        new = NewField("contact", f"Own {case}", case.type, multiple=case.multiple, **case.more)
        names[add_field(context, new).name] = case
    return names


async def fill_in(desk: Clients, name: str, case: Case) -> None:
    """Type the values of a case into the field of the open form."""
    text = "; ".join(case.typed) if case.multiple else case.typed[1]
    await desk.put(name, text.replace("yes", "+"))
    if case.type is T.RECORD and not case.multiple:
        picker = desk.app.screen.query_one(f"#field-{name}", RecordPicker)
        await desk.until_shown("> Beta")
        await desk.press("tab")
        await desk.until(lambda: picker.picked)


@pytest.mark.row("CF-02", "CF-03", "CF-04", "CF-05")
async def test_a_form_asks_for_every_type(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    context = at(context)
    cases = add_all(context)
    async with among_clients(context, size=(120, 60)) as desk:
        await desk.open("n")
        await desk.put("last_name", "Kim")
        for name, case in cases.items():
            await fill_in(desk, name, case)
        await desk.save()
        (view,) = list_records(context, "contact", [])
        values = show_record(context, "contact", view.id).values
        for name, case in cases.items():
            assert values[name], case
        await desk.open("e")
        shown = desk.form()
        for name, case in cases.items():
            assert shown[name], case
        await desk.save()  # nothing was typed, so nothing changes
        assert show_record(context, "contact", view.id).values == values


@pytest.mark.row("CF-02", "CF-05")
async def test_several_choices_are_offered_and_explained(context: Context) -> None:
    choices = ("Red", "Dark blue", "Green")
    new = NewField("contact", "Colour", T.CHOICE, choices=choices, multiple=True)
    add_field(context, new)
    context = at(context)
    async with among_clients(context) as desk:
        await desk.open("n")
        await desk.put("last_name", "Kim")
        await desk.go_to("colour")
        await desk.until_shown("Red", "Dark blue", "Green")
        await desk.type("dark; g")
        await desk.until_shown("= Dark blue; Green")
        await desk.press("ctrl+u")
        await desk.type("dark; yellow")
        await desk.press("ctrl+s")
        await desk.until_shown("! ")
        await desk.put("colour", "dark; red")
        await desk.save()
        await desk.narrow("colour:blue")
        assert desk.names() == ["Kim"]


@pytest.mark.row("VIEW-05", "CF-02")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_field_is_a_column_an_order_and_a_filter(
    context: Context, size: tuple[int, int]
) -> None:
    add_field(context, NewField("contact", "Weight", T.DECIMAL, "weight"))
    context = at(context)
    for name, weight in (("Ames", "10"), ("Bell", "9.5"), ("Cole", None)):
        add(context, "contact", name, weight=weight)
    async with among_clients(context, size=size) as desk:
        await desk.arrange("Name or title, Weight", "-Weight")
        assert "Weight" in desk.header()
        assert desk.names() == ["Ames", "Bell", "Cole"]
        await desk.narrow("weight:<10")
        assert desk.rows() == ["> Bell 9.5"]


@pytest.mark.row("VIEW-05")
async def test_a_filter_stays_when_its_field_is_taken_away(
    context: Context, other: Context
) -> None:
    """What is typed stays, a sentence says what is wrong, and it works again with the field."""
    add_field(context, NewField("contact", "Car"))
    add(context, "contact", "Ames", car="Lada")
    add(context, "contact", "Bell")
    async with among_clients(at(other)) as desk:
        await desk.narrow("car:lada")
        assert desk.names() == ["Ames"]
        delete_field(context, "contact", "car")
        await desk.until_shown("There is no field “car”")
        assert desk.filter() == "car:lada"
        undo(context)
        await desk.until(lambda: desk.names() == ["Ames"])
        await desk.until_gone("There is no field")
        assert desk.filter() == "car:lada"


async def test_what_was_typed_stays_when_a_field_goes_below_an_open_form(
    context: Context, other: Context
) -> None:
    add_field(context, NewField("contact", "Car"))
    async with among_clients(at(other)) as desk:
        await desk.open("n")
        await desk.put("last_name", "Kim")
        await desk.put("car", "Lada")
        delete_field(context, "contact", "car")
        await desk.press("ctrl+s")
        await desk.until_shown("Contact: there is no field “car”")
        assert (desk.form()["last_name"], desk.form()["car"]) == ("Kim", "Lada")
        undo(context)
        await desk.save()
    (view,) = list_records(context, "contact", [context.fields.get("contact", "car")])
    assert view.values == {"car": "Lada"}


async def test_a_column_goes_with_its_field(context: Context, other: Context) -> None:
    add_field(context, NewField("contact", "Car"))
    add(context, "contact", "Ames", car="Lada")
    async with among_clients(at(other)) as desk:
        await desk.arrange("Name or title, Car", "Car")
        assert desk.rows() == ["> Ames Lada"]
        delete_field(context, "contact", "car")
        await desk.until(lambda: "Car" not in desk.header())
        assert desk.names() == ["Ames"]
