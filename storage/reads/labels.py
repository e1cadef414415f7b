"""What the values of dictionaries, and stages, are called."""

from __future__ import annotations

import json

from domain.i18n import _
from domain.pipelines import PIPELINES, SHIPPED_STAGES
from domain.records.computed_fields import PIPELINE
from domain.records.values import Choice
from domain.shipped import DICTIONARIES

_SHIPPED_LABELS = {
    (code, value.code): value.label
    for code, (_label, values) in DICTIONARIES.items()
    for value in values
}
_SHIPPED_LABELS |= {("stage", code): stage.name for code, stage in SHIPPED_STAGES.items()}
_SHIPPED_LABELS |= {(PIPELINE, pipeline.code): pipeline.name for pipeline in PIPELINES}


def choice_in(raw: str) -> Choice:
    """Return what a JSON array of dictionary, code, label, meaning and colour stands for."""
    dictionary, code, label, meaning, color = json.loads(raw)
    return Choice(code, choice_label(dictionary, code, label), meaning, color)


def choice_label(dictionary: str, code: str, label: str) -> str:
    """Return how a dictionary value is shown: renamed, or as shipped in the interface language."""
    return label or shipped_label(dictionary, code) or code


def shipped_label(dictionary: str, code: str) -> str:
    """Return the name that a value came with, in the interface language, "" for an added one."""
    return _(label) if (label := _SHIPPED_LABELS.get((dictionary, code))) else ""
