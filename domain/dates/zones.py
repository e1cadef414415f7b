"""The time zone of the person at work."""

from __future__ import annotations

import os
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.errors import BadInput
from domain.i18n import _

_LOCALTIME = Path("/etc/localtime")


def named_zone(name: str) -> ZoneInfo:
    """Return the zone with an IANA name such as `Europe/Warsaw`. Raises BadInput."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            _("There is no time zone “{name}”. Use a name such as Europe/Warsaw.").format(name=name)
        ) from error


def local_zone() -> tzinfo:
    """Return the zone of this machine: by `TZ`, the system's setting, or its present offset."""
    name = os.environ.get("TZ", "").lstrip(":")
    if not name and _LOCALTIME.is_symlink():
        name = str(_LOCALTIME.resolve()).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _zone_of_file() or datetime.now().astimezone().tzinfo or ZoneInfo("UTC")


def _zone_of_file() -> ZoneInfo | None:
    """Return the zone where the system keeps a copy of it instead of a link, as in containers."""
    try:
        with _LOCALTIME.open("rb") as file:
            return ZoneInfo.from_file(file)
    except (ValueError, OSError):
        return None
