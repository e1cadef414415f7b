"""The tree of sections against a plain model: moves, paths, what is below, the bin."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import BadInput, NotAllowed, NotFound
from domain.ids import new_id
from domain.records.record_query import RecordQuery
from services.catalog.changing import (
    add_section,
    delete_section,
    move_section,
    rename_section,
    restore_section,
)
from services.catalog.tree import (
    children_of,
    count_products,
    find_sections,
    path_of,
    paths_of,
    say_path,
)
from services.context import Context
from services.identity import sign_in
from services.lists.bin import list_bin
from services.lists.bulk import restore
from services.lists.reading import keys_of, record_list_source
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import redo, undo
from storage.check import find_faults, repair
from storage.database import Database

ZONE = ZoneInfo("Europe/Warsaw")


def names(context: Context, section: UUID | None = None) -> list[str]:
    return [one.name for one in children_of(context, section)]


def tree(context: Context, section: UUID | None = None) -> dict[str, object]:
    return {one.name: tree(context, one.id) for one in children_of(context, section)}


def shown(context: Context, section: UUID) -> str:
    return say_path(path_of(context, section))


def titles(context: Context, filter_: str) -> list[str]:
    source = record_list_source(context, RecordQuery("product", filter_))
    return [row.title for row in source.after(None, 100)]


@pytest.fixture
def furniture(context: Context) -> dict[str, UUID]:
    """Furniture with tables and office chairs, and lamps; a product in each."""
    made: dict[str, UUID] = {}
    for name, parent in (
        ("Furniture", ""),
        ("Office", "Furniture"),
        ("Chairs", "Office"),
        ("Tables", "Furniture"),
        ("Lamps", ""),
    ):
        made[name] = add_section(context, name, made.get(parent))
        add_record(context, "product", {"name": f"{name} 1", "section": str(made[name])})
    return made


@pytest.mark.row("CAT-02", "CAT-03", "CAT-04")
def test_sections_stand_by_name_and_lead_back_to_the_top(
    context: Context, furniture: dict[str, UUID]
) -> None:
    assert names(context) == ["Furniture", "Lamps"]
    assert names(context, furniture["Furniture"]) == ["Office", "Tables"]
    assert [one.has_sections for one in children_of(context)] == [True, False]
    assert shown(context, furniture["Chairs"]) == "Furniture / Office / Chairs"
    assert path_of(context, new_id()) == ()
    found = paths_of(context, [furniture["Lamps"], furniture["Tables"], new_id()])
    assert [*map(say_path, found.values())] == ["Lamps", "Furniture / Tables", ""]


@pytest.mark.row("CAT-02")
def test_a_section_may_be_fifty_deep(context: Context) -> None:
    parent: UUID | None = None
    for depth in range(50):
        parent = add_section(context, f"Level {depth}", parent)
    assert parent is not None
    add_record(context, "product", {"name": "Deep", "section": str(parent)})
    path = path_of(context, parent)
    assert [one.title for one in path] == [f"Level {depth}" for depth in range(50)]
    assert count_products(context, [path[0].id]) == {path[0].id: 1}
    assert titles(context, f"section:{path[0].id}") == ["Deep"]
    with pytest.raises(NotAllowed, match="below it"):
        move_section(context, path[0].id, path[49].id)


@pytest.mark.row("CAT-03")
def test_sections_are_found_with_their_paths(context: Context, furniture: dict[str, UUID]) -> None:
    (hit,) = find_sections(context, "chai")
    assert hit.key == furniture["Chairs"]
    assert say_path(hit.path) == "Furniture / Office"


@pytest.mark.row("CAT-02")
def test_a_section_is_moved_before_another_or_among_them_by_name(
    context: Context, furniture: dict[str, UUID]
) -> None:
    move_section(context, furniture["Lamps"], furniture["Furniture"])
    assert names(context, furniture["Furniture"]) == ["Lamps", "Office", "Tables"]
    move_section(context, furniture["Lamps"], furniture["Furniture"], before=furniture["Tables"])
    assert names(context, furniture["Furniture"]) == ["Office", "Lamps", "Tables"]
    add_section(context, "Beds", furniture["Furniture"])
    assert names(context, furniture["Furniture"]) == ["Office", "Lamps", "Tables", "Beds"]
    assert undo(context) == "section added"
    assert undo(context) == "section moved"
    assert names(context, furniture["Furniture"]) == ["Lamps", "Office", "Tables"]
    with pytest.raises(BadInput, match="not there any more"):
        move_section(context, furniture["Lamps"], None, before=furniture["Chairs"])
    with pytest.raises(NotFound):
        move_section(context, furniture["Lamps"], new_id())


@pytest.mark.row("CAT-02")
def test_no_way_leads_into_itself(context: Context, furniture: dict[str, UUID]) -> None:
    for target in ("Furniture", "Office", "Chairs"):
        with pytest.raises(NotAllowed, match="below it"):
            move_section(context, furniture["Furniture"], furniture[target])
        with pytest.raises(NotAllowed, match="below it"):
            edit_record(
                context, "section", furniture["Furniture"], {"parent": str(furniture[target])}
            )
    assert names(context) == ["Furniture", "Lamps"]


def test_a_section_needs_a_name_and_may_get_another(
    context: Context, furniture: dict[str, UUID]
) -> None:
    with pytest.raises(BadInput, match="needs a name"):
        add_section(context, "  ")
    rename_section(context, furniture["Lamps"], "Lights")
    assert names(context) == ["Furniture", "Lights"]


@pytest.mark.row("CAT-02", "CAT-09")
def test_a_section_takes_all_below_it_into_the_bin_and_back(
    context: Context, furniture: dict[str, UUID]
) -> None:
    before = tree(context)
    (chair,) = keys_of(context, RecordQuery("product", f"in:{furniture['Chairs']}"))
    (table,) = keys_of(context, RecordQuery("product", f"in:{furniture['Tables']}"))
    delete_record(context, "product", table)
    for delete in (
        lambda: delete_section(context, furniture["Furniture"]),
        lambda: delete_record(context, "section", furniture["Furniture"]),
    ):
        delete()
        assert tree(context) == {"Lamps": {}}
        assert titles(context, "") == ["Lamps 1"]
        assert {line.title for line in list_bin(context)} == {
            *("Furniture", "Office", "Chairs", "Tables"),
            *("Furniture 1", "Office 1", "Chairs 1", "Tables 1"),
        }
        assert undo(context) == "section deleted"
        assert tree(context) == before
        assert redo(context) == "section deleted"
        restore_section(context, furniture["Furniture"])
        assert tree(context) == before
        assert titles(context, "") == ["Chairs 1", "Furniture 1", "Lamps 1", "Office 1"]
        assert show_record(context, "product", table).is_deleted
    assert not show_record(context, "product", chair).is_deleted
    assert list(find_faults(context.database)) == []


@pytest.mark.row("CAT-02")
def test_what_comes_back_alone_brings_the_sections_above_it(
    context: Context, furniture: dict[str, UUID]
) -> None:
    (chair,) = keys_of(context, RecordQuery("product", f"in:{furniture['Chairs']}"))
    delete_section(context, furniture["Furniture"])
    restore(context, "product", [chair])
    assert tree(context) == {"Furniture": {"Office": {"Chairs": {}}}, "Lamps": {}}
    assert titles(context, "section:furniture") == ["Chairs 1"]
    restore_section(context, furniture["Tables"])
    assert titles(context, "section:furniture") == ["Chairs 1", "Tables 1"]


@pytest.mark.row("CAT-09")
def test_counts_leave_out_what_is_out_of_use(context: Context, furniture: dict[str, UUID]) -> None:
    top = furniture["Furniture"]
    assert count_products(context, [top, furniture["Lamps"]]) == {top: 4, furniture["Lamps"]: 1}
    (chair,) = keys_of(context, RecordQuery("product", "chairs"))
    edit_record(context, "product", chair, {"is_active": False})
    assert count_products(context, [top]) == {top: 3}
    assert count_products(context, [top], with_inactive=True) == {top: 4}


@pytest.mark.row("CAT-05")
@pytest.mark.parametrize(
    ("filter_", "found"),
    [
        ("section:office", ["Chairs 1", "Office 1"]),
        ("in:office", ["Office 1"]),
        ('section:"furniture/office"', ["Chairs 1", "Office 1"]),
        ('in:"furniture/office/chairs"', ["Chairs 1"]),
        ('section:"lamps/office"', []),
        ("section:=office", ["Chairs 1", "Office 1"]),
        ("-section:office", ["Furniture 1", "Lamps 1", "Tables 1"]),
        ("section:office,lamps", ["Chairs 1", "Lamps 1", "Office 1"]),
        ("section.name:office", ["Office 1"]),
        ("section:none", []),
    ],
)
def test_a_filter_by_section_means_all_below_it(
    context: Context, furniture: dict[str, UUID], filter_: str, found: list[str]
) -> None:
    assert titles(context, filter_) == found


MOVES = st.lists(
    st.tuples(st.integers(0, 7), st.one_of(st.none(), st.integers(0, 7))), min_size=1, max_size=12
)


@pytest.mark.row("CAT-02")
@settings(max_examples=10)
@given(moves=MOVES)
def test_moves_never_make_a_circle_and_all_ways_to_ask_agree(
    staffed_file: Path, moves: list[tuple[int, int | None]]
) -> None:
    with TemporaryDirectory() as folder:
        database = Database.open(Path(shutil.copy(staffed_file, Path(folder) / "crm.db")))
        try:
            compare(Context(database, sign_in(database), ZONE, "RU"), moves)
        finally:
            database.close()


def compare(context: Context, moves: list[tuple[int, int | None]]) -> None:
    """Do the moves here and in a plain model, and ask both for everything."""
    keys = [add_section(context, f"s{number}") for number in range(8)]
    above: dict[int, int | None] = dict.fromkeys(range(8))

    def path(number: int) -> list[int]:
        parent = above[number]
        return [*([] if parent is None else path(parent)), number]

    for number, parent in moves:
        target = None if parent is None else keys[parent]
        if parent is not None and number in path(parent):
            with pytest.raises(NotAllowed):
                move_section(context, keys[number], target)
        else:
            move_section(context, keys[number], target)
            above[number] = parent
    for number, key in enumerate(keys):
        assert shown(context, key) == " / ".join(f"s{one}" for one in path(number))
        within = {f"s{one}" for one in above if above[one] == number}
        assert set(names(context, key)) == within
        add_record(context, "product", {"name": f"p{number}", "section": str(key)})
    for number, key in enumerate(keys):
        below = {f"p{one}" for one in above if number in path(one)}
        assert set(titles(context, f"section:{key}")) == below
        assert count_products(context, [key]) == {key: len(below)}


@pytest.mark.row("CAT-02")
def test_what_is_below_is_told_rightly_after_every_way_to_change_the_tree(
    context: Context, furniture: dict[str, UUID]
) -> None:
    move_section(context, furniture["Chairs"], None)
    undo(context)
    redo(context)
    delete_section(context, furniture["Chairs"])
    undo(context)
    assert list(find_faults(context.database)) == []
    add_record(context, "product", {"name": "Stool", "section": str(furniture["Chairs"])})
    assert count_products(context, [furniture["Furniture"]]) == {furniture["Furniture"]: 3}
    undo(context)
    redo(context)
    assert "Stool" in titles(context, f"section:{furniture['Chairs']}")


@pytest.mark.row("CAT-02")
def test_the_doctor_notices_and_mends_what_is_told_wrongly(
    context: Context, furniture: dict[str, UUID]
) -> None:
    context.database.reader().execute("DELETE FROM section_within")
    assert list(find_faults(context.database)) == [
        "What is below a section is not told rightly. Run “crm doctor --repair”."
    ]
    repair(context.database, context.fields)
    assert list(find_faults(context.database)) == []
