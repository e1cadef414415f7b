"""What is said where a value does not fit, and that nothing is kept then."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.errors import BadInput, CrmError
from services.context import Context
from services.records.use_cases import add_record, edit_record, show_record


def add(context: Context, kind: str, /, **values: object) -> UUID:
    return add_record(context, kind, values)


def refusal(context: Context, kind: str, /, **values: object) -> str:
    """Return the sentence with which a record is refused; nothing may be left of it."""
    count = "SELECT count(*) FROM change"
    before = context.database.reader().execute(count).fetchone()
    with pytest.raises(CrmError) as error:
        add(context, kind, **values)
    assert context.database.reader().execute(count).fetchone() == before
    return str(error.value)


REFUSALS = [
    ("contact", {"lastname": "x"}, "no field “lastname”. Did you mean “last_name”?"),
    (
        "contact",
        {"last_name": "x", "zzz": 1},
        "no field “zzz”. There are: last_name",
    ),
    ("deal", {"title": "x", "amount": "ten"}, "Amount: "),
    ("deal", {"title": "x", "amount": "1" + "0" * 30}, "Amount: "),
    ("deal", {"title": "x", "amount": 10**30}, "Amount: "),
    ("deal", {"title": "x", "amount": True}, "Amount: a number is expected."),
    ("deal", {"title": "x", "amount": [1]}, "Amount: a number is expected."),
    ("deal", {"title": "x", "currency": "ECU"}, "Currency: "),
    ("deal", {"title": "x", "probability": 101}, "the most is 100"),
    ("deal", {"title": "x", "probability": "1.5"}, "“1.5” is not a whole number"),
    ("deal", {"title": "x", "close_date": "31.02.2026"}, "Expected close: "),
    ("deal", {"title": "x", "close_date": "someday"}, "someday"),
    ("deal", {"title": "x", "stage": "heaven"}, "Use one of: new, need, offer"),
    ("deal", {"title": "x", "contacts": ["Никто"]}, "there is no record called “Никто”"),
    ("deal", {"title": "x", "open_to_all": "perhaps"}, "neither yes nor no"),
    ("contact", {"last_name": "x", "type": "friend"}, "Use one of: client, supplier"),
    ("contact", {"last_name": "x", "responsible": "carol"}, "no user “carol”"),
    ("contact", {"last_name": "x", "birth_date": "1980-13-01"}, "Birth date: "),
    ("contact", {"last_name": "x", "created_at": "now"}, "Created cannot be set"),
    ("contact", {"last_name": "x", "phones": [""]}, "Phones: an entry is empty."),
    ("contact", {"last_name": "x", "phones": [{"number": "1"}]}, "a “value”"),
    ("contact", {"last_name": {"a": 1}}, "Surname: a text is expected"),
    ("contact", {"last_name": "x" * 100_001}, "Surname: the text has 100001 characters"),
    ("contact", {"last_name": "x", "companies": [""]}, "a title or a key is missing"),
    ("activity", {"subject": "x", "kind": "dance"}, "Use one of: call, meeting"),
    ("activity", {"subject": "x", "kind": None}, "Kind: a value is needed."),
    ("activity", {"subject": "x", "due": "the day after never"}, "Deadline: "),
    ("activity", {"subject": "x", "due": "0001-01-01T00:00"}, "Deadline: "),
    ("activity", {"subject": "x", "due": "9999-12-31T23:59"}, "Deadline: "),
    ("activity", {"subject": "x", "start_at": "25.12.2026"}, "a time is missing"),
    ("contact", {"position": "x"}, "A contact needs a name, a phone or an e-mail."),
    ("contact", {"last_name": " \x07 ", "phones": []}, "A contact needs a name"),
    ("company", {"city": "x"}, "A company needs a title."),
    ("company", {"title": "   "}, "A company needs a title."),
    ("lead", {"comment": "x"}, "A lead needs a title, a name"),
    ("deal", {"amount": 1}, "A deal needs a title."),
    ("activity", {"due": "fri"}, "An activity needs a subject or a kind."),
]


@pytest.mark.parametrize(("kind", "values", "sentence"), REFUSALS)
def test_a_value_that_does_not_fit_is_refused_with_a_sentence(
    context: Context, kind: str, values: dict[str, object], sentence: str
) -> None:
    said = refusal(context, kind, **values)
    assert sentence in said
    assert said.endswith((".", "?"))


@pytest.mark.parametrize(
    ("kind", "first", "change"),
    [
        ("contact", {"last_name": "Ким"}, {"last_name": ""}),
        ("company", {"title": "Мак"}, {"title": None}),
        ("deal", {"title": "Крыша"}, {"title": " "}),
        ("lead", {"phones": ["8 916 123-45-67"]}, {"phones": []}),
    ],
)
def test_an_edit_does_not_take_the_last_name_of_a_record(
    context: Context, kind: str, first: dict[str, object], change: dict[str, object]
) -> None:
    key = add(context, kind, **first)
    before = show_record(context, kind, key)
    with pytest.raises(BadInput, match="needs a"):
        edit_record(context, kind, key, change)
    assert show_record(context, kind, key) == before


def test_namesakes_are_told_apart_by_key(context: Context) -> None:
    for _ in range(2):
        add(context, "contact", last_name="Ким")
    said = refusal(context, "deal", title="x", contacts=["Ким"])
    assert "several records called “Ким”" in said
