"""Tags: short texts by which activities are gathered (FEATURES TASK-03)."""

from __future__ import annotations

from domain.errors import BadInput
from domain.i18n import _
from domain.text import fold, strip_control

LONGEST_TAG = 50
"""Characters that a tag may have."""


def fold_tag(tag: str) -> str:
    """Return the form in which tags are compared: case and accents make no difference."""
    return " ".join(fold(tag).split())


def read_tags(text: str) -> list[str]:
    """Return the tags that stand in a text with commas between them, each once.

    A sign # before one is left out. Raises BadInput.
    """
    found: dict[str, str] = {}
    for part in text.split(","):
        tag = " ".join(strip_control(part).strip().lstrip("#").split())
        if len(tag) > LONGEST_TAG:
            raise BadInput(
                _("the tag “{tag}” has {length} characters; at most {limit} fit.").format(
                    tag=tag, length=len(tag), limit=LONGEST_TAG
                )
            )
        if tag:
            found.setdefault(fold_tag(tag), tag)
    return list(found.values())
