"""What the codes of fields with few fixed values are called, as message ids."""

from __future__ import annotations

from typing import Final

from domain.activities import ACTIVITY_KINDS, DIRECTIONS
from domain.i18n import _
from domain.invoicing.kinds import INVOICE_KINDS, LANGUAGES, TAX_MODES, TEMPLATES

CODE_LABELS: Final = ACTIVITY_KINDS | DIRECTIONS | INVOICE_KINDS | TAX_MODES | LANGUAGES | TEMPLATES
"""The labels of the values of fields of type CODE; no two fields mean different things by one."""


def code_label(code: str) -> str:
    """Return what a code is called in the interface language, the code itself if unknown."""
    return _(CODE_LABELS.get(code, code))
