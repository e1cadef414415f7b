"""What is known of dictionaries beyond their values; the stages of deals are one, too."""

from __future__ import annotations

from domain.i18n import N_

STAGES = "stage"
"""The code of the dictionary of the stages of the shipped pipeline.

Those of another one are called so, with a dot and the code of the pipeline behind it.
"""

MEANINGS: dict[str, dict[str, str]] = {
    "outcome": {"reached": N_("reached"), "not_reached": N_("not reached")},
    "lead_status": {
        "open": N_("still open"),
        "converted": N_("converted"),
        "junk": N_("junk"),
    },
    STAGES: {"in_progress": N_("in progress"), "won": N_("won"), "lost": N_("lost")},
}
"""What the program takes values for, with labels as message ids, by dictionary."""

CHOSEN_MEANINGS: dict[str, tuple[str, ...]] = {
    "outcome": ("reached", "not_reached"),
    "lead_status": ("open",),
    STAGES: ("in_progress", "won", "lost"),
}
"""The meanings that a value may be given; the first one is that of a new value."""


def family(dictionary: str) -> str:
    """Return the code under which meanings are known: all stages have the same ones."""
    return dictionary.partition(".")[0]
