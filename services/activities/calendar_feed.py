"""A file with somebody's calls and meetings that is kept up to date (FEATURES ACT-14).

Other calendars, on the same machine or through a folder that is shared, read it as they please.
"""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Final

from domain.errors import BadInput, UnusableFile
from domain.i18n import _
from domain.paths import expanded_path
from services.activities.calendar_file import export_calendar
from services.context import Context
from services.settings import CALENDAR_FEED, get_setting

DAYS_BACK = 90
"""How far back the file goes; what is ahead is in it whenever it is."""

FEED_TABLES = frozenset(
    {
        *("activity", "activity_link", "activity_participant", "activity_tag", "contact"),
        *("contact_point", "company", "lead", "deal", "user", "setting"),
    }
)
"""The tables from which the file is made."""

_HEAD = b"BEGIN:VCALENDAR"


def feed_path(context: Context) -> Path | None:
    """Return the file that the acting person has set, None for none."""
    path = get_setting(context, CALENDAR_FEED)
    return expanded_path(path) if path else None


def write_feed(context: Context) -> bool:
    """Bring the file up to date, and tell whether it was not; without one that is set, do nothing.

    Who reads it meanwhile sees it whole, as it was or as it is. Raises UnusableFile where it cannot
    be written, and BadInput where it would overwrite a file that is no calendar.
    """
    path = feed_path(context)
    if path is None:
        return False
    first = context.now().date() - timedelta(days=DAYS_BACK)
    advice = _("Choose another file for the calendar in the settings (0).")
    return write_calendar_file(path, export_calendar(context, first=first).data, advice)


def write_calendar_file(path: Path, data: bytes, advice: str) -> bool:
    """Put a calendar in place of the one in a file, and tell whether it is another.

    Raises UnusableFile where the file cannot be written, and BadInput with the advice where it is
    there and no calendar.
    """
    try:
        held = _held(path, advice)
        if held == data:
            return False
        _replace(path, data)
    except OSError as error:
        raise UnusableFile(
            _("The calendar file {path} cannot be written. The system says: {reason}.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    return True


def _held(path: Path, advice: str) -> bytes:
    """Return the calendar that is in a file, nothing where there is none."""
    if not path.exists():
        return b""
    if path.is_file():
        held = path.read_bytes()
        if not held or held.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(_HEAD):
            return held
    sentence = _("The file {path} is no calendar, so it is not overwritten.").format(path=path)
    raise BadInput(f"{sentence} {advice}")


def _replace(path: Path, data: bytes) -> None:
    """Put `data` in place of a file, all at once. Raises OSError.

    It keeps the rights of the file that was there; a new one gets the usual ones.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_UMASK)
        written.replace(target)
    except OSError:
        written.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


_UMASK: Final = _umask()
"""Asked for once, for that takes it away for a moment from whatever else is writing."""
