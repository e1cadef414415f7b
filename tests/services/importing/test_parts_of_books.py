"""A long address book is written in parts: others have their turn, and it is one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cards import card, write_book

from domain.errors import Cancelled, Conflict
from services.context import Context
from services.importing.files import import_file
from services.records.use_cases import add_record, delete_record, list_records
from services.undo import undo

pytestmark = [pytest.mark.row("IMPEX-03"), pytest.mark.usefixtures("turns")]

NAMES = ("Ames Ann", "Bell Ben", "Cole Cyd", "Dean Dan")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Four people of one company."""
    cards = (card(n, f"+7916000000{i}", extra="ORG:Vega") for i, n in enumerate(NAMES))
    return write_book(tmp_path, *cards)


def names(context: Context, kind: str = "contact") -> list[str]:
    return sorted(one.title for one in list_records(context, kind, []))


def test_others_save_while_it_goes_on_and_one_undo_takes_all_of_it_back(
    context: Context, other: Context, book: Path, turns: list[Callable[[], object]]
) -> None:
    def take_company_away() -> None:
        (vega,) = list_records(other, "company", [])
        delete_record(other, "company", vega.id)

    # The first turn comes before the first card.
    turns += [lambda: None, lambda: add_record(other, "lead", {"title": "Fair"}), take_company_away]
    report = import_file(context, book)
    assert (report.created, report.made["company"]) == (4, ["Vega", "Vega"])
    assert names(context) == list(NAMES)
    assert import_file(context, book).skipped == 4
    with pytest.raises(Conflict, match="Борис Волков"):
        undo(context)
    assert names(context) == list(NAMES)
    undo(other)
    undo(context)
    assert (names(context), names(context, "company"), names(context, "lead")) == ([], [], ["Fair"])


def test_whom_a_colleague_deletes_or_adds_meanwhile_is_seen(
    context: Context, other: Context, tmp_path: Path, turns: list[Callable[[], object]]
) -> None:
    ann = add_record(context, "contact", {"last_name": "Ames", "phones": ["+79160000000"]})
    add_record(context, "contact", {"last_name": "Bell", "phones": ["+79160000001"]})
    book = write_book(
        tmp_path,
        card("Bell", "+79160000001", extra="NOTE:tall"),
        card("Ames", "+79160000000", extra="NOTE:small"),
        card("Cole", "+79160000002"),
    )
    looks = iter(range(1000))

    def add_cole() -> bool:
        if next(looks) == 8:  # each of three cards is read, told apart, and looked for
            add_record(other, "contact", {"last_name": "Cole", "phones": ["+79160000002"]})
        return False

    turns += [lambda: None, lambda: delete_record(other, "contact", ann)]
    report = import_file(context, book, is_cancelled=add_cole)
    assert (report.created, report.updated, report.skipped) == (1, 1, 1)
    assert names(context) == ["Ames", "Bell", "Cole"]


def test_ended_halfway_it_stays_and_goes_on_when_the_file_is_read_again(
    context: Context, book: Path, turns: list[Callable[[], object]]
) -> None:
    is_over: list[bool] = []
    turns += [lambda: None, lambda: None, lambda: is_over.append(True)]
    with pytest.raises(Cancelled, match="What was brought in before stays"):
        import_file(context, book, is_cancelled=lambda: bool(is_over))
    assert names(context) == list(NAMES[:2])
    report = import_file(context, book)
    assert (report.created, report.skipped) == (2, 2)
    undo(context)
    undo(context)
    assert names(context) == []
