"""Makes custom fields of products, as properties of what is made up (FEATURES CAT-10)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from services.context import Context
from services.fields.definitions import NewField

if TYPE_CHECKING:
    from storage.unit import Unit


def make_properties(context: Context, unit: Unit, *wanted: NewField) -> list[UUID]:
    """Write custom fields that are printed and searched in, those that are there left out.

    Returns the keys of all of them, in the order asked for.
    """
    from services.fields.offered import choices_of
    from storage.tables import FieldDefinition

    known = {
        name: UUID(bytes=key)
        for name, key in unit.connection.execute(
            "SELECT name, id FROM field_definition WHERE kind = 'product' AND deleted_at IS NULL"
        )
    }
    for new in wanted:
        if new.name in known:
            continue
        row = FieldDefinition(
            kind=new.kind,
            name=new.name,
            label=new.label,
            type=new.type.value,
            choices=choices_of(context, unit, new, new.name, new.label),
            searchable=True,
            printable=True,
            sort=len(known),
        )
        known[new.name] = unit.add(row).id
    unit.session.flush()
    return [known[new.name] for new in wanted]


def codes_of(unit: Unit, field: UUID) -> dict[str, str]:
    """Return the codes of the values of a field that is chosen from a list, by their names."""
    rows = unit.connection.execute(
        "SELECT v.label, v.code FROM field_definition f JOIN dictionary d ON d.code = f.choices "
        "JOIN dictionary_value v ON v.dictionary_id = d.id WHERE f.id = ? "
        "ORDER BY v.sort, v.id",
        (field.bytes,),
    )
    return dict(rows.fetchall())
