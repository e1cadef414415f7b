"""Files are attached to records, renamed, removed and brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, Cancelled, NotAllowed, NotFound, UnusableFile
from domain.file_names import kept_name
from domain.i18n import _
from domain.records.references import Reference
from services.context import Context
from services.files.limits import check_kept, check_limits
from services.files.listing import no_longer_attached
from services.files.paths import FoundFile, find_files, shown_path, unreadable
from storage.files import FileStore, Kept

if TYPE_CHECKING:
    from storage.tables import Attachment
    from storage.unit import Unit

Progress = Callable[[int, int], None]
"""Is told how many bytes were copied so far, of how many."""

IsCancelled = Callable[[], bool]
"""Says whether the person has ended what is under way."""


def attach_files(
    context: Context,
    kind: str,
    key: UUID,
    paths: Sequence[str],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> list[UUID]:
    """Attach files, named as they were typed, to a record; return their keys in order.

    All are attached or none (FEATURES ACT-13, DOC-15). Raises NotFound where the record is gone,
    NotAllowed where it is read-only, BadInput, naming the file, where one is missing, no file,
    unreadable, or too large, or where they take too much room, UnusableFile where they cannot be
    copied, and Cancelled.
    """
    from services.records.use_cases import changeable_within

    check_may_attach(context, kind, key)
    kept = keep_named(context, paths, progress, is_cancelled)
    with context.database.write(context.actor, "attach_files") as unit:
        changeable_within(unit, kind, key)
        return attach_kept(context, unit, kind, key, kept)


def check_may_attach(context: Context, kind: str, key: UUID) -> None:
    """Raise NotFound, or NotAllowed where the person may not change the files of a record.

    It is asked before anything is copied, so that nobody waits, or edits, in vain.
    """
    from services.activities.observing import observers_only_look, only_observes
    from services.records.fixed import check_may_change

    check_may_change(context, Reference(kind, key, ""))
    if kind == "activity" and only_observes(context.database.reader(), context.actor, key):
        raise NotAllowed(observers_only_look(1))


def attach_within(
    context: Context, unit: Unit, kind: str, key: UUID, paths: Sequence[str]
) -> list[UUID]:
    """Attach files to a record as part of a larger use case. Raises as `attach_files`."""
    return attach_kept(context, unit, kind, key, keep_named(context, paths))


def keep_named(
    context: Context,
    paths: Sequence[str],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> list[tuple[Path, Kept]]:
    """Put files, named as they were typed, into the store, to be attached in a later step.

    Raises as `attach_files`.
    """
    files = find_files(context, paths)
    check_limits(context, files)
    return keep_files(context, files, progress, is_cancelled)


def keep_files(
    context: Context,
    files: Sequence[FoundFile],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> list[tuple[Path, Kept]]:
    """Put the bytes of files into the store. Raises BadInput, UnusableFile and Cancelled."""
    store = FileStore(context.database.path)
    done, all_ = 0, sum(file.size for file in files)
    kept: list[tuple[Path, Kept]] = []
    for file in files:
        tell = copied_of(done, all_, progress, is_cancelled)
        kept.append((file.path, _keep(store, file.path, tell)))
        done += kept[-1][1].size
    return kept


def copied_of(
    done: int, all_: int, progress: Progress | None, is_cancelled: IsCancelled | None
) -> Callable[[int], None]:
    """Return what is told the bytes copied of one file, `done` of `all_` bytes having been before.

    It passes them on, and raises Cancelled where the person has ended the copying.
    """

    def copied(size: int) -> None:
        if is_cancelled is not None and is_cancelled():
            raise Cancelled(_("Ended. Nothing was changed."))
        if progress is not None:
            progress(min(done + size, all_), all_)

    return copied


def _keep(store: FileStore, path: Path, copied: Callable[[int], None] | None = None) -> Kept:
    """Put the bytes of a file into the store. Raises BadInput, UnusableFile, and as `copied`."""
    try:
        source = path.open("rb")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    try:
        with source:
            return store.put_stream(source, copied)
    except OSError as error:
        raise UnusableFile(
            _("The files of the database cannot be written in {folder}: {reason}.").format(
                folder=shown_path(store.folder), reason=error.strerror
            )
        ) from error


def settle(context: Context, unit: Unit, kept: Sequence[tuple[Path, Kept]]) -> None:
    """See, before rows name bytes, that there is room for them and that they are still there.

    Somebody may have swept the store since they were put into it. Raises BadInput, UnusableFile.
    """
    check_kept(context, kept, unit.connection)
    store = FileStore(context.database.path)
    for path, bytes_ in kept:
        if not store.path(bytes_.sha256).exists() and _keep(store, path) != bytes_:
            raise BadInput(
                _("{path} was changed while it was copied. Try again.").format(
                    path=shown_path(path)
                ),
                "files",
            )


def attach_kept(
    context: Context, unit: Unit, kind: str, key: UUID, kept: Sequence[tuple[Path, Kept]]
) -> list[UUID]:
    """Write the rows of files whose bytes are in the store; return their keys."""
    from mimetypes import guess_type

    from storage.tables import Attachment

    settle(context, unit, kept)
    return [
        unit.add(
            Attachment(
                record_kind=kind,
                record_id=key,
                name=(name := kept_name(path.name)),
                media_type=guess_type(name)[0] or "application/octet-stream",
                size=bytes_.size,
                sha256=bytes_.sha256,
                created_by=context.actor.user_id,
            )
        ).id
        for path, bytes_ in kept
    ]


def attached_within(unit: Unit, key: UUID) -> Attachment:
    """Return the row of a file that is not removed, to be changed.

    Raises NotFound where it or its record is gone, NotAllowed where the record is read-only.
    """
    file = _within(unit, key)
    if file.deleted_at is not None:
        raise NotFound(no_longer_attached())
    return file


def _within(unit: Unit, key: UUID) -> Attachment:
    from services.records.use_cases import changeable_within
    from storage.tables import Attachment

    file = unit.get(Attachment, key)
    if file is None:
        raise NotFound(no_longer_attached())
    changeable_within(unit, file.record_kind, file.record_id)
    return file


def rename_attachment(context: Context, key: UUID, name: str) -> str:
    """Give a file another name, and return it as it is kept.

    Raises BadInput, and as `attached_within`.
    """
    from mimetypes import guess_type

    if not name.strip():
        raise BadInput(_("A file needs a name."), "name")
    with context.database.write(context.actor, "rename_attachment") as unit:
        file = attached_within(unit, key)
        file.name = kept_name(name)
        file.media_type = guess_type(file.name)[0] or file.media_type
        return file.name


def remove_attachments(context: Context, keys: Sequence[UUID]) -> None:
    """Take files from their records; “undo” brings them back. Raises as `attached_within`."""
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "delete_attachment") as unit:
        for key in keys:
            attached_within(unit, key).deleted_at = utc_now()


def bring_back_attachments(context: Context, keys: Sequence[UUID]) -> None:
    """Bring removed files back to their records. Raises as `attached_within`."""
    with context.database.write(context.actor, "restore_attachment") as unit:
        for key in keys:
            _within(unit, key).deleted_at = None
