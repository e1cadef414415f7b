"""What earlier readings of a catalog have left: which item of a file became which record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.ids import new_id
from services.formats.catalog_values import fingerprint
from storage.tables import ImportRun
from storage.unit import Unit

SECTION, PRODUCT, FIELD, VALUE = "section", "product", "field_definition", "dictionary_value"
"""What items become, as `import_record` names it."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The record that an item became, and what the item said then."""

    row: bytes
    record: bytes
    fingerprint: str
    payload: str

    @property
    def said(self) -> dict[str, Any]:
        """What the item said when it was read last."""
        said: dict[str, Any] = json.loads(self.payload)
        return said


def recall(
    connection: sqlite3.Connection, source: str, kind: str, uids: Iterable[str]
) -> dict[str, Remembered]:
    """Return what the items of one source with these uids became, those unknown left out."""
    known = list(dict.fromkeys(uids))
    rows = connection.execute(
        "SELECT external_id, id, record_id, fingerprint, payload FROM import_record "
        "WHERE source = ? AND record_kind = ? AND external_id IN (SELECT value FROM json_each(?))",
        (source, kind, json.dumps(known)),
    )
    return {uid: Remembered(*rest) for uid, *rest in rows}


@dataclass(slots=True)
class Memory:
    """Collects what items became, and writes it portion by portion, the first time with the run."""

    run: ImportRun
    is_begun: bool = False
    _new: list[dict[str, Any]] = field(default_factory=list)
    _again: list[dict[str, Any]] = field(default_factory=list)

    def keep(
        self, source: str, kind: str, uid: str, record: bytes, said: Mapping[str, Any]
    ) -> None:
        """Remember an item that was not known."""
        self._new.append(
            {
                "id": new_id().bytes,
                "run_id": self.run.id.bytes,
                "source": source,
                "external_id": uid,
                "record_kind": kind,
                "record_id": record,
                **_kept(said),
            }
        )

    def renew(self, known: Remembered, said: Mapping[str, Any]) -> None:
        """Remember what a known item says now."""
        self._again.append({"id": known.row, **_kept(said)})

    def write(self, unit: Unit) -> None:
        """Write what was collected."""
        if self._new:
            self.begin(unit)
        unit.insert_many("import_record", self._new)
        unit.connection.executemany(
            "UPDATE import_record SET fingerprint = :fingerprint, payload = :payload "
            "WHERE id = :id",
            self._again,
        )
        self._new.clear()
        self._again.clear()

    def begin(self, unit: Unit) -> None:
        """Write the run, unless it is written."""
        if not self.is_begun:
            unit.add(self.run)
            self.is_begun = True


def _kept(said: Mapping[str, Any]) -> dict[str, str]:
    return {
        "fingerprint": fingerprint(said),
        "payload": json.dumps(said, ensure_ascii=False, separators=(",", ":")),
    }
