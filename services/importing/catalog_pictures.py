"""Attaches the pictures that a file of a catalog names to its products (FEATURES CAT-11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from uuid import UUID

from domain.errors import BadInput
from services.context import Context
from services.files.attaching import attach_kept, keep_files
from services.files.limits import check_limits
from services.files.paths import FoundFile
from services.importing.report import ImportReport
from services.parts.photo import PHOTO
from storage.tables import Attachment
from storage.unit import Unit
from storage.values import now_micros


@dataclass(slots=True)
class CatalogPictures:
    """Pictures that lie beside the file, in `folder` or below it; None where there are none.

    A picture that is not there, or lies elsewhere, is passed over: catalogs often come without
    their pictures.
    """

    context: Context
    unit: Unit
    folder: Path | None
    report: ImportReport
    _wanted: list[tuple[bytes, int, str]] = field(default_factory=list)

    def want(self, product: bytes, line: int, name: str) -> None:
        """Note the picture of a product, which the file names at a line."""
        if name and self.folder is not None:
            self._wanted.append((product, line, name))

    def attach(self) -> None:
        """Attach what was noted; the products must be written."""
        for product, line, name in self._wanted:
            path = self._found(name)
            if path is None:
                continue
            try:
                self._attach(UUID(bytes=product), path)
            except BadInput as error:
                self.report.notes.append((line, str(error)))
        self._wanted.clear()

    def _found(self, name: str) -> Path | None:
        assert self.folder is not None
        try:
            folder = self.folder.resolve()
            path = (folder / name.replace("\\", "/")).resolve()
            is_there = path.is_relative_to(folder) and path.is_file()
        except (OSError, ValueError):
            return None
        is_picture = (guess_type(path.name)[0] or "").startswith("image/")
        return path if is_there and is_picture else None

    def _attach(self, product: UUID, path: Path) -> None:
        file = FoundFile(path, path.stat().st_size)
        check_limits(self.context, [file])
        kept = keep_files(self.context, [file])
        connection = self.unit.connection
        before = connection.execute(
            "SELECT id, sha256 FROM attachment WHERE record_kind = 'product' AND record_id = ? "
            "AND role = ? AND deleted_at IS NULL",
            (product.bytes, PHOTO),
        ).fetchall()
        if any(digest == kept[0][1].sha256 for _id, digest in before):
            return
        connection.executemany(
            "UPDATE attachment SET deleted_at = ? WHERE id = ?",
            [(now_micros(), key) for key, _digest in before],
        )
        (attached,) = attach_kept(self.context, self.unit, "product", product, kept)
        photo = self.unit.get(Attachment, attached)
        assert photo is not None
        photo.role = PHOTO
