"""The colours that values of dictionaries may have (FEATURES DICT-01).

There are as many as every theme tells apart, those of terminals of sixteen colours too. The name of
a value always stands where its colour is shown, so nothing is told by the colour alone.
"""

from __future__ import annotations

from domain.i18n import N_

COLORS: dict[str, str] = {
    "red": N_("Red"),
    "yellow": N_("Yellow"),
    "green": N_("Green"),
    "blue": N_("Blue"),
    "gray": N_("Gray"),
}
"""The colours by name, with their labels as message ids; "" is none."""
