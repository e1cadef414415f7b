"""Reads bytes from the terminal that are not UTF-8, such as those of another encoding.

Textual's driver for terminals decodes strictly, and a single such byte would end the program. It
offers no setting for that, so the decoder that its module looks up is replaced.
"""

from __future__ import annotations

import codecs
from functools import partial

from textual.drivers import linux_driver


def forgive_bytes() -> None:
    """Let what is not UTF-8 arrive as the replacement character."""
    linux_driver.getincrementaldecoder = _forgiving  # type: ignore[assignment, attr-defined]  # see above


def _forgiving(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
