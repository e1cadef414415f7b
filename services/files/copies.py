"""Attached files are written elsewhere: saved under a path, or copied to be opened."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from uuid import UUID

from domain.errors import BadInput, UnusableFile
from domain.file_names import disk_name, numbered_name
from domain.i18n import _
from domain.paths import expanded_path
from domain.text import strip_control
from services.context import Context
from services.files.attaching import IsCancelled, Progress, copied_of
from services.files.listing import AttachmentView, find_attachment
from services.files.paths import shown_path
from services.files.versions import version_named
from storage.files import Copied, FileStore


def save_attachment(
    context: Context,
    key: UUID,
    target: str,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    version: int | None = None,
) -> Path:
    """Write an attached file, or an earlier version, to a path, or into a folder; return where.

    Raises NotFound, BadInput where a file of that name is there already, UnusableFile where the
    bytes are missing from the store, or the path cannot be written, and Cancelled.
    """
    file = find_attachment(context, key)
    path = expanded_path(strip_control(target))
    if path.is_dir():
        path /= disk_name(file.name)
    digest = _digest(context, file, version)
    _write(context, file, digest, path, copied_of(0, file.size, progress, is_cancelled))
    return path


def save_attachments(
    context: Context,
    keys: Sequence[UUID],
    folder: str,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> list[Path]:
    """Write files into a folder under their own names, and return where.

    Those of one name get numbers. All are written or none. Raises as `save_attachment`, and
    BadInput where there is no folder.
    """
    place = expanded_path(strip_control(folder))
    if not place.is_dir():
        raise BadInput(_("There is no folder {path}.").format(path=shown_path(place)), "path")
    files = [find_attachment(context, key) for key in keys]
    done, all_, written = 0, sum(file.size for file in files), dict[Path, UUID]()
    try:
        for file in files:
            path = _free_among(written, place / disk_name(file.name))
            _write(context, file, file.sha256, path, copied_of(done, all_, progress, is_cancelled))
            written[path] = file.id
            done += file.size
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return list(written)


def copy_to_open(context: Context, key: UUID, version: int | None = None) -> Path:
    """Return a copy of an attached file under its own name, by which programs know what it is.

    It can only be read, and is there until this process ends. Raises NotFound, and UnusableFile
    where the bytes are missing from the store, damaged, or cannot be copied.
    """
    return _copy_into(context, find_attachment(context, key), _folder_of_copies().name, version)


def lasting_copy(context: Context, key: UUID) -> Path:
    """Return a copy as `copy_to_open` does, which stays until the system clears its own folder."""
    return _copy_into(context, find_attachment(context, key), None)


def new_copy_folder(*, is_lasting: bool = False) -> Path:
    """Return a new folder for what is opened or sent with another program.

    It goes when this process ends; one that `is_lasting` stays until the system clears its own.
    Raises UnusableFile where there cannot be one.
    """
    try:
        within = None if is_lasting else _folder_of_copies().name
        return Path(tempfile.mkdtemp(prefix="crm-file-", dir=within))
    except OSError as error:
        raise UnusableFile(
            _("A copy cannot be written: {reason}.").format(reason=error.strerror)
        ) from error


def _copy_into(
    context: Context, file: AttachmentView, folder: str | None, version: int | None = None
) -> Path:
    """Copy a file, or an earlier version, into a new folder within `folder`, to be read only.

    Raises NotFound for a version that there is not, and UnusableFile.
    """
    digest = _digest(context, file, version)
    try:
        path = Path(tempfile.mkdtemp(prefix="crm-file-", dir=folder)) / disk_name(file.name)
        with path.open("xb") as target:
            is_sound = FileStore(context.database.path).write_to(digest, target)
        path.chmod(0o400)
    except OSError as error:
        raise UnusableFile(
            _("A copy of {name} cannot be written: {reason}.").format(
                name=file.name, reason=error.strerror
            )
        ) from error
    if not is_sound:
        path.unlink(missing_ok=True)
        raise damaged(file)
    return path


def damaged(file: AttachmentView) -> UnusableFile:
    """Return what is said of a file whose bytes are missing or no longer what they were."""
    return UnusableFile(
        _("The attached file {name} is missing from the store, or damaged.").format(name=file.name)
    )


def _digest(context: Context, file: AttachmentView, version: int | None) -> str:
    """Return the SHA-256 of a file, or of an earlier version. Raises NotFound."""
    return file.sha256 if version is None else version_named(context, file.id, version).sha256


def _write(context: Context, file: AttachmentView, digest: str, path: Path, copied: Copied) -> None:
    """Write a file to a path where nothing is yet; leave nothing there where that fails."""
    is_sound = has_begun = False
    try:
        with path.open("xb") as target:
            has_begun = True
            is_sound = FileStore(context.database.path).write_to(digest, target, copied)
    except FileExistsError as error:
        raise BadInput(
            _("{path} is there already. Name another file.").format(path=shown_path(path)), "path"
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnusableFile(
            _("{path} cannot be written: {reason}.").format(path=shown_path(path), reason=reason)
        ) from error
    finally:
        if has_begun and not is_sound:
            path.unlink(missing_ok=True)
    if not is_sound:
        raise damaged(file)


def _free_among(taken: dict[Path, UUID], path: Path) -> Path:
    """Return the path, or one with a number where another file of this run has it."""
    number, free = 2, path
    while free in taken:
        number, free = number + 1, path.with_name(numbered_name(path.name, number))
    return free


@cache
def _folder_of_copies() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of what is open elsewhere, which goes when this process ends."""
    return tempfile.TemporaryDirectory(prefix="crm-files-", ignore_cleanup_errors=True)
