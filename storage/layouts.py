"""The layouts that hold for a person, and the fields under the names that they give."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import language
from domain.records.fields import FieldRegistry
from domain.records.held_layouts import HeldLayout, resolve
from domain.records.kinds import KINDS
from storage.connection import CrmConnection

_Labels = dict[tuple[str, str], str]


class KnownLayouts:
    """Gives the layouts of one database; they are read again only once something was written."""

    def __init__(self) -> None:
        self._last: dict[UUID, tuple[_Labels, str, FieldRegistry, FieldRegistry]] = {}

    def on(self, connection: CrmConnection, user: UUID) -> Mapping[str, HeldLayout]:
        """Return the layout of each kind, as `connection`, which only reads, sees them."""
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        known = connection.layouts
        if known is None or known[:2] != (version, user):
            known = connection.layouts = (version, user, read_layouts(connection, user))
        return known[2]

    def fields(self, connection: CrmConnection, user: UUID, fields: FieldRegistry) -> FieldRegistry:
        """Return `fields` under the names that a person sees; the same object while they stay."""
        labels = {
            (kind, name): label
            for kind, held in self.on(connection, user).items()
            for name, label in held.layout.labels.items()
        }
        if not labels:
            return fields
        known, spoken = self._last.get(user), language()
        if known is None or known[:2] != (labels, spoken) or known[2] is not fields:
            shown = fields.labelled(_not_taken(labels, fields))
            known = self._last[user] = (labels, spoken, fields, shown)
        return known[3]


def _not_taken(labels: _Labels, fields: FieldRegistry) -> _Labels:
    """Return those of the labels that no other field bears: one may have been added since."""
    from domain.records.custom_fields import (
        check_label,  # needed only where somebody has given labels
    )

    kept = {}
    for (kind, name), label in labels.items():
        with suppress(BadInput):
            check_label(fields, kind, label, own=name)
            kept[kind, name] = label
    return kept


def read_layouts(connection: sqlite3.Connection, user: UUID) -> Mapping[str, HeldLayout]:
    """Return the layout of each kind that holds for a person."""
    own: dict[str, str] = {}
    everybody: dict[str, tuple[str, bool]] = {}
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT kind, user_id IS NULL, is_locked, content FROM form_layout "
        "WHERE user_id IS NULL OR user_id = ?",
        (user.bytes,),
    ).fetchall()
    for kind, is_everybodys, is_locked, content in rows:
        if is_everybodys:
            everybody[kind] = (content, bool(is_locked))
        else:
            own[kind] = content
    held = {}
    for kind in KINDS:
        content, is_locked = everybody.get(kind, (None, False))
        held[kind] = resolve(kind, own.get(kind), content, is_locked=is_locked)
    return held
