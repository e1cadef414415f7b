"""A long catalog is written in parts: others have their turn, and it is still one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import Cancelled, Conflict, NotFound
from services.catalog.properties import own_properties
from services.context import Context
from services.importing.catalog_table import TableOptions
from services.importing.files import import_file
from services.lists.bin import purge
from services.records.use_cases import (
    add_record,
    add_within,
    delete_record,
    edit_record,
    list_records,
)
from services.undo import redo, undo

pytestmark = [pytest.mark.row("ONEC-01"), pytest.mark.usefixtures("turns")]

MANY = 1200
"""More products than are written in one part."""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of products in sections, with prices."""
    path = tmp_path / "products.csv"
    rows = (f"A-{n};Chair {n};Hall {n % 3};{n + 1}" for n in range(MANY))
    path.write_text("\n".join(["Code;Name;Section;Price", *rows]), "utf-8")
    return path


def names(context: Context, kind: str = "product") -> set[str]:
    return {one.title for one in list_records(context, kind, [])}


def keys_of(context: Context) -> set[UUID]:
    return {one.id for one in list_records(context, "product", [])}


def units_of(context: Context) -> list[tuple[str, bool]]:
    """Return the verbs of all steps and parts, the oldest first, and which are later parts."""
    rows = context.database.reader().execute(
        "SELECT verb, part_of IS NOT NULL FROM change_unit ORDER BY seq"
    )
    return [(verb, bool(is_part)) for verb, is_part in rows]


def test_others_save_while_it_goes_on_and_one_undo_takes_all_of_it_back(
    context: Context, other: Context, table: Path, turns: list[Callable[[], object]]
) -> None:
    before = len(units_of(context))
    turns.append(lambda: add_record(other, "company", {"title": "Romashka"}))
    report = import_file(context, table)
    assert (report.created, len(report.made["section"])) == (MANY, 3)
    assert units_of(context)[before:] == [
        ("import_catalog", False),
        ("add_company", False),
        ("import_catalog", True),
        ("import_catalog", True),
    ]
    assert import_file(context, table).skipped == MANY
    before = len(units_of(context))
    told: list[tuple[int, int]] = []
    turns.append(lambda: add_record(other, "company", {"title": "Vega"}))
    assert undo(context, lambda done, all_: told.append((done, all_))) == "catalog read from a file"
    assert units_of(context)[before:] == [
        ("undo", False),
        ("add_company", False),
        ("undo", True),
        ("undo", True),
    ]
    assert told == sorted(told)
    assert (told[0][0], len({all_ for _done, all_ in told})) == (0, 1)
    assert (names(context), names(context, "section")) == (set(), set())
    assert names(context, "company") == {"Romashka", "Vega"}
    redo(context)
    assert len(names(context)) == MANY
    undo(context)
    assert names(context) == set()
    undo(other)


def test_what_a_colleague_changed_meanwhile_keeps_it_from_being_undone(
    context: Context, other: Context, table: Path, turns: list[Callable[[], object]]
) -> None:
    def describe() -> None:
        (chair,) = (one for one in list_records(other, "product", []) if one.title == "Chair 7")
        edit_record(other, "product", chair.id, {"description": "for the hall"})

    turns.append(describe)
    import_file(context, table)
    for _again in range(2):
        with pytest.raises(
            Conflict, match=r"Борис Волков has since changed .* Nothing was changed"
        ):
            undo(context)
        assert len(names(context)) == MANY
        with pytest.raises(NotFound, match="nothing to redo"):
            redo(context)
    undo(other)
    undo(context)
    assert names(context) == set()
    with pytest.raises(NotFound, match="nothing to undo"):
        undo(context)


def test_where_neither_the_rest_can_be_undone_nor_the_first_part_redone_that_is_said(
    context: Context, other: Context, table: Path, turns: list[Callable[[], object]]
) -> None:
    head, first, *rows, last = table.read_text("utf-8").splitlines()
    in_attic = [row.replace("Hall", "Attic") for row in (first.replace("Hall 0", "Hall 2"), last)]
    table.write_text("\n".join([head, in_attic[0], *rows, in_attic[1]]), "utf-8")
    import_file(other, table)

    def pull_down_the_attic() -> None:
        (attic,) = (one for one in list_records(context, "section", []) if one.title == "Attic 2")
        delete_record(context, "section", attic.id)
        purge(context, "section", [attic.id])

    turns.append(pull_down_the_attic)
    with pytest.raises(Conflict) as refused:
        undo(other)
    assert str(refused.value) == (
        "Part of it has been taken back and stays so: others have meanwhile changed both that "
        "part and the rest. The feed says what they did."
    )
    assert 0 < len(names(context)) < MANY


@pytest.mark.row("HIST-06")
def test_an_undo_that_broke_off_goes_on_or_is_taken_back(
    context: Context, other: Context, table: Path, turns: list[Callable[[], object]]
) -> None:
    def ended_after(parts: int) -> Callable[[], bool]:
        """Say that the person has ended it, when so many parts are done."""
        is_over: list[bool] = []
        turns.extend([lambda: None] * (parts - 1) + [lambda: is_over.append(True)])
        return lambda: bool(is_over)

    import_file(context, table)
    company = add_record(context, "company", {"title": "Romashka"})
    undo(context)
    with pytest.raises(Cancelled, match="Nothing was changed"):
        undo(context, is_cancelled=lambda: True)
    with pytest.raises(Cancelled, match=r"Ended at \d+ %: undo goes on"):
        undo(context, is_cancelled=ended_after(1))
    assert len(names(context)) == 1000
    assert redo(context) == "catalog read from a file"
    assert len(names(context)) == MANY
    with pytest.raises(Cancelled, match=r"Ended at \d+ %: undo goes on"):
        undo(context, is_cancelled=ended_after(2))
    edit_record(other, "product", next(iter(keys_of(context))), {"description": "for the hall"})
    with pytest.raises(Conflict, match="Борис Волков"):
        undo(context)
    undo(other)
    assert undo(context) == "catalog read from a file (the rest; it had broken off)"
    assert (names(context), names(context, "section")) == (set(), set())
    with pytest.raises(Cancelled, match="redo goes on with it, undo takes all of it back"):
        redo(context, is_cancelled=ended_after(2))
    assert 0 < len(names(context)) < MANY
    assert redo(context) == "catalog read from a file (the rest; it had broken off)"
    assert len(names(context)) == MANY
    redo(context)
    assert names(context, "company") == {"Romashka"}
    assert import_file(context, table).skipped == MANY
    assert company in {one.id for one in list_records(context, "company", [])}


@pytest.mark.row("HIST-06")
def test_an_import_is_taken_back_past_a_step_that_cannot_be(
    context: Context, other: Context, table: Path, turns: list[Callable[[], object]]
) -> None:
    company = add_record(context, "company", {"title": "Romashka"})
    import_file(context, table)
    edit_record(context, "company", company, {"comment": "mine"})
    edit_record(other, "company", company, {"comment": "theirs"})
    is_over: list[bool] = []
    turns.append(lambda: is_over.append(True))
    with pytest.raises(Cancelled, match="undo goes on with it"):
        undo(context, is_cancelled=lambda: bool(is_over), pass_over=True)
    assert len(names(context)) == 1000
    said = undo(context, pass_over=True)
    assert said == "catalog read from a file (the rest; it had broken off) (1 later step stays)"
    assert names(context) == set()
    redo(context)
    assert len(names(context)) == MANY


def test_ended_halfway_it_stays_and_goes_on_when_the_file_is_read_again(
    context: Context, table: Path, turns: list[Callable[[], object]]
) -> None:
    is_over: list[bool] = []
    turns.append(lambda: is_over.append(True))
    with pytest.raises(Cancelled, match="What was brought in before stays"):
        import_file(context, table, is_cancelled=lambda: bool(is_over))
    assert len(names(context)) == 500
    report = import_file(context, table)
    assert (report.created, report.skipped) == (MANY - 500, 500)
    undo(context)
    assert len(names(context)) == 500
    undo(context)
    assert names(context) == set()


def test_properties_of_a_reading_that_was_ended_are_given_to_sections_by_the_next(
    context: Context, tmp_path: Path, turns: list[Callable[[], object]]
) -> None:
    path = tmp_path / "products.csv"
    rows = (f"A-{n};Chair {n};Hall {n % 3};{n + 1}" for n in range(MANY))
    path.write_text("\n".join(["Code;Name;Section;Width", *rows]), "utf-8")
    options = TableOptions(new_properties=True)
    is_over: list[bool] = []
    turns.append(lambda: is_over.append(True))
    with pytest.raises(Cancelled):
        import_file(context, path, is_cancelled=lambda: bool(is_over), table=options)
    import_file(context, path, table=options)
    sections = [one.id for one in list_records(context, "section", [])]
    assert [own_properties(context, one) for one in sections] == [["width"]] * 3


def test_taken_back_while_it_goes_on_it_ends(
    context: Context, table: Path, turns: list[Callable[[], object]]
) -> None:
    turns.append(lambda: undo(context))
    with pytest.raises(Cancelled, match="undone meanwhile"):
        import_file(context, table)
    assert names(context) == set()


def test_what_breaks_off_between_two_parts_leaves_others_alone(
    context: Context, table: Path, turns: list[Callable[[], object]]
) -> None:
    with ExitStack() as stack:

        def begin_and_end() -> None:
            unit = stack.enter_context(context.database.write(context.actor, "add_company"))
            add_within(context, unit, "company", {"title": "Romashka"})
            raise Cancelled

        turns.append(begin_and_end)
        with pytest.raises(Cancelled):
            import_file(context, table)
    assert names(context, "company") == {"Romashka"}
    assert len(names(context)) == 500
