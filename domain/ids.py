"""Keys of records: UUID version 7 (RFC 9562), which sort by the time they were made."""

from __future__ import annotations

import os
import threading
import time
from datetime import datetime
from uuid import UUID

_lock = threading.Lock()
_last_ms = 0
_sequence = 0


def new_id() -> UUID:
    """Return a fresh UUIDv7, greater than every one this process made before it.

    A 12-bit sequence orders keys made within one millisecond (RFC 9562, section 6.2, method 1);
    when it is used up the time part runs ahead of the clock.
    """
    global _last_ms, _sequence
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _sequence = now, int.from_bytes(os.urandom(1))
        elif _sequence < 0xFFF:
            _sequence += 1
        else:
            _last_ms, _sequence = _last_ms + 1, 0
        head = (_last_ms << 16) | 0x7000 | _sequence
    return _with_head(head)


def id_made_at(moment: datetime, number: int = 0) -> UUID:
    """Return a UUIDv7 as if made at an aware moment, behind those of it with a lower `number`.

    `number` is at most 4,095.
    """
    milliseconds = round(moment.timestamp() * 1000)
    return _with_head((milliseconds << 16) | 0x7000 | (number & 0xFFF))


def _with_head(head: int) -> UUID:
    """Return a key of a time and a sequence, the rest by chance."""
    tail = (int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
    return UUID(int=(head << 64) | tail)


def first_id_after(moment: datetime) -> UUID:
    """Return what is greater than all keys that were made up to the millisecond of an aware moment,
    and smaller than later ones."""
    return UUID(int=(int(moment.timestamp() * 1000) + 1) << 80)


def parse_id(text: str) -> UUID | None:
    """Return the key that `text` spells, or None when it is no key."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None
