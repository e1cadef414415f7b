"""The bin: what it tells, what stays linked, and how records go for good."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import Cancelled, Conflict, NotAllowed
from domain.ids import new_id
from domain.query.errors import QueryError
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from domain.records.references import Reference
from services.context import Context
from services.importing.contacts import import_contacts
from services.lists.bin import list_bin, purge
from services.lists.reading import count
from services.records.finding import find_records
from services.records.use_cases import (
    add_record,
    delete_record,
    edit_record,
    list_records,
    show_record,
)
from services.undo import undo
from storage.check import find_faults


def references(context: Context, kind: str, key: UUID, name: str) -> tuple[Reference, ...]:
    value = show_record(context, kind, key).values[name]
    return tuple(item for item in value if isinstance(item, Reference))  # type: ignore[union-attr]


@pytest.mark.row("HIST-06")
def test_the_bin_lists_every_kind_with_who_and_when(context: Context, other: Context) -> None:
    lead = add_record(context, "lead", {"title": "Запрос"})
    deal = add_record(context, "deal", {"title": "Поставка"})
    for actor, kind, key in ((other, "lead", lead), (context, "deal", deal)):
        delete_record(actor, kind, key)
    lines = list(list_bin(context))
    assert [(line.kind, line.title, line.deleted_by) for line in lines] == [
        ("lead", "Запрос", "boris"),
        ("deal", "Поставка", "anna"),
    ]
    assert lines[0].deleted_at <= lines[1].deleted_at <= context.now()
    assert [line.id for line in list_bin(context, ["deal"], "постав")] == [deal]
    with pytest.raises(QueryError):
        list(list_bin(context, ["deal"], "zity:x"))


@pytest.mark.row("COMP-06", "ACT-02")
def test_what_was_linked_stays_and_shows_it_as_deleted(context: Context) -> None:
    company = add_record(context, "company", {"title": "Мак"})
    contact = add_record(context, "contact", {"last_name": "Ким", "companies": [str(company)]})
    call = add_record(context, "activity", {"subject": "x", "companies": [str(company)]})
    delete_record(context, "company", company)
    assert count(context, RecordQuery("contact")) == 1
    for kind, key in (("contact", contact), ("activity", call)):
        assert references(context, kind, key, "companies") == (
            Reference("company", company, "Мак", is_deleted=True),
        )
    undo(context)
    assert not references(context, "contact", contact, "companies")[0].is_deleted


@pytest.mark.row("HIST-06")
def test_a_purge_takes_all_along_that_belongs_to_the_record(context: Context) -> None:
    data = {"title": "Мак", "phones": ["8 916 123-45-67"], "city": "Псков"}
    company = add_record(context, "company", data)
    kept = add_record(context, "company", {"title": "Ромашка"})
    both = [str(company), str(kept)]
    contact = add_record(context, "contact", {"last_name": "Ким", "companies": both})
    deal = add_record(context, "deal", {"title": "Поставка", "company": str(company)})
    call = add_record(context, "activity", {"subject": "x", "companies": both})
    delete_record(context, "company", company)
    assert purge(context, "company", [company, kept, new_id()]) == 1
    assert list(list_bin(context)) == []
    assert list(find_faults(context.database)) == []
    assert [r.id for r in references(context, "contact", contact, "companies")] == [kept]
    assert [r.id for r in references(context, "activity", call, "companies")] == [kept]
    assert show_record(context, "deal", deal).values["company"] is None
    for table in ("contact_point", "address"):
        rows = context.database.reader().execute(f"SELECT count(*) FROM {table}")
        assert rows.fetchone() == (0,)


def test_what_was_deleted_for_good_is_not_kept_in_the_log(context: Context, tmp_path: Path) -> None:
    """A person may ask that nothing of theirs be kept; nobody can bring it back then."""
    book = tmp_path / "book.vcf"
    book.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Lazarev Oleg\nN:Lazarev;Oleg;;;\n"
        "TEL:+7 916 123-45-67\nEMAIL:lazarev@example.com\nEND:VCARD\n"
    )
    import_contacts(context, book)
    (view,) = list_records(context, "contact", [])
    edit_record(context, "contact", view.id, {"comment": "owes Lazareva", "city": "Perm"})
    edit_record(context, "contact", view.id, {"comment": "", "phones": ["+7 495 765-43-21"]})
    delete_record(context, "contact", view.id)
    other = add_record(context, "contact", {"last_name": "Kim"})
    edit_record(context, "contact", other, {"comment": "stays"})
    edit_record(context, "contact", other, {"comment": ""})
    assert purge(context, "contact", [view.id]) == 1
    reader = context.database.reader()
    logged = " ".join(old for (old,) in reader.execute("SELECT old FROM change WHERE old NOTNULL"))
    for gone in ("Lazarev", "Oleg", "lazarev", "9161234567", "4957654321", "Perm", "owes"):
        assert gone not in logged
    assert "stays" in logged
    with pytest.raises(Conflict, match="was deleted for good, and what it held is no longer kept"):
        undo(context)
    # What has nothing to do with it can still be taken back, by passing over.
    assert undo(context, pass_over=True) == "contact changed (1 later step stays)"
    assert undo(context, pass_over=True).startswith("contact changed")
    assert undo(context, pass_over=True).startswith("contact added")
    with pytest.raises(Conflict, match="deleted for good"):
        undo(context, pass_over=True)
    assert list(list_records(context, "contact", [])) == []
    assert list(find_faults(context.database)) == []


def test_what_was_deleted_for_good_is_not_kept_in_the_search_index(context: Context) -> None:
    key = add_record(context, "contact", {"last_name": "Zanzibarov"})
    add_record(context, "contact", {"last_name": "Kim"})
    delete_record(context, "contact", key)
    blocks = "SELECT block FROM search_fts_data"
    reader = context.database.reader()
    assert any(b"zanzibarov" in block for (block,) in reader.execute(blocks))
    purge(context, "contact", [key])
    assert not any(b"anzibarov" in block for (block,) in reader.execute(blocks))
    assert [found.title for found in find_records(context, "kim")] == ["Kim"]


@pytest.mark.parametrize("kind", KINDS)
def test_records_of_every_kind_can_be_purged(context: Context, kind: str) -> None:
    data = {KINDS[kind].title[0]: "x"}
    keys = [add_record(context, kind, data) for _number in range(3)]
    if kind == "activity":
        with context.database.write(context.actor, "edit_activity") as unit:
            unit.connection.execute(
                "UPDATE activity SET previous_id = ? WHERE id = ?", (keys[0].bytes, keys[1].bytes)
            )
    for key in keys[:2] if kind != "activity" else keys[:1]:
        delete_record(context, kind, key)
    asked = RecordQuery(kind, in_bin=True)
    number = count(context, asked)
    assert purge(context, kind, asked) == number > 0
    assert count(context, RecordQuery(kind)) == 3 - number
    assert list(find_faults(context.database)) == []


def test_only_an_administrator_purges_and_may_end_it(context: Context, other: Context) -> None:
    key = add_record(context, "lead", {"title": "x"})
    delete_record(context, "lead", key)
    with pytest.raises(NotAllowed, match="administrator"):
        purge(other, "lead", [key])
    with pytest.raises(Cancelled):
        purge(context, "lead", [key], is_cancelled=lambda: True)
    assert [line.id for line in list_bin(context)] == [key]
