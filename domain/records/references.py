"""What a record is shown by where another one names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.activities import kind_label
from domain.i18n import _
from domain.names.person_names import DEFAULT_NAME_FORMAT, NameFormat, PersonName, format_name
from domain.records.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Reference:
    """Another record, by kind and key, with the title it is shown by; it may be in the bin."""

    kind: str
    id: UUID
    title: str
    is_deleted: bool = False


def references_in(value: object) -> tuple[Reference, ...]:
    """Return the records in the value of a field, which may hold none, one or several."""
    items = value if isinstance(value, tuple) else (value,)
    return tuple(item for item in items if isinstance(item, Reference))


NAME_FORMAT = "name_format"
"""The setting that holds for everybody, in which names of people are shown (FEATURES CONT-08)."""

PEOPLE = frozenset({"contact", "lead"})
"""The kinds whose titles are names of people."""

_FORMATS = {f'"{fmt}"': fmt for fmt in NameFormat}
"""The formats, by the JSON in which the setting is kept."""


def title_of(kind: str, parts: Sequence[str | None]) -> str:
    """Return the title of a record from the columns that its kind names by, and what follows them.

    `parts` follows `Kind.title`. Of a client, one more is used where all are empty, such as a
    phone. Of a person the last is the setting of the format of names in JSON, None where nobody has
    chosen one.
    """
    count = len(KINDS[kind].title)
    names = [part or "" for part in parts[:count]]
    match kind:
        case "contact":
            title = _name(names, parts[count + 1 :])
        case "lead":
            title = names[0] or _name(names[1:4], parts[count + 1 :]) or names[4]
        case "activity":
            title = names[0] or kind_label(names[1])
        case "invoice" | "quote":
            title = " · ".join(filter(None, reversed(names))) or _("(draft)")
        case _:
            title = names[0]
    return title or next(filter(None, parts[count : count + 1]), "") or _("(no name)")


def _name(names: Sequence[str], fmt: Sequence[str | None]) -> str:
    chosen = _FORMATS.get(fmt[0] or "", DEFAULT_NAME_FORMAT) if fmt else DEFAULT_NAME_FORMAT
    return format_name(PersonName(*names), chosen)
