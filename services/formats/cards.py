"""What an address book holds, whatever the file format it came from.

A reader of one format (vCard, CSV) yields these values; the use case that imports them matches
them with the contacts at hand and writes. Texts are clean: no control characters, single-line
except the note.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields

PHONE_LABELS = frozenset(
    ("work", "home", "mobile", "fax", "work fax", "home fax", "pager", "main", "other")
)
"""Labels of phones with a meaning to the program; any other text is the owner's own label."""

PLACE_LABELS = frozenset(("work", "home", "other"))
"""Labels of e-mails, sites, messengers and postal addresses; any other text is the owner's own."""


@dataclass(frozen=True, slots=True)
class PointValue:
    """A way to reach somebody as the file gives it, and what kind it is.

    A messenger's value carries its service before a colon: `skype:ivan.petrov`.
    """

    value: str
    label: str = "other"


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A postal address; `street` also holds the flat, the suite and the post-office box."""

    label: str = "other"
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company and the department in it, units from the larger to the smaller."""

    title: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture: its bytes, its media type (`image/jpeg`) and the SHA-256 of the bytes in hex.

    A photo restored by `Card.from_json` has its hash alone and empty `data`.
    """

    data: bytes
    media_type: str
    sha256: str = ""

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True, slots=True)
class Card:
    """One person or company of an address book.

    `number` is the place in the file, from 1. `formatted_name` is filled only where the file shows
    a name with words that the parts of the name lack. `birth_date` is `YYYY-MM-DD`, `--MM-DD`,
    `YYYY-MM`, `YYYY` or empty; `revised` is the file's own text. The preferred phone, e-mail and
    address come first. `remarks` are facts without a field of their own, each under a label:
    anniversary, spouse, assistant, manager.
    """

    number: int
    uid: str | None = None
    formatted_name: str = ""
    prefix: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    suffix: str = ""
    nickname: str = ""
    phones: tuple[PointValue, ...] = ()
    emails: tuple[PointValue, ...] = ()
    sites: tuple[PointValue, ...] = ()
    messengers: tuple[PointValue, ...] = ()
    addresses: tuple[PostalAddress, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    position: str = ""
    birth_date: str = ""
    note: str = ""
    photo: Photo | None = None
    photo_uri: str = ""
    categories: tuple[str, ...] = ()
    remarks: tuple[PointValue, ...] = ()
    revised: str = ""
    gender: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it tells who it is about or how to reach them."""
        telling = (
            *(self.formatted_name, self.first_name, self.middle_name, self.last_name),
            *(self.nickname, self.position, self.birth_date, self.note, self.photo_uri),
            *(self.phones, self.emails, self.sites, self.messengers, self.addresses),
            *(self.organisations, self.photo, self.remarks),
        )
        return not any(telling)

    def fingerprint(self) -> str:
        """Return a SHA-256 in hex over what the card says.

        It leaves out the place in the file and the time of revision, and counts a photo by its
        hash. Empty fields are left out too, so a field added to `Card` later does not make every
        card look changed.
        """
        said = {name: value for name, value in self.to_json().items() if value}
        said.pop("number", None)
        said.pop("revised", None)
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def to_json(self) -> dict[str, object]:
        """Return the card as a JSON object; a photo is replaced by its media type and hash."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> Card:
        """Return the card that `to_json` described; keys it does not know are ignored.

        Raises TypeError or ValueError where `values` is not of that form.
        """
        known: dict[str, object] = {}
        for field in fields(cls):
            if field.name in values:
                known[field.name] = _restored(field.name, values[field.name])
        return cls(**known)  # type: ignore[arg-type]  # _restored gave each its field's type


@dataclass(frozen=True, slots=True)
class BrokenCard:
    """A card that is not taken over: its place in the file, from 1, and a sentence saying why."""

    number: int
    reason: str


_ITEM_TYPES: dict[str, type] = {
    "phones": PointValue,
    "emails": PointValue,
    "sites": PointValue,
    "messengers": PointValue,
    "remarks": PointValue,
    "addresses": PostalAddress,
    "organisations": Organisation,
}


def _plain(value: object) -> object:
    """Return `value` as JSON knows it."""
    if isinstance(value, Photo):
        return {"media_type": value.media_type, "sha256": value.sha256}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, (PointValue, PostalAddress, Organisation)):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return value


def _restored(name: str, value: object) -> object:
    """Return the value of field `name` from its JSON form."""
    if name == "photo" and isinstance(value, Mapping):
        return Photo(b"", str(value["media_type"]), str(value["sha256"]))
    if isinstance(value, list):
        item_type = _ITEM_TYPES.get(name)
        return tuple(item_type(**item) if item_type else str(item) for item in value)
    return value
