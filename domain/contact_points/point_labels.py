"""The kinds of phones, e-mails, sites, messengers and addresses (FEATURES CONT-01).

A kind is kept as its code. One that somebody has made up is kept as it was typed.
"""

from __future__ import annotations

from domain.choosing import named
from domain.i18n import N_, _
from domain.records.fields import FieldType

LABELS: dict[str, str] = {
    "mobile": N_("mobile"),
    "work": N_("work"),
    "home": N_("home"),
    "main": N_("main"),
    "fax": N_("fax"),
    "work fax": N_("work fax"),
    "home fax": N_("home fax"),
    "pager": N_("pager"),
    "sales": N_("sales"),
    "accounts": N_("accounts"),
    "blog": N_("blog"),
    "shop": N_("shop"),
    "registered": N_("registered"),
    "actual": N_("actual"),
    "delivery": N_("delivery"),
    "billing": N_("billing"),
}
"""The word for each kind with a meaning to the program, as a message id."""

LEAST_LETTERS = 3
"""How many letters of a kind are enough to name it."""

OTHER = "other"
"""The kind of what is of no certain kind: nothing is said of it."""

LABELS_OF: dict[FieldType, tuple[str, ...]] = {
    FieldType.PHONE: ("mobile", "work", "home", "main", "fax", "work fax", "home fax", "pager"),
    FieldType.EMAIL: ("work", "home", "sales", "accounts"),
    FieldType.SITE: ("work", "home", "blog", "shop"),
    FieldType.MESSENGER: ("work", "home"),
    FieldType.ADDRESS: ("registered", "actual", "delivery", "billing", "work", "home"),
}
"""The kinds that are offered for each type, the usual ones first."""


def show_label(label: str) -> str:
    """Return a kind as a person reads it, "" for none."""
    return "" if label == OTHER else _(LABELS.get(label, label))


def read_label(text: str) -> str:
    """Return the code of the kind that a text names, in English or the interface language.

    A beginning of three letters that only one of them has is enough; other texts are kinds of
    their own.
    """
    typed = " ".join(text.split())
    if typed in LABELS or len(typed) < LEAST_LETTERS:
        return typed
    found = named(((code, (code, _(word))) for code, word in LABELS.items()), typed)
    return found[0] if len(found) == 1 else typed


def offered_labels(type_: FieldType) -> list[str]:
    """Return the kinds that are offered for a type, as a person reads them."""
    return [show_label(label) for label in LABELS_OF.get(type_, ())]
