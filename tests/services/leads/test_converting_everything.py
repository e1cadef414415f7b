"""A lead of which everything is known gives all of it to what it becomes, in any combination."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from uuid import UUID

import pytest
from lead_helpers import add_lead

from domain.parts import Address, LineItem, Requisites
from domain.records.fields import FieldType
from domain.records.values import AttachedFile, Choice, Money, Point, RecordView
from services.context import Context
from services.dictionaries.changing import ValueEdit, change_value
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.files.attaching import remove_attachments
from services.files.listing import list_attachments
from services.leads.converting import Existing, New, Part, convert_lead
from services.parts.photo import photo_of, set_photo
from services.records.use_cases import add_record, edit_record, show_record
from storage.check import find_faults

KINDS = ("lead", "contact", "company", "deal")
CHOSEN = [pair for pair in product(["new", "existing", "none"], repeat=2) if pair != ("none",) * 2]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with two pictures and two documents."""
    for name in ("old.png", "face.png", "plan.txt", "offer.txt"):
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.fixture
def lead(context: Context, files: Path) -> UUID:
    """A lead that has everything, its own fields among them, which every kind has as well."""
    for kind in KINDS:
        # The other kinds have dictionaries of their own, in which the labels stand otherwise.
        choices = ("Red", "Blue", "Green") if kind == "lead" else ("Green", "Blue")
        currency = "EUR" if kind == "lead" else "PLN"
        add_field(context, NewField(kind, "Colour", FieldType.CHOICE, choices=choices))
        add_field(
            context, NewField(kind, "Shades", FieldType.CHOICE, choices=choices, multiple=True)
        )
        add_field(context, NewField(kind, "Budget", FieldType.MONEY, currency=currency))
        add_field(context, NewField(kind, "Plan", FieldType.FILE, multiple=True))
    lead = add_lead(
        context,
        colour="Blue",
        shades=["Green", "Red"],
        budget="5 EUR",
        plan=[str(files / "plan.txt")],
        requisites=[{"tax_id": "7707083893"}],
        products=[{"name": "Chair", "quantity": 40, "price": 100, "currency": "EUR"}],
    )
    set_photo(context, "lead", lead, str(files / "face.png"))
    return lead


def part(context: Context, kind: str, choice: str) -> Part:
    if choice == "existing":
        data = {"last_name": "Петров"} if kind == "contact" else {"title": "Ромашка"}
        return Existing(add_record(context, kind, data))
    return New() if choice == "new" else None


def points(view: RecordView, name: str) -> list[str]:
    value = view.values[name]
    assert isinstance(value, tuple)
    return [item.value for item in value if isinstance(item, Point)]


@pytest.mark.row("LEAD-07", "LEAD-06", "CF-05", "B17.1", "B17.2")
@pytest.mark.parametrize(("contact", "company"), CHOSEN)
def test_all_that_a_lead_has_goes_on(
    context: Context, lead: UUID, contact: str, company: str
) -> None:
    chosen = {"contact": contact, "company": company}
    done = convert_lead(
        context,
        lead,
        contact=part(context, "contact", contact),
        company=part(context, "company", company),
        deal=New(),
    )
    shown = {kind: show_record(context, kind, key) for kind, key in done.results.items()}
    person, firm = shown.get("contact"), shown.get("company")
    reached, placed = person or firm, firm or person
    assert reached
    assert placed
    assert points(reached, "phones") == ["8 916 123-45-67"]
    assert points(reached, "emails") == ["ivan@romashka.example"]
    assert points(reached, "messengers") == ["telegram:ivan"]
    assert points(placed, "sites") == ["https://romashka.example"]
    assert placed.values["addresses"] == (Address(street="Тверская, 1", city="Москва"),)
    assert placed.values["requisites"] == (Requisites(tax_id="7707083893", is_default=True),)
    if person and firm:
        assert points(person, "sites") == []
        assert points(firm, "phones") == []
        assert person.values["addresses"] == person.values["requisites"] == ()
    (product_line,) = shown["deal"].values["products"]  # type: ignore[misc, union-attr]
    assert isinstance(product_line, LineItem)
    assert product_line.name == "Chair"
    for kind, view in shown.items():
        if chosen.get(kind) == "existing":
            continue
        colour, shades, plan = (view.values[name] for name in ("colour", "shades", "plan"))
        assert isinstance(colour, Choice)
        assert colour.label == "Blue"
        assert [shade.label for shade in shades] == ["Green"]  # type: ignore[union-attr]
        assert isinstance(view.values["budget"], Money)
        assert str(view.values["budget"].currency) == "EUR"
        assert [file.name for file in plan] == ["plan.txt"]  # type: ignore[union-attr]
    pictured = "contact" if person else "company"
    for kind, key in done.results.items():
        photo = photo_of(context, kind, key)
        assert (photo.name if photo else None) == ("face.png" if kind == pictured else None)
    files = [file.name for file in list_attachments(context, "deal", done.results["deal"])]
    assert files == ["plan.txt"]
    assert list(find_faults(context.database)) == []


@pytest.mark.row("CONT-01", "LEAD-07")
@pytest.mark.parametrize("kind", ["contact", "company"])
def test_a_client_keeps_the_photo_that_it_has(
    context: Context, lead: UUID, files: Path, kind: str
) -> None:
    there = part(context, kind, "existing")
    assert isinstance(there, Existing)
    set_photo(context, kind, there.key, str(files / "old.png"))
    parts: dict[str, Part] = {kind: there}
    convert_lead(context, lead, **parts)
    photo = photo_of(context, kind, there.key)
    assert photo
    assert photo.name == "old.png"
    names = [file.name for file in list_attachments(context, kind, there.key)]
    assert names == ["plan.txt", "old.png"]


@pytest.mark.row("CF-04")
def test_the_files_of_a_field_are_those_of_the_result_and_can_be_changed(
    context: Context, lead: UUID, files: Path
) -> None:
    done = convert_lead(context, lead, contact=New(), deal=New())
    for kind, key in done.results.items():
        (plan,) = show_record(context, kind, key).values["plan"]  # type: ignore[misc, union-attr]
        assert isinstance(plan, AttachedFile)
        assert plan.id in [file.id for file in list_attachments(context, kind, key)]
        edit_record(context, kind, key, {"plan": [str(plan.id), str(files / "offer.txt")]})
        kept = show_record(context, kind, key).values["plan"]
        assert [file.name for file in kept] == ["plan.txt", "offer.txt"]  # type: ignore[union-attr]


@pytest.mark.row("CF-04", "ACT-13")
def test_a_file_that_was_removed_from_the_record_may_stay_in_its_field(
    context: Context, lead: UUID, files: Path
) -> None:
    (plan,) = show_record(context, "lead", lead).values["plan"]  # type: ignore[misc, union-attr]
    assert isinstance(plan, AttachedFile)
    remove_attachments(context, [plan.id])
    edit_record(context, "lead", lead, {"plan": [str(plan.id), str(files / "offer.txt")]})
    kept = show_record(context, "lead", lead).values["plan"]
    assert [file.name for file in kept] == ["plan.txt", "offer.txt"]  # type: ignore[union-attr]


@pytest.mark.row("CF-05", "DICT-01")
def test_a_value_of_a_list_is_found_by_its_label_where_the_code_is_another(
    context: Context, lead: UUID
) -> None:
    change_value(context, "contact_colour", "blue", ValueEdit(label="Azure"))
    change_value(context, "contact_colour", "green", ValueEdit(label="Red"))
    edit_record(context, "lead", lead, {"colour": "red"})
    done = convert_lead(context, lead, contact=New())
    colour = show_record(context, "contact", done.results["contact"]).values["colour"]
    assert isinstance(colour, Choice)
    assert (colour.code, colour.label) == ("green", "Red")


def test_what_is_typed_into_a_field_of_ones_own_goes_first(context: Context, lead: UUID) -> None:
    done = convert_lead(context, lead, contact=New({"colour": "green", "budget": None}))
    values = show_record(context, "contact", done.results["contact"]).values
    assert isinstance(values["colour"], Choice)
    assert (values["colour"].code, values["budget"]) == ("green", None)
