"""The lines of quotes and invoices as they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.catalog.units import SHIPPED_UNITS, UNITS
from domain.invoicing.kinds import COMMENT, SUBTOTAL
from domain.parts import LineItem
from domain.text import fold
from services.context import Context
from services.invoicing.contents.products import OfProduct, of_product
from services.printing.document import LineKind, PrintedField, PrintedLine
from services.printing.language import Language
from storage.reads.dictionary_values import read_choices


def printed_lines(
    context: Context, lines: Sequence[LineItem], language: Language, *, is_draft: bool = False
) -> Iterator[PrintedLine]:
    """Yield the lines; one without a price is a remark, for it has no figures.

    What a draft does not say of its products is that of the catalog, as it will be at issuing.
    """
    codes, connection = _unit_codes(context), context.database.reader()
    for line in lines:
        if line.kind == SUBTOTAL:
            yield PrintedLine(line.name, LineKind.SUBTOTAL)
        elif line.kind == COMMENT or line.price is None:
            yield PrintedLine(line.name, LineKind.COMMENT)
        else:
            live = OfProduct()
            if line.product_id is not None and is_draft:
                live = of_product(context, connection, line.product_id, language)
            yield PrintedLine(
                line.name,
                unit=line.unit,
                unit_code=codes.get(fold(line.unit), ""),
                code=line.code or live.code,
                properties=tuple(_properties(line.details or live.details)),
            )


def _properties(details: str) -> Iterator[PrintedField]:
    """Yield the printed properties of a product, each on a line of its own (FEATURES CAT-12)."""
    for text in details.splitlines():
        label, sign, value = text.partition(":")
        if text.strip():
            yield PrintedField(label.strip() if sign else "", (value if sign else text).strip())


def _unit_codes(context: Context) -> dict[str, str]:
    """Return the UN/ECE codes of units, by what they are called."""
    common = {unit.code: unit.common for unit in SHIPPED_UNITS}
    values = read_choices(context.database.reader(), UNITS)
    return {
        fold(name): common[value.code]
        for value in values
        if value.code in common
        for name in (value.code, value.shown_in(UNITS))
    }
