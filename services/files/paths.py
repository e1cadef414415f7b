"""What a typed path means: a file, several that fit a pattern, one of the library folder."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from domain.errors import BadInput
from domain.i18n import _
from domain.paths import expanded_path
from domain.text import on_one_line, strip_control
from services.context import Context
from services.settings import LIBRARY_FOLDER, get_setting

MOST_FILES = 50
"""How many files may be attached at once."""

COMPLETIONS = 50
"""How many names are offered for a path at most."""


class FoundFile(NamedTuple):
    """A file on the disk; `size` in bytes."""

    path: Path
    size: int


def find_files(context: Context, paths: Sequence[str]) -> list[FoundFile]:
    """Return the files that were named, each once: by a path, or all that fit a pattern as `*.pdf`.

    Raises BadInput, naming the path, where there is no such file, it is a folder, or cannot be
    read, and where they are too many.
    """
    if len(paths) > MOST_FILES:
        raise _too_many()
    found = {path: None for text in paths for path in _named(context, text)}
    if len(found) > MOST_FILES:
        raise _too_many()
    return [FoundFile(path, _readable_size(path)) for path in found]


def resolve_path(context: Context, text: str) -> Path:
    """Return the file that a typed path names: `~` is the home folder, and a path that begins at
    no folder is looked for in the library folder first, where there is one."""
    for typed in (text, strip_control(text).strip(), _unquoted(text)):
        path = expanded_path(typed)
        library = library_folder(context)
        if library is not None and _is_bare(typed) and os.path.lexists(_plain(library / path)):
            return library / path
        if typed.strip() and os.path.lexists(_plain(path)):
            return path
    return expanded_path(strip_control(text).strip())


def complete_path(context: Context, text: str) -> list[str]:
    """Return what a path that is being typed may become, folders ending in `/`, by name.

    `~` expands; hidden names are offered once their dot is typed. A path that begins at no folder
    is completed from the library folder, where one is set, and else from the present one. A sign
    that no key types stands in a name as `?`, which fits it when the path is read.
    """
    text = strip_control(text).lstrip()
    if text == "~":
        return ["~/"]
    head, tail = os.path.split(text)
    library = library_folder(context)
    base = library if library is not None and _is_bare(text) else Path()
    folder = base / expanded_path(head)
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                f"{_typable(entry.name)}/" if entry.is_dir() else _typable(entry.name)
                for entry in entries
                if entry.name.startswith(tail) and (tail or not entry.name.startswith("."))
            )
    except (OSError, ValueError):
        return []
    return [os.path.join(head, name) for name in names[:COMPLETIONS]]


def library_folder(context: Context) -> Path | None:
    """Return the folder of shared files, None where none is set (FEATURES PORT-06)."""
    folder = get_setting(context, LIBRARY_FOLDER)
    return expanded_path(folder) if folder else None


def shown_path(path: Path) -> str:
    """Return a path as it stands in a sentence: on one line, with nothing a terminal obeys."""
    return on_one_line(str(path))


def unreadable(path: Path, error: OSError | ValueError) -> BadInput:
    """Return what is said of a file that cannot be read."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return BadInput(
        _("{path} cannot be read: {reason}.").format(path=shown_path(path), reason=reason), "files"
    )


def _named(context: Context, text: str) -> list[Path]:
    """Return the files that one typed path means. Raises BadInput where there are none."""
    path = resolve_path(context, text)
    if os.path.lexists(_plain(path)) or not glob.has_magic(str(path)):
        return [path]
    library = library_folder(context)
    places = [library / path, path] if library and _is_bare(text) else [path]
    for pattern in places:
        fitting = glob.iglob(str(pattern))
        found = list(islice((Path(one) for one in fitting if os.path.isfile(one)), MOST_FILES + 1))
        if found:
            return sorted(found)
    raise BadInput(_("No file fits {path}.").format(path=shown_path(path)), "files")


def _readable_size(path: Path) -> int:
    """Return the size of a file. Raises BadInput with a sentence where it cannot be attached."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise BadInput(
                _("{path} is a folder. Name a file in it, or several as {example}.").format(
                    path=shown_path(path), example=shown_path(path / "*.pdf")
                ),
                "files",
            )
        if not path.is_file():
            raise BadInput(_("{path} is no file; name one.").format(path=shown_path(path)), "files")
        path.open("rb").close()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    return size


def _too_many() -> BadInput:
    return BadInput(
        _("At most {limit} files are attached at once.").format(limit=MOST_FILES), "files"
    )


def _unquoted(text: str) -> str:
    """Return a path as file managers and shells hand it over: a link, in quotes, with `\\ `."""
    text = strip_control(text).strip()
    if text.startswith("file://"):
        return unquote(urlsplit(text).path)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text.replace("\\ ", " ") if os.sep == "/" else text


def _typable(name: str) -> str:
    """Return a name with `?` for each sign that no key types."""
    plain = strip_control(name)
    if plain == name and name.isprintable():
        return name
    return "".join(
        sign if sign.isprintable() and strip_control(sign) == sign else "?" for sign in name
    )


def _plain(path: Path) -> str:
    """Return a path without the sign that ends texts, which no system takes."""
    return str(path).replace("\0", "")


def _is_bare(text: str) -> bool:
    """Say whether a path begins at no folder: neither `/`, `~` nor `.`."""
    return not text.lstrip().startswith(("/", "~", "./", "../")) and not Path(text).is_absolute()
