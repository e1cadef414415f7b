"""Brings the sections of a file into the tree of the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.i18n import _
from domain.ids import new_id
from domain.text import fold
from services.catalog.tree import BETWEEN
from services.context import Context
from services.formats.catalog_values import PATH_SEPARATOR, Outline, Problem, SectionValue
from services.importing.catalog_memory import SECTION, Memory, Remembered, recall
from services.records.coercion import LONGEST_NAME
from storage.unit import Unit
from storage.values import now_micros

_SAID_LEVELS, _LEFT_OUT = 3, "…"
"""So many names tell where a new section is, and what stands for those above them."""


@dataclass(slots=True)
class _Section:
    """A section as it is in the catalog now."""

    parent: bytes | None
    name: str
    is_deleted: bool


class SectionTree:
    """The sections of the catalog, those of a file put in their places, within one unit.

    A section of the file is the one that it became earlier, else the one of its name in its place,
    else a new one. What a person renamed or moved here stays so, unless the file changed the same.
    """

    def __init__(self, context: Context, unit: Unit, source: str, memory: Memory) -> None:
        self.added: list[str] = []
        self.changed = 0
        self._context, self._unit, self._source, self._memory = context, unit, source, memory
        rows = unit.connection.execute(
            "SELECT id, parent_id, name, deleted_at IS NOT NULL FROM section"
        )
        self._sections = {
            key: _Section(parent, name, bool(gone)) for key, parent, name, gone in rows
        }
        self._by_name = {
            (one.parent, fold(one.name)): key
            for key, one in self._sections.items()
            if not one.is_deleted
        }
        self._keys: dict[str, bytes] = {}
        self._new: list[dict[str, Any]] = []
        self._gone: list[bytes] = []

    def bring_in(self, outline: Outline) -> None:
        """Add, rename and move the sections of a file; they stand behind those around them."""
        known = recall(
            self._unit.connection, self._source, SECTION, (one.uid for one in outline.sections)
        )
        taken = {one.record for one in known.values()}
        for section in outline.sections:
            parent = self._keys.get(section.parent)
            before = known.get(section.uid)
            if before is not None and before.record in self._sections:
                self._keys[section.uid] = before.record
                self._renew(section, before, parent, outline.problems)
            elif not section.is_deleted:
                self._keys[section.uid] = self._find_or_add(section, parent, taken)
        self._write()

    def key_of(self, uid: str) -> bytes | None:
        """Return the section that one of the file became, None for an unknown one."""
        if uid not in self._keys:
            known = recall(self._unit.connection, self._source, SECTION, [uid]).get(uid)
            if known is None or known.record not in self._sections:
                return None
            self._keys[uid] = known.record
        return self._keys[uid]

    def at_path(self, path: str) -> bytes | None:
        """Return the section at a path of names, made where it is missing; None for no path."""
        if not path:
            return None
        if path not in self._keys:
            outer, _separator, name = path.rpartition(PATH_SEPARATOR)
            parent = self.at_path(outer)
            key = self._by_name.get((parent, fold(name)))
            self._keys[path] = key if key is not None else self._add(name, parent)
            self._write()
        return self._keys[path]

    def clear_away(self) -> int:
        """Put into the bin what the file marks as deleted and holds nothing; tell how many.

        A section in which somebody keeps anything stays.
        """
        count = 0
        for key in reversed(self._gone):
            done = self._unit.connection.execute(
                "UPDATE section SET deleted_at = ?1, updated_at = ?1 WHERE id = ?2 "
                "AND deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM product "
                "WHERE section_id = ?2 AND deleted_at IS NULL) AND NOT EXISTS "
                "(SELECT 1 FROM section s WHERE s.parent_id = ?2 AND s.deleted_at IS NULL)",
                (now_micros(), key),
            )
            count += done.rowcount
        return count

    def _find_or_add(self, section: SectionValue, parent: bytes | None, taken: set[bytes]) -> bytes:
        name = _name(section.name)
        key = self._by_name.get((parent, fold(name)))
        if key is None or key in taken:
            key = self._add(name, parent)
        taken.add(key)
        self._memory.keep(self._source, SECTION, section.uid, key, _said(section))
        return key

    def _add(self, name: str, parent: bytes | None) -> bytes:
        key, now = new_id().bytes, now_micros()
        actor = self._context.actor.user_id.bytes
        self._new.append(
            {
                "id": key,
                "name": name,
                "folded_name": fold(name),
                "parent_id": parent,
                "responsible_id": actor,
                "created_by": actor,
                "created_at": now,
                "updated_at": now,
            }
        )
        self._sections[key] = _Section(parent, name, is_deleted=False)
        self._by_name[parent, fold(name)] = key
        self.added.append(self._path_of(key))
        return key

    def _path_of(self, key: bytes) -> str:
        names: list[str] = []
        at: bytes | None = key
        while at is not None and len(names) < _SAID_LEVELS:
            names.append(self._sections[at].name)
            at = self._sections[at].parent
        return BETWEEN.join(names[::-1] if at is None else [_LEFT_OUT, *names[::-1]])

    def _renew(
        self,
        section: SectionValue,
        before: Remembered,
        parent: bytes | None,
        problems: list[Problem],
    ) -> None:
        """Bring a known section in step with what the file changed since it was read last."""
        if section.is_deleted:
            self._gone.append(before.record)
        said, was = _said(section), before.said
        if said == was:
            return
        self._write()
        held = self._sections[before.record]
        name = _name(section.name) if said["name"] != was.get("name") else held.name
        place = parent if said["parent"] != was.get("parent") else held.parent
        if self._is_within(place, before.record):
            reason = _("The section {name} would be within itself; it stays where it is.")
            problems.append(Problem(section.line, reason.format(name=section.name)))
            place = held.parent
        is_deleted = held.is_deleted and (section.is_deleted or not was.get("deleted"))
        if (place, name, is_deleted) != (held.parent, held.name, held.is_deleted):
            self._unit.connection.execute(
                "UPDATE section SET name = ?, folded_name = ?, parent_id = ?, updated_at = ?, "
                "deleted_at = iif(?, deleted_at, NULL) WHERE id = ?",
                (name, fold(name), place, now_micros(), is_deleted, before.record),
            )
            self._sections[before.record] = _Section(place, name, is_deleted)
            self._by_name[place, fold(name)] = before.record
            self.changed += 1
        self._memory.renew(before, said)

    def _is_within(self, key: bytes | None, outer: bytes) -> bool:
        """Say whether a section is another one or below it."""
        while key is not None and key != outer:
            key = self._sections[key].parent
        return key == outer

    def _write(self) -> None:
        self._unit.insert_many("section", self._new)
        self._new.clear()


def _name(text: str) -> str:
    return text[:LONGEST_NAME].rstrip()


def _said(section: SectionValue) -> dict[str, Any]:
    said: dict[str, Any] = {"name": section.name, "parent": section.parent}
    return said | {"deleted": True} if section.is_deleted else said
