"""Names of people: parts, display, order; titles of companies compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names.person_names import (
    NAME_FORMAT_LABELS,
    NameFormat,
    PersonName,
    company_words,
    fold_company_title,
    format_name,
    initials,
    parse_name,
)
from domain.text import words

IVANOV = PersonName("Иванов", "Пётр", "Сергеевич")


@pytest.mark.row("CONT-08")
def test_each_format() -> None:
    assert format_name(IVANOV, NameFormat.FIRST_LAST) == "Пётр Иванов"
    assert format_name(IVANOV, NameFormat.LAST_FIRST) == "Иванов Пётр"
    assert format_name(IVANOV, NameFormat.LAST_FIRST_MIDDLE) == "Иванов Пётр Сергеевич"
    assert format_name(IVANOV, NameFormat.FIRST_MIDDLE_LAST) == "Пётр Сергеевич Иванов"
    assert format_name(IVANOV, NameFormat.LAST_COMMA_FIRST) == "Иванов, Пётр"
    assert format_name(IVANOV, NameFormat.LAST_INITIALS) == "Иванов П. С."
    assert set(NAME_FORMAT_LABELS) == set(NameFormat)


def test_empty_parts_are_skipped_but_a_name_is_never_blank() -> None:
    assert format_name(PersonName("", "Виктор")) == "Виктор"
    assert format_name(PersonName("Иванов", "", "Сергеевич")) == "Иванов Сергеевич"
    assert format_name(PersonName(middle="Сергеевич"), NameFormat.FIRST_LAST) == "Сергеевич"
    assert format_name(PersonName()) == ""
    assert format_name(PersonName("", "Виктор"), NameFormat.LAST_COMMA_FIRST) == "Виктор"
    assert format_name(PersonName("Иванов"), NameFormat.LAST_COMMA_FIRST) == "Иванов"
    assert format_name(PersonName("", "Пётр", "Ильич"), NameFormat.LAST_INITIALS) == "Пётр Ильич"
    assert format_name(PersonName("Иванов", "п.", "С."), NameFormat.LAST_INITIALS) == "Иванов П. С."


@pytest.mark.row("CONT-08")
@given(
    st.builds(PersonName, *[st.sampled_from(["", "Ли", "Анна"])] * 5), st.sampled_from(NameFormat)
)
def test_a_known_name_is_shown_in_every_format(name: PersonName, fmt: NameFormat) -> None:
    is_known = any([name.last, name.first, name.middle, name.prefix, name.suffix])
    assert bool(format_name(name, fmt)) is is_known


@pytest.mark.parametrize(
    ("typed", "last", "first", "middle"),
    [
        ("Виктор", "", "Виктор", ""),
        ("Пётр Иванов", "Иванов", "Пётр", ""),
        ("Иванов Пётр", "Иванов", "Пётр", ""),
        ("Иванов Пётр Сергеевич", "Иванов", "Пётр", "Сергеевич"),
        ("Пётр Сергеевич Иванов", "Иванов", "Пётр", "Сергеевич"),
        ("  пётр   сергеевич ", "", "пётр", "сергеевич"),
        ("Мария Ильинична", "", "Мария", "Ильинична"),
        ("Роман Абрамович", "Абрамович", "Роман", ""),
        ("Абрамович Роман Аркадьевич", "Абрамович", "Роман", "Аркадьевич"),
        ("Роман Аркадьевич Абрамович", "Абрамович", "Роман", "Аркадьевич"),
        ("Салтыков Щедрин Михаил Евграфович", "Салтыков Щедрин", "Михаил", "Евграфович"),
        ("Римский-Корсаков Николай", "Римский-Корсаков", "Николай", ""),
        ("Алиев Гейдар Алирза оглы", "Алиев", "Гейдар", "Алирза оглы"),
        ("Шевченко Олена Петрівна", "Шевченко", "Олена", "Петрівна"),
        ("Иванов П. С.", "Иванов", "П.", "С."),
        ("Иванов П.С.", "Иванов", "П.", "С."),
        ("П.С. Иванов", "Иванов", "П.", "С."),
        ("Яков Мельник", "Мельник", "Яков", ""),
        ("Лев Толстой", "Толстой", "Лев", ""),
        ("Ева Новак", "Новак", "Ева", ""),
        ("Константин Бузин", "Бузин", "Константин", ""),
        ("Марина Цветаева", "Цветаева", "Марина", ""),
        ("Ivanov Pyotr Sergeevich", "Ivanov", "Pyotr", "Sergeevich"),
        ("Jan Kowalski", "Kowalski", "Jan", ""),
        ("Kowalska Łucja", "Kowalska", "Łucja", ""),
        ("Adam Mickiewicz", "Mickiewicz", "Adam", ""),
        ("Vicki Smith", "Smith", "Vicki", ""),
        ("Geneva Smith", "Smith", "Geneva", ""),
        ("DUPONT Jean", "DUPONT", "Jean", ""),
        ("Jean DUPONT", "DUPONT", "Jean", ""),
        ("Doe, John Richter", "Doe", "John", "Richter"),
        ("García Márquez, Gabriel", "García Márquez", "Gabriel", ""),
        ("John F. Kennedy", "Kennedy", "John", "F."),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig", ""),
        ("Maria Anna Nowak", "Nowak", "Maria", "Anna"),
        ("Doe,", "", "Doe", ""),
        ("", "", "", ""),
    ],
)
def test_parts_of_a_typed_name(typed: str, last: str, first: str, middle: str) -> None:
    assert parse_name(typed) == PersonName(last, first, middle)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Mr. John Doe Jr.", PersonName("Doe", "John", "", "Mr.", "Jr.")),
        ("John Doe, Ph.D.", PersonName("Doe", "John", suffix="Ph.D.")),
        ("Doe, Mr. John, Jr.", PersonName("Doe", "John", "", "Mr.", "Jr.")),
        ("prof. dr hab. Jan Nowak", PersonName("Nowak", "Jan", "", "prof. dr hab.")),
        ("г-н Иванов", PersonName("", "Иванов", "", "г-н")),
        ("Пётр Иванов, директор", PersonName("Иванов", "Пётр", suffix="директор")),
        ("Иванов Пётр Сергеевич, ООО Ромашка",
         PersonName("Иванов", "Пётр", "Сергеевич", suffix="ООО Ромашка")),
    ],
)  # fmt: skip
def test_titles_and_remarks(typed: str, expected: PersonName) -> None:
    assert parse_name(typed) == expected


NAME_WORDS = st.sampled_from(
    "Иванов Пётр Сергеевич П.С. van Jr. Mr. , директор ООО оглы Анна-Мария J. DUPONT (П) -".split()
)


@given(st.text() | st.lists(NAME_WORDS).map(" ".join))
def test_no_word_is_lost(text: str) -> None:
    name = parse_name(text)
    parts = " ".join((name.prefix, name.last, name.first, name.middle, name.suffix))
    assert sorted(words(parts)) == sorted(words(text))


def test_initials() -> None:
    assert initials(IVANOV) == "ПИ"
    assert initials(PersonName(first="«виктор»")) == "В"
    assert initials(PersonName()) == ""


@pytest.mark.row("DUP-04")
@pytest.mark.parametrize(
    "title",
    [
        "Ромашка-Сервис",
        "Ромашка Сервис",
        "РомашкаСервис",
        "ООО «Ромашка-Сервис»",
        'О.О.О. "Ромашка — Сервис"',
        "Ромашка-Сервис, ООО",
        "Ромашка Сервис (ЗАО)",
        "OOO Ромашка-Сервис",
        "Общество с ограниченной ответственностью «Ромашка-Сервис»",
        "ЧП Ромашка-Сервис",
        "ТОО 'Ромашка Сервис'",
        "ТОВ „Ромашка-Сервис“",
        "ЧТУП РОМАШКА-СЕРВИС",
    ],
)
def test_legal_forms_quotes_and_hyphens_do_not_tell_companies_apart(title: str) -> None:
    assert fold_company_title(title) == "ромашкасервис"


@pytest.mark.row("DUP-04")
@pytest.mark.parametrize(
    "title",
    [
        "Nova", "Nova Sp. z o.o.", "NOVA SP. Z O. O.", "Nova sp.z o.o. sp.k.", "Nova S.A.",
        "Nova spółka z ograniczoną odpowiedzialnością", "P.P.H.U. Nova", "Nova s.c.",
        "Nova GmbH", "Nova GmbH & Co. KG", "Nova UG (haftungsbeschränkt)", "Nova AG", "nova e.K.",
        "Nova Ltd.", "Nova Co., Ltd", "Nova LLC", "Nova, Inc.", "Nova Limited", "Nova & Co",
        "Nova S.p.A.", "Nova SpA", "Nova S.r.l.", "Nova SAS", "Nova S.à r.l.", "Nova S.L.",
        "Nova B.V.", "Nova s.r.o.", "Nova spol. s r.o.", "Nova a.s.", "Nova Oy", "Nova d.o.o.",
        "АО Nova", "ПрАТ «Nova»", "Таварыства з абмежаванай адказнасцю Nova",
    ],
)  # fmt: skip
def test_legal_forms_of_many_countries(title: str) -> None:
    assert fold_company_title(title) == "nova"


@pytest.mark.parametrize(
    ("title", "folded"),
    [
        ("Hotel & Spa", "hotelspa"),
        ("HOTEL SPA", "hotelspa"),
        ("SAS Institute", "sasinstitute"),
        ("Co-op", "coop"),
        ("ИП Иванов Пётр Сергеевич", "ивановпетрсергеевич"),
        ("ООО", "ооо"),
        ("ООО ЗАО", "ооозао"),
        ("Company Limited", "companylimited"),
        ("***", "***"),
        ("", ""),
    ],
)
def test_what_is_no_legal_form_stays(title: str, folded: str) -> None:
    assert fold_company_title(title) == folded


def test_company_words_for_likeness() -> None:
    assert company_words("ООО «Ромашка-Сервис Плюс»") == ["ромашка", "сервис", "плюс"]


@given(st.text())
def test_a_title_always_leaves_something_to_compare(title: str) -> None:
    assert fold_company_title(title) or not words(title)
