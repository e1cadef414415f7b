"""The photo of a client: set by a path, shown as a small picture, removed (FEATURES CONT-01)."""

from __future__ import annotations

from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from domain.errors import BadInput, NotFound, UnusableFile
from domain.i18n import _
from domain.paths import is_file
from services.context import Context
from services.files.attaching import attach_within
from services.files.listing import AttachmentView, list_attachments
from services.files.paths import resolve_path

if TYPE_CHECKING:
    from storage.unit import Unit

PHOTO = "photo"
"""The role of an attachment that is the photo of its record."""

MOST_PIXELS = 100_000_000
"""Pictures with more pixels are not opened: they would take more memory than a machine has."""

Colour = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""


class Picture(NamedTuple):
    """A small picture: its rows of colours, from the top; all rows are of one length."""

    rows: tuple[tuple[Colour, ...], ...]


def photo_of(context: Context, kind: str, key: UUID) -> AttachmentView | None:
    """Return the photo of a record, the newest where it has several, or None."""
    files = list_attachments(context, kind, key)
    return next((file for file in files if file.role == PHOTO), None)


def set_photo(context: Context, kind: str, key: UUID, path: str) -> UUID:
    """Make the picture that a typed path names the photo of a record, in place of the one it has.

    Returns the key of the file. Raises NotFound where the record is gone, NotAllowed for a lead
    that was converted, and BadInput where the file is missing, unreadable, too large, or no
    picture.
    """
    return set_picture(context, kind, key, path, PHOTO)


def set_picture(context: Context, kind: str, key: UUID, path: str, role: str) -> UUID:
    """Give a record a picture in a role, in place of the one it has. See `set_photo`.

    Raises UnusableFile for one that is to be printed, but cannot be read.
    """
    from services.records.use_cases import changeable_within
    from storage.tables import Attachment
    from storage.tables.base import utc_now

    found = resolve_path(context, path)
    name = found.name
    if not (guess_type(name)[0] or "").startswith("image/"):
        raise BadInput(
            _("{name} is no picture: take a JPEG, PNG, WebP or GIF file.").format(name=name)
        )
    if role != PHOTO and is_file(found):
        _scale(found, name, 1, 1)
    verb = "set_photo" if role == PHOTO else "set_picture"
    with context.database.write(context.actor, verb) as unit:
        changeable_within(unit, kind, key).updated_at = utc_now()
        known = list_attachments(context, kind, key)
        _remove(unit, next((file for file in known if file.role == role), None))
        (attached,) = attach_within(context, unit, kind, key, [path])
        photo = unit.get(Attachment, attached)
        assert photo is not None
        photo.role = role
        return attached


def remove_photo(context: Context, kind: str, key: UUID) -> None:
    """Take the photo from a record; “undo” brings it back. Raises NotFound, NotAllowed."""
    from services.records.use_cases import changeable_within
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "delete_photo") as unit:
        changeable_within(unit, kind, key).updated_at = utc_now()
        photo = photo_of(context, kind, key)
        if photo is None:
            raise NotFound(_("There is no photo any more: somebody has removed it."))
        _remove(unit, photo)


def _remove(unit: Unit, photo: AttachmentView | None) -> None:
    from storage.tables import Attachment
    from storage.tables.base import utc_now

    if photo is not None and (row := unit.get(Attachment, photo.id)) is not None:
        row.deleted_at = utc_now()


def small_picture(photo: AttachmentView, columns: int, lines: int) -> Picture:
    """Return a photo as it fits into so many columns and lines of a terminal, two rows a line.

    Raises UnusableFile where its bytes are missing or no picture that can be read.
    """
    return _scaled(photo.path, photo.name, columns, lines)


@lru_cache(maxsize=16)
def _scaled(path: Path, name: str, columns: int, lines: int) -> Picture:
    return _scale(path, name, columns, lines)


def _scale(path: Path, name: str, columns: int, lines: int) -> Picture:
    try:
        from PIL import Image, ImageOps
    except ImportError as error:
        raise UnusableFile(
            _("Pictures cannot be shown here: the Python package Pillow is missing.")
        ) from error
    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnusableFile(_("{name} has too many pixels to be shown.").format(name=name))
            image.draft("RGB", (columns * 2, lines * 4))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((columns, lines * 2))
            data = upright.tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnusableFile(
            _("{name} is no picture that can be shown, or is damaged.").format(name=name)
        ) from error
    width = upright.width
    colours = [(data[at], data[at + 1], data[at + 2]) for at in range(0, len(data), 3)]
    rows = (tuple(colours[at : at + width]) for at in range(0, len(colours), width))
    return Picture(tuple(rows))
