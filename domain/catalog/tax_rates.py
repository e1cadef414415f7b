"""Rates of value added tax, each with its category by EN 16931 (FEATURES TAX-01).

The rates are values of a dictionary, whose meaning says both, such as `S 20` or `E 0`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from domain.errors import BadInput
from domain.i18n import N_, _

TAX_RATES: Final = "tax_rate"
"""The dictionary of rates."""

CATEGORIES: Final = {
    "S": N_("with tax"),
    "Z": N_("zero rate"),
    "E": N_("exempt from tax"),
    "AE": N_("reverse charge"),
    "K": N_("supply within the EU"),
    "G": N_("export"),
    "O": N_("outside the scope of tax"),
}
"""The categories of EN 16931 (UNTDID 5305), with labels as message ids."""

_MEANING: Final = re.compile(
    r"(?P<category>[A-Za-z]{0,2})\s*(?P<percent>[0-9]*(?:[.,][0-9]+)?)\s*%?"
)


class TaxRate(NamedTuple):
    """A rate of tax in percent, with its category; only that of S is above zero."""

    percent: Decimal
    category: str = "S"

    @property
    def meaning(self) -> str:
        """The rate as the dictionary keeps it."""
        return f"{self.category} {self.percent:f}"


class ShippedRate(NamedTuple):
    """A rate that every database comes with: the code of its value, its label, the rate."""

    code: str
    label: str
    rate: TaxRate


def _standard(percent: str) -> ShippedRate:
    return ShippedRate(percent, f"{percent}%", TaxRate(Decimal(percent)))


_NOTHING: Final = Decimal(0)

SHIPPED_RATES: Final = (
    *map(_standard, ("23", "22", "20", "10", "8", "7", "5")),
    ShippedRate("0", "0%", TaxRate(_NOTHING, "Z")),
    ShippedRate("none", N_("Without VAT"), TaxRate(_NOTHING, "E")),
    ShippedRate("zw", N_("Exempt (zw)"), TaxRate(_NOTHING, "E")),
    ShippedRate("np", N_("Not subject to VAT (np)"), TaxRate(_NOTHING, "O")),
    ShippedRate("reverse", N_("Reverse charge"), TaxRate(_NOTHING, "AE")),
    ShippedRate("eu", N_("0%, supply within the EU"), TaxRate(_NOTHING, "K")),
    ShippedRate("export", N_("0%, export"), TaxRate(_NOTHING, "G")),
)
"""The rates of Russia and Poland, with what EN 16931 sets apart."""


def read_rate(text: str) -> TaxRate:
    """Return the rate that a meaning says, or somebody types: `S 20`, `20`, `7.5 %`, `E`.

    Without a category it is S, or Z for zero. Raises BadInput.
    """
    match = _MEANING.fullmatch(text.strip())
    category = match["category"].upper() if match else ""
    if match is None or not (match["percent"] or category):
        raise BadInput(_no_rate(text), "meaning")
    percent = Decimal(match["percent"].replace(",", ".") or 0)
    category = category or ("S" if percent else "Z")
    if category not in CATEGORIES or percent > 100:
        raise BadInput(_no_rate(text), "meaning")
    if (category == "S") != bool(percent):
        raise BadInput(
            _("Category {category} ({label}) and a rate of {percent} % do not go together.").format(
                category=category, label=_(CATEGORIES[category]), percent=percent
            ),
            "meaning",
        )
    return TaxRate(percent, category)


def _no_rate(text: str) -> str:
    return _(
        "“{text}” is no rate of tax. Say the percent, or a category of {known} before it: "
        "“20”, “S 20”, “E 0”."
    ).format(text=text, known=", ".join(CATEGORIES))
