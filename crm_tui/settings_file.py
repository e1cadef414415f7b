"""Changes one setting in the settings file and leaves the rest of it as it was written."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from crm_tui.settings import read_settings_file, settings_path
from domain.errors import BadInput
from domain.i18n import _


def write_setting(name: str, value: str | bool, path: Path | None = None) -> None:
    """Set `name` in the file, which is made where it is missing; comments and order stay.

    Raises BadInput where the file cannot be read or written, and leaves it as it was then.
    """
    path = path or settings_path()
    before = read_settings_file(path)
    text = path.read_text("utf-8") if path.exists() else ""
    # A string of JSON without escapes beyond those of TOML is a string of TOML.
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    top, table = _split(text)
    pattern = re.compile(rf"^[ \t]*{re.escape(name)}[ \t]*=.*$", re.MULTILINE)
    if name in before:
        top = pattern.sub(lambda _match: line, top, count=1)
    else:
        top = f"{top.rstrip()}\n{line}\n".lstrip() + ("\n" if table else "")
    _replace(path, top + table)
    if read_settings_file(path).get(name) != value:
        _replace(path, text)
        raise BadInput(
            _("The setting “{name}” could not be changed in {path}. Change it there.").format(
                name=name, path=path
            )
        )


def _split(text: str) -> tuple[str, str]:
    """Return what stands before the first table of the file, and the rest."""
    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    place = table.start() if table else len(text)
    return text[:place], text[place:]


def _replace(path: Path, text: str) -> None:
    """Write the file beside itself and put it in place, so that it is never half written."""
    draft = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, "utf-8")
        os.replace(draft, path)
    except OSError as error:
        raise BadInput(
            _("The settings could not be written to {path}: {reason}.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
