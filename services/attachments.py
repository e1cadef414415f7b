"""The files of a record: attached from disk or the library folder, listed, read out, removed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, NotFound, UnusableFile
from domain.i18n import _
from domain.sizes import show_size
from domain.text import strip_control
from services.context import Context
from services.settings import LIBRARY_FOLDER, get_setting
from storage.files import FileStore

if TYPE_CHECKING:
    from storage.unit import Unit

MAX_BYTES = 50_000_000
"""The size of the largest file that may be attached."""

MAX_FILES = 50
"""How many files may be attached at once."""

COMPLETIONS = 50
"""How many names are offered for a path at most."""


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file of a record: what it is, and where its bytes lie; `size` in bytes."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    role: str
    path: Path


def list_attachments(context: Context, kind: str, key: UUID) -> Iterator[AttachmentView]:
    """Return the files of a record that are not in the bin, the newest first."""
    rows = context.database.reader().execute(
        f"SELECT {_COLUMNS} FROM attachment "
        "WHERE record_kind = ? AND record_id = ? AND deleted_at IS NULL ORDER BY id DESC",
        (kind, key.bytes),
    )
    for row in rows:
        yield _view(context, row)


def attach_files(context: Context, kind: str, key: UUID, paths: Sequence[str]) -> list[UUID]:
    """Attach files, named as they were typed, to a record; return their keys in order.

    All are attached or none (FEATURES ACT-13). Raises NotFound where the record is gone, and
    BadInput, naming the file, where one is missing, no file, unreadable, or too large.
    """
    from services.records.use_cases import existing_within

    files = _files_at(context, paths)
    # One after the other, for together they may not fit into memory.
    kept = [(path, *_keep(FileStore(context.database.path), path)) for path in files]
    with context.database.write(context.actor, "attach_files") as unit:
        existing_within(unit, kind, key)
        return _attach(context, unit, kind, key, kept)


def attach_within(
    context: Context, unit: Unit, kind: str, key: UUID, paths: Sequence[str]
) -> list[UUID]:
    """Attach files to a record as part of a larger use case. Raises BadInput as `attach_files`."""
    store = FileStore(context.database.path)
    kept = [(path, *_keep(store, path)) for path in _files_at(context, paths)]
    return _attach(context, unit, kind, key, kept)


def _files_at(context: Context, paths: Sequence[str]) -> list[Path]:
    """Return the files that were named. Raises BadInput where one cannot be attached."""
    if len(paths) > MAX_FILES:
        raise BadInput(
            _("At most {limit} files are attached at once.").format(limit=MAX_FILES), "files"
        )
    files = [resolve_path(context, text) for text in paths]
    for path in files:
        _check(path)
    return files


def _attach(
    context: Context, unit: Unit, kind: str, key: UUID, kept: Sequence[tuple[Path, int, str]]
) -> list[UUID]:
    """Write the rows of files whose size and SHA-256 are given; return their keys."""
    from mimetypes import guess_type

    from storage.tables import Attachment

    return [
        unit.add(
            Attachment(
                record_kind=kind,
                record_id=key,
                name=strip_control(path.name),
                media_type=guess_type(path.name)[0] or "application/octet-stream",
                size=size,
                sha256=digest,
                created_by=context.actor.user_id,
            )
        ).id
        for path, size, digest in kept
    ]


def save_attachment(context: Context, key: UUID, target: str) -> Path:
    """Write an attached file to a path, or into a folder under its own name; return where.

    Raises NotFound, BadInput where a file of that name is there already, and UnusableFile where
    the bytes are missing from the store, or the path cannot be written.
    """
    name, data = _read(context, key)
    path = _expanded(strip_control(target))
    if path.is_dir():
        path /= name
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise BadInput(
            _("{path} is there already. Name another file.").format(path=path)
        ) from error
    except OSError as error:
        raise UnusableFile(
            _("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    return path


def copy_to_open(context: Context, key: UUID) -> Path:
    """Return a copy of an attached file under its own name, by which programs know what it is.

    It can only be read, and is there until this process ends. Raises NotFound, and UnusableFile
    where the bytes are missing from the store, damaged, or cannot be copied.
    """
    name, data = _read(context, key)
    try:
        path = Path(tempfile.mkdtemp(dir=_folder_of_copies().name)) / name
        path.write_bytes(data)
        path.chmod(0o400)
    except OSError as error:
        raise UnusableFile(
            _("A copy of {name} cannot be written: {reason}.").format(
                name=name, reason=error.strerror
            )
        ) from error
    return path


def remove_attachment(context: Context, key: UUID) -> None:
    """Take a file from its record; “undo” brings it back. Raises NotFound."""
    from storage.tables import Attachment
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "delete_attachment") as unit:
        attachment = unit.get(Attachment, key)
        if attachment is None or attachment.deleted_at is not None:
            raise NotFound(_("This file is no longer attached."))
        attachment.deleted_at = utc_now()


def resolve_path(context: Context, text: str) -> Path:
    """Return the file that a typed path names: `~` is the home folder, and a path that begins at
    no folder is looked for in the library folder first, where there is one."""
    path = _expanded(strip_control(text).strip())
    library = _library(context)
    if library is not None and _is_bare(text) and (library / path).exists():
        return library / path
    return path


def complete_path(context: Context, text: str) -> list[str]:
    """Return what a path that is being typed may become, folders ending in `/`, by name.

    `~` expands; hidden names are offered once their dot is typed. A path that begins at no folder
    is completed from the library folder, where one is set, and else from the present one.
    """
    text = strip_control(text).lstrip()
    if text == "~":
        return ["~/"]
    head, tail = os.path.split(text)
    library = _library(context)
    base = library if library is not None and _is_bare(text) else Path()
    folder = base / _expanded(head)
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                f"{entry.name}/" if entry.is_dir() else entry.name
                for entry in entries
                if entry.name.startswith(tail) and (tail or not entry.name.startswith("."))
            )
    except OSError:
        return []
    return [os.path.join(head, name) for name in names[:COMPLETIONS]]


_COLUMNS = "id, name, media_type, size, sha256, role"


def _view(context: Context, row: tuple[bytes, str, str, int, str, str]) -> AttachmentView:
    key, name, media_type, size, sha256, role = row
    path = FileStore(context.database.path).path(sha256)
    return AttachmentView(UUID(bytes=key), name, media_type, size, sha256, role, path)


def _read(context: Context, key: UUID) -> tuple[str, bytes]:
    """Return the name of an attached file, safe on a disk, and its bytes.

    Raises NotFound, and UnusableFile where the bytes are missing or no longer what they were.
    """
    row = (
        context.database.reader()
        .execute(f"SELECT {_COLUMNS} FROM attachment WHERE id = ?", (key.bytes,))
        .fetchone()
    )
    if row is None:
        raise NotFound(_("This file is no longer attached."))
    view = _view(context, row)
    data = FileStore(context.database.path).get(view.sha256)
    if data is None:
        raise UnusableFile(
            _("The attached file {name} is missing from the store, or damaged.").format(
                name=view.name
            )
        )
    return Path(view.name).name or view.sha256, data


@cache
def _folder_of_copies() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of what is open elsewhere, which goes when this process ends."""
    return tempfile.TemporaryDirectory(prefix="crm-files-", ignore_cleanup_errors=True)


def _library(context: Context) -> Path | None:
    folder = get_setting(context, LIBRARY_FOLDER)
    return _expanded(folder) if folder else None


def _expanded(text: str) -> Path:
    # Unlike Path.expanduser, this leaves the name of an unknown person as it is.
    return Path(os.path.expanduser(text))


def _is_bare(text: str) -> bool:
    """Say whether a path begins at no folder: neither `/`, `~` nor `.`."""
    return not text.lstrip().startswith(("/", "~", "./", "../")) and not Path(text).is_absolute()


def _check(path: Path) -> None:
    """Raise BadInput with a sentence where a file cannot be attached."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise BadInput(_("{path} is no file; name one.").format(path=path), "files")
        path.open("rb").close()
    except OSError as error:
        raise _unreadable(path, error) from error
    if size > MAX_BYTES:
        raise BadInput(
            _("{path} has {size}; at most {limit} can be attached.").format(
                path=path, size=show_size(size), limit=show_size(MAX_BYTES)
            ),
            "files",
        )


def _keep(store: FileStore, path: Path) -> tuple[int, str]:
    """Put the bytes of a file into the store; return how many they are, and their SHA-256."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    try:
        return len(data), store.put(data)
    except OSError as error:
        raise UnusableFile(
            _("The files of the database cannot be written in {folder}: {reason}.").format(
                folder=store.folder, reason=error.strerror
            )
        ) from error


def _unreadable(path: Path, error: OSError) -> BadInput:
    return BadInput(
        _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror), "files"
    )
