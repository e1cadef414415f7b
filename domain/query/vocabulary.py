"""The words of the query language in English, Russian and Polish, as `domain.text.fold` has them.

All three languages are understood at once; what is written back is English.
"""

from __future__ import annotations

from typing import Final

from domain.i18n import N_, language
from domain.query.tree import Flag

AND: Final = frozenset({"AND", "И", "ORAZ"})
OR: Final = frozenset({"OR", "ИЛИ", "LUB"})
NOT: Final = frozenset({"NOT", "НЕ", "NIE"})
"""Operators are written in capitals, so that the same words can be searched for."""

NONE: Final = frozenset({"none", "empty", "нет", "пусто", "brak", "puste"})
ANY: Final = frozenset({"any", "есть", "любой", "любая", "любое", "jest", "dowolny", "dowolna"})
ME: Final = frozenset({"me", "я", "мне", "ja", "mnie"})

FLAGS: Final[dict[str, Flag]] = {
    **dict.fromkeys(("mine", "мои", "мое", "moje"), Flag.MINE),
    **dict.fromkeys(
        ("unassigned", "ничьи", "без-ответственного", "nieprzydzielone"), Flag.UNASSIGNED
    ),
    **dict.fromkeys(("overdue", "просрочено", "zalegle"), Flag.OVERDUE),
    **dict.fromkeys(
        ("no-next-step", "без-следующего-шага", "bez-nastepnego-kroku"), Flag.NO_NEXT_STEP
    ),
    **dict.fromkeys(("open", "открытые", "в-работе", "otwarte", "w-toku"), Flag.OPEN),
    **dict.fromkeys(("done", "завершено", "завершенные", "zakonczone"), Flag.DONE),
    **dict.fromkeys(("stale", "застрявшие", "bez-ruchu"), Flag.STALE),
}
"""Conditions of one word."""

FLAG_NAMES: Final[dict[Flag, str]] = {
    Flag.MINE: N_("Mine"),
    Flag.UNASSIGNED: N_("Nobody is responsible"),
    Flag.OVERDUE: N_("A deadline has passed"),
    Flag.NO_NEXT_STEP: N_("Nothing is planned"),
    Flag.OPEN: N_("Still to be done"),
    Flag.DONE: N_("Done"),
    Flag.STALE: N_("Too long at its stage"),
}
"""What the flags say, as message ids."""

_OF_CLIENTS: Final = frozenset({Flag.MINE, Flag.UNASSIGNED, Flag.OVERDUE, Flag.NO_NEXT_STEP})

FLAGS_OF_KIND: Final[dict[str, frozenset[Flag]]] = {
    "activity": frozenset({Flag.MINE, Flag.UNASSIGNED, Flag.OVERDUE, Flag.OPEN, Flag.DONE}),
    **dict.fromkeys(("contact", "company", "lead"), _OF_CLIENTS),
    "deal": _OF_CLIENTS | {Flag.OPEN, Flag.STALE},
    "invoice": frozenset({Flag.MINE, Flag.UNASSIGNED, Flag.OVERDUE}),
    "own_company": frozenset(),
    **dict.fromkeys(("product", "section", "quote"), frozenset({Flag.MINE, Flag.UNASSIGNED})),
}
"""The flags that records of a kind can have."""

_SAID: Final[dict[str, dict[str, str]]] = {
    "ru": {
        "mine": "мои",
        "unassigned": "ничьи",
        "overdue": "просрочено",
        "no-next-step": "без-следующего-шага",
        "open": "открытые",
        "done": "завершено",
        "stale": "застрявшие",
        "OR": "ИЛИ",
        "NOT": "НЕ",
        "AND": "И",
        "none": "пусто",
        "any": "есть",
        "yes": "да",
        "no": "нет",
        "me": "я",
        "today": "сегодня",
        "yesterday": "вчера",
        "tomorrow": "завтра",
        "..today": "..сегодня",
        "this week": "эта неделя",
        "last week": "прошлая неделя",
        "next week": "следующая неделя",
        "-7d..": "-7д..",
        "next 7 days": "ближайшие 7 дней",
        "this month": "этот месяц",
        "last month": "прошлый месяц",
        "next month": "следующий месяц",
        "this quarter": "этот квартал",
        "this year": "этот год",
        "older 30d": "старше 30 дней",
    },
    "pl": {
        "mine": "moje",
        "unassigned": "nieprzydzielone",
        "overdue": "zaległe",
        "no-next-step": "bez-następnego-kroku",
        "open": "otwarte",
        "done": "zakończone",
        "stale": "bez-ruchu",
        "OR": "LUB",
        "NOT": "NIE",
        "AND": "ORAZ",
        "none": "brak",
        "any": "jest",
        "yes": "tak",
        "no": "nie",
        "me": "ja",
        "today": "dzisiaj",
        "yesterday": "wczoraj",
        "tomorrow": "jutro",
        "..today": "..dzisiaj",
        "this week": "ten tydzień",
        "last week": "zeszły tydzień",
        "next week": "przyszły tydzień",
        "next 7 days": "najbliższe 7 dni",
        "this month": "ten miesiąc",
        "last month": "zeszły miesiąc",
        "next month": "przyszły miesiąc",
        "this quarter": "ten kwartał",
        "this year": "ten rok",
        "older 30d": "starsze 30 dni",
    },
}
"""What is offered while a query is typed, by its English words."""


def said(words: str) -> str:
    """Return English words of the language as they are written in that of the interface."""
    return _SAID.get(language(), {}).get(words, words)


OLDER: Final = frozenset({"older", "старше", "starsze"})
NEWER: Final = frozenset({"newer", "новее", "nowsze"})
THIS: Final = frozenset("this этот эту это эта этом этой ten ta to tym tej biezacy".split())
LAST: Final = frozenset(
    "last past прошлый прошлую прошлая прошлое прошлом прошлой последний последние последняя "
    "ostatni ostatnie ostatnia ostatnich zeszly zeszla poprzedni poprzednia".split()
)
NEXT: Final = frozenset(
    "next coming следующий следующую следующая следующие следующем следующей ближайшие "
    "przyszly przyszla nastepny nastepna nastepne najblizsze".split()
)
BEGINNINGS: Final = OLDER | NEWER | THIS | LAST | NEXT
"""Words of which none is a time by itself."""
PERIODS: Final[dict[str, str]] = {
    **dict.fromkeys("week неделя неделю неделе tydzien tygodniu".split(), "week"),
    **dict.fromkeys("month месяц месяце miesiac miesiacu".split(), "month"),
    **dict.fromkeys("quarter квартал квартале kwartal kwartale".split(), "quarter"),
    **dict.fromkeys("year год году rok roku".split(), "year"),
}
"""Calendar periods."""
