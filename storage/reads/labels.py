"""What the values of dictionaries, and stages, are called."""

from __future__ import annotations

from domain.i18n import _
from domain.pipelines import SHIPPED_STAGES
from domain.shipped import DICTIONARIES

_SHIPPED_LABELS = {
    (code, value.code): value.label
    for code, (_label, values) in DICTIONARIES.items()
    for value in values
} | {("stage", code): stage.name for code, stage in SHIPPED_STAGES.items()}


def choice_label(dictionary: str, code: str, label: str) -> str:
    """Return how a dictionary value is shown: renamed, or as shipped in the interface language."""
    return label or shipped_label(dictionary, code) or code


def shipped_label(dictionary: str, code: str) -> str:
    """Return the name that a value came with, in the interface language, "" for an added one."""
    return _(label) if (label := _SHIPPED_LABELS.get((dictionary, code))) else ""
