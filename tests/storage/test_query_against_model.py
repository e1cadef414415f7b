"""Queries compiled to SQL agree with plain Python, on random records and random queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query_model import Model
from query_world import World, open_worlds

from domain.query.parser import parse_query
from domain.records.kinds import KINDS
from services.context import Context
from storage.reads.conditions import Condition, compile_query
from storage.reads.options import read_options
from tests.domain.query.query_texts import CLAUSES, CUSTOM_CLAUSES, NOW, queries


@pytest.fixture(scope="module")
def worlds(
    staffed_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[tuple[Context, World]]]:
    with open_worlds(staffed_file, tmp_path_factory.mktemp("worlds")) as made:
        yield made


def select(context: Context, kind: str, condition: Condition) -> set[UUID]:
    rows = context.database.reader().execute(
        f'SELECT r.id FROM "{KINDS[kind].table}" r WHERE r.deleted_at IS NULL AND {condition.sql}',
        condition.parameters,
    )
    return {UUID(bytes=key) for (key,) in rows}


@pytest.mark.parametrize("kind", CLAUSES)
@pytest.mark.row("CF-02")
@settings(max_examples=60)
@given(data=st.data())
def test_sql_finds_what_python_finds(
    worlds: list[tuple[Context, World]], kind: str, data: st.DataObject
) -> None:
    text = data.draw(queries(kind, CUSTOM_CLAUSES if kind == "contact" else None))
    for context, world in worlds:
        fields, connection = context.database.fields, context.database.reader()
        query = parse_query(text, kind, fields, NOW, read_options(connection))
        for login, user in (("anna", context.actor.user_id), ("boris", boris(context))):
            expected = Model(world, query, login).passing()
            condition = compile_query(query, fields, user)
            for way in (condition, condition.gathered):
                found = select(context, kind, way)
                odd = [world.records[key].values for key in found ^ expected]
                assert not odd, f"{text!r} of {login}: {odd[0]}"


def boris(context: Context) -> UUID:
    (key,) = (
        context.database.reader().execute("SELECT id FROM user WHERE login = 'boris'").fetchone()
    )
    return UUID(bytes=key)


def test_many_words_are_left_out_at_once(worlds: list[tuple[Context, World]]) -> None:
    """Each record is not asked for each word: whoever pastes a list of them would wait minutes."""
    words = " ".join(f"-{word}" for word in ("анна", "ko", *(f"w{n}" for n in range(100))))
    context, world = worlds[0]
    fields = context.database.fields
    for text in (words, f"birth_date:any {words}"):
        query = parse_query(text, "contact", fields, NOW)
        condition = compile_query(query, fields, context.actor.user_id)
        assert condition.sql.count("search_doc") == 1
        assert select(context, "contact", condition) == Model(world, query, "anna").passing()


def test_the_bin_is_searched_too(worlds: list[tuple[Context, World]]) -> None:
    """Records in the bin have no search document: their words are composed on the way."""
    context, world = worlds[0]
    fields = context.database.fields
    for kind in ("contact", "company", "activity"):
        deleted = {made.id for made in world.of(kind) if made.is_deleted}
        for text in ("анна", "8 916", '"анна 8"', "", "анна OR no OR иван", "-анна -no"):
            query = parse_query(text, kind, fields, NOW)
            condition = compile_query(query, fields, context.actor.user_id, in_bin=True)
            rows = context.database.reader().execute(
                f"SELECT r.id FROM {kind} r WHERE r.deleted_at IS NOT NULL AND {condition.sql}",
                condition.parameters,
            )
            found = {UUID(bytes=key) for (key,) in rows}
            bin_world = World(
                {
                    made.id: replace(made, is_deleted=False) if made.id in deleted else made
                    for made in world.records.values()
                }
            )
            assert found == Model(bin_world, query, "anna").passing() & deleted
