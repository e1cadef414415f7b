"""The units of measure that sellers need, as the classifiers have them (FEATURES CAT-20).

OKEI is the Russian classifier (OK 015-94), on which invoices and exchanges with accounting rely;
the common code is that of UN/ECE Recommendation 20 (with the packages of Recommendation 21 behind
an X), which EN 16931 asks for.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from domain.errors import BadInput
from domain.i18n import N_, _

UNITS: Final = "unit"
"""The dictionary of units. The meaning of a value is its OKEI code, "" for one without."""

ANY_UNIT: Final = "C62"
"""The common code of a unit that has none of its own."""


class Unit(NamedTuple):
    """A unit: the code of its value, its OKEI code, its common code, and its short name."""

    code: str
    okei: str
    common: str
    label: str


SHIPPED_UNITS: Final = (
    Unit("pcs", "796", "H87", N_("pcs")),
    Unit("set", "839", "SET", N_("kit")),
    Unit("pack", "778", "XPK", N_("pack")),
    Unit("pair", "715", "PR", N_("pair")),
    Unit("box", "812", "XBX", N_("box")),
    Unit("roll", "736", "XRO", N_("roll")),
    Unit("sheet", "625", "XST", N_("sheet")),
    Unit("g", "163", "GRM", N_("g")),
    Unit("kg", "166", "KGM", N_("kg")),
    Unit("t", "168", "TNE", N_("t")),
    Unit("mm", "003", "MMT", N_("mm")),
    Unit("m", "006", "MTR", N_("m")),
    Unit("linear_m", "018", "LM", N_("linear m")),
    Unit("km", "008", "KMT", N_("km")),
    Unit("m2", "055", "MTK", N_("m²")),
    Unit("m3", "113", "MTQ", N_("m³")),
    Unit("l", "112", "LTR", N_("l")),
    Unit("hour", "356", "HUR", N_("h")),
    Unit("day", "359", "DAY", N_("days")),
    Unit("month", "362", "MON", N_("mths")),
    Unit("service", "876", "E48", N_("serv. unit")),
    Unit("unit", "642", "C62", N_("unit")),
)
"""Units that every database comes with, the usual ones first."""

_BY_OKEI: Final = {unit.okei: unit for unit in SHIPPED_UNITS}


def common_code(okei: str) -> str:
    """Return the common code of the unit with an OKEI code, ANY_UNIT for an unknown one."""
    return _BY_OKEI[okei].common if okei in _BY_OKEI else ANY_UNIT


def check_okei(text: str) -> str:
    """Return an OKEI code as it is kept, three or four digits: `6` is `006`. Raises BadInput."""
    code = text.strip()
    if not re.fullmatch(r"[0-9]{1,4}", code):
        raise BadInput(
            _("“{text}” is no OKEI code: it has up to four digits, such as 796.").format(text=text),
            "meaning",
        )
    return code.zfill(3)
