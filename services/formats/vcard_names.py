"""Whom a vCard is about: the parts of N, or FN taken apart where N says nothing."""

from __future__ import annotations

from dataclasses import dataclass

from domain.text import fold, words
from services.formats.vcard_access import CardProperties, comma_joined
from services.formats.vcard_properties import Property, split_escaped, unescape


@dataclass(frozen=True, slots=True)
class CardName:
    """The parts of a person's name; `organisation` is set where FN names a company instead.

    `formatted` is FN where it has words that no part has, else empty.
    """

    last: str = ""
    first: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""
    formatted: str = ""
    organisation: str = ""


def read_name(card: CardProperties, organisations: list[str], known: list[str]) -> CardName:
    """Return the name on a card.

    N goes before FN (RFC 6350, 6.2.2). An FN that only repeats a company in `organisations` or a
    phone or e-mail in `known` names nobody.
    """
    formatted = card.first("FN")
    is_organisation = card.first("KIND", "X-ADDRESSBOOKSERVER-KIND").lower() == "org"
    parts = next((found for prop in card.all("N") if any(found := _parts(card, prop))), None)
    if is_organisation:
        title = formatted or (" ".join(part for part in parts if part) if parts else "")
        return CardName(organisation="" if _repeats(title, organisations) else title)
    if parts is None:
        if not formatted or _repeats(formatted, [*organisations, *known]):
            return CardName()
        if not any(char.isalpha() for char in formatted) or "@" in formatted:
            return CardName(formatted=formatted)
        parts = _parsed(formatted)
    spoken = {word for part in parts for word in words(part)}
    is_said = spoken.issuperset(words(formatted))
    return CardName(*parts, formatted="" if is_said else formatted)


def _parts(card: CardProperties, prop: Property) -> tuple[str, str, str, str, str]:
    """Return the five parts of N; what RFC 9554 adds behind them joins the part it belongs to."""
    pieces = [
        _several(card, piece, "," if place in (3, 4) else "")
        for place, piece in enumerate(split_escaped(prop.value, ";"))
    ]
    last, first, middle, prefix, suffix, *more = [*pieces, *[""] * 5]
    spoken = {word for piece in pieces[:5] for word in words(piece)}
    second_last, *generation = [
        "" if spoken.issuperset(words(piece)) else piece for piece in more or [""]
    ]
    return (
        f"{last} {second_last}".strip(),
        first,
        middle,
        prefix,
        ", ".join(part for part in (suffix, *generation) if part),
    )


def _several(card: CardProperties, piece: str, comma: str) -> str:
    """Return one part of N, the names in it joined by a blank or by `comma` and a blank.

    3.0 and 4.0 separate several names by commas: a second given name, or `Jr.,M.D.`.
    """
    names = [piece] if card.version == "2.1" else split_escaped(piece, ",")
    clean = [comma_joined(unescape(name, card.version, is_structured=True)) for name in names]
    return f"{comma} ".join(name for name in clean if name)


def _parsed(formatted: str) -> tuple[str, str, str, str, str]:
    """Return the parts of a name written in one line."""
    from domain.names.person_names import parse_name

    name = parse_name(formatted)
    return (name.last, name.first, name.middle, name.prefix, name.suffix)


def _repeats(text: str, others: list[str]) -> bool:
    """Whether `text` is one of `others` but for case, accents and blanks."""
    folded = fold(text)
    return not folded or any(folded == fold(other) for other in others)
