"""Random records that several tests of reading share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.context import Context
from services.identity import sign_in
from storage.database import Database
from tests.domain.query.query_texts import NOW, WARSAW
from tests.storage.query_world import World, make_world

SEEDS = (1, 2, 3)
"""Of the random records; each seed is a database of its own."""


@pytest.fixture(scope="session")
def worlds(
    staffed_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[tuple[Context, World]]]:
    """Databases of random records that nobody changes, each with what is in it."""
    made: list[tuple[Context, World]] = []
    for seed in SEEDS:
        path = shutil.copy(staffed_file, tmp_path_factory.mktemp("world") / "crm.db")
        database = Database.open(Path(path))
        context = Context(database, sign_in(database), WARSAW, clock=lambda _zone: NOW)
        made.append((context, make_world(context, seed)))
    yield made
    for context, _world in made:
        context.database.close()
