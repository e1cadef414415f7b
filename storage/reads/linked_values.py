"""Where values stand by which a list is sorted and which its records do not keep themselves."""

from __future__ import annotations

from typing import Final

from domain.records.fields import AddressPart, Field, FieldType, LinkTable, Points
from domain.records.kinds import KINDS
from storage.reads.linked_order import Held, Linked
from storage.reads.sql import holds

FOLDED: Final = {
    "contact": "folded_name",
    "company": "folded_title",
    "lead": "folded_name",
    "deal": "folded_title",
    "invoice": "folded_title",
    "quote": "folded_title",
    "own_company": "folded_title",
    "product": "folded_name",
    "section": "folded_name",
}
"""The column that holds the folded name of a record of each kind."""

NAME_INDEX: Final = {
    "contact": "contact_by_name",
    "company": "company_by_title",
    "lead": "lead_by_name",
    "invoice": "invoice_by_number",
    "quote": "quote_by_number",
    "own_company": "own_company_by_title",
    "product": "product_by_name",
    "section": "section_by_name",
}
"""The index over that and the record's key, for the kinds that have one."""


def linked_values(field: Field) -> Linked | None:
    """Return where an index holds what other tables have of a field, None without one."""
    of_record = f'CROSS JOIN "{KINDS[field.kind].table}" r ON r.id ='
    match field.store:
        case Points() if field.type is not FieldType.PHONE:
            held = _points(field)
            return Linked(
                f"contact_point x INDEXED BY contact_point_folded {of_record} x.record_id",
                held.value,
                f"{held.which} AND {held.first}",
                least=f"{held.value} >= ''",
            )
        case LinkTable(table, own, other) if field.target in NAME_INDEX:
            target, only = field.target or "", holds(field.link_columns, "m")
            name = f"t.{FOLDED[target]}"
            first = (
                f'(SELECT m.id FROM "{table}" m WHERE {only}m."{own}" = r.id '
                "ORDER BY m.sort, m.id LIMIT 1)"
            )
            return Linked(
                f'"{KINDS[target].table}" t INDEXED BY {NAME_INDEX[target]} '
                f'CROSS JOIN "{table}" l ON {holds(field.link_columns, "l")}l."{other}" = t.id '
                f'{of_record} l."{own}"',
                name,
                f"l.id = {first}",
                least=f"{name} > ''",
            )
    return None


def held_values(field: Field) -> Held | None:
    """Return which rows of another table hold the values of a field, None for other fields."""
    match field.store:
        case Points():
            return _points(field)
        case AddressPart(column):
            return Held(
                "address",
                folded(f"x.{column}"),
                f"x.record_kind = '{field.kind}'",
                "x.rowid = (SELECT y.rowid FROM address y WHERE y.record_kind = x.record_kind "
                "AND y.record_id = x.record_id ORDER BY y.sort LIMIT 1)",
            )
    return None


def _points(field: Field) -> Held:
    return Held(
        "contact_point",
        point_value(field),
        f"x.record_kind = '{field.kind}' AND x.type = '{field.type.value}'",
        "x.rowid = (SELECT y.rowid FROM contact_point y WHERE y.record_kind = x.record_kind "
        "AND y.record_id = x.record_id AND y.type = x.type ORDER BY y.sort LIMIT 1)",
    )


def point_value(field: Field) -> str:
    """Return SQL for what a phone, an e-mail, a site or a messenger `x` is sorted by."""
    return "coalesce(x.e164, x.value)" if field.type is FieldType.PHONE else "x.folded"


def folded(value: str) -> str:
    """Return SQL for the folded form of a text, NULL where nothing is left of it."""
    return f"nullif(crm_fold({value}), '')"
