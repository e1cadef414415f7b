"""How fast catalogs are read in, and how much memory a file of any size takes.

Somebody else tries to save all the while: how long they wait is measured, too.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.bases import empty
from benchmarks.figures import Figure, peak_kib
from benchmarks.waiting import longest_wait
from services.context import Context
from services.formats.commerceml import read_outline, read_products
from services.importing.files import import_file
from services.importing.report import ImportReport

_PRODUCTS = 100_000
_SECTIONS = 1_000
_LARGE_BYTES = 200 * 1024 * 1024
_MOST_MICROSECONDS = 333
"""Of the processor for a product: 3,000 products a second."""
_MOST_MIB = 60
_LONGEST_WAIT = 1.0
"""Seconds for which somebody who saves meanwhile may wait."""

_COLOURS = ("дуб", "бук", "белый", "чёрный", "орех", "венге", "серый", "бежевый")
_THINGS = ("Стол", "Стул", "Шкаф", "Полка", "Кресло", "Диван", "Тумба", "Лампа")


def measure_catalog_import() -> Iterator[Figure]:
    """Time for a product of CommerceML and CSV, and the memory that a large file takes.

    It is time of the processor, for all that is written: sections, prices, the change log, search.
    """
    with TemporaryDirectory() as name, empty() as context:
        folder = Path(name)
        goods, offers = folder / "import.xml", folder / "offers.xml"
        goods.write_text("".join(_goods(_PRODUCTS)), "utf-8")
        offers.write_text("".join(_offers(_PRODUCTS)), "utf-8")
        yield from _time(context, goods, "CommerceML, products", "created")
        yield from _time(context, offers, "CommerceML, prices", "updated")
        yield from _time(context, goods, "CommerceML, the same again", "skipped")
    with TemporaryDirectory() as name, empty() as context:
        table = Path(name) / "products.csv"
        table.write_text("".join(_table(_PRODUCTS)), "utf-8")
        yield from _time(context, table, "CSV, products", "created")
        yield from _time(context, table, "CSV, the same again", "skipped")
    with TemporaryDirectory() as name:
        small, large = Path(name) / "small.xml", Path(name) / "large.xml"
        small.write_text("".join(_goods(100)), "utf-8")
        _write_large(large)
        before, after = _peak_mib(small), _peak_mib(large)
        size = large.stat().st_size / 1024 / 1024
        yield Figure(f"memory for reading {size:,.0f} MiB", after - before, "MiB", _MOST_MIB)


def _time(context: Context, path: Path, name: str, count: str) -> Iterator[Figure]:
    """Read a file; the wait is that of somebody who saves meanwhile in another program."""
    reports: list[ImportReport] = []
    started = time.process_time()
    waited = longest_wait(context.database.path, lambda: reports.append(import_file(context, path)))
    seconds = time.process_time() - started
    (report,) = reports
    if getattr(report, count) != _PRODUCTS or report.errors:
        raise RuntimeError(f"Of {_PRODUCTS} products {report} was made.")
    each = seconds / _PRODUCTS * 1_000_000
    yield Figure(f"{name}, each of {_PRODUCTS:,}", each, "µs", _MOST_MICROSECONDS)
    yield Figure(f"{name}: others wait at most", waited, "s", _LONGEST_WAIT)


def _write_large(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for text in _goods(10**9):
            file.write(text)
            if file.tell() > _LARGE_BYTES:
                break
        file.write(_END)


def _peak_mib(path: Path) -> float:
    """Return the most memory that a process takes which reads a file of CommerceML."""
    command = [sys.executable, "-m", "benchmarks.catalog_import", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


_BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация ВерсияСхемы="2.07">\n'
_END = "</Товары></Каталог></КоммерческаяИнформация>\n"


def _goods(count: int) -> Iterator[str]:
    random = Random(count)
    yield f"{_BEGIN}<Классификатор><Ид>k</Ид><Группы>\n"
    for number in range(_SECTIONS):
        yield f"<Группа><Ид>g{number}</Ид><Наименование>Раздел {number}</Наименование>"
        yield f"<ИдРодителя>g{number // 10}</ИдРодителя></Группа>\n" if number else "</Группа>\n"
    yield (
        "</Группы><Свойства><Свойство><Ид>p1</Ид><Наименование>Цвет</Наименование>"
        "<ТипЗначений>Справочник</ТипЗначений><ВариантыЗначений>"
    )
    for colour in _COLOURS:
        yield f"<Справочник><ИдЗначения>{colour}</ИдЗначения><Значение>{colour}</Значение>"
        yield "</Справочник>"
    yield (
        "</ВариантыЗначений></Свойство><Свойство><Ид>p2</Ид><Наименование>Ширина</Наименование>"
        "<ТипЗначений>Число</ТипЗначений></Свойство></Свойства></Классификатор>"
        "<Каталог><Товары>\n"
    )
    for number in range(count):
        yield (
            f"<Товар><Ид>{number:032x}</Ид><Артикул>A-{number}</Артикул>"
            f"<Наименование>{random.choice(_THINGS)} «Модель {number}»</Наименование>"
            '<БазоваяЕдиница Код="796" НаименованиеПолное="Штука">шт</БазоваяЕдиница>'
            f"<Группы><Ид>g{number % _SECTIONS}</Ид></Группы>"
            f"<Описание>Удобная вещь для дома и офиса, номер {number}.</Описание>"
            "<ЗначенияСвойств><ЗначенияСвойства><Ид>p1</Ид>"
            f"<Значение>{random.choice(_COLOURS)}</Значение></ЗначенияСвойства>"
            f"<ЗначенияСвойства><Ид>p2</Ид><Значение>{number % 300}</Значение></ЗначенияСвойства>"
            "</ЗначенияСвойств><СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование>"
            "<Ставка>20</Ставка></СтавкаНалога></СтавкиНалогов></Товар>\n"
        )
    yield _END


def _offers(count: int) -> Iterator[str]:
    yield (
        f"{_BEGIN}<ПакетПредложений><ТипыЦен><ТипЦены><Ид>t</Ид><Наименование>Розничная"
        "</Наименование><Валюта>руб</Валюта></ТипЦены></ТипыЦен><Предложения>\n"
    )
    for number in range(count):
        yield (
            f"<Предложение><Ид>{number:032x}</Ид><Цены><Цена><ИдТипаЦены>t</ИдТипаЦены>"
            f"<ЦенаЗаЕдиницу>{number % 9000 + 1},50</ЦенаЗаЕдиницу></Цена></Цены>"
            f"<Количество>{number % 70}</Количество></Предложение>\n"
        )
    yield "</Предложения></ПакетПредложений></КоммерческаяИнформация>\n"


def _table(count: int) -> Iterator[str]:
    random = Random(count)
    yield "Код;Название;Раздел;Цена;Валюта;Ед.;НДС;Описание\n"
    for number in range(count):
        yield (
            f"A-{number};{random.choice(_THINGS)} {number};"
            f"Мебель/Раздел {number % 30}/Часть {number % _SECTIONS};{number % 9000 + 1},50;"
            f"RUB;шт;20%;Удобная вещь, номер {number}\n"
        )


if __name__ == "__main__":
    document = Path(sys.argv[1])
    for _item in read_products(document, read_outline(document)):
        pass
    print(peak_kib())
