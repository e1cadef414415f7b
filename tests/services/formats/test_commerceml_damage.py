"""CommerceML files in whatever order and state they come."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange_files import (
    GROUPS,
    catalog,
    document,
    offer,
    offers,
    product,
    read,
    write,
)
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UnusableFile
from services.formats.catalog_values import SectionValue
from services.formats.commerceml import read_outline

pytestmark = pytest.mark.row("ONEC-01")

_WHOLE = document(GROUPS, catalog(product("a"), product("b")), offers(offer("a"), offer("b")))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
def test_a_file_that_breaks_off_gives_what_stands_before(tmp_path: Path, encoding: str) -> None:
    data = _WHOLE.encode(encoding)
    path = tmp_path / "import.xml"
    end = len(_WHOLE.rstrip().encode(encoding))
    found = 0
    for length in range(0, end, 3):
        path.write_bytes(data[:length])
        try:
            outline, products, _problems = read(path)
        except UnusableFile:
            assert not found  # once something was read, it is kept
            continue
        assert outline.problems, length
        assert outline.problems[-1].line <= _WHOLE.count("\n") + 1
        assert len(products) >= found
        found = len(products)
    assert found == 4


def test_a_damaged_place_is_told_by_its_line(tmp_path: Path) -> None:
    text = document(catalog(product("a"), product("b", "Стол & стул"), product("c")))
    outline, products, _problems = read(write(tmp_path / "import.xml", text))
    assert [one.uid for one in products] == ["a"]
    (problem,) = outline.problems
    assert "Стол & стул" in text.splitlines()[problem.line - 1]


_Trees = st.lists(st.integers(min_value=-1, max_value=30), min_size=1, max_size=30)


@given(parents=_Trees, is_nested=st.booleans(), order=st.randoms(use_true_random=False))
def test_sections_come_behind_those_they_are_in(
    tmp_path_factory: pytest.TempPathFactory, parents: list[int], is_nested: bool, order: object
) -> None:
    """However they are nested or named: `parents` are earlier sections, -1 for the top."""
    outer = [parent if parent < place else -1 for place, parent in enumerate(parents)]
    places = list(range(len(outer)))
    if not is_nested:
        order.shuffle(places)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    text = document(
        "<Классификатор><Группы>"
        + (_nested(outer, -1) if is_nested else "".join(_named(outer, at) for at in places))
        + "</Группы></Классификатор>"
    )
    path = write(tmp_path_factory.mktemp("tree") / "import.xml", text)
    outline = read_outline(path)
    assert not outline.problems
    assert {one.uid: one.parent for one in outline.sections} == {
        f"g{place}": f"g{parent}" if parent >= 0 else "" for place, parent in enumerate(outer)
    }
    assert _is_in_order(outline.sections)


def _is_in_order(sections: list[SectionValue]) -> bool:
    seen = {""}
    for one in sections:
        if one.parent not in seen:
            return False
        seen.add(one.uid)
    return True


def _nested(outer: list[int], parent: int) -> str:
    return "".join(
        f"<Группа><Наименование>{place}</Наименование><Группы>{_nested(outer, place)}</Группы>"
        f"<Ид>g{place}</Ид></Группа>"
        for place, one in enumerate(outer)
        if one == parent
    )


def _named(outer: list[int], place: int) -> str:
    parent = f"<ИдРодителя>g{outer[place]}</ИдРодителя>" if outer[place] >= 0 else ""
    return f"<Группа><Ид>g{place}</Ид><Наименование>{place}</Наименование>{parent}</Группа>"


def test_a_thousand_levels_are_no_harm(tmp_path: Path) -> None:
    depth = 1000
    text = document(
        "<Классификатор>"
        + "".join(
            f"<Группы><Группа><Ид>g{level}</Ид><Наименование>{level}</Наименование>"
            for level in range(depth)
        )
        + "</Группа></Группы>" * depth
        + "</Классификатор>"
    )
    outline, _products, problems = read(write(tmp_path / "import.xml", text))
    assert not problems
    assert outline.sections[-1] == SectionValue(outline.sections[-1].line, "g999", "999", "g998")


@given(data=st.binary(max_size=300))
def test_any_bytes_are_refused_by_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "import.xml"
    path.write_bytes(data)
    with pytest.raises(UnusableFile):
        read_outline(path)
