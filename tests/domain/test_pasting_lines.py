"""Rows of a spreadsheet become lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.calculation.lines import Line, LineKind, discounts_text, rate_of
from domain.calculation.pasting import lines_from
from domain.cells import CellError


def said(line: Line) -> tuple[str, Decimal | None, str, Decimal | None]:
    return line.name, line.quantity, line.unit, line.price


@pytest.mark.row("DOC-13")
def test_rows_without_titles_are_read_by_what_stands_in_them() -> None:
    text = 'Chair "Nord"\t20\tpc\t12 400,00\t5%\t20%\t235 600,00\r\nDelivery\t1\tsv\t5000 ₽\r\n\r\n'
    chair, delivery = lines_from(text)
    assert said(chair) == ('Chair "Nord"', Decimal(20), "pc", Decimal("12400.00"))
    assert discounts_text(chair.discounts) == "5%"
    assert rate_of(chair.taxes) == 20
    assert said(delivery) == ("Delivery", Decimal(1), "sv", Decimal(5000))


def test_numbers_of_lines_are_left_out_and_comments_taken() -> None:
    chair, note = lines_from("1\tСтул\t2\tшт\t1 200,50 руб.\n# на 3-й этаж\t")
    assert said(chair) == ("Стул", Decimal(2), "шт", Decimal("1200.50"))
    assert (note.kind, note.name) == (LineKind.COMMENT, "на 3-й этаж")


def test_titles_say_what_the_columns_hold() -> None:
    (line,) = lines_from("Артикул\tНаименование\tЦена\tКол-во\tСумма\nCH-114\tСтул\t1200\t3\t3600")
    assert said(line) == ("Стул", Decimal(3), "", Decimal(1200))


def test_what_cannot_be_read_is_said_with_its_line() -> None:
    with pytest.raises(CellError, match="Line 2 of what was pasted: “many” is not understood"):
        lines_from("Item\tQty\nChair\t1\nTable\tmany")
    with pytest.raises(CellError, match="too many at once"):
        lines_from("x\t1\n" * 5001)
    assert lines_from("\n \n") == []
