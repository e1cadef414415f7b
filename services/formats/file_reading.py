"""Opens files that people name, and says in a sentence why one cannot be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from domain.errors import UnusableFile
from domain.i18n import _
from domain.sizes import show_size


def open_file(path: Path) -> BinaryIO:
    """Return a file, open for reading. Raises UnusableFile."""
    if os.path.isdir(path):  # Path.is_dir raises for a name too long to be one
        raise UnusableFile(_("{path} is a folder. Name a file in it.").format(path=path))
    try:
        return path.open("rb")
    except (FileNotFoundError, ValueError) as error:
        message = _("There is no file {path}. Check its name and folder.").format(path=path)
        raise UnusableFile(message) from error
    except OSError as error:
        raise unreadable(path, error) from error


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file, of which there may be `most`. Raises UnusableFile."""
    with open_file(path) as stream:
        try:
            data = stream.read(most + 1)
        except OSError as error:
            raise unreadable(path, error) from error
    if len(data) > most:
        sentence = _("{path} is larger than {size}, the most that is read.")
        raise UnusableFile(sentence.format(path=path, size=show_size(most)))
    return data


def unreadable(path: Path, error: OSError) -> UnusableFile:
    """Return what is raised where the system cannot deliver a file."""
    message = _("The file {path} cannot be read. The system says: {reason}.")
    return UnusableFile(message.format(path=path, reason=error.strerror or error))
