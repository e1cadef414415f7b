"""Add or change a line of products, which may be one of the catalog."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import ClassVar

from textual.binding import BindingType

from domain.catalog.asked_for import Taken
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.parts import Part
from domain.records.fields import FieldType
from domain.records.references import Reference
from screens.actions import bindings_of
from screens.parts.keys import LINE
from screens.parts.part_form import PartForm, as_typed
from screens.program import with_keys
from services.catalog.selling import SoldLine, line_of
from services.records.use_cases import show_record

_UNASKED = ("details", "code", "purchase_price", "tax_category", "product_id")
"""What a line takes from a product beside what the form asks for."""

_PICKED = "picked product"
"""Under this name a draft keeps what was picked; names of fields have no blanks."""


class LineForm(PartForm):
    """Returns the key of the line; a product that is picked fills it (FEATURES CAT-14)."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LINE)]

    def __init__(self, record: Reference, part: Part | None = None) -> None:
        super().__init__(record, FieldType.LINE_ITEM, part)
        self._picked: dict[str, object] = {}
        """What the product says that was picked: its name, and what the form does not ask for."""

    def keys_text(self) -> str:
        """Return the line of keys, that of the picker among them."""
        pick = with_keys(self, _("{pick} from the catalog"), pick="line.pick")
        return f"{pick}   {super().keys_text()}"

    def action_pick(self) -> None:
        """Pick the product of the line, by what is typed of it."""
        from screens.catalog.product_picker import ProductPicker

        title = _("Product for {title}").replace("{title}", self._record.title)
        picker = ProductPicker(
            title,
            currency=self._currency(),
            text=self.value("name"),
            makes_new=self._record.kind in DOCUMENTS,
        )
        self.app.push_screen(picker, self._fill)

    def _currency(self) -> str:
        typed = self.value("currency")
        view = show_record(self.context, self._record.kind, self._record.id)
        return typed or str(view.values.get("currency") or "")

    def _fill(self, taken: list[Taken] | None) -> None:
        """Fill the fields with what the first product says."""
        if not taken:
            return
        sold: SoldLine = line_of(
            self.context, taken[0].product, self._currency(), taken[0].quantity
        )
        said = asdict(sold.line)
        self._picked = {name: said[name] for name in ("name", *_UNASKED)}
        for field in self.shown_fields():
            column = next(one for one in self.columns if one.name == field.name)
            if column.name != "discount":
                field.value = as_typed(column, sold.line)
        self.say(sold.sentence, is_wrong=bool(sold.sentence))

    def untyped(self) -> dict[str, object]:
        """Return what the product says beside the fields, while its name stands there."""
        if self.value("name") != self._picked.get("name"):
            return {}
        return {name: self._picked[name] for name in _UNASKED}

    # The draft keeps which product was picked, so that the line is still one of the catalog.

    def _draft(self) -> Mapping[str, str]:
        kept = super()._draft()
        if not kept or not self._picked:
            return kept
        picked = {name: str(value) for name, value in self._picked.items() if value is not None}
        return {**kept, _PICKED: json.dumps(picked, ensure_ascii=False)}

    def restore(self, kept: Mapping[str, str]) -> None:
        """Bring back what was typed and not saved, and which product was picked."""
        if text := kept.get(_PICKED):
            self._picked = {**dict.fromkeys(_UNASKED), **json.loads(text)}
        super().restore(kept)


def part_form(record: Reference, type_: FieldType, part: Part | None = None) -> PartForm:
    """Return the form for a part of a record, or for a new one of a type."""
    if type_ is FieldType.LINE_ITEM:
        return LineForm(record, part)
    return PartForm(record, type_, part)
