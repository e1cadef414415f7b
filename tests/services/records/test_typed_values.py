"""What a form shows for a value reads back as that value."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.ids import new_id
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.fields import FieldType
from domain.records.references import Reference
from domain.records.values import Person
from services.context import Context
from services.fields.definitions import NewField
from services.identity import sign_in
from services.records.typed_values import as_typed, read_typed
from services.records.use_cases import add_record, edit_record, show_record
from services.users import add_user
from storage.database import Database
from tests.conftest import ZONE, add_fields

T = FieldType
CUSTOM = [
    NewField("contact", "Met", T.MOMENT),
    NewField("contact", "Day", T.DATE),
    NewField("contact", "Days", T.DATE, multiple=True),
    NewField("contact", "Size", T.INTEGER),
    NewField("contact", "Limit", T.DECIMAL),
    NewField("contact", "Price", T.MONEY),
    NewField("contact", "Prices", T.MONEY, multiple=True),
    NewField("contact", "Vip", T.BOOL),
    NewField("contact", "Tags", multiple=True),
    NewField("contact", "Lines", T.CHOICE, choices=("A; b", '"C"', "A"), multiple=True),
    NewField("contact", "Homes", T.PHONE, multiple=True),
]

TEXTS = st.text(st.sampled_from("aя Ł—;,()[]\"'“”:/\\@.0 1"), min_size=1, max_size=12).filter(
    lambda text: text.strip() != ""
)
LABELS = st.sampled_from(["", "work", "mobile", "ext. 5", "a (b"])
POINTS = st.lists(
    st.builds(lambda value, label: {"value": value, "label": label}, TEXTS, LABELS), max_size=3
)
PHONES = st.lists(
    st.builds(
        lambda value, label: {"value": value, "label": label},
        st.sampled_from(["8 (916) 123-45-67", "+7 495 123 45 67", "12-34 (ext. 9)", "no; number"]),
        LABELS,
    ),
    max_size=2,
)
MOMENTS = st.integers(10**9, 38 * 10**8).map(lambda at: datetime.fromtimestamp(at, UTC).isoformat())
MONEY = st.builds(
    lambda amount, currency: {"amount": amount, "currency": currency},
    st.decimals(-(10**9), 10**9, places=6),
    st.sampled_from(["PLN", "RUB", "CHF"]),
)

VALUES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "contact": {
        "last_name": TEXTS,
        "comment": TEXTS | st.just("one\n\ntwo"),
        "phones": PHONES,
        "emails": POINTS,
        "sites": POINTS,
        "messengers": POINTS,
        "companies": st.lists(st.integers(0, 3), max_size=3, unique=True),
        "birth_date": st.sampled_from(["1984-10-03", "--10-03", "1984", "1984-10", "--02-29"]),
        "type": st.sampled_from(["client", "partner", "press"]),
        "city": TEXTS,
        "responsible": st.sampled_from(["anna", "boris", "celina"]),
        "external_id": TEXTS,
        "met": MOMENTS,
        "day": st.dates(date(1990, 1, 1)).map(str),
        "size": st.integers(-(2**53), 2**53),
        "limit": st.decimals(-(10**9), 10**9, places=6),
        "days": st.lists(st.dates(date(1990, 1, 1)).map(str), max_size=3),
        "price": MONEY,
        "prices": st.lists(MONEY, max_size=3),
        "lines": st.lists(st.sampled_from(["a_b", "c", "a"]), max_size=3),
        "homes": PHONES.map(lambda phones: [phone["value"] for phone in phones]),
        "vip": st.booleans(),
        "tags": st.lists(TEXTS, max_size=3),
    },
    "company": {
        "title": TEXTS,
        "annual_turnover": st.decimals(0, 10**12, places=2),
        "currency": st.sampled_from(["PLN", "RUB", "EUR"]),
        "employees": st.integers(0, 10**6),
        "industry": st.just("it"),
    },
    "lead": {"title": TEXTS, "status": st.sampled_from(["new", "junk"]), "company_title": TEXTS},
    "activity": {
        "subject": TEXTS,
        "kind": st.sampled_from(["call", "meeting", "task"]),
        "direction": st.sampled_from(["in", "out"]),
        "due": MOMENTS | st.just("2037-01-05"),
        "is_important": st.booleans(),
    },
}
"""What fields of each kind may hold, as data of `add_record`."""


@pytest.fixture(scope="module")
def world(
    staffed_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Context, list[str]]]:
    """A base with custom fields and companies of difficult names, two of them alike."""
    path = Path(shutil.copy(staffed_file, tmp_path_factory.mktemp("typed") / "crm.db"))
    database = Database.open(add_fields(path, *CUSTOM))
    context = Context(database, sign_in(database), ZONE, "RU")
    add_user(context, "celina", "Celina (new); Dul")
    titles = ["Vega", "A; B", 'The "Best" Ltd', "Vega"]
    companies = [str(add_record(context, "company", {"title": title})) for title in titles]
    yield context, companies
    database.close()


@pytest.mark.parametrize("kind", VALUES)
@settings(max_examples=60)
@given(data=st.data())
def test_a_copy_made_of_what_the_form_shows_is_alike(
    world: tuple[Context, list[str]], kind: str, data: st.DataObject
) -> None:
    context, companies = world
    given_ = data.draw(st.fixed_dictionaries({}, optional=VALUES[kind]))
    first = {"contact": "last_name", "activity": "subject"}.get(kind, "title")
    values = {first: "Vega", **({"kind": "call"} if kind == "activity" else {}), **given_}
    if "companies" in values:
        values["companies"] = [companies[number] for number in values["companies"]]
    try:
        key = add_record(context, kind, values)
    except BadInput:
        return  # what is refused is never shown
    shown = show_record(context, kind, key)
    typed: dict[str, object] = {}
    for field in context.database.fields.of(kind):
        value = shown.values[field.name]
        if not field.read_only and value not in (None, (), ""):
            typed[field.name] = read_typed(field, as_typed(field, value, ZONE), value, ZONE)
    copy = show_record(context, kind, add_record(context, kind, typed))
    told = {"created_at", "updated_at"}
    assert {n: v for n, v in copy.values.items() if n not in told} == {
        n: v for n, v in shown.values.items() if n not in told
    }
    edit_record(context, kind, key, typed)
    assert {n: v for n, v in show_record(context, kind, key).values.items() if n not in told} == {
        n: v for n, v in shown.values.items() if n not in told
    }


COMPANIES = next(f for f in BUILTIN_FIELDS if (f.kind, f.name) == ("contact", "companies"))
WRITTEN = st.text(st.sampled_from('ab;" \n()2'), min_size=1, max_size=6).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(WRITTEN.filter(bool), max_size=5))
def test_linked_records_stay_what_they_are(titles: list[str]) -> None:
    linked = tuple(Reference("company", new_id(), title) for title in titles)
    text = as_typed(COMPANIES, linked, UTC)
    assert read_typed(COMPANIES, text, linked) == [str(one.id) for one in linked]


def test_of_two_linked_companies_of_one_name_the_second_can_stay() -> None:
    linked = tuple(Reference("company", new_id(), "Vega") for _ in range(2))
    assert as_typed(COMPANIES, linked, UTC) == "Vega; Vega (2)"
    assert read_typed(COMPANIES, "Vega (2)", linked) == [str(linked[1].id)]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("Vega; Orion", ["Vega", "Orion"]),
        ('ООО "Вега; Орион', ['ООО "Вега', "Орион"]),
        ('ООО "Вега"; Орион', ['ООО "Вега"', "Орион"]),
        ('"Vega" Ltd; Orion', ['"Vega" Ltd', "Orion"]),
        ('"Vega; Sons" ;Orion;', ["Vega; Sons", "Orion"]),
        (" ; ", []),
    ],
)
def test_several_are_parted_outside_of_quotes(typed: str, titles: list[str]) -> None:
    assert read_typed(COMPANIES, typed) == titles


def test_a_colleague_is_named_by_login_or_by_a_name_that_only_one_has(context: Context) -> None:
    for login in ("jan1", "jan2"):
        add_user(context, login, "Jan Kos")
    with pytest.raises(BadInput, match=r"“Jan Kos” may be several people; type the login\."):
        add_record(context, "contact", {"last_name": "x", "responsible": "Jan Kos"})
    for typed, login in (("jan2", "jan2"), ("Борис Волков", "boris")):
        key = add_record(context, "contact", {"last_name": "x", "responsible": typed})
        found = show_record(context, "contact", key).values["responsible"]
        assert isinstance(found, Person)
        assert found.login == login
