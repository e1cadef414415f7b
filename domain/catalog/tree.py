"""The tree of sections: what is said of it (FEATURES CAT-02)."""

from __future__ import annotations

from domain.i18n import _


def within_itself_sentence() -> str:
    """Return what a person is told who puts a section into itself, or into one below it."""
    return _(
        "A section cannot be put into itself, or into one that is below it. Choose another place."
    )
