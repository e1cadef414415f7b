"""Versions of a file: written anew, and brought back (FEATURES DOC-16)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from domain.errors import BadInput, NotFound, UnusableFile
from domain.i18n import _
from services.context import Context
from services.files.attaching import attached_within, keep_files, settle
from services.files.limits import check_limits
from services.files.listing import VersionView, find_attachment, versions_of
from services.files.paths import find_files
from storage.files import FileStore, Kept

if TYPE_CHECKING:
    from storage.tables import Attachment
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version that was stored: its number, and those stored meanwhile by others."""

    name: str
    version: int
    sha256: str
    meanwhile: tuple[VersionView, ...] = ()

    def explain(self) -> str:
        """Return what a person is told."""
        stored = _("“{name}”: version {number} is stored.").format(
            name=self.name, number=self.version
        )
        if not self.meanwhile:
            return stored
        others = ", ".join(
            _("version {number} by {author}").format(number=one.version, author=one.author)
            for one in reversed(self.meanwhile)
        )
        return _("{stored} Meanwhile there is {others}, which was kept, too.").format(
            stored=stored, others=others
        )


class Held(NamedTuple):
    """The number of a version, and the SHA-256 of what it holds."""

    version: int
    sha256: str


def new_version(
    context: Context, key: UUID, path: str, *, base: int | None = None
) -> StoredVersion | None:
    """Make what the file at `path` holds the next version of a file; None where it is the same.

    What there was stays as an earlier version. `base` is the version that was edited: what others
    have stored since is told, and stays, too. Raises NotFound, and BadInput and UnusableFile as
    `services.files.attaching.attach_files`.
    """
    return put_version(context, key, path, base=base)[1]


def put_version(
    context: Context, key: UUID, path: str, *, base: int | None = None
) -> tuple[Held, StoredVersion | None]:
    """Do as `new_version`; return also which version holds what the file at `path` held."""
    files = find_files(context, [path])
    if len(files) != 1:
        raise BadInput(_("Name one file: a version is one file."), "path")
    check_limits(context, files)
    ((source, kept),) = keep_files(context, files)
    found = find_attachment(context, key)
    if found.sha256 == kept.sha256:
        return Held(found.version, kept.sha256), None
    with context.database.write(context.actor, "new_version") as unit:
        file = attached_within(unit, key)
        if file.sha256 == kept.sha256:
            return Held(file.version, kept.sha256), None
        settle(context, unit, [(source, kept)])
        stored = _store(context, unit, file, kept, base)
        return Held(stored.version, stored.sha256), stored


def restore_version(context: Context, key: UUID, version: int) -> StoredVersion:
    """Make an earlier version the newest one again; those between stay.

    Raises NotFound, BadInput where it is the current one, and UnusableFile where its bytes are
    missing or damaged.
    """
    with context.database.write(context.actor, "restore_version") as unit:
        file = attached_within(unit, key)
        wanted = version_named(context, key, version, unit)
        if wanted.is_current:
            raise BadInput(
                _("Version {number} is the one that is used already.").format(number=version)
            )
        if not FileStore(context.database.path).is_sound(wanted.sha256):
            raise UnusableFile(
                _("Version {number} of {name} is missing from the store, or damaged.").format(
                    number=version, name=file.name
                )
            )
        return _store(context, unit, file, Kept(wanted.sha256, wanted.size), None)


def version_named(
    context: Context, key: UUID, version: int, unit: Unit | None = None
) -> VersionView:
    """Return the version with this number. Raises NotFound."""
    found = versions_of(context, key, unit.connection if unit else None)
    for one in found:
        if one.version == version:
            return one
    raise NotFound(
        _("There is no version {number}. There are: {numbers}.").format(
            number=version, numbers=", ".join(str(one.version) for one in reversed(found))
        )
    )


def _store(
    context: Context, unit: Unit, file: Attachment, kept: Kept, base: int | None
) -> StoredVersion:
    """Keep what a file was as an earlier version, and give it other bytes."""
    from storage.tables import AttachmentVersion
    from storage.tables.base import utc_now

    before = versions_of(context, file.id, unit.connection)
    unit.add(
        AttachmentVersion(
            attachment_id=file.id,
            record_kind=file.record_kind,
            record_id=file.record_id,
            version=file.version,
            size=file.size,
            sha256=file.sha256,
            created_by=file.created_by,
            created_at=file.created_at,
        )
    )
    file.version = before[0].version + 1
    file.size, file.sha256 = kept.size, kept.sha256
    file.created_by, file.created_at = context.actor.user_id, utc_now()
    meanwhile = tuple(one for one in before if base is not None and one.version > base)
    return StoredVersion(file.name, file.version, kept.sha256, meanwhile)
