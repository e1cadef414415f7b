"""Words and endings by which the parts of a person's name are told apart.

Folded, as `domain.text.fold` leaves them. Endings are chosen so that they hardly ever fit a first
name; a name they do not decide keeps the order in which it was typed, first name first.
"""

from __future__ import annotations

import re
from typing import Final

PREFIXES: Final = frozenset(
    "mr mrs ms miss mx dr prof sir mme mlle herr frau pan pani mgr inz hab "
    "г-н г-жа гн гжа господин госпожа д-р др проф пан пани".split()
)
"""Titles before a name, without their points."""

SUFFIXES: Final = frozenset("jr sr ii iii iv phd md mba esq мл ст".split())
"""What stands behind a name, without its points."""

PARTICLES: Final = frozenset(
    "van von der den de del della di da dos das du la le ter ten zu zum zur el al bin ibn "
    "ван фон дер де ди да дю ла ле аль эль ибн бен тер".split()
)
"""Words that open a surname."""

TURKIC_PATRONYMICS: Final = frozenset(
    "оглы оглу кызы гызы улы уулу oglu ogly kyzy qizi uly".split()
)
"""Words behind a father's name: "Гейдар Алирза оглы"."""

PATRONYMIC: Final = re.compile(
    r"[а-яі]{2,}(?:ович|евич|овна|евна|ична|івна|овіч|евіч|авіч)"
    r"|ильич|кузьмич|лукич|фомич|никитич|саввич|фокич|ионыч|силыч"
    r"|[a-z]{2,}(?:ovich|evich|ovna|evna|ichna)|ilyich|nikitich|kuzmich"
)
"""A Russian, Ukrainian or Belarusian patronymic. Polish -owicz and Serbian -vić are surnames."""


FATHERS: Final = frozenset(
    "александр алексе альберт анатоль андре антон аркадь арсень артем артур афанась богдан "
    "борис вадим валентин валерь василь виктор виталь владимир владислав всеволод вячеслав "
    "геннадь георги герман глеб григорь данил денис дмитри евгень егор ефим захар иван игор "
    "игнат ильдар иннокенть иосиф карл кирилл клим константин лавренть леонид леонть льв макар "
    "максим марат марк матве михайл моисе назар наум никола олег осип павл петр прохор ринат "
    "роберт родион роман ростислав рудольф руслан рустам савель святослав семен серге "
    "спиридон станислав степан тарас тимофе тимур трофим федор феликс филипп харитон эдуард "
    "эмиль юль юрь яковл ярослав alexandr aleksandr alexe anatoly andre boris dmitri dmitry "
    "ivan igor mikhail mikhayl nikola oleg pavl petr serge stepan viktor vladimir yury".split()
)
"""Stems of first names before -ович and -евич, where a surname (Абрамович) would look the same."""

NOT_SURNAMES: Final = frozenset("яков иаков регина yakov jakov iakov geneva genoveva".split())
"""First names that end like a surname."""

SURNAME: Final = re.compile(
    r"[а-яі]{3,}(?:ов|ев|ова|ева|ых)"
    r"|[а-яі]{2,}(?:[кгхшщ]ин|[кгхшщ]ина|[сцз]кий|[сцз]кая|ський|ська|енко|чук|дзе|швили)"
    r"|[a-z]{3,}(?:ov|ev|ova|eva|enko|chuk|[vnlr]sky|[vnlr]skiy|[vnlr]skaya|wicz)"
    r"|[a-z]{3,}(?:[wlnr]ski|[wlnr]ska|[aeio]cki|[aeio]cka|dzki|dzka)"
)
"""An ending of surnames, Russian, Ukrainian or Polish."""
