"""A made-up base: how much of what is made, how it hangs together, and that it is repeatable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest

from domain.agenda import Group
from domain.contact_points.phones import parse_phone
from domain.dates.partial_date import parse_partial_date
from domain.errors import BadInput
from domain.names.person_names import fold_company_title
from domain.text import fold
from services.agenda import Agenda
from services.context import Context
from services.identity import sign_in
from services.seeding import seed as seeding
from services.seeding.names import feminine_patronymic, feminine_surname
from services.seeding.seed import SeedReport, seed
from services.undo import undo
from storage.database import Database

ZONE = ZoneInfo("Europe/Moscow")
RECORD_TABLES = ("lead", "company", "contact", "deal", "activity")
ALL_TABLES = (
    *RECORD_TABLES,
    *("contact_company", "contact_point", "address", "deal_contact", "activity_link"),
    "activity_participant",
)


def open_base(path: Path) -> Context:
    database = Database.open(path)
    return Context(database, sign_in(database), ZONE)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    opened = open_base(tmp_path / "base.db")
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A base just large enough to be loaded without the change log."""
    opened = open_base(tmp_path_factory.mktemp("seeded") / "base.db")
    seed(opened, contacts=3000, companies=500, deals=600, leads=900, activities=1200, seed=7)
    yield opened
    opened.database.close()


def rows(context: Context, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    return context.database.reader().execute(sql, parameters).fetchall()


def count(context: Context, table: str) -> int:
    return int(context.database.reader().execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def schema(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    return set(connection.execute("SELECT type, name, sql FROM sqlite_master"))


def test_the_report_says_what_was_made(context: Context) -> None:
    report = seed(context, contacts=40, companies=10, deals=8, activities=31, seed=1)
    assert report == SeedReport(40, 10, 8, 0, 31, 10, is_logged=True)
    assert [count(context, table) for table in RECORD_TABLES] == [0, 10, 40, 8, 41]
    assert rows(context, "SELECT count(*) FROM activity WHERE done_at IS NULL") == [(31,)]


def test_progress_reaches_the_end_of_every_kind(context: Context) -> None:
    said: list[tuple[str, int, int]] = []
    seed(
        context,
        contacts=4000,
        companies=900,
        deals=100,
        activities=30,
        seed=1,
        progress=lambda what, done, of: said.append((what, done, of)),
    )
    last = {what: (done, of) for what, done, of in said}
    assert last["Contacts"] == (4000, 4000)
    assert last["Activities"] == (30, 30)
    assert last["Search index"] == (1, 1)
    assert all(done == of for done, of in last.values())


def test_a_small_base_is_one_unit_that_can_be_undone(context: Context) -> None:
    seed(context, contacts=20, companies=5, deals=4, leads=12, activities=9, seed=1)
    assert [count(context, table) for table in ("lead", "contact")] == [12, 20]
    assert undo(context) == "made-up base"
    assert [count(context, table) for table in ALL_TABLES] == [0] * len(ALL_TABLES)
    assert count(context, "search_doc") == 0


def test_a_large_base_has_no_history_and_leaves_the_file_as_it_was(
    tmp_path: Path, seeded: Context
) -> None:
    fresh = open_base(tmp_path / "fresh.db")
    assert rows(seeded, "SELECT verb FROM change_unit") == [("add_user",)]
    assert schema(seeded.database.reader()) == schema(fresh.database.reader())
    fresh.database.close()


def test_a_large_base_breaks_no_reference(seeded: Context) -> None:
    assert rows(seeded, "PRAGMA foreign_key_check") == []
    assert rows(seeded, "PRAGMA integrity_check") == [("ok",)]
    for table in ("contact_point", "address", "activity_link", "activity_participant"):
        for kind in RECORD_TABLES:
            orphans = rows(
                seeded,
                f"SELECT count(*) FROM {table} WHERE record_kind = ? "
                f"AND record_id NOT IN (SELECT id FROM {kind})",
                kind,
            )
            assert orphans == [(0,)], (table, kind)


def test_a_large_base_is_logged_and_found_from_then_on(tmp_path: Path) -> None:
    context = open_base(tmp_path / "base.db")
    seed(context, contacts=seeding.LOGGED_LIMIT, companies=0, deals=0, activities=0, seed=3)
    (name,) = rows(context, "SELECT folded_name FROM contact ORDER BY id LIMIT 1")[0]
    word = str(name).split()[0]
    found = rows(
        context,
        "SELECT count(*) FROM search_fts WHERE search_fts MATCH ?",
        f'"{word}"',
    )
    assert found != [(0,)]
    seed(context, contacts=1, companies=0, deals=0, activities=0, seed=4)
    assert rows(context, "SELECT count(*) FROM change WHERE kind = 'contact'") == [(1,)]
    assert count(context, "search_doc") == seeding.LOGGED_LIMIT + 1
    context.database.close()


def test_two_runs_on_one_day_give_equal_data(tmp_path: Path) -> None:
    dumps = []
    for name in ("one.db", "two.db"):
        context = open_base(tmp_path / name)
        user = context.actor.user_id.bytes
        while True:
            before = context.now().date()
            seed(context, contacts=60, companies=12, deals=15, activities=30, seed=5)
            if context.now().date() == before:
                break
            undo(context)
        dumps.append(
            [
                [
                    tuple("me" if value == user else value for value in row)
                    for row in rows(context, f"SELECT * FROM {table} ORDER BY id")
                ]
                for table in ALL_TABLES
            ]
        )
        context.database.close()
    assert dumps[0] == dumps[1]


def test_another_seed_gives_other_people(tmp_path: Path) -> None:
    names = []
    for number in (1, 2):
        context = open_base(tmp_path / f"{number}.db")
        seed(context, contacts=30, companies=0, deals=0, activities=0, seed=number)
        names.append(rows(context, "SELECT folded_name FROM contact ORDER BY id"))
        context.database.close()
    assert names[0] != names[1]


def test_seeding_adds_to_what_is_there(context: Context) -> None:
    for _run in range(3):
        seed(context, contacts=15, companies=3, deals=2, activities=6, seed=1)
    assert count(context, "contact") == 45
    assert rows(context, "SELECT count(DISTINCT folded_name) > 30 FROM contact") == [(1,)]


@pytest.mark.parametrize(
    ("contacts", "companies", "deals", "activities"),
    [(0, 0, 0, 0), (0, 0, 0, 7), (0, 0, 3, 9), (0, 4, 3, 9), (5, 0, 3, 9), (0, 0, 3, 0)],
)
@pytest.mark.parametrize("leads", [0, 13])
def test_any_kind_may_be_missing(
    context: Context, contacts: int, companies: int, deals: int, activities: int, leads: int
) -> None:
    seed(
        context,
        contacts=contacts,
        companies=companies,
        deals=deals,
        leads=leads,
        activities=activities,
        seed=1,
    )
    assert count(context, "contact") == contacts
    assert count(context, "lead") == leads
    assert count(context, "activity") == activities + activities // 3


def test_a_negative_number_is_refused(context: Context) -> None:
    with pytest.raises(BadInput) as caught:
        seed(context, contacts=1, companies=1, deals=-2, activities=0, seed=1)
    assert caught.value.field == "deals"
    assert "-2" in str(caught.value)
    assert count(context, "contact") == 0


def test_phones_are_kept_as_if_somebody_had_typed_them(seeded: Context) -> None:
    phones = rows(
        seeded,
        "SELECT value, e164, national, reversed, is_valid FROM contact_point "
        "WHERE type = 'phone' ORDER BY id LIMIT 1500",
    )
    assert len(phones) == 1500
    for value, e164, national, backwards, is_valid in phones:
        phone = parse_phone(str(value), "RU")
        kept = (e164, national, backwards, is_valid)
        assert kept == (phone.e164, phone.national, phone.reversed_digits, 1)
        assert phonenumbers.is_valid_number(phonenumbers.parse(str(e164)))
    spellings = {"".join("#" if c.isdigit() else c for c in str(row[0])) for row in phones}
    assert len(spellings) > 12
    assert {str(row[1])[:3] for row in phones} >= {"+48", "+44"}


def test_names_and_titles_are_found_under_their_search_forms(seeded: Context) -> None:
    for last, first, middle, folded in rows(
        seeded, "SELECT last_name, first_name, middle_name, folded_name FROM contact"
    ):
        assert folded == fold(f"{last} {first} {middle}")
    for title, folded in rows(seeded, "SELECT title, folded_title FROM company"):
        assert folded == fold_company_title(str(title)), title
    for value, folded in rows(
        seeded, "SELECT value, folded FROM contact_point WHERE type <> 'phone'"
    ):
        assert folded == fold(str(value))


def test_birth_dates_are_in_their_canonical_form(seeded: Context) -> None:
    dates = [
        str(text)
        for (text,) in rows(seeded, "SELECT birth_date FROM contact WHERE birth_date <> ''")
    ]
    assert all(parse_partial_date(text) == text for text in dates)
    assert any(text.startswith("--") for text in dates)


def test_some_people_work_for_several_companies(seeded: Context) -> None:
    numbers = rows(
        seeded, "SELECT DISTINCT count(*) FROM contact_company GROUP BY contact_id ORDER BY 1"
    )
    assert numbers[:2] == [(1,), (2,)]


def test_deals_stand_in_all_stages_in_three_currencies(seeded: Context) -> None:
    assert rows(
        seeded,
        "SELECT count(DISTINCT stage_id), count(DISTINCT currency), min(amount) > 0 FROM deal",
    ) == [(6, 3, 1)]
    today = datetime.now(ZONE).date()
    closed = rows(
        seeded,
        "SELECT max(d.close_date) FROM deal d JOIN stage s ON s.id = d.stage_id "
        "WHERE s.meaning <> 'in_progress'",
    )
    assert date.fromisoformat(str(closed[0][0])) < today


@pytest.mark.row("ACT-04")
@pytest.mark.row("HIST-01")
def test_events_have_happened_and_none_is_planned(seeded: Context) -> None:
    sql = "SELECT done_at IS NOT NULL, count(*) FROM activity WHERE kind = 'event' GROUP BY 1"
    ((is_done, number),) = rows(seeded, sql)
    assert is_done
    assert int(str(number)) > 10


def test_open_activities_are_the_acting_persons_agenda(seeded: Context) -> None:
    agenda = Agenda(seeded, seeded.now())
    assert sum(agenda.counts.values()) == 1200
    assert 20 < agenda.counts[Group.OVERDUE] < 90
    assert agenda.counts[Group.NO_DATE] > 60
    assert agenda.counts[Group.LATER] > 600
    important = sum(not line.is_heading and line.is_important for line in agenda.after(None, 2000))
    assert 60 < important < 200


def test_done_activities_lie_in_the_past_and_some_calls_are_repeated(seeded: Context) -> None:
    now = datetime.now(UTC)
    ((first, last),) = rows(seeded, "SELECT min(done_at), max(done_at) FROM activity")
    assert datetime.fromtimestamp(int(str(last)) / 1e6, UTC) < now
    assert datetime.fromtimestamp(int(str(first)) / 1e6, UTC) > now - timedelta(days=410)
    repeated = rows(
        seeded,
        "SELECT count(*) FROM activity a JOIN activity p ON p.id = a.previous_id "
        "WHERE a.attempt > 1 AND a.done_at IS NULL AND p.done_at IS NOT NULL AND p.kind = 'call'",
    )
    assert repeated != [(0,)]


def test_leads_stand_in_every_state_and_some_became_contacts(seeded: Context) -> None:
    states = rows(
        seeded,
        "SELECT v.meaning, count(*), count(l.converted_at), count(l.junk_reason_id) FROM lead l "
        "JOIN dictionary_value v ON v.id = l.status_id GROUP BY v.meaning ORDER BY v.meaning",
    )
    assert [state[0] for state in states] == ["converted", "junk", "open"]
    (_meaning, converted, with_moment, _reasons), junk, in_progress = states
    assert converted == with_moment == 150
    assert junk[1] == junk[3]
    assert junk[2] == in_progress[2] == in_progress[3] == 0
    assert rows(
        seeded,
        "SELECT count(*), min(l.folded_name = c.folded_name), min(l.converted_at = c.created_at) "
        "FROM contact c JOIN lead l ON l.id = c.lead_id",
    ) == [(150, 1, 1)]
    assert rows(seeded, "SELECT count(*) > 0 FROM activity_link WHERE record_kind = 'lead'") == [
        (1,)
    ]


def test_keys_sort_by_time_as_real_ones_do(seeded: Context) -> None:
    moments = [moment for (moment,) in rows(seeded, "SELECT created_at FROM contact ORDER BY id")]
    assert moments == sorted(moments, key=lambda moment: int(str(moment)))
    keys = [bytes(key) for (key,) in rows(seeded, "SELECT id FROM contact_point")]  # type: ignore[call-overload]
    assert all(key[6] >> 4 == 7 and key[8] >> 6 == 0b10 for key in keys)


def test_nothing_remains_of_a_run_that_is_broken_off(context: Context) -> None:
    before = schema(context.database.reader())

    def break_off(what: str, _done: int, _of: int) -> None:
        if what == "Deals":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seed(
            context,
            contacts=5000,
            companies=10,
            deals=10,
            activities=10,
            seed=1,
            progress=break_off,
        )
    assert schema(context.database.reader()) == before
    assert count(context, "contact") == 0


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Иванов", "Иванова"),
        ("Королёв", "Королёва"),
        ("Ильин", "Ильина"),
        ("Достоевский", "Достоевская"),
        ("Троицкий", "Троицкая"),
        ("Толстой", "Толстая"),
        ("Черных", "Черных"),
        ("Шевченко", "Шевченко"),
        ("Kowalski", "Kowalska"),
        ("Nowicki", "Nowicka"),
        ("Zawadzki", "Zawadzka"),
        ("Konieczny", "Konieczna"),
        ("Nowak", "Nowak"),
    ],
)
def test_women_bear_the_feminine_form_of_a_surname(man: str, woman: str) -> None:
    assert feminine_surname(man) == woman


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Петрович", "Петровна"),
        ("Сергеевич", "Сергеевна"),
        ("Ильич", "Ильинична"),
        ("Никитич", "Никитична"),
        ("Львович", "Львовна"),
    ],
)
def test_women_bear_the_feminine_form_of_a_patronymic(man: str, woman: str) -> None:
    assert feminine_patronymic(man) == woman
