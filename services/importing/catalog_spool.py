"""Keeps what was read of a catalog until it is written: nobody waits while it is read."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Final

from domain.errors import UnusableFile
from domain.i18n import _
from services.formats.catalog_values import Problem, ProductValue
from services.importing.report import Halves, Progress

Item = ProductValue | Problem

_AT_ONCE: Final = 500
_MEMORY: Final = 8 * 1024 * 1024
"""Bytes that are kept in memory; what is more goes to a temporary file that is gone afterwards."""


class CatalogSpool:
    """The products of a file in their order, and what is broken among them.

    Each counts half when it is read and half when it is given out again.
    """

    def __init__(self, items: Iterable[Item], progress: Progress) -> None:
        """Read all items. Raises UnusableFile where there is no room for them, and as `items`."""
        self._halves = Halves(progress)
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_MEMORY)  # noqa: SIM115
        try:
            self._keep(iter(items))
        except BaseException:
            self._file.close()
            raise

    def _keep(self, items: Iterator[Item]) -> None:
        counted = self._halves.counted(items)
        while some := list(islice(counted, _AT_ONCE)):
            try:
                pickle.dump(some, self._file, pickle.HIGHEST_PROTOCOL)
            except OSError as error:
                raise UnusableFile(
                    _("There is no room for temporary files in {folder}: {reason}.").format(
                        folder=tempfile.gettempdir(), reason=error.strerror or error
                    )
                ) from error

    def items(self) -> Iterator[Item]:
        """Yield the items once, and forget them."""
        with self._file:
            self._file.seek(0)
            yield from self._halves.counted(self._kept())

    def _kept(self) -> Iterator[Item]:
        while True:
            try:
                some: list[Item] = pickle.load(self._file)  # noqa: S301 - it was written above
            except EOFError:
                return
            yield from some
