"""Rows of a spreadsheet become lines, and lines become rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from crm_tui.translations import load
from domain.calculation.copying import rows_text
from domain.calculation.figures import Pricer
from domain.calculation.lines import Calculation, Cell, Line, LineKind, discounts_text, rate_of
from domain.calculation.pasting import lines_from
from domain.cells import CellError
from domain.pricing.model import AllowanceCharge, Tax
from widgets.grid.grid_columns import title_of


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


@pytest.mark.row("DOC-13")
@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_lines_that_are_copied_out_come_back_as_they_were(language: str) -> None:
    taxes, off = (Tax("S", Decimal(20)),), (AllowanceCharge(amount=Decimal("33.5")),)
    lines = (
        Line(1, name="+SUM(1)", quantity=Decimal("1.5"), price=Decimal(1200), taxes=taxes),
        Line(2, LineKind.COMMENT, "to the 3rd floor"),
        Line(3, name="Desk", unit="pc", price=Decimal("99.99"), discounts=off),
        Line(4, LineKind.SUBTOTAL, "Furniture"),
    )
    calculation = Calculation("RUB", lines)
    load(language)
    try:
        titles = {cell: title_of(cell, with_tax=False) for cell in Cell}
        text = rows_text(calculation, Pricer().figures(calculation), titles)
        back = lines_from(text)
    finally:
        load("en")
    rows = [row.split("\t") for row in text.splitlines()]
    assert [row[0] for row in rows[1:]] == [
        "'+SUM(1)",
        "# to the 3rd floor",
        "Desk",
        "'= Furniture",
    ]
    point = "." if language == "en" else ","
    assert [row[5] for row in rows[1:]] == ["1800", "", f"66{point}49", f"1866{point}49"]
    assert [replace(line, key=key) for key, line in enumerate(back, 1)] == list(lines)


def test_what_cannot_be_read_is_said_with_its_line() -> None:
    with pytest.raises(CellError, match="Line 2 of what was pasted: “many” is not understood"):
        lines_from("Item\tQty\nChair\t1\nTable\tmany")
    with pytest.raises(CellError, match="too many at once"):
        lines_from("x\t1\n" * 5001)
    assert lines_from("\n \n") == []
