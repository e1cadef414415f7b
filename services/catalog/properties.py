"""Properties of products: custom fields that a section gives to its products (FEATURES CAT-10).

What a section gives, all sections below it give as well; a custom field that no section gives is
one of all products. What a product had in another section stays where it is, and is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.records.fields import Field
from domain.records.references import Reference, references_in
from domain.records.values import RecordView
from services.context import Context
from services.fields.changing import add_field_within, check_may_change_fields
from services.fields.definitions import NewField
from services.records.use_cases import existing_within, load_writing
from storage.field_registry import read_fields
from storage.reads.catalog import read_properties

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Property:
    """A property that products of a section have.

    `given_by` is the section that gives it, the nearest one; None where all products have it.
    """

    field: Field
    given_by: Reference | None = None


def properties_of(context: Context, section: UUID | None = None) -> list[Property]:
    """Return the properties of the products of a section, in the order of the card.

    Without one these are the properties that all products have.
    """
    found = read_properties(context.database.reader(), section)
    return [
        Property(field, Reference("section", given.id, given.name) if given else None)
        for field in context.fields.of("product")
        if field.is_custom and field.name in found
        for given in (found[field.name],)
    ]


def offered_fields(context: Context, kind: str, section: UUID | None = None) -> list[Field]:
    """Return the fields that cards and forms show of a record: of a product, those of its section.

    Of another kind these are all.
    """
    fields = context.fields.of(kind)
    if kind != "product":
        return [*fields]
    found = read_properties(context.database.reader(), section)
    return [field for field in fields if not field.is_custom or field.name in found]


def section_of(view: RecordView) -> UUID | None:
    """Return the key of the section in which a product is, None for no section or kind of that."""
    found = references_in(view.values.get("section")) if view.kind == "product" else ()
    return found[0].id if found else None


def own_properties(context: Context, section: UUID) -> list[str]:
    """Return the names of the properties that a section itself gives, in its order."""
    rows = context.database.reader().execute(
        "SELECT f.name FROM section_property p JOIN field_definition f ON f.id = p.field_id "
        "WHERE p.section_id = ? AND f.deleted_at IS NULL ORDER BY p.sort, p.id",
        (section.bytes,),
    )
    return [name for (name,) in rows]


def count_giving(context: Context) -> dict[str, int]:
    """Return how many sections give each property, by its name; those that none gives are missing.

    What none gives is a property of all products.
    """
    rows = context.database.reader().execute(
        "SELECT f.name, count(*) FROM section_property p JOIN section s ON s.id = p.section_id "
        "JOIN field_definition f ON f.id = p.field_id "
        "WHERE s.deleted_at IS NULL AND f.deleted_at IS NULL GROUP BY f.id"
    )
    return dict(rows.fetchall())


def add_property(context: Context, new: NewField, section: UUID) -> Field:
    """Add a custom field of products as a property of a section, and return it.

    Raises NotAllowed, NotFound and BadInput, as `add_field`.
    """
    check_may_change_fields(context)
    load_writing()
    own = own_properties(context, section)
    with context.database.write(context.actor, "add_field") as unit:
        row = add_field_within(context, unit, new, read_fields(unit.connection))
        unit.session.flush()
        _write(unit, section, [*own, row.name])
    return context.database.fields.get(new.kind, row.name)


def set_properties(context: Context, section: UUID, names: Sequence[str]) -> None:
    """Let a section give exactly these properties; what products hold stays whatever they are.

    `names` are those of custom fields of products. Raises BadInput and NotFound.
    """
    load_writing()
    fields = [context.fields.get("product", name) for name in dict.fromkeys(names)]
    for field in fields:
        if not field.is_custom:
            raise BadInput(
                _("All products have the field {field}; only own fields are properties.").format(
                    field=_(field.label)
                ),
                field.name,
            )
    with context.database.write(context.actor, "set_properties") as unit:
        _write(unit, section, [field.name for field in fields])


def _write(unit: Unit, section: UUID, names: Sequence[str]) -> None:
    from sqlmodel import select

    from storage.tables import FieldDefinition, SectionProperty

    existing_within(unit, "section", section)
    rows = {
        row.field_id: row
        for row in unit.session.exec(
            select(SectionProperty).where(SectionProperty.section_id == section)
        )
    }
    query = select(FieldDefinition).where(FieldDefinition.kind == "product")
    keys = {one.name: one.id for one in unit.session.exec(query)}
    wanted = {keys[name]: sort for sort, name in enumerate(names)}
    for key, row in rows.items():
        if key not in wanted:
            unit.session.delete(row)
    for key, sort in wanted.items():
        if key in rows:
            rows[key].sort = sort
        else:
            unit.add(SectionProperty(section_id=section, field_id=key, sort=sort))
