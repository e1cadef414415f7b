"""One change of many records comes to the same as editing each, and is undone in one step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.records.fields import FieldType
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.records.values import Point
from services.context import Context
from services.fields.definitions import NewField
from services.identity import sign_in
from services.lists.bulk import (
    bulk_edit,
)
from services.lists.bulk_changes import FieldChange
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import redo, undo
from storage.bulk.columns import How
from storage.check import find_faults
from storage.database import Database
from tests.conftest import ZONE, add_fields

FIELDS = (
    NewField("contact", "Tags", FieldType.TEXT, multiple=True),
    NewField("contact", "Size", FieldType.INTEGER, searchable=False),
)

SET, CLEAR, ADD, REMOVE = How.SET, How.CLEAR, How.ADD, How.REMOVE

VALUES: dict[str, dict[str, list[Any]]] = {
    "contact": {
        "last_name": ["Ким", "Ёжикова"],
        "first_name": ["Анна"],
        "comment": ["новый клиент", ""],
        "birth_date": ["1984-10-03"],
        "type": ["client", "supplier"],
        "responsible": ["anna", "boris", ""],
        "phones": [
            ["8 916 123-45-67"],
            ["1234", "8 916 123-45-67"],
            [{"value": "5", "label": "x"}],
        ],
        "emails": [["A@b.ru", "c@d.ru"], ["a@B.ru"]],
        "companies": [["Мак"], ["Ромашка", "ООО Мак"], ["Новая"]],
        "city": ["Псков", "Орёл"],
        "street": ["Мира 1"],
        "tags": [["a", "b"], ["b"], ["c", "a"]],
        "size": [5, 7],
    },
    "company": {
        "title": ["ООО «Мак»", "Łódź Sp. z o.o."],
        "annual_turnover": ["1200.50"],
        "currency": ["PLN"],
        "employees": [5],
        "sites": [["mak.ru"]],
    },
    "lead": {
        "title": ["Запрос"],
        "last_name": ["Ким"],
        "company_title": ["Мак"],
        "status": ["in_processing", "new"],
        "phones": [["8 916 123-45-67"]],
    },
    "deal": {
        "title": ["Поставка"],
        "amount": ["10.50"],
        "stage": ["offer"],
        "close_date": ["2027-01-31"],
        "open_to_all": [True, False],
        "company": ["Мак"],
    },
    "product": {
        "name": ["Кресло", "Ёлка"],
        "code": ["K-1"],
        "price": ["100", "5 USD", "7.25 EUR"],
        "price_purchase": ["50"],
        "unit": ["pcs", "kg"],
        "tax_rate": ["20"],
        "is_active": [True, False],
    },
    "invoice": {
        "subject": ["Стулья", "Лампы"],
        "status": ["cancelled", "draft"],
        "date": ["2026-03-01"],
        "company": ["Мак"],
        "comment": ["срочно"],
    },
    "quote": {"subject": ["Стулья"], "status": ["declined"], "valid_until": ["2026-03-01"]},
    "own_company": {"title": ["Вега", "Łódź"], "phone": ["1"], "payment_days": [3, 30]},
    "section": {"name": ["Мебель"], "description": ["новое"], "sort": [1, 2]},
    "activity": {
        "subject": ["звонок"],
        "due": ["2037-02-01T10:00", "2037-02-01", "2024-02-01T10:00"],
        "remind_minutes": [0, 30],
        "is_important": [True],
        "kind": ["call", "task"],
        "done_at": ["2024-02-01T10:00"],
    },
}
SEVERAL = ("phones", "emails", "sites", "companies", "tags")
NAMING = (
    "name",
    "last_name",
    "first_name",
    "title",
    "company_title",
    "phones",
    "subject",
    "kind",
    "date",
)


def changes_of(kind: str) -> st.SearchStrategy[list[FieldChange]]:
    def change(name: str) -> st.SearchStrategy[FieldChange]:
        values = st.sampled_from(VALUES[kind][name])
        ways = [st.builds(FieldChange, st.just(name), st.just(SET), values)]
        if name not in NAMING:
            ways.append(st.just(FieldChange(name, CLEAR)))
        if name in SEVERAL:
            ways.append(
                st.builds(FieldChange, st.just(name), st.sampled_from((ADD, REMOVE)), values)
            )
        return st.one_of(ways)

    names = st.lists(st.sampled_from(sorted(VALUES[kind])), min_size=1, max_size=4, unique=True)
    return names.flatmap(lambda chosen: st.tuples(*map(change, chosen)).map(list))


def records_of(kind: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    always = KINDS[kind].title[0]
    optional = {name: st.sampled_from(values) for name, values in VALUES[kind].items()}
    names = st.sampled_from(["Аева", "Бунин", str(VALUES[kind][always][0])])
    record = st.fixed_dictionaries(
        {always: names},
        optional={name: values for name, values in optional.items() if name != always},
    )
    return st.lists(record, min_size=1, max_size=4)


@pytest.fixture(scope="module")
def custom_file(staffed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with custom fields, made once; copy it, do not open it."""
    folder = tmp_path_factory.mktemp("bulk")
    return add_fields(Path(shutil.copy(staffed_file, folder / "custom.db")), *FIELDS)


@contextmanager
def on_a_copy(path: Path) -> Iterator[Context]:
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, Path(folder) / "crm.db"))
        database = Database.open(copy)
        try:
            yield Context(database, sign_in(database), ZONE, "RU")
        finally:
            database.close()


LEFT_ASIDE = ("id", "created_at", "updated_at", "created_by", "stage_at")


def state(context: Context, kind: str, keys: list[UUID]) -> list[object]:
    """Return all that is kept of records, what follows from it included, but for keys and times."""
    reader = context.database.reader()
    rows: list[object] = []
    for key in keys:
        view = dict(show_record(context, kind, key).values)
        table = reader.execute(f'SELECT * FROM "{KINDS[kind].table}" WHERE id = ?', (key.bytes,))
        names = [column[0] for column in table.description]
        columns = dict(zip(names, table.fetchone(), strict=True))
        document = reader.execute("SELECT text FROM search_doc WHERE id = ?", (key.bytes,))
        points = reader.execute(
            "SELECT type, label, value, e164, national, reversed, folded, is_valid "
            "FROM contact_point WHERE record_id = ? ORDER BY type, sort",
            (key.bytes,),
        )
        companies = [getattr(item, "title", item) for item in view.pop("companies", None) or ()]
        company = view.pop("company", None)
        for name in LEFT_ASIDE:
            view.pop(name, None)
            columns.pop(name, None)
        columns.pop("company_id", None)
        title = getattr(company, "title", company)
        rows += [view, columns, document.fetchone(), points.fetchall(), companies, title]
    return rows


def edited_singly(context: Context, kind: str, key: UUID, changes: list[FieldChange]) -> None:
    """Do with one record by hand what a change of many does."""
    values = show_record(context, kind, key).values
    data: dict[str, object] = {}
    for change in changes:
        held: list[Any] = []
        for item in values[change.field] or () if change.field in SEVERAL else ():  # type: ignore[union-attr]
            if isinstance(item, Point):
                held.append({"value": item.value, "label": item.label})
            else:
                held.append(item.title if isinstance(item, Reference) else item)
        match change.how:
            case How.SET:
                data[change.field] = change.value
            case How.CLEAR:
                data[change.field] = [] if change.field in SEVERAL else None
            case How.ADD:
                new = [v for v in change.value if same(v) not in map(same, held)]  # type: ignore[attr-defined]
                data[change.field] = [*held, *new]
            case How.REMOVE:
                gone = list(map(same, change.value))  # type: ignore[call-overload]
                data[change.field] = [item for item in held if same(item) not in gone]
    edit_record(context, kind, key, data)


def same(item: Any) -> str:
    """Return what makes two values of a field the same."""
    text = item["value"] if isinstance(item, dict) else str(item)
    return text.lower().removeprefix("ооо ")


@pytest.mark.row("MASS-05")
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8)
@given(data=st.data())
def test_it_comes_to_the_same_as_editing_each(
    custom_file: Path, kind: str, data: st.DataObject
) -> None:
    records, changes = data.draw(records_of(kind)), data.draw(changes_of(kind))
    if any(change.how is REMOVE and change.field == "companies" for change in changes):
        records = [{**record, "companies": ["Мак", "Ромашка", "Новая"]} for record in records]
    with on_a_copy(custom_file) as singly, on_a_copy(custom_file) as together:
        for context, title in product((singly, together), ("Мак", "Ромашка", "Новая")):
            add_record(context, "company", {"title": title})
        made = {c: [add_record(c, kind, r) for r in records] for c in (singly, together)}
        before = state(together, kind, made[together])
        for key in made[singly]:
            edited_singly(singly, kind, key, changes)
        outcome = bulk_edit(together, kind, made[together], changes)
        after = state(together, kind, made[together])
        assert after == state(singly, kind, made[singly])
        assert outcome.changed + outcome.unchanged == len(records)
        assert (outcome.changed > 0) == (after != before)
        assert list(find_faults(together.database)) == []
        if after != before:
            said = undo(together)
            one = {"product": "product of the catalog"}.get(kind, kind.replace("_", " "))
            which = "many records" if len(records) > 1 else one
            assert said in (f"{which} changed", f"{which} handed on")
            assert state(together, kind, made[together]) == before
            assert redo(together) == said
            assert state(together, kind, made[together]) == after
