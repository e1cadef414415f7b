"""Writes what every database comes with; what is there, or was deleted, is left as it is."""

from __future__ import annotations

import sqlite3

from domain.ids import new_id
from domain.pipelines import PIPELINES, ShippedPipeline
from domain.shipped import DICTIONARIES, shipped_id

_UNLESS_DELETED = (
    "WHERE (SELECT op FROM change WHERE record = ?1 ORDER BY seq DESC LIMIT 1) IS NOT 'D'"
)
"""The condition that nobody has deleted the row whose key is bound first."""


def write_shipped(connection: sqlite3.Connection) -> None:
    """Add the shipped dictionaries and pipelines, and name the device that owns the file.

    Runs within a migration, while nothing is logged: these rows are the same everywhere.
    """
    connection.execute(
        "INSERT OR IGNORE INTO meta(name, value) VALUES ('device', ?)", (new_id().bytes,)
    )
    for code, (_label, values) in DICTIONARIES.items():
        dictionary = shipped_id("dictionary", code).bytes
        connection.execute(
            "INSERT OR IGNORE INTO dictionary(id, code) VALUES (?, ?)", (dictionary, code)
        )
        connection.executemany(
            "INSERT OR IGNORE INTO dictionary_value"
            "(id, dictionary_id, code, meaning, sort, is_system) "
            f"SELECT ?, ?, ?, ?, ?, ? {_UNLESS_DELETED}",
            [
                (shipped_id(code, v.code).bytes, dictionary, v.code, v.meaning, sort, v.is_system)
                for sort, v in enumerate(values)
            ],
        )
    for number, pipeline in enumerate(PIPELINES):
        _write_pipeline(connection, number, pipeline)


def _write_pipeline(connection: sqlite3.Connection, number: int, pipeline: ShippedPipeline) -> None:
    key = shipped_id("pipeline", pipeline.code).bytes
    connection.execute(
        f"INSERT OR IGNORE INTO pipeline(id, code, sort) SELECT ?, ?, ? {_UNLESS_DELETED}",
        (key, pipeline.code, number),
    )
    if connection.execute("SELECT 1 FROM pipeline WHERE id = ?", (key,)).fetchone() is None:
        return
    connection.executemany(
        "INSERT OR IGNORE INTO stage(id, pipeline_id, code, sort, meaning, probability) "
        f"SELECT ?, ?, ?, ?, ?, ? {_UNLESS_DELETED}",
        [
            (
                shipped_id("stage", pipeline.code, stage.code).bytes,
                key,
                stage.code,
                sort,
                stage.meaning,
                stage.probability,
            )
            for sort, stage in enumerate(pipeline.stages)
        ],
    )
