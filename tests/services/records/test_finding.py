"""One search for records of every kind: by what it finds them, and in which order (SRCH-01)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from domain.key_layouts import in_other_layout
from domain.text import fold
from services.activities.finishing import finish_activity
from services.context import Context
from services.identity import sign_in
from services.records.finding import find_records
from services.records.use_cases import add_record, delete_record
from services.undo import undo
from storage.database import Database
from storage.reads.hits import Hit
from tests.conftest import ZONE
from tests.screens.desk import at, plan

PEOPLE = {
    "ivanov": ("Иванов", "Пётр", ["+7 916 123-45-67"], ["p.ivanov@rom.ru"]),
    "ivanova": ("Иванова", "Анна", ["8 (495) 700-12-34 доб. 5"], []),
    "latin": ("Ivanov", "Petr", ["+44 20 7946 0958"], ["pete@acme.example"]),
    "kowalska": ("Kowalska", "Łucja", ["0048 501 23 12 34"], ["lucja.kowalska@poczta.example"]),
    "schukin": ("Щукин", "Дмитрий", [], ["d-schukin@gmail.example"]),
    "smith": ("Smith", "Olivia", ["+1 418-656-9254"], ["olivia@smith.example"]),
    "khomyakov": ("Хомяков", "Юрий", [], []),
    "wisniewski": ("Wiśniewski", "Paweł", ["501 99 88 77"], []),
    "alekseeva": ("Алексеева", "Татьяна", ["8 800 555 35 35"], []),
    "johnson": ("Johnson", "Jane", [], []),
}


@pytest.fixture(scope="module")
def staff(staffed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Anna at work on a base of a few people and of what belongs to them."""
    path = Path(shutil.copy(staffed_file, tmp_path_factory.mktemp("finding") / "crm.db"))
    database = Database.open(path)
    yield Context(database, sign_in(database), ZONE, "RU")
    database.close()


@pytest.fixture(scope="module")
def keys(staff: Context) -> dict[str, UUID]:
    """The keys of the records, by short names."""
    keys = {
        name: add_record(
            staff,
            "contact",
            {"last_name": last, "first_name": first, "phones": phones, "emails": emails},
        )
        for name, (last, first, phones, emails) in PEOPLE.items()
    }
    romashka = add_record(
        staff, "company", {"title": "ООО «Ромашка-Сервис»", "sites": ["https://rom.ru"]}
    )
    keys["romashka"] = romashka
    keys["zolw"] = add_record(staff, "company", {"title": "Żółw sp. z o.o.", "city": "Łódź"})
    keys["boss"] = add_record(
        staff,
        "contact",
        {
            "last_name": "Громов",
            "position": "главный бухгалтер",
            "companies": [str(romashka)],
            "comment": "познакомились на выставке в Твери, любит рыбалку и чай с мятой",
        },
    )
    keys["lead"] = add_record(staff, "lead", {"title": "Заявка с сайта", "last_name": "Кузнецов"})
    keys["deal"] = add_record(
        staff, "deal", {"title": "Крыша для склада", "company": str(romashka)}
    )
    keys["task"] = add_record(
        staff, "activity", {"kind": "task", "subject": "Отправить образцы ткани"}
    )
    return keys


def names(staff: Context, keys: dict[str, UUID], text: str) -> list[str]:
    """Return the short names of the records that are found."""
    by_key = {key: name for name, key in keys.items()}
    return [by_key[hit.id] for hit in find_records(staff, text)]


@pytest.mark.row("SRCH-01")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # by beginnings of words, in any order, whatever the case and the diacritics
        ("иванов петр", "ivanov"), ("ПЁТР ИВАНОВ", "ivanov"), ("и пет", "ivanov"),
        ("п иванов", "ivanov"), ("иванов п", "ivanov"), ("kowalska lucja", "kowalska"),
        ("łuc kow", "kowalska"), ("żółw", "zolw"), ("zolw", "zolw"), ("lodz", "zolw"),
        ("ромаш", "romashka"), ("сервис ромашка", "romashka"), ("ооо ромашка", "romashka"),
        ("бухг громов", "boss"), ("выставк тверь", "boss"), ("ромашка бухгалтер", "boss"),
        ("заявка кузнецов", "lead"), ("крыша ромашка", "deal"), ("образцы", "task"),
        # phones: as typed, its beginning, its end, with any prefix
        ("8 916 123-45-67", "ivanov"), ("+79161234567", "ivanov"), ("9161", "ivanov"),
        ("8 (916) 12", "ivanov"), ("+7 916", "ivanov"), ("7 916 123", "ivanov"),
        ("007 916 12", "ivanov"), ("810 48 501 23", "kowalska"), ("4567", "ivanov"),
        ("45-67", "ivanov"), ("123 45 67", "ivanov"), ("0048 501 23", "kowalska"),
        ("+48 501", "kowalska"), ("50123", "kowalska"), ("12 34", "kowalska"),
        ("8 800 555", "alekseeva"), ("+1 (418) 656", "smith"), ("tel:+14186569254", "smith"),
        ("020 7946 0958", "latin"), ("иванов 4567", "ivanov"), ("4567 петр", "ivanov"),
        ("8 916 12 иванов", "ivanov"), ("иванов 8 (916) 123-45-67", "ivanov"),
        # a whole number with what stands beside it in a signature
        ("тел. +7 916 123-45-67", "ivanov"), ("моб.: 8 916 123-45-67", "ivanov"),
        ("tel. +48 501 23 12 34 wew. 2", "kowalska"),
        ("8 (495) 700-12-34 доб. 5", "ivanova"), ("Office: +1 418-656-9254, ext. 7", "smith"),
        # e-mails and sites: whole, a part, the domain
        ("p.ivanov@rom.ru", "ivanov"), ("P.Ivanov@", "ivanov"), ("p.iv", "ivanov"),
        ("@rom.ru", "ivanov"), ("rom.ru", "ivanov"), ("@poczta", "kowalska"),
        ("lucja.kowalska", "kowalska"), ("d-schukin", "schukin"), ("https://rom", "romashka"),
        # the other keyboard layout
        ("bdfyjd", "ivanov"), ("bdfyjd gtnh", "ivanov"), ("Bdfyjd", "ivanov"),
        ("шмфтщм", "latin"), ("[jvzrjd", "khomyakov"), (".hbq", "khomyakov"),
        ("лщцфдылф", "kowalska"), ("ujkjdf", None), ("hjvfirf", "romashka"),
        ("зюшмфтщм\"кщьюкг", "ivanov"),
        # the other script
        ("ivanov petr", "ivanov"), ("иванов петр", "latin"), ("petr иванов", "ivanov"),
        ("shchukin", "schukin"), ("щукин дмитрий", "schukin"), ("dmitry schukin", "schukin"),
        ("szczukin", "schukin"), ("homyakov", "khomyakov"), ("khomyakov jurij", "khomyakov"),
        ("ковальская", "kowalska"), ("ковальска люция", None), ("вишневский павел", "wisniewski"),
        ("вишневски", "wisniewski"), ("смит", "smith"), ("alexeeva tatiana", "alekseeva"),
        ("alekseyeva", "alekseeva"), ("romashka", "romashka"), ("жолв", "zolw"),
        ("джонсон", "johnson"), ("kuznecov", "lead"), ("krysha", "deal"),
        # a slip: a letter wrong, too few, too many, two swapped
        ("иваноф", "ivanov"), ("ивнаов", "ivanov"), ("ивано", "ivanov"), ("иваннов", "ivanov"),
        ("ванов", "ivanov"), ("хванов", "ivanov"), ("kowalksa", "kowalska"),
        ("kowaslka lucja", "kowalska"), ("kowalska lucka", "kowalska"), ("smitth", "smith"),
        ("jonson", "johnson"), ("wisnewski", "wisniewski"), ("wishniewski", "wisniewski"),
        ("хомеков", "khomyakov"), ("рамашка", "romashka"), ("образци ткани", "task"),
        ("вишниевски", None), ("алексиевна", None),
        # two slips in a long word whose beginning is right
        ("алексиива", "alekseeva"), ("wisnievsky", "wisniewski"), ("бухгултир", "boss"),
        # a slip in one word, the other script in the other
        ("petr иванав", "ivanov"),
    ],
)  # fmt: skip
def test_what_must_be_found(
    staff: Context, keys: dict[str, UUID], text: str, wanted: str | None
) -> None:
    found = names(staff, keys, text)
    assert wanted is None or wanted in found


@pytest.mark.row("SRCH-01")
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("иванов", ["ivanov", "ivanova", "latin"]),
        ("ivanov", ["latin", "ivanov"]),
        ("ivanov petr", ["latin", "ivanov"]),
        ("иванова", ["ivanova", "ivanov"]),
        ("smith", ["smith"]),
        ("johnson", ["johnson"]),
        ("jonson", ["johnson"]),
        ("ромашка", ["romashka"]),
        ("alekseeva", ["alekseeva"]),
        ("4567", ["ivanov"]),
        ("p.ivanov@rom.ru", ["ivanov"]),
    ],
)
def test_the_exact_ones_come_first(
    staff: Context, keys: dict[str, UUID], text: str, first: list[str]
) -> None:
    found = names(staff, keys, text)
    # Relatives of a name may come in either order among the guesses.
    assert found[0] == first[0]
    assert set(first) <= set(found)
    readings = [hit.reading for hit in find_records(staff, text)]
    assert readings == sorted(readings, key=["typed", "layout", "script", "slip"].index)


@pytest.mark.parametrize(
    "text",
    ["анна сидорова", "4568", "8 916 123-45-68", "zzzz", "щщщщщ", "ivanov 4568", "", "—", "чайник",
     "kowalska piotr", "иванов громов", "a@b.c", "ghbdtn", "ива", "12 35"],
)  # fmt: skip
def test_what_must_not_be_found(staff: Context, keys: dict[str, UUID], text: str) -> None:
    found = names(staff, keys, text)
    assert found == (["ivanov", "ivanova", "latin"] if text == "ива" else [])


def test_a_plus_means_the_code_of_a_country(context: Context) -> None:
    british = add_record(context, "contact", {"last_name": "Ash", "phones": ["+44 7911 123456"]})
    russian = add_record(context, "contact", {"last_name": "Яр", "phones": ["+7 911 555-12-34"]})
    assert [hit.id for hit in find_records(context, "+7 911")] == [russian, british]


def only(staff: Context, text: str) -> Hit:
    """Return the one record that is found by a text as it stands."""
    (hit,) = find_records(staff, text, is_forgiving=False)
    return hit


@pytest.mark.row("SRCH-01")
@pytest.mark.parametrize(
    ("text", "field", "matched"),
    [
        ("громов", "", ""),
        ("бухгалтер", "position", "главный бухгалтер"),
        ("громов бухгалтер", "position", "главный бухгалтер"),
        ("рыбалка", "comment", "…Твери, любит рыбалку и чай с мятой"),
        ("pete", "emails", "pete@acme.example"),
        ("@acme", "emails", "pete@acme.example"),
        ("9161", "phones", "+79161234567"),
        ("4567", "phones", "+79161234567"),
        ("https", "sites", "https://rom.ru"),
        ("łódź", "city", "Łódź"),
        ("склада ромашка", "company", "ООО «Ромашка-Сервис»"),
        ("ромашка бухгалтер", "companies", "ООО «Ромашка-Сервис»"),
    ],
)
def test_the_field_that_matches_is_shown(
    staff: Context, keys: dict[str, UUID], text: str, field: str, matched: str
) -> None:
    hit = only(staff, text.replace("рыбалка", "рыбалк"))
    assert (hit.field.name if hit.field else "", hit.matched) == (field, matched)
    if matched not in hit.detail:
        assert matched in hit.summary


def test_a_guess_says_how_the_text_was_read(staff: Context, keys: dict[str, UUID]) -> None:
    readings = {
        text: [hit.reading for hit in find_records(staff, text) if hit.id == keys["khomyakov"]]
        for text in ("хомяков", "[jvzrjd", "khomyakov", "хомяокв")
    }
    assert list(readings.values()) == [["typed"], ["layout"], ["script"], ["slip"]]


def test_nothing_is_guessed_where_that_is_not_wanted(staff: Context, keys: dict[str, UUID]) -> None:
    for text in ("[jvzrjd", "khomyakov", "хомяокв"):
        assert find_records(staff, text, is_forgiving=False) == []


SURNAMES = st.sampled_from(
    "Абрамов Белоусова Виноградов Григорьев Дьячкова Ефимов Журавлёв Зайцева Ильин Крылов Лебедев "
    "Михайлова Никифоров Орлов Прохорова Рыбаков Соловьёв Тимофеев Ушаков Фёдоров Харитонов "
    "Цветков Чернышёв Шестаков Щербаков Юдин Яковлева Подъячев Eriksson Nowak Wójcik Kamińska "
    "Lewandowski Zieliński Szymańska Woźniak Dąbrowska Kozłowski Jankowska Mazur Krawczyk "
    "Grabowska Pawłowski Łukaszewicz Świątek Żak Hughes Campbell Wright Thompson Edwards".split()
)


@pytest.mark.row("SRCH-01")
@given(st.data(), SURNAMES)
def test_anybody_is_found_by_a_surname_however_it_was_typed(
    staff: Context, data: st.DataObject, surname: str
) -> None:
    key = add_record(staff, "contact", {"last_name": surname})
    word = fold(surname)
    typed = [surname, word, in_other_layout(word), anyascii(surname)]
    if len(word) >= 5:
        at = data.draw(st.integers(0, len(word) - 2))
        typed.append(word[:at] + word[at + 1 :])
        typed.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    try:
        for text in typed:
            assert key in {hit.id for hit in find_records(staff, text, limit=100)}, text
    finally:
        undo(staff)


def test_a_record_in_the_bin_is_not_found_by_its_address(context: Context) -> None:
    key = add_record(context, "contact", {"last_name": "Ким", "emails": ["kim@rom.ru"]})
    assert [hit.id for hit in find_records(context, "kim@rom")] == [key]
    delete_record(context, "contact", key)
    assert find_records(context, "kim@rom") == []


def test_a_name_is_found_by_its_initial_among_many_of_that_surname(context: Context) -> None:
    with context.database.write(context.actor, "import_contacts") as unit:
        from storage.tables import Contact

        for number in range(300):
            person = unit.add(Contact(last_name="Иванов", first_name=f"Антон{number}"))
            person.fold_names()
        wanted = unit.add(Contact(last_name="Иванов", first_name="Пётр"))
        wanted.fold_names()
    for text in ("иванов п", "п иванов", "петр иванов"):
        assert find_records(context, text)[0].id == wanted.id


def test_of_many_that_match_the_newest_are_among_those_found(context: Context) -> None:
    for number in range(250):
        add_record(context, "company", {"title": f"Фирма {number}", "comment": "склад"})
    deal = add_record(context, "deal", {"title": "Склад"})
    assert deal in {hit.id for hit in find_records(context, "склад", limit=1000)}
    assert find_records(context, "склад")[0].id == deal


def test_the_few_of_a_kind_are_found_among_many_others(context: Context) -> None:
    with context.database.write(context.actor, "import_contacts") as unit:
        from storage.tables import Company, Contact

        for number in range(2100):
            unit.add(Contact(first_name="Склад", comment=f"старый {number}"))
        company = unit.add(Company(title="Дом", comment="склад"))
        for number in range(2100):
            unit.add(Contact(first_name="Склад", comment=f"новый {number}"))
    for text in ("склад", "скла", "с"):
        hits = find_records(context, text, ("company", "deal"))
        assert [hit.id for hit in hits] == [company.id]


def test_an_activity_tells_when_it_was_or_is_to_be(context: Context) -> None:
    context = at(context)
    for subject, due in (("timed", "2026-11-24 10:00"), ("whole", "2026-11-25"), ("some", "")):
        plan(context, f"visit {subject}", due)
    finish_activity(context, plan(context, "visit done", "2026-12-01 10:00"))
    details = {hit.title: hit.detail for hit in find_records(context, "visit", ("activity",))}
    assert details == {
        "visit timed": "tomorrow 10:00",
        "visit whole": "Wed",
        "visit some": "",
        "visit done": "today 14:32",
    }
