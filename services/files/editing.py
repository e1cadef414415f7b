"""Files are edited in private copies, of which each that changes is stored as a new version.

The copies lie in the person's own folder of state until they are taken in, so that nothing is lost
where the program ends while another one still has them open (FEATURES DOC-16).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from domain.errors import NotFound, UnusableFile
from domain.file_names import disk_name
from domain.i18n import _
from services.context import Context
from services.files.attaching import check_may_attach
from services.files.copies import damaged
from services.files.listing import find_attachment, no_longer_attached, record_of
from services.files.paths import shown_path
from services.files.versions import StoredVersion, put_version
from storage.files import FileStore, digest_of

KEPT_SECONDS = 7 * 24 * 3600
"""How long a copy in which nothing is new is kept, for it may still be open somewhere."""

_NOTE = ".copy.json"


@dataclass(frozen=True, slots=True)
class EditedCopy:
    """A private copy of a file: where it lies, of which version it is, and what it held then.

    `told` is the SHA-256 of what it held when the person was told that the file is gone.
    """

    id: UUID
    name: str
    path: Path
    base: int
    sha256: str
    told: str = ""


class ChangedCopyKept(NotFound):
    """What was edited is no longer attached; the sentence says where the copy lies."""

    is_news = True
    """Whether the person has not been told yet of what the copy holds."""


def begin_editing(context: Context, key: UUID) -> EditedCopy:
    """Return a private copy of a file, to be opened and written to.

    One that is there already and holds something new is returned as it is. Raises NotFound,
    NotAllowed where the record is read-only, and UnusableFile where the bytes are missing from the
    store, damaged, or cannot be copied.
    """
    file = find_attachment(context, key)
    if file.is_removed:
        raise NotFound(no_longer_attached())
    check_may_attach(context, *record_of(context, key))
    folder = _folder(context) / file.id.hex[-12:]
    there = _read_note(folder)
    if there is not None and has_changed(there):
        return there
    path = folder / disk_name(file.name)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as target:
            is_sound = FileStore(context.database.path).write_to(file.sha256, target)
        if not is_sound:
            shutil.rmtree(folder, ignore_errors=True)
            raise damaged(file)
        return _note(EditedCopy(file.id, file.name, path, file.version, file.sha256))
    except OSError as error:
        raise UnusableFile(
            _("A copy of {name} cannot be written: {reason}.").format(
                name=file.name, reason=error.strerror
            )
        ) from error


def has_changed(copy: EditedCopy) -> bool:
    """Say whether a copy holds something else than what was last stored of it."""
    try:
        return digest_of(copy.path) != copy.sha256
    except OSError:
        return False


def take_in(context: Context, copy: EditedCopy) -> tuple[EditedCopy, StoredVersion | None]:
    """Store what a copy holds as a new version, where it has changed.

    Returns the copy as it stands from then on. Raises ChangedCopyKept where the file is no longer
    attached, and BadInput and UnusableFile as `new_version`: the copy stays where it lies then.
    """
    if not has_changed(copy):
        return copy, None
    try:
        held, stored = put_version(context, copy.id, str(copy.path), base=copy.base)
    except NotFound as error:
        raise _kept(copy) from error
    try:
        return _note(replace(copy, base=held.version, sha256=held.sha256, told="")), stored
    except OSError as error:
        raise UnusableFile(
            _("{path} cannot be written: {reason}.").format(
                path=shown_path(copy.path), reason=error.strerror
            )
        ) from error


def _kept(copy: EditedCopy) -> ChangedCopyKept:
    """Return what is said of a copy whose file is gone, and note that it was said."""
    error = ChangedCopyKept(
        _("“{name}” is no longer attached. What you wrote lies at {path}.").format(
            name=copy.name, path=shown_path(copy.path)
        )
    )
    with suppress(OSError):
        holds = digest_of(copy.path)
        error.is_news = holds != copy.told
        _note(replace(copy, told=holds))
    return error


def copies_left(context: Context) -> Iterator[EditedCopy]:
    """Return the copies of files of this database that may still be open somewhere.

    Those that have held nothing new for a week are removed.
    """
    folder = _folder(context)
    for place in sorted(folder.iterdir()) if folder.is_dir() else []:
        copy = _read_note(place)
        if copy is None:
            continue
        if _age(copy.path) <= KEPT_SECONDS or has_changed(copy):
            yield copy
        else:
            shutil.rmtree(place, ignore_errors=True)


def _folder(context: Context) -> Path:
    """Return where the copies of files of this database lie for the acting person."""
    import platformdirs

    state = Path(platformdirs.user_state_dir("crm-tui", appauthor=False))
    database = str(context.database.path.resolve()).encode(errors="surrogateescape")
    return state / "edited" / hashlib.sha256(database).hexdigest()[:8]


def _note(copy: EditedCopy) -> EditedCopy:
    """Write beside a copy what it is of. Raises OSError."""
    values = {"file": copy.id.hex, "name": copy.name, "base": copy.base, "sha256": copy.sha256}
    values |= {"told": copy.told, "path": copy.path.name}
    (copy.path.parent / _NOTE).write_text(json.dumps(values), "utf-8")
    return copy


def _read_note(folder: Path) -> EditedCopy | None:
    """Return the copy in a folder, None where there is none."""
    try:
        found = json.loads((folder / _NOTE).read_text("utf-8"))
        path = folder / found["path"]
        key, base = UUID(found["file"]), int(found["base"])
        return EditedCopy(key, found["name"], path, base, found["sha256"], found.get("told", ""))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _age(path: Path) -> float:
    """Return how many seconds ago a copy was written."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return KEPT_SECONDS + 1
