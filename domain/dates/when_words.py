"""Words for days and times in English, Russian and Polish, as `domain.text.fold` leaves them.

All three languages are understood at once, whatever the language of the interface. The lists hold
words as they are said, with the endings they take after "on", "in" and "until".
"""

from __future__ import annotations

from typing import Final


def _numbered(lines: str, first: int) -> dict[str, int]:
    """Number the lines of `lines` from `first`; every word of a line stands for its number."""
    return {
        word: number
        for number, line in enumerate(lines.strip().splitlines(), first)
        for word in line.split()
    }


WEEKDAYS: Final = _numbered(
    """
    monday mon mo понедельник понедельника понедельнику пон пнд пн poniedzialek poniedzialku pon pn
    tuesday tues tue tu вторник вторника вторнику вт втр wtorek wtorku wt wto
    wednesday wed среда среду среды среде ср срд sroda srode srody sr
    thursday thurs thur thu th четверг четверга четвергу чт чтв czwartek czwartku czw cz
    friday fri fr пятница пятницу пятницы пятнице пт птн piatek piatku pt pi
    saturday sat sa суббота субботу субботы субботе сб суб сбт sobota sobote soboty sob so
    sunday sun su воскресенье воскресенья воскресенью вс вск niedziela niedziele niedzieli nd niedz
    """,
    first=0,
)
"""Days of the week, Monday 0, as `date.weekday` counts."""

MONTHS: Final = _numbered(
    """
    january jan январь января январе янв styczen stycznia styczniu sty
    february feb февраль февраля феврале фев февр luty lutego lutym lut
    march mar март марта марте мар мрт marzec marca marcu
    april apr апрель апреля апреле апр kwiecien kwietnia kwietniu kwi
    may май мая мае maj maja maju
    june jun июнь июня июне июн czerwiec czerwca czerwcu cze
    july jul июль июля июле июл lipiec lipca lipcu lip
    august aug август августа августе авг sierpien sierpnia sierpniu sie
    september sept sep сентябрь сентября сентябре сен сент wrzesien wrzesnia wrzesniu wrz
    october oct октябрь октября октябре окт pazdziernik pazdziernika pazdzierniku paz
    november nov ноябрь ноября ноябре ноя нояб listopad listopada listopadzie lis
    december dec декабрь декабря декабре дек grudzien grudnia grudniu gru
    """,
    first=1,
)
"""Months, January 1."""

DAYS_FROM_TODAY: Final = {
    **dict.fromkeys(("yesterday", "вчера", "wczoraj"), -1),
    **dict.fromkeys(("today", "сегодня", "dzisiaj", "dzis"), 0),
    **dict.fromkeys(("tomorrow", "tmr", "завтра", "jutro"), 1),
    **dict.fromkeys(("day after tomorrow", "послезавтра", "pojutrze"), 2),
}

NOW: Final = frozenset({"now", "сейчас", "teraz"})

HOURS_BY_NAME: Final = {
    **dict.fromkeys(("noon", "midday", "полдень", "poludnie"), 12),
    **dict.fromkeys(("midnight", "полночь", "polnoc", "polnocy"), 0),
}

MORNING: Final = frozenset(
    {"am", "a.m.", "in the morning", "morning", "утром", "утра", "ночи", "часа ночи", "rano"}
)
AFTERNOON: Final = frozenset(
    {"in the afternoon", "afternoon", "днем", "часа дня", "часов дня", "час дня", "po poludniu"}
)
EVENING: Final = frozenset({"in the evening", "evening", "вечером", "вечера", "wieczorem"})
PM: Final = frozenset({"pm", "p.m."})
HALVES: Final = (
    dict.fromkeys(MORNING, (0, 9))
    | dict.fromkeys(AFTERNOON, (12, 14))
    | dict.fromkeys(EVENING, (12, 18))
    | dict.fromkeys(PM, (12, 12))
)
"""Parts of the day: the hour its half begins at, and the hour meant where none is given."""

HOUR_MARKS: Final = frozenset({"o'clock", "ч", "час", "часа", "часов", "h", "hrs", "godz"})

NEXT: Final = frozenset(
    "next следующий следующую следующее следующая следующей следующем "
    "przyszly przyszla przyszlym przyszlej nastepny nastepna nastepnym nastepnej".split()
)
THIS: Final = frozenset(
    "this coming этот эту это эта этой этом ближайший ближайшую ближайшее "
    "ten ta te to tym tej najblizszy najblizsza najblizszym".split()
)
WEEK: Final = frozenset({"week", "неделя", "неделе", "неделю", "tydzien", "tygodniu"})
MONTH: Final = frozenset({"month", "месяц", "месяце", "miesiac", "miesiacu"})

BEFORE_TIME: Final = frozenset({"at", "в", "во", "к", "o", "godz", "godz.", "godzinie", "@"})
BEFORE_DAY: Final = frozenset("on the by of в во на до к w we na do o at @".split())
YEAR_MARKS: Final = frozenset({"г", "года", "году", "r", "roku"})

AHEAD: Final = frozenset({"in", "через", "za"})
"""Words that open a length of time counted from now: "in 3 days"."""
ONE: Final = frozenset({"a", "an", "one", "один", "одну", "jeden", "jedna"})
HALF: Final = frozenset({"half a", "half an", "пол", "pol"})
UNITS: Final = {
    **dict.fromkeys("m min mins minute minutes м мин минуту минуты минут".split(), "minute"),
    **dict.fromkeys("minuta minuty minut".split(), "minute"),
    **dict.fromkeys("h hr hrs hour hours ч час часа часов".split(), "hour"),
    **dict.fromkeys("g godz godzina godzine godziny godzin".split(), "hour"),
    **dict.fromkeys("d day days д дн день дня дней dzien dni".split(), "day"),
    **dict.fromkeys("w wk week weeks н нед неделю недели недель".split(), "week"),
    **dict.fromkeys("t tyg tydzien tygodnie tygodni".split(), "week"),
    **dict.fromkeys("mo month months мес месяц месяца месяцев".split(), "month"),
    **dict.fromkeys("mies miesiac miesiace miesiecy".split(), "month"),
    **dict.fromkeys("y yr year years г год года лет r rok lata lat".split(), "year"),
}
"""Units of a length of time."""
