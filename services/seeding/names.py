"""Names of made-up people: Russian, Polish and English, whose parts agree in gender."""

from __future__ import annotations

from typing import Final

RUSSIAN_SURNAMES: Final = tuple(
    """
    Иванов Петров Сидоров Смирнов Кузнецов Попов Васильев Соколов Михайлов Новиков Фёдоров
    Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев
    Макаров Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Романов Воробьёв Сергеев
    Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов Поляков Сорокин
    Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов
    Беляев Герасимов Богданов Осипов Матвеев Титов Марков Миронов Крылов Куликов Карпов Власов
    Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин Чернов
    Абрамов Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Маслов
    Родионов Коновалов Лазарев Воронин Климов Филатов Пономарёв Голубев Кудрявцев Прохоров
    Наумов Потапов Журавлёв Овчинников Трофимов Леонов Соболев Ермаков Колесников Гончаров
    Емельянов Никифоров Грачёв Котов Гришин Ефремов Архипов Громов Кириллов Малышев Панов
    Моисеев Румянцев Акимов Кондратьев Бирюков Горбунов Анисимов Ерёмин Тихомиров Галкин
    Лукьянов Михеев Скворцов Юдин Белоусов Нестеров Симонов Прокофьев Харитонов Князев Цветков
    Левин Митрофанов Воронов Аксёнов Софронов Мальцев Логинов Горшков Савин Краснов Майоров
    Демидов Елисеев Рыбаков Сафонов Плотников Дёмин Хохлов Фадеев Молчанов Игнатов Литвинов
    Ершов Ушаков Дементьев Рябов Мухин Калашников Леонтьев Лобанов Кузин Корнеев Евдокимов
    Бородин Платонов Некрасов Балашов Бобров Жданов Блинов Игнатьев Достоевский Чайковский
    Островский Вишневский Белинский Успенский Покровский Раевский Заболоцкий Троицкий Крамской
    Толстой Донской Лесной Черных Седых Долгих Косых Шевченко Бондаренко Ткаченко Кравченко
    Лысенко Петренко Ковальчук Мельничук Саркисян Григорян Щукин Мышкин Юрьев Ёлкин
    """.split()
)
"""Surnames of men; those of women follow by `feminine_surname`."""

RUSSIAN_MEN: Final = tuple(
    """
    Александр Алексей Анатолий Андрей Антон Аркадий Артём Борис Вадим Валентин Валерий Василий
    Виктор Виталий Владимир Владислав Вячеслав Геннадий Георгий Глеб Григорий Даниил Денис
    Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Лев Леонид Максим Марк Матвей Михаил
    Никита Николай Олег Павел Пётр Роман Руслан Семён Сергей Станислав Степан Тимофей Фёдор Юрий
    Ярослав
    """.split()
)

RUSSIAN_WOMEN: Final = tuple(
    """
    Александра Алёна Алина Алла Анастасия Ангелина Анна Антонина Валентина Валерия Варвара Вера
    Вероника Виктория Галина Дарья Диана Евгения Екатерина Елена Елизавета Жанна Зинаида Зоя
    Инна Ирина Кира Кристина Ксения Лариса Лидия Любовь Людмила Маргарита Марина Мария Милана
    Надежда Наталья Нина Оксана Ольга Полина Раиса Светлана София Тамара Татьяна Ульяна Юлия Яна
    """.split()
)

FATHERS: Final = tuple(
    """
    Александрович Алексеевич Анатольевич Андреевич Антонович Аркадьевич Борисович Вадимович
    Валентинович Валерьевич Васильевич Викторович Витальевич Владимирович Владиславович
    Вячеславович Геннадьевич Георгиевич Григорьевич Данилович Денисович Дмитриевич Евгеньевич
    Иванович Игоревич Ильич Кириллович Константинович Леонидович Львович Максимович Михайлович
    Никитич Николаевич Олегович Павлович Петрович Романович Русланович Семёнович Сергеевич
    Станиславович Степанович Тимофеевич Фёдорович Юрьевич Яковлевич
    """.split()
)
"""Patronymics of men; those of women follow by `feminine_patronymic`."""

POLISH_SURNAMES: Final = tuple(
    """
    Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak
    Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski
    Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski
    Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak
    Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski
    Marciniak Jasiński Zawadzki Bąk Jakubowski Sadowski Duda Włodarczyk Wilk Chmielewski
    Borkowski Sokołowski Szczepański Sawicki Kucharski Lis Maciejewski Kubiak Kalinowski Mazurek
    Wysocki Kołodziej Kaźmierczak Czarnecki Sobczak Konieczny Urban Głowacki Wasilewski
    Zakrzewski Sikorski Krajewski Laskowski Gajewski Ziółkowski Szulc Makowski Brzeziński
    Przybylski Baranowski Górecki Błaszczyk Cieślak Łuczak Ślusarczyk Żak Źródłowski Gęsicki
    Ćwikliński
    """.split()
)
"""Surnames of men; those of women follow by `feminine_surname`."""

POLISH_MEN: Final = tuple(
    """
    Adam Adrian Andrzej Artur Bartosz Dariusz Dawid Filip Grzegorz Henryk Jacek Jakub Jan
    Jarosław Jerzy Józef Kamil Karol Krzysztof Łukasz Maciej Marcin Marek Mariusz Mateusz Michał
    Paweł Piotr Przemysław Rafał Robert Ryszard Sebastian Sławomir Stanisław Stefan Szymon
    Tadeusz Tomasz Wiesław Witold Wojciech Zbigniew
    """.split()
)

POLISH_WOMEN: Final = tuple(
    """
    Agata Agnieszka Aleksandra Alicja Anna Barbara Beata Bożena Danuta Dorota Elżbieta Ewa
    Grażyna Halina Hanna Iwona Izabela Jadwiga Joanna Jolanta Julia Justyna Karolina Katarzyna
    Kinga Łucja Magdalena Małgorzata Maria Marta Marzena Monika Natalia Patrycja Paulina Renata
    Sylwia Teresa Urszula Weronika Wiktoria Zofia Żaneta
    """.split()
)

ENGLISH_SURNAMES: Final = tuple(
    """
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans
    Walker White Roberts Green Hall Wood Jackson Clarke Harris Cooper Turner Hill Ward Moore
    Clark Baker Harrison King Morris Scott Watson Young Allen Mitchell Anderson Phillips Lee
    Bell Parker Davis Bennett Miller Cook Shaw Cox Richardson Marshall Collins Carter Bailey
    Gray Murphy Adams Foster Ellis Chapman Mason Rogers Hunt Webb Gibson Palmer Holmes Mills
    Knight Matthews Barker Lloyd Stevens Fisher Murray Reynolds O'Brien O'Connor MacDonald
    McCarthy Brontë Lem-Hayes
    """.split()
)

ENGLISH_MEN: Final = tuple(
    """
    Aaron Adam Alan Alexander Andrew Anthony Benjamin Brian Charles Christopher Daniel David
    Edward Eric Frank George Graham Harry Henry Ian Jack James John Jonathan Joseph Kevin Liam
    Mark Martin Matthew Michael Nathan Neil Oliver Patrick Paul Peter Philip Richard Robert Ryan
    Samuel Simon Stephen Steven Thomas William Zoltan
    """.split()
)

ENGLISH_WOMEN: Final = tuple(
    """
    Abigail Alice Amanda Amy Angela Anne Caroline Catherine Charlotte Chloë Claire Deborah Diana
    Eleanor Elizabeth Emily Emma Fiona Grace Hannah Helen Isabel Jane Janet Jennifer Jessica
    Joanne Julia Karen Kate Laura Linda Lisa Lucy Margaret Mary Megan Natalie Nicola Olivia
    Rachel Rebecca Renée Ruth Sarah Sophie Susan Victoria Zoe
    """.split()
)

_FEMININE_ENDINGS: Final = (
    ("ский", "ская"),
    ("цкий", "цкая"),
    ("ой", "ая"),
    ("ов", "ова"),
    ("ев", "ева"),
    ("ёв", "ёва"),
    ("ин", "ина"),
    ("ski", "ska"),
    ("cki", "cka"),
    ("dzki", "dzka"),
    ("ny", "na"),
)


def feminine_surname(surname: str) -> str:
    """Return how a woman bears a surname that is listed for men; many are the same for both."""
    for masculine, feminine in _FEMININE_ENDINGS:
        if surname.endswith(masculine):
            return surname.removesuffix(masculine) + feminine
    return surname


def feminine_patronymic(patronymic: str) -> str:
    """Return a woman's patronymic for a man's: Петрович, Петровна; Ильич, Ильинична."""
    for masculine in ("ович", "евич"):
        if patronymic.endswith(masculine):
            return patronymic.removesuffix("ич") + "на"
    stem = patronymic.removesuffix("ич")
    return f"{stem}ична" if stem.endswith("т") else f"{stem}инична"
