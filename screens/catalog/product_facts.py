"""What stands beside the list of the catalog: the product under the cursor (FEATURES CAT-14)."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from domain.errors import NotFound
from domain.i18n import _
from domain.records.fields import ROW_TYPES, Field
from domain.records.values import RecordView
from screens.cards.product_blocks import said_sales
from services.catalog.properties import offered_fields, section_of
from services.catalog.selling import product_sales
from services.catalog.tree import path_of, say_short_path
from services.context import Context
from services.records.showing import show_value
from services.records.use_cases import show_record
from widgets.facts import Block

_NOT_TOLD = frozenset({"name", "section", "description", "sort", "responsible", "is_active"})
"""Fields that stand elsewhere, or tell nothing to whoever sells."""


def product_facts(context: Context, product: UUID) -> list[Block]:
    """Return what is known of a product, nothing where it is gone."""
    try:
        view = show_record(context, "product", product)
    except NotFound:
        return []
    section = section_of(view)
    lines = [("", say_short_path(path_of(context, section)))] if section else []
    if not view.values.get("is_active"):
        lines.append(("", _("out of use")))
    lines += _values(context, view)
    lines += [(_("Sold"), said_sales(context, one)) for one in product_sales(context, product)]
    blocks = [Block(view.title, tuple(lines))]
    if text := str(view.values.get("description") or ""):
        blocks.append(Block("", (("", text),)))
    return blocks


def _values(context: Context, view: RecordView) -> Iterator[tuple[str, str]]:
    for field in offered_fields(context, "product", section_of(view)):
        value = view.values[field.name]
        if value not in (None, False, "", ()) and not _is_left_out(field):
            yield _(field.label), show_value(context, field, value)


def _is_left_out(field: Field) -> bool:
    return field.name in _NOT_TOLD or field.type in ROW_TYPES or field.read_only
