"""Search: documents follow every change, and records are found by whatever is known of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from documents import stale_documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.records.kinds import KINDS
from domain.text import words
from services.context import Context
from services.records.finding import find_records
from services.records.use_cases import add_record, delete_record, edit_record
from services.undo import redo, undo
from storage.check import repair
from storage.tables import Company

LETTERS = st.characters(categories=["L", "N", "P", "Z", "S", "M"])


def add(context: Context, kind: str, **values: object) -> UUID:
    return add_record(context, kind, values)


def found(context: Context, text: str, *kinds: str) -> set[UUID]:
    kinds = kinds or tuple(KINDS)
    hits = find_records(context, text, kinds, is_forgiving=False)
    return {hit.id for hit in hits}


@pytest.fixture(autouse=True)
def documents_stay_fresh(context: Context) -> Any:
    """After each test the documents are those that a rebuild would make."""
    yield
    assert stale_documents(context.database) == []


@pytest.fixture
def anna(context: Context) -> UUID:
    """A client with something in every searchable field."""
    return add(
        context,
        "contact",
        last_name="Ковалёва",
        first_name="Анна",
        middle_name="Петровна",
        nickname="Нюра",
        position="главный бухгалтер",
        phones=["8 (916) 123-45-67", "12-34 wew. Łódź"],
        emails=["anna.k@romashka.ru"],
        sites=["romashka.ru"],
        messengers=["telegram:nyura"],
        companies=["ООО «Ромашка»", "Żółw sp. z o.o."],
        city="Нижний Новгород",
        comment="любит чай",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ковалёва", "ковалева", "КОВ", "ко ан", "анна ковал", "петр", "нюр", "бухг",
        "anna.k@romashka.ru", "romashka", "nyura", "ромаш", "zolw", "ŻÓŁ", "lodz", "нижний нов",
        "чай", "ООО ромашка", "кова ромаш нижн",
    ],
)  # fmt: skip
def test_a_record_is_found_by_the_beginnings_of_its_words(
    context: Context, anna: UUID, text: str
) -> None:
    assert anna in found(context, text)


@pytest.mark.parametrize("text", ["овалёва", "анна сидорова", "", "  ", "—", '"', "чайник"])
def test_what_nobody_wrote_finds_nobody(context: Context, anna: UUID, text: str) -> None:
    assert found(context, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "8 916 123-45-67", "+7 916 123 45 67", "89161234567", "9161234567", "7 916", "8 (916)",
        "007 916 123 45 67", "916", "123-45-67", "45-67", "4567", "tel:+79161234567", "1234",
    ],
)  # fmt: skip
def test_a_client_is_found_by_digits_in_any_spelling(
    context: Context, anna: UUID, text: str
) -> None:
    assert anna in found(context, text, "contact")


@pytest.mark.parametrize("title", ["🤝Партнёр", "Партнёр🧸", "₽Партнёр", "«Партнёр»", "_партнёр_"])
def test_signs_at_a_word_do_not_hide_it(context: Context, title: str) -> None:
    assert add(context, "company", title=title) in found(context, "партнер")


def test_other_digits_find_nobody(context: Context, anna: UUID) -> None:
    assert found(context, "8 916 123-45-68") == set()
    assert found(context, "99 99") == set()


def test_the_best_hits_come_first(context: Context) -> None:
    longer = add(context, "contact", last_name="Иванова", first_name="Анна")
    whole = add(context, "contact", last_name="Иван")
    company = add(context, "company", title="Иван")
    hits = [hit.id for hit in find_records(context, "иван", ("contact", "company"))]
    assert hits == [whole, company, longer]


def test_a_hit_says_what_tells_namesakes_apart(context: Context, anna: UUID) -> None:
    (hit,) = find_records(context, "кова", ["contact"])
    assert hit.title == "Ковалёва Анна Петровна"
    assert hit.detail == "ООО «Ромашка» · +79161234567"


def test_a_renamed_company_renames_itself_in_its_contacts_and_deals(
    context: Context, anna: UUID
) -> None:
    deal = add(context, "deal", title="Крыша", company="ООО «Ромашка»", contacts=[str(anna)])
    (company,) = found(context, "ромашка", "company")
    edit_record(context, "company", company, {"title": "Василёк"})
    assert found(context, "василек") == {company, anna, deal}
    undo(context)
    assert found(context, "василек") == set()
    assert found(context, "ромашка") == {company, anna, deal}


def test_a_renamed_contact_renames_itself_in_its_deals(context: Context, anna: UUID) -> None:
    deal = add(context, "deal", title="Крыша", contacts=[str(anna)])
    assert found(context, "ковалева", "deal") == {deal}
    edit_record(context, "contact", anna, {"last_name": "Смирнова"})
    assert found(context, "смирнова") == {anna, deal}
    assert found(context, "ковалева") == set()


def test_undo_and_redo_take_the_documents_along(context: Context, anna: UUID) -> None:
    edit_record(context, "contact", anna, {"phones": [], "companies": [], "city": "Псков"})
    assert found(context, "псков") == {anna}
    assert found(context, "ромашка", "contact") == set()
    undo(context)
    assert found(context, "псков") == set()
    assert found(context, "ромашка", "contact") == {anna}
    undo(context)
    assert found(context, "ковалева") == set()
    redo(context)
    assert found(context, "916 123") == {anna}


def test_the_bin_is_not_searched(context: Context, anna: UUID) -> None:
    delete_record(context, "contact", anna)
    assert found(context, "ковалева") == set()
    assert found(context, "4567") == set()
    undo(context)
    assert found(context, "ковалева") == {anna}


def test_what_another_process_wrote_is_found(
    context: Context, crm_process: Callable[..., Any]
) -> None:
    done = crm_process("add", "company", "--json", '{"title": "Лютик"}')
    assert found(context, "лютик") == {UUID(done.word)}


def test_raw_sql_within_a_unit_is_found(context: Context) -> None:
    with context.database.write(context.actor, "edit") as unit:
        company = unit.add(Company(title="x"))
        unit.connection.execute("UPDATE company SET title = 'Пион'")
    assert found(context, "пион") == {company.id}


def test_a_repair_makes_the_same_documents(context: Context, anna: UUID) -> None:
    read = "SELECT kind, id, text FROM search_doc ORDER BY kind, id"
    before = context.database.reader().execute(read).fetchall()
    repair(context.database, context.database.fields)
    assert context.database.reader().execute(read).fetchall() == before
    edit_record(context, "contact", anna, {"nickname": "Нюша"})
    assert found(context, "нюша") == {anna}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20) | st.from_regex(r"[-+() 0-9*\"':^]{0,15}", fullmatch=True))
def test_no_text_breaks_the_search(context: Context, text: str) -> None:
    assert isinstance(find_records(context, text), list)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=3))
def test_whatever_letters_a_name_has_it_is_found_by_them(
    context: Context, names: list[str]
) -> None:
    title = " ".join(names)
    with context.database.write(context.actor, "add_company") as unit:
        company = unit.add(Company(title=title))
    for word in words(title):
        assert company.id in {hit.id for hit in find_records(context, word, ["company"], 10_000)}
    undo(context)
