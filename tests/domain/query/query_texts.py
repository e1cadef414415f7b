"""Queries for the tests: what they are read with, and texts made at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.i18n import _
from domain.pipelines import PIPELINES, SHIPPED_STAGES
from domain.query.names import Option
from domain.query.parser import parse_query
from domain.query.tree import Query
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.computed_fields import PIPELINE
from domain.records.fields import Field, FieldType, Tags
from domain.shipped import DICTIONARIES

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 25, 14, 32, 45, tzinfo=WARSAW)
"""A Wednesday."""

PEOPLE = (Option("anna", "Анна Новак"), Option("boris", "Борис Волков"))


def options(field: Field) -> Sequence[Option]:
    """Offer what a fresh database of two people has."""
    if field.type is FieldType.USER:
        return PEOPLE
    if isinstance(field.store, Tags):
        return ()
    if field.type is FieldType.STAGE:
        return [Option(stage.code, _(stage.name)) for stage in SHIPPED_STAGES.values()]
    if field.choices == PIPELINE:
        return [Option(pipeline.code, _(pipeline.name)) for pipeline in PIPELINES]
    return [Option(value.code, _(value.label)) for value in DICTIONARIES[str(field.choices)][1]]


def read(text: str, kind: str = "contact", now: datetime = NOW) -> Query:
    """Return the query that `text` is."""
    return parse_query(text, kind, BUILTIN_FIELDS, now, options)


WORDS = ("anna", "иван", "Ковалёва", "łódź", "8", "916", "12-45", "o'hara", "a@b.ru", "no", "me")
DATES = ("today", "вчера", "fri", "25.12", "2026", "2026-05", "-7d", "this month", "1.5.2026 10:15")
NUMBERS = ("5", "1000", "1 200", "-3.5", "0")

_word = st.sampled_from(WORDS)
_quoted = st.lists(_word, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
_emptiness = st.sampled_from(("none", "any"))


def _values(*choices: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(_emptiness, *choices), min_size=1, max_size=3).map(", ".join)


def _compared(values: Sequence[str]) -> st.SearchStrategy[str]:
    value = st.sampled_from(values)
    return st.one_of(
        value,
        st.tuples(st.sampled_from((">", ">=", "<", "<=", "=")), value).map("".join),
        value.map(lambda text: f"..{text}"),
        value.map(lambda text: f"{text}.."),
        value.map(lambda text: f'"{text}"'),
    )


_texts = _values(_word, _quoted, _word.map(lambda word: f'="{word}"'))
_dates = _values(_compared(DATES), st.sampled_from(("older 30d", "newer 2 weeks", "2026..today")))
_numbers = _values(_compared(NUMBERS), st.just("5..1 000"))
_money = _values(
    _compared(NUMBERS), st.sampled_from(("RUB", "5..1 000 zł", ">1000 RUB", ">=0 PLN", "<5 руб."))
)
_phones = _values(st.sampled_from(("916", "8 916 12", "+7 (916) 123-45-67", "4567", "+48")))

CLAUSES: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "contact": {
        "last_name": _texts,
        "name": _texts,
        "phones": _phones,
        "emails": _texts,
        "company": _texts,
        "company.city": _texts,
        "companies.employees": _numbers,
        "position": _texts,
        "birth_date": _values(
            _compared(("1980", "2026-05", "22.03.1980")),
            st.sampled_from(("22.03", "this week", "20.11..13.03")),
        ),
        "type": _values(st.sampled_from(("client", "press", "sup"))),
        "responsible": _values(st.sampled_from(("anna", "me"))),
        "city": _texts,
        "address": _texts,
        "changed": _dates,
        "next_step": _dates,
    },
    "company": {
        "title": _texts,
        "name": _texts,
        "phones": _phones,
        "industry": _values(st.sampled_from(("trade", "health"))),
        "employees": _numbers,
        "city": _texts,
        "responsible": _values(st.sampled_from(("boris", "me"))),
        "changed": _dates,
        "next_step": _dates,
    },
    "deal": {
        "title": _texts,
        "stage": _values(st.sampled_from(("new", "won"))),
        "pipeline": _values(st.sampled_from(("general", "shop"))),
        "amount": _money,
        "probability": _numbers,
        "currency": _values(st.sampled_from(("RUB", "pln"))),
        "close_date": _dates,
        "client": _texts,
        "company": _texts,
        "contact.phones": _phones,
        "open_to_all": st.sampled_from(("yes", "no")),
        "created": _dates,
    },
    "activity": {
        "kind": _values(st.sampled_from(("call", "meeting"))),
        "subject": _texts,
        "due": _dates,
        "done": _dates,
        "important": st.sampled_from(("yes", "no")),
        "client": _texts,
        "deal": _texts,
        "deal.amount": _money,
        "deal.pipeline": _values(st.just("goods")),
        "contact.company.city": _texts,
        "place": _texts,
        "planned_minutes": _numbers,
        "tags": _texts,
        "co_executors": _values(st.sampled_from(("anna", "boris", "me"))),
        "observers": _values(st.sampled_from(("anna", "boris", "me"))),
        "responsible": _values(st.sampled_from(("anna", "boris", "me"))),
    },
}
CUSTOM_CLAUSES: dict[str, st.SearchStrategy[str]] = {
    "car": _texts,
    "cars": _texts,
    "note": _texts,
    "rank": _numbers,
    "weights": _numbers,
    "budget": _money,
    "budgets": _money,
    "since": _dates,
    "days": _dates,
    "seen": _dates,
    "moments": _dates,
    "vip": _values(st.sampled_from(("yes", "no"))),
    "colour": _values(st.sampled_from(("red", "dark"))),
    "colours": _values(st.sampled_from(("red", "dark"))),
    "coach": _values(st.sampled_from(("anna", "boris", "me"))),
    "coaches": _values(st.sampled_from(("anna", "boris", "me"))),
    "partner": _texts,
    "partner.city": _texts,
    "partners": _texts,
    "partners.employees": _numbers,
    "home": _phones,
    "homes": _phones,
    "mail": _texts,
    "pages": _texts,
    "paper": _texts,
}
"""Clauses on fields that the contacts of random bases have beside the built-in ones."""
FLAGS = {
    "contact": ("mine", "unassigned", "overdue", "no-next-step"),
    "company": ("mine", "unassigned", "overdue", "no-next-step"),
    "deal": ("mine", "unassigned", "overdue", "no-next-step", "open", "stale"),
    "activity": ("mine", "unassigned", "overdue", "open", "done"),
}


def queries(
    kind: str, more: Mapping[str, st.SearchStrategy[str]] | None = None
) -> st.SearchStrategy[str]:
    """Return texts of queries of a kind; `more` are clauses on fields that are not built in."""
    clauses = [
        values.map(lambda value, name=name: f"{name}:{value}")  # type: ignore[misc]
        for name, values in (CLAUSES[kind] | dict(more or {})).items()
    ]
    leaf = st.one_of(_word, _quoted, st.sampled_from(FLAGS[kind]), *clauses)
    return st.recursive(leaf, _larger, max_leaves=6)


def _larger(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(part, min_size=2, max_size=3).map(" ".join),
        st.lists(part, min_size=2, max_size=3).map(" OR ".join),
        part.map(lambda text: f"({text})"),
        part.map(lambda text: f"-({text})"),
        part.map(lambda text: f"NOT {text}"),
    )
