"""What is said of records that a verb on several of them has left as they are."""

from __future__ import annotations

from domain.i18n import ngettext


def said_gone(count: int) -> str:
    """Return a sentence on those that are no longer there."""
    return ngettext("{count} is no longer there.", "{count} are no longer there.", count).format(
        count=count
    )


def said_unchanged(count: int, reason: str) -> str:
    """Return a sentence on those that stay as they are, for a reason that is a sentence itself."""
    return ngettext(
        "{count} was left as it is: {reason}", "{count} were left as they are: {reason}", count
    ).format(count=count, reason=reason)
