"""Cards that look alike: two people never become one contact, and nothing said of one is lost."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from cards import card, write_book

from services.context import Context
from services.importing.contacts import import_contacts
from services.records.history import history_of
from services.records.use_cases import edit_record, list_records, show_record

LANDLINE = "+7 495 123-45-67"

PAIRS = {
    "a couple with one landline": (
        card("Иванов Александр", LANDLINE),
        card("Иванова Александра", LANDLINE),
    ),
    "sisters with one landline": (card("Иванова Анна", LANDLINE), card("Иванова Инна", LANDLINE)),
    "father and son": (
        card("Ким Олег Иванович", LANDLINE),
        card("Ким Олег Олегович", LANDLINE),
    ),
    "numbered cards of two phones": (
        card("Иван Петров", "+7 916 111-11-11", uid="1"),
        card("Анна Орлова", "+7 916 222-22-22", uid="1"),
    ),
    "namesakes in two books": (
        card("Иванов Иван", "+7 916 111-11-11"),
        card("Иванов Иван", "+7 916 222-22-22"),
    ),
}


def titles(context: Context) -> list[str]:
    fields = context.database.fields.of("contact")
    return sorted(view.title for view in list_records(context, "contact", fields))


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_people_of_two_books_stay_two(
    context: Context, tmp_path: Path, pair: tuple[str, str]
) -> None:
    for name, one in zip(("a.vcf", "b.vcf"), pair, strict=True):
        report = import_contacts(context, write_book(tmp_path, one, name=name))
        assert report.created == 1
    assert len(titles(context)) == 2


def test_a_colleague_with_the_office_phone_does_not_take_over(
    context: Context, tmp_path: Path
) -> None:
    boss = card("Ким Олег", "+7 916 765-43-21")
    anna = card("Иванова Анна", LANDLINE)
    import_contacts(context, write_book(tmp_path, boss, anna))
    changed = card("Иванова Анна", LANDLINE, extra="TITLE:директор")
    newcomer = card("Орлова Мария", LANDLINE)
    report = import_contacts(context, write_book(tmp_path, boss, newcomer, changed))
    assert (report.created, report.updated, report.skipped) == (1, 1, 1)
    fields = context.database.fields.of("contact")
    positions = {v.title: v.values["position"] for v in list_records(context, "contact", fields)}
    assert positions == {"Ким Олег": "", "Иванова Анна": "директор", "Орлова Мария": ""}


def test_what_a_second_book_says_is_added(context: Context, tmp_path: Path) -> None:
    first = card("Иванова Анна", LANDLINE, extra="ADR:;;Тверская 1;Москва;;;\nTITLE:директор")
    second = card("Иванова Анна", LANDLINE, extra="ADR:;;ul. Długa 2;Kraków;;;\nTITLE:owner")
    import_contacts(context, write_book(tmp_path, first, name="a.vcf"))
    report = import_contacts(context, write_book(tmp_path, second, name="b.vcf"))
    assert (report.created, report.updated) == (0, 1)
    (row,) = context.database.reader().execute("SELECT id FROM contact").fetchall()
    cities = context.database.reader().execute("SELECT city FROM address ORDER BY sort, id")
    assert sorted(city for (city,) in cities) == ["Kraków", "Москва"]
    view = show_record(context, "contact", UUID(bytes=row[0]))
    assert view.values["position"] == "owner"
    changes = [(line.old, line.new) for line in history_of(context, "contact", view.id)]
    assert ("директор", "owner") in changes


def test_a_second_book_leaves_what_a_person_wrote(context: Context, tmp_path: Path) -> None:
    first = card("Иванова Анна", LANDLINE, extra="TITLE:директор")
    second = card("Иванова Анна", LANDLINE, extra="TITLE:owner")
    import_contacts(context, write_book(tmp_path, first, name="a.vcf"))
    (row,) = context.database.reader().execute("SELECT id FROM contact").fetchall()
    key = UUID(bytes=row[0])
    edit_record(context, "contact", key, {"position": "главная"})
    import_contacts(context, write_book(tmp_path, second, name="b.vcf"))
    view = show_record(context, "contact", key)
    assert view.values["position"] == "главная"
    assert "owner" in str(view.values["comment"])
