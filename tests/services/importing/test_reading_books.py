"""Address books: read in, read again, changed and read again, and taken back."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cards import card, write_book
from snapshots import differences, snapshot

from domain.errors import Cancelled, UnusableFile
from services.context import Context
from services.files.listing import list_attachments
from services.importing.contacts import ImportReport, import_contacts
from services.records.use_cases import (
    add_record,
    delete_record,
    edit_record,
    list_records,
    show_record,
)
from services.undo import undo
from storage.check import find_faults
from storage.files import FileStore

Read = Callable[..., ImportReport]

ANNA = card("Иванова Анна", "+7 916 123-45-67", extra="ORG:Ромашка\nEMAIL:anna@romashka.ru")
OLEG = card("Ким Олег", "+7 916 765-43-21")


@pytest.fixture
def read(context: Context, tmp_path: Path) -> Read:
    """Read cards in, as one file of always the same name."""

    def read(*cards: str, name: str = "book.vcf") -> ImportReport:
        return import_contacts(context, write_book(tmp_path, *cards, name=name))

    return read


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.skipped, report.failed


def contacts(context: Context) -> dict[str, Any]:
    """Return the values of all contacts by title."""
    fields = context.database.fields.of("contact")
    return {view.title: view.values for view in list_records(context, "contact", fields)}


def phones(context: Context, title: str) -> list[str]:
    return [point.value for point in contacts(context)[title]["phones"]]


@pytest.mark.row("IMPEX-03")
def test_a_book_comes_in_whole(context: Context, read: Read) -> None:
    assert counts(read(ANNA, OLEG)) == (2, 0, 0, 0)
    anna = contacts(context)["Иванова Анна"]
    assert [(p.value, p.e164) for p in anna["phones"]] == [("+7 916 123-45-67", "+79161234567")]
    assert [p.value for p in anna["emails"]] == ["anna@romashka.ru"]
    assert [company.title for company in anna["companies"]] == ["Ромашка"]
    assert anna["responsible"].login == "anna"
    assert list(find_faults(context.database)) == []


@pytest.mark.row("IMPEX-03")
def test_the_same_book_again_creates_nothing_and_leaves_no_trace(
    context: Context, read: Read
) -> None:
    read(ANNA, OLEG)
    before = snapshot(context.database)
    units = "SELECT count(*), max(seq) FROM change_unit"
    seen = context.database.reader().execute(units).fetchone()
    assert counts(read(OLEG, ANNA)) == (0, 0, 2, 0)
    assert differences(before, snapshot(context.database)) == {}
    assert context.database.reader().execute(units).fetchone() == seen


def test_a_card_that_stands_twice_in_a_book_comes_in_once(context: Context, read: Read) -> None:
    assert counts(read(OLEG, OLEG, OLEG)) == (1, 0, 2, 0)


@pytest.mark.row("IMPEX-03")
@pytest.mark.parametrize("uid", ["", "urn:uuid:17"])
def test_a_changed_phone_updates_that_contact_alone(context: Context, read: Read, uid: str) -> None:
    before = card("Иванова Анна", "+7 916 123-45-67", uid=uid, extra="EMAIL:a@b.ru")
    after = card("Иванова Анна", "+7 916 000-00-01", uid=uid, extra="EMAIL:a@b.ru")
    read(before, OLEG)
    oleg = contacts(context)["Ким Олег"]
    assert counts(read(after, OLEG)) == (0, 1, 1, 0)
    assert phones(context, "Иванова Анна") == ["+7 916 000-00-01"]
    assert contacts(context)["Ким Олег"] == oleg
    assert counts(read(after, OLEG)) == (0, 0, 2, 0)


@pytest.mark.parametrize("uid", ["", "urn:uuid:17"])
def test_a_changed_name_updates_that_contact_alone(context: Context, read: Read, uid: str) -> None:
    read(card("Иванова Анна", "+7 916 123-45-67", uid=uid), OLEG)
    assert counts(read(card("Петрова Анна", "+7 916 123-45-67", uid=uid), OLEG)) == (0, 1, 1, 0)
    assert sorted(contacts(context)) == ["Ким Олег", "Петрова Анна"]


def test_a_new_name_and_phone_under_the_same_uid_are_the_same_person(
    context: Context, read: Read
) -> None:
    read(card("Иванова Анна", "+7 916 123-45-67", uid="17"))
    assert counts(read(card("Петрова Анна", "+7 916 000-00-01", uid="17"))) == (0, 1, 0, 0)
    assert phones(context, "Петрова Анна") == ["+7 916 000-00-01"]


def test_a_phone_that_left_the_card_leaves_the_contact(context: Context, read: Read) -> None:
    read(card("Ким Олег", "+7 916 765-43-21", "+7 495 123-45-67"))
    read(card("Ким Олег", "+7 916 765-43-21"))
    assert phones(context, "Ким Олег") == ["+7 916 765-43-21"]


def test_a_number_that_left_a_cell_of_several_leaves_the_contact(
    context: Context, read: Read
) -> None:
    read(card("Ким Олег", "+7 916 765-43-21, +7 495 123-45-67"))
    read(card("Ким Олег", "+7 916 765-43-21, +7 495 000-00-02"))
    assert phones(context, "Ким Олег") == ["+7 916 765-43-21", "+7 495 000-00-02"]


def test_what_was_changed_here_survives(context: Context, read: Read) -> None:
    read(ANNA)
    (view,) = list_records(context, "contact", [])
    edit_record(
        context,
        "contact",
        view.id,
        {
            "position": "директор",
            "comment": "любит чай",
            "phones": ["+7 916 123-45-67", "8 495 111-11-11"],
            "companies": ["Ромашка", "Мак"],
            "city": "Псков",
        },
    )
    changed = card(
        "Иванова Анна",
        "+7 916 123-45-67",
        "+7 916 222-22-22",
        extra="ORG:Ромашка\nEMAIL:new@romashka.ru\nTITLE:бухгалтер",
    )
    assert counts(read(changed)) == (0, 1, 0, 0)
    anna: Any = show_record(context, "contact", view.id).values
    assert [p.value for p in anna["phones"]] == [
        "+7 916 123-45-67",
        "+7 916 222-22-22",
        "8 495 111-11-11",
    ]
    assert [p.value for p in anna["emails"]] == ["new@romashka.ru"]
    assert [c.title for c in anna["companies"]] == ["Ромашка", "Мак"]
    assert (anna["city"], anna["comment"]) == ("Псков", "любит чай")
    assert anna["position"] == "бухгалтер"


def test_two_people_with_one_phone_stay_two(context: Context, read: Read) -> None:
    home = "+7 495 123-45-67"
    book = [card("Иванова Анна", home), card("Иванов Пётр", home)]
    assert counts(read(*book)) == (2, 0, 0, 0)
    assert counts(read(*book)) == (0, 0, 2, 0)
    changed = [book[0], card("Иванов Пётр", home, extra="TITLE:инженер")]
    assert counts(read(*changed)) == (0, 1, 1, 0)
    assert contacts(context)["Иванов Пётр"]["position"] == "инженер"
    assert sorted(contacts(context)) == ["Иванов Пётр", "Иванова Анна"]


def test_two_cards_under_one_uid_stay_two_also_when_both_change(
    context: Context, read: Read
) -> None:
    read(
        card("Ким Олег", "+7 916 000-00-01", uid="1"), card("Цой Юрий", "+7 916 000-00-02", uid="1")
    )
    again = read(
        card("Ким Олег", "+7 916 000-00-03", uid="1"), card("Цой Юрий", "+7 916 000-00-04", uid="1")
    )
    assert counts(again) == (0, 2, 0, 0)
    assert len(contacts(context)) == 2


def test_a_company_on_a_new_and_on_a_changed_card_is_made_once(
    context: Context, read: Read
) -> None:
    read(OLEG)
    read(
        card("Цой Юрий", "+7 916 000-00-01", extra="ORG:ООО Мак"),
        card("Ким Олег", "+7 916 765-43-21", extra="ORG:Мак"),
        card("Пак Ия", "+7 916 000-00-02", extra="ORG:«Мак»"),
    )
    assert [view.title for view in list_records(context, "company", [])] == ["ООО Мак"]
    companies = {values["companies"][0].id for values in contacts(context).values()}
    assert len(companies) == 1


def test_companies_come_in_whether_known_or_new(context: Context, read: Read) -> None:
    add_record(context, "company", {"title": "Ромашка"})
    assert counts(read(ANNA, card("Цой Юрий", "112", extra="ORG:Мак"))) == (2, 0, 0, 0)
    titles = [view.title for view in list_records(context, "company", [])]
    assert titles == ["Мак", "Ромашка"]


def test_a_company_in_the_bin_does_not_stop_a_changed_card(context: Context, read: Read) -> None:
    read(ANNA)
    (company,) = list_records(context, "company", [])
    delete_record(context, "company", company.id)
    changed = card(
        "Иванова Анна", "+7 916 123-45-67", extra="ORG:Ромашка\nORG:Мак\nEMAIL:anna@romashka.ru"
    )
    assert counts(read(changed)) == (0, 1, 0, 0)
    assert list(find_faults(context.database)) == []


def test_a_person_known_from_elsewhere_is_not_made_again(context: Context, read: Read) -> None:
    read(card("Ким Олег", "8 916 765-43-21"), name="phone.vcf")
    with_mail = card("Ким Олег", "+7 (916) 7654321", extra="EMAIL:oleg@kim.ru\nTITLE:инженер")
    assert counts(read(with_mail, name="work.vcf")) == (0, 1, 0, 0)
    oleg = contacts(context)["Ким Олег"]
    assert (oleg["position"], [p.value for p in oleg["emails"]]) == ("инженер", ["oleg@kim.ru"])


def test_undo_takes_a_reading_back_whole(context: Context, read: Read) -> None:
    before = snapshot(context.database)
    read(ANNA, OLEG)
    assert undo(context) == "contacts imported"
    assert differences(before, snapshot(context.database)) == {}
    assert counts(read(ANNA, OLEG)) == (2, 0, 0, 0)


def test_undo_takes_a_second_reading_back_and_it_can_be_read_again(
    context: Context, read: Read
) -> None:
    read(ANNA, OLEG)
    before = snapshot(context.database)
    changed = card("Иванова Анна", "+7 916 000-00-01", extra="ORG:Мак\nEMAIL:anna@romashka.ru")
    read(changed, card("Цой Юрий", "112"))
    undo(context)
    assert differences(before, snapshot(context.database)) == {}
    assert counts(read(changed, card("Цой Юрий", "112"))) == (1, 1, 0, 0)


def test_a_contact_put_into_the_bin_stays_there(context: Context, read: Read) -> None:
    read(ANNA)
    (view,) = list_records(context, "contact", [])
    delete_record(context, "contact", view.id)
    assert counts(read(ANNA)) == (0, 0, 1, 0)
    assert contacts(context) == {}


@pytest.mark.row("IMPEX-03")
def test_a_broken_card_is_named_by_number_and_the_rest_goes_in(
    context: Context, read: Read
) -> None:
    broken = "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"
    report = read(ANNA, broken, OLEG)
    assert counts(report) == (2, 0, 0, 1)
    ((number, reason),) = report.errors
    assert number == 2
    assert reason.endswith(".")


@pytest.mark.parametrize("text", ["", "hello\n", "name;phone\nKim;112\n"])
def test_a_file_without_cards_is_refused(context: Context, tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.vcf"
    path.write_text(text)
    with pytest.raises(UnusableFile, match="holds no vCard"):
        import_contacts(context, path)


PHOTO = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40).decode()


@pytest.mark.row("IMPEX-03")
def test_a_photo_is_stored_once(context: Context, read: Read) -> None:
    photo = f"PHOTO;ENCODING=b;TYPE=JPEG:{PHOTO}"
    read(card("Ким Олег", "+7 916 765-43-21", extra=photo), card("Цой Юрий", "112", extra=photo))
    read(card("Ким Олег", "+7 916 000-00-01", extra=photo), card("Цой Юрий", "112", extra=photo))
    store = FileStore(context.database.path)
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    for view in list_records(context, "contact", []):
        (attachment,) = list_attachments(context, "contact", view.id)
        assert attachment.role == "photo"
        assert store.path(attachment.sha256).read_bytes() == base64.b64decode(PHOTO)
    assert list(find_faults(context.database)) == []


def test_somebody_else_may_work_while_a_file_is_read(
    context: Context, other: Context, tmp_path: Path
) -> None:
    book = write_book(tmp_path, *(card(f"Ким {n}", f"+7 916 000-00-{n:02}") for n in range(20)))
    seen: list[int] = []

    def work(count: int) -> None:
        if len(seen) < 20:  # from then on it is written
            edit_record(other, "company", company, {"comment": str(count)})
        seen.append(count)

    company = add_record(other, "company", {"title": "Мак"})
    import_contacts(context, book, work)
    assert seen[-1] == 20
    assert seen == sorted(seen)


def test_a_reading_that_is_cancelled_leaves_nothing(context: Context, tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(count: int) -> None:
        if count == 2:
            raise Cancelled

    before = snapshot(context.database)
    with pytest.raises(Cancelled):
        import_contacts(context, write_book(tmp_path, ANNA, OLEG), cancel)
    assert differences(before, snapshot(context.database)) == {}


def test_a_reading_that_is_ended_changes_nothing(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "book.vcf"
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Name {0}\r\nEND:VCARD\r\n"
    path.write_text("".join(card.format(number) for number in range(5)), encoding="utf-8")
    looks = 0

    def is_cancelled(after: int) -> bool:
        nonlocal looks
        looks += 1
        return looks > after

    for after in (0, 3, 5, 9):  # while cards are read, and while they are written
        looks = 0
        with pytest.raises(Cancelled):
            import_contacts(context, path, is_cancelled=partial(is_cancelled, after))
        assert list(list_records(context, "contact", [])) == []
    assert import_contacts(context, path).created == 5


@pytest.mark.row("IMPEX-03")
def test_a_trial_says_what_would_come_and_keeps_nothing(
    context: Context, crm: Callable[..., Any], tmp_path: Path
) -> None:
    picture = base64.b64encode(b"\xff\xd8\xff picture").decode()
    photo = f"ORG:Romashka\nPHOTO;ENCODING=b;TYPE=JPEG:{picture}"
    path = write_book(tmp_path, card("Orlova Maria", "+7 916 123-45-67", extra=photo))
    before = snapshot(context.database)
    tried = crm("import", path, "--dry-run")
    assert tried.out.startswith("1 created,")
    assert "New companies, 1: Romashka." in tried.out
    assert "This was a trial" in tried.out
    assert differences(before, snapshot(context.database)) == {}
    assert not FileStore(context.database.path).folder.exists()
