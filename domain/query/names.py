"""Finds the field, or the value of a dictionary, that somebody named.

English names, and labels in the interface language with `_` or `-` for blanks, are both understood,
and every beginning that only one of them has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeVar

from domain.errors import BadInput
from domain.i18n import _, language
from domain.query import tokens
from domain.records.computed_fields import fields_of
from domain.records.fields import Field, FieldRegistry, FieldType
from domain.records.kinds import KINDS
from domain.text import words

_SYNONYMS = {
    "created_at": ("created",),
    "updated_at": ("changed", "updated"),
    "due": ("deadline", "due"),
    "done_at": ("done",),
    "deleted_at": ("deleted",),
    "start_at": ("start",),
    "is_important": ("important",),
    "is_active": ("active",),
    "is_service": ("service",),
    "tax_rate": ("tax", "vat"),
    "bar_code": ("barcode", "ean"),
    "code": ("article", "sku"),
    "last_name": ("surname",),
    "middle_name": ("patronymic",),
    "next_step": ("activities", "next"),
    "responsible": ("owner",),
    "amount": ("sum",),
    "address": ("addr",),
}
"""Other English names of fields, as people say them."""

_WORDS = re.compile(r"[^\W_]+")

NEAR = 0.6
"""How like a known name a misspelt one must be for it to be suggested, from 0 to 1."""

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a field may have: its code, and its label in the interface language.

    One out of use is not chosen any more, but records may still have it. `meaning` is that of its
    dictionary, "" where it has none.
    """

    code: str
    label: str = ""
    is_in_use: bool = True
    meaning: str = field(default="", compare=False)


Options = Callable[[Field], Sequence[Option]]
"""Gives the values from which a field of type CHOICE, STAGE or USER is chosen."""


def slug(text: str) -> str:
    """Return the form under which names are compared: folded words joined by `_`."""
    return "_".join(words(text))


def field_spellings(field: Field) -> list[str]:
    """Return the slugs of all names of a field, that by which it is written back first."""
    names = [field.name, *_SYNONYMS.get(field.name, ()), _(field.label)]
    if field.first_label:
        names.append(_(field.first_label))
    if field.target in KINDS and field.name in (field.target, KINDS[field.target].plural):
        names += [field.target, _(KINDS[field.target].label)]
    return list(dict.fromkeys(slug(name) for name in names))


class _Spelled(NamedTuple):
    """The fields of a kind with their names and their spellings in a language, and by spellings
    that mean one of them alone."""

    fields: Sequence[tuple[Field, str, list[str]]]
    clear: Mapping[str, Field]


@lru_cache(maxsize=32)
def _spelled(registry: FieldRegistry, kind: str, language: str) -> _Spelled:
    """Return how fields are called: there may be hundreds, and each column and filter asks."""
    spelled = [(field, field_spellings(field)) for field in fields_of(registry, kind)]
    count = Counter(spelling for _field, names in spelled for spelling in names)
    clear = {s: field for field, names in spelled for s in names if count[s] == 1}
    clear |= {names[0]: field for field, names in spelled}
    fields = [
        (field, name if clear.get(slug(name := named(field))) is field else field.name, names)
        for field, names in spelled
    ]
    return _Spelled(fields, clear)


def named(field: Field) -> str:
    """Return how a field is named to people: by its name in English, else by its label."""
    if language() == "en":
        return field.name
    label = "_".join(_WORDS.findall(_(field.label).lower()))
    return label if label[:1].isalpha() else field.name  # a digit would begin a word


def spelled_fields(registry: FieldRegistry, kind: str) -> Sequence[tuple[Field, str, list[str]]]:
    """Return the fields of a kind with their names and all spellings, see `field_spellings`."""
    return _spelled(registry, kind, language()).fields


def find_field(registry: FieldRegistry, kind: str, typed: str) -> Field:
    """Return the field of a kind that `typed` names. Raises BadInput naming what would fit."""
    spelled = _spelled(registry, kind, language())
    if field := spelled.clear.get(slug(typed)):
        return field
    return _only(
        spelled.fields,
        typed,
        several=lambda names: _(
            "“{name}” may mean several fields: {fields}. Type more of the name."
        ).format(name=typed, fields=names),
        misspelt=lambda near: _("There is no field “{name}”. Did you mean “{near}”?").format(
            name=typed, near=near
        ),
        unknown=lambda names: _("There is no field “{name}”. There are: {fields}.").format(
            name=typed, fields=names
        ),
    )


def field_at(registry: FieldRegistry, kind: str, path: str) -> Field | None:
    """Return the field at the end of a path such as `company.city`, None where it leads nowhere."""
    *links, last = path.split(".")
    target = kind_at(registry, kind, links)
    try:
        return find_field(registry, target, last) if target else None
    except BadInput:
        return None


def kind_at(registry: FieldRegistry, kind: str, links: Sequence[str]) -> str | None:
    """Return the kind of records to which links lead, None where they lead nowhere."""
    target: str | None = kind
    for name in links:
        try:
            target = find_field(registry, target, name).target if target in KINDS else None
        except BadInput:
            return None
    return target if target in KINDS or not links else None


def name_at(registry: FieldRegistry, kind: str, text: str, at: int) -> re.Match[str] | None:
    """Return what names a field at a place of a query, with the sign behind it; None for words.

    Whatever stands before `:`, `<` or `>` is meant to be a field. Before `=`, or with a blank
    between, it is a word of what is looked for unless a field is called so.
    """
    if found := tokens.NAME.match(text, at):
        return found
    found = tokens.WORD_AND_SIGN.match(text, at)
    return found if found and field_at(registry, kind, found["name"]) else None


def find_options(options: Sequence[Option], typed: str) -> Sequence[Option]:
    """Return the values that `typed` names: one, or all that share the label that it names.

    A code goes before a whole label, and that before one word of a label. Stages of several
    pipelines are called alike, and who reads their name on the screen knows no other one.

    Raises BadInput naming what would fit.
    """
    wanted = slug(typed)
    if wanted and all(slug(option.code) != wanted for option in options):
        if whole := [option for option in options if slug(option.label) == wanted]:
            return whole
        spelled = [(option, option_spellings(option)) for option in options]
        begun = _matching(spelled, wanted)
        if len({slug(option.label) or option.code for option in begun}) == 1:
            return begun
    return [_find_option(options, typed)]


def _find_option(options: Sequence[Option], typed: str) -> Option:
    return _only(
        [(option, typeable(option), option_spellings(option)) for option in options],
        typed,
        several=lambda codes: _(
            "“{text}” may mean several values: {values}. Type more of it."
        ).format(text=typed, values=codes),
        misspelt=lambda near: _("There is no value “{text}”. Did you mean “{near}”?").format(
            text=typed, near=near
        ),
        unknown=lambda codes: _("There is no value “{text}”. Use one of: {values}.").format(
            text=typed, values=codes
        ),
    )


def typeable(option: Option) -> str:
    """Return how a value is named to people: by its code in English, else by its label."""
    return option.code if language() == "en" else option.label.replace(" ", "_") or option.code


def _only(
    items: Sequence[tuple[ItemT, str, list[str]]],
    typed: str,
    *,
    several: Callable[[str], str],
    misspelt: Callable[[str], str],
    unknown: Callable[[str], str],
) -> ItemT:
    """Return the item that `typed` names; each is given with its name and all its spellings.

    Raises BadInput with one of the sentences about what would fit.
    """
    found = _matching([((item, name), names) for item, name, names in items], slug(typed))
    if len(found) == 1:
        return found[0][0]
    if found:
        raise BadInput(several(", ".join(dict.fromkeys(name for _item, name in found))))
    near = nearest(typed, [spelling for _item, _name, names in items for spelling in names])
    if near:
        raise BadInput(misspelt(near))
    raise BadInput(unknown(", ".join(dict.fromkeys(name for _item, name, _names in items))))


def option_spellings(option: Option) -> list[str]:
    """Return the slugs of the names of a value; each word of its label begins one."""
    label = words(option.label)
    tails = ["_".join(label[start:]) for start in range(len(label))]
    return list(dict.fromkeys([slug(option.code), *tails]))


def _matching(spellings: Iterable[tuple[ItemT, list[str]]], wanted: str) -> list[ItemT]:
    """Return what is called `wanted`, by its first name before others, or else begins so."""
    if not wanted:
        return []
    pairs = list(spellings)
    for fits in (
        lambda names: names[0] == wanted,
        lambda names: wanted in names,
        lambda names: any(name.startswith(wanted) for name in names),
    ):
        found = [item for item, names in pairs if names and fits(names)]
        if found:
            return found
    return []


def nearest(typed: str, names: Iterable[str]) -> str:
    """Return the name that is most like `typed`, "" where none is near."""
    from rapidfuzz import fuzz, process  # needed only when something was misspelt

    found = process.extractOne(slug(typed), list(names), scorer=fuzz.ratio, score_cutoff=100 * NEAR)
    return found[0] if found else ""


CHOSEN_TYPES = frozenset(
    {FieldType.CHOICE, FieldType.STAGE, FieldType.USER, FieldType.CODE, FieldType.CURRENCY}
)
"""Types whose values are chosen from a list."""


def options_of(field: Field, options: Options) -> Sequence[Option]:
    """Return the values from which a field of one of CHOSEN_TYPES is chosen."""
    from domain.currencies import MINOR_DIGITS, SYMBOLS
    from domain.records.code_labels import code_label

    if field.type is FieldType.CODE:
        return [Option(code, code_label(code)) for code in field.choices or ()]
    if field.type is FieldType.CURRENCY:
        return [Option(code) for code in dict.fromkeys((*SYMBOLS, *MINOR_DIGITS))]
    return options(field)
