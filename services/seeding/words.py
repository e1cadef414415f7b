"""What made-up firms are called, where they are, what they do, and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


def _lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", ";").split(";") if part.strip())


@dataclass(frozen=True, slots=True)
class City:
    """A city, the region it lies in, and how its postal codes begin."""

    name: str
    region: str
    postal_prefix: str


def _cities(text: str) -> tuple[City, ...]:
    return tuple(City(*(part.strip() for part in line.split("|"))) for line in _lines(text))


@dataclass(frozen=True, slots=True)
class Business:
    """The words of one language.

    A company is called by a beginning and an ending of its name, put into one of `titles`, where
    `{}` stands for the name. `street` takes a street and a house number, `postal` the beginning of
    a postal code and three digits, `deal` a product and a number of pieces. Prices of one piece lie
    in `price_range`, in whole units of `currency`. `subjects` are those of activities by kind, and
    `results` say how calls and meetings went.
    """

    country: str
    currency: str
    price_range: tuple[int, int]
    titles: tuple[str, ...]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    cities: tuple[City, ...]
    streets: tuple[str, ...]
    street: str
    postal: str
    positions: tuple[str, ...]
    departments: tuple[str, ...]
    comments: tuple[str, ...]
    products: tuple[str, ...]
    deal: str
    subjects: dict[str, tuple[str, ...]]
    results: tuple[str, ...]


RUSSIAN: Final = Business(
    country="Россия",
    currency="RUB",
    price_range=(2_000, 60_000),
    titles=(
        "ООО «{}»",
        "ООО «{}»",
        "ООО «{}»",
        "АО «{}»",
        "ПАО «{}»",
        "ЗАО «{}»",
        "ООО {}",
        "«{}»",
        "{}, ООО",
    ),
    beginnings=_lines(
        """
        Альфа; Арго; Балтика; Бриз; Вега; Вектор; Весна; Виктория; Вершина; Волга; Восток; Гамма
        Гранит; Дельта; Диалог; Дон; Евро; Енисей; Заря; Зенит; Инвест; Кама; Каскад; Квант; Кедр
        Кристалл; Лада; Легион; Лидер; Магистраль; Маяк; Мега; Меридиан; Мир; Нева; Норд; Олимп
        Орион; Орбита; Ока; Парус; Полюс; Прайм; Прогресс; Радуга; Ритм; Ромашка; Родник; Русь
        Север; Сигма; Сириус; Славянка; Сокол; Спектр; Старт; Стрела; Темп; Титан; Тритон; Урал
        Факел; Феникс; Форум; Центр; Чайка; Эверест; Эко; Элегия; Эталон; Юг; Юпитер; Янтарь; Яхонт
        """
    ),
    endings=_lines(
        """
        Агро; Авто; Безопасность; Бытсервис; Гарант; Групп; Дизайн; Дом; Инжиниринг; Интерьер
        Климат; Комплект; Консалт; Логистик; Маркет; Мебель; Медиа; Медцентр; Монтаж; Нефтехим; Окна
        Офис; Плюс; Полиграф; Продукт; Проект; Ремонт; Ресурс; Связь; Сервис; Снаб; Софт; Строй; Тех
        Текстиль; Торг; Транс; Трейд; Упак; Фарма; Финанс; Фуд; Хим; Холод; Центр; Школа; Электро
        Энерго; Юрист
        """
    ),
    cities=_cities(
        """
        Москва||101; Москва||117; Москва||125; Санкт-Петербург||190
        Новосибирск|Новосибирская область|630
        Екатеринбург|Свердловская область|620; Казань|Татарстан|420; Самара|Самарская область|443
        Нижний Новгород|Нижегородская область|603; Челябинск|Челябинская область|454
        Омск|Омская область|644; Ростов-на-Дону|Ростовская область|344; Уфа|Башкортостан|450
        Красноярск|Красноярский край|660; Пермь|Пермский край|614; Воронеж|Воронежская область|394
        Волгоград|Волгоградская область|400; Тюмень|Тюменская область|625; Ярославль||150; Орёл||302
        Краснодар|Краснодарский край|350; Иркутск|Иркутская область|664; Тула|Тульская область|300
        Королёв|Московская область|141; Калининград|Калининградская область|236
        """
    ),
    streets=_lines(
        """
        Ленина; Тверская; Садовая; Лесная; Мира; Гагарина; Пушкина; Советская; Заводская; Школьная
        Набережная; Центральная; Молодёжная; Чехова; Кирова; Победы; Южная; Новая; Зелёная; Полевая
        """
    ),
    street="ул. {}, д. {}",
    postal="{0}{1}",
    positions=_lines(
        """
        директор; генеральный директор; коммерческий директор; закупщик; менеджер по закупкам
        главный бухгалтер; бухгалтер; офис-менеджер; начальник АХО; секретарь; инженер; архитектор
        дизайнер; юрист; начальник отдела снабжения; системный администратор; владелец
        """
    ),
    departments=_lines("закупки; бухгалтерия; АХО; администрация; строительство"),
    comments=_lines(
        """
        Звонить после 11; просит счёт заранее; платит в срок; не любит долгих разговоров
        решает не он, а директор; познакомились на выставке; рекомендовал партнёр; в отпуске летом
        нужны образцы ткани; важна доставка на этаж; сравнивает с конкурентами; постоянный клиент
        """
    ),
    products=_lines(
        """
        Кресла офисные; Столы письменные; Стулья для посетителей; Шкафы для документов
        Переговорный стол; Стойка администратора; Тумбы; Диваны; Лампы настольные; Перегородки
        Кухня для офиса; Стеллажи; Мебель для нового офиса; Сейфы; Вешалки; Сервис мебели
        """
    ),
    deal="{}, {} шт.",
    subjects={
        "call": _lines(
            """
            спросить про договор; уточнить количество; перезвонить; согласовать дату поставки
            узнать про оплату счёта; обсудить скидку; предложить новый каталог; выяснить бюджет
            """
        ),
        "meeting": _lines(
            """
            встреча у них в офисе; показать образцы; замер помещения; подписать договор
            презентация каталога
            """
        ),
        "letter": _lines(
            """
            ответить на «Re: предложение»; выслать коммерческое предложение; отправить счёт
            выслать каталог; отправить акт сверки
            """
        ),
        "task": _lines(
            """
            подготовить чертежи; рассчитать доставку; проверить остатки на складе; собрать документы
            заказать образцы
            """
        ),
        "event": _lines("доставка и сборка; выставка мебели; день рождения клиента; приёмка работ"),
    },
    results=_lines(
        """
        хочет 5 % скидки, если возьмёт 50 штук; подумает, просит перезвонить; договор у юристов
        бюджет утвердят в следующем месяце; просит заменить ткань на серую; всё устраивает
        ждёт чертежи; оплатят до пятницы; сравнивает с другими; нужна доставка на 3-й этаж
        первый разговор, рассказал о нас; недоволен сроком, предложил ускорить
        """
    ),
)

POLISH: Final = Business(
    country="Polska",
    currency="PLN",
    price_range=(100, 3_000),
    titles=(
        "{} Sp. z o.o.",
        "{} Sp. z o.o.",
        "{} Sp. z o.o.",
        "{} S.A.",
        "{} Sp. j.",
        "PHU {}",
        "{} sp. k.",
        "{}",
        "„{}” Sp. z o.o.",
        "FHU {}",
    ),
    beginnings=_lines(
        """
        Alfa; Aura; Bałtyk; Beskid; Bryza; Delta; Dąb; Echo; Era; Fala; Galeon; Gryf; Halny; Jantar
        Jodła; Kama; Klon; Kraków; Kwarc; Łabędź; Lider; Lotos; Luna; Malwa; Mazovia; Mewa; Modrzew
        Nova; Nysa; Odra; Omega; Orzeł; Perła; Pionier; Polana; Północ; Promień; Rubin; Sawa; Sokół
        Śląsk; Świt; Tatry; Tęcza; Tytan; Unia; Vena; Warta; Wisła; Zefir; Zenit; Złoto; Źródło
        """
    ),
    endings=_lines(
        """
        Agro; Auto; Biuro; Bud; Chem; Design; Dom; Druk; Eko; Expert; Finanse; Fol; Invest; Klima
        Konsult; Logistyka; Mal; Med; Media; Meble; Met; Młyn; Okna; Opak; Park; Plast; Pol; Projekt
        Serwis; Soft; Spedycja; Stal; System; Szkło; Tech; Tex; Trade; Trans; Wnętrza; Zdrowie
        """
    ),
    cities=_cities(
        """
        Warszawa|mazowieckie|00; Warszawa|mazowieckie|02; Kraków|małopolskie|30
        Łódź|łódzkie|90; Wrocław|dolnośląskie|50; Poznań|wielkopolskie|60; Gdańsk|pomorskie|80
        Szczecin|zachodniopomorskie|70; Bydgoszcz|kujawsko-pomorskie|85; Lublin|lubelskie|20
        Białystok|podlaskie|15; Katowice|śląskie|40; Gdynia|pomorskie|81; Częstochowa|śląskie|42
        Rzeszów|podkarpackie|35; Toruń|kujawsko-pomorskie|87; Kielce|świętokrzyskie|25
        """
    ),
    streets=_lines(
        """
        Polna; Leśna; Słoneczna; Krótka; Szkolna; Ogrodowa; Lipowa; Brzozowa; Łąkowa; Kwiatowa
        Kościuszki; Mickiewicza; Długa; Piotrkowska; Marszałkowska; Sienkiewicza; Źródlana
        """
    ),
    street="ul. {} {}",
    postal="{0}-{1}",
    positions=_lines(
        """
        prezes; dyrektor; kierownik zakupów; specjalista ds. zakupów; księgowa; office manager
        kierownik biura; sekretarka; architekt; projektant wnętrz; właściciel; inżynier; prawnik
        """
    ),
    departments=_lines("zakupy; księgowość; administracja; inwestycje"),
    comments=_lines(
        """
        Dzwonić po 11; prosi o fakturę z góry; płaci w terminie; decyduje dyrektor
        poznaliśmy się na targach; polecił nas partner; ważny termin dostawy; stały klient
        chce zobaczyć próbki tkanin; porównuje z konkurencją
        """
    ),
    products=_lines(
        """
        Krzesła biurowe; Biurka; Fotele obrotowe; Szafy na dokumenty; Stół konferencyjny; Recepcja
        Kontenery pod biurko; Sofy; Lampy biurkowe; Ścianki działowe; Kuchnia biurowa; Regały
        Wyposażenie nowego biura; Serwis mebli
        """
    ),
    deal="{}, {} szt.",
    subjects={
        "call": _lines(
            """
            zapytać o umowę; ustalić ilość; oddzwonić; uzgodnić termin dostawy; zapytać o płatność
            omówić rabat; zaproponować nowy katalog
            """
        ),
        "meeting": _lines("spotkanie w ich biurze; pokazać próbki; pomiar lokalu; podpisać umowę"),
        "letter": _lines(
            """
            odpowiedzieć na „Re: oferta”; wysłać ofertę; wysłać fakturę pro forma; wysłać katalog
            """
        ),
        "task": _lines(
            "przygotować rysunki; policzyć transport; sprawdzić stan magazynu; zamówić próbki"
        ),
        "event": _lines("dostawa i montaż; targi mebli; odbiór prac"),
    },
    results=_lines(
        """
        chce 5 % rabatu przy 50 sztukach; zastanowi się, prosi o telefon; umowa u prawników
        budżet zatwierdzą w przyszłym miesiącu; prosi o szarą tkaninę; czeka na rysunki
        zapłacą do piątku; porównuje z innym dostawcą; pierwsza rozmowa, przedstawiłem firmę
        """
    ),
)

ENGLISH: Final = Business(
    country="United Kingdom",
    currency="EUR",
    price_range=(20, 700),
    titles=(
        "{} Ltd",
        "{} Ltd",
        "{} Limited",
        "{} PLC",
        "{} LLP",
        "{} Inc.",
        "{} LLC",
        "{}",
        "{}, Ltd.",
    ),
    beginnings=_lines(
        """
        Acorn; Amber; Anchor; Arrow; Ash; Avon; Beacon; Birch; Bluebell; Bridge; Cedar; Clear
        Cobalt; Copper; Crest; Crown; Dale; Eagle; Elm; Ever; Falcon; Fern; Forth; Garnet; Granite
        Green; Harbour; Hawthorn; Heather; Hill; Iron; Ivy; Juniper; Kestrel; Lake; Lark; Linden
        Maple; Meadow; Mersey; North; Oak; Onyx; Orchard; Pine; Quartz; Raven; River; Rowan; Silver
        Slate; Spring; Stone; Summit; Swift; Thames; Thorn; Willow; Zephyr
        """
    ),
    endings=_lines(
        """
        Analytics; Architects; Bakery; Books; Builders; Catering; Clinic; Consulting; Data; Design
        Dental; Digital; Energy; Engineering; Events; Finance; Foods; Freight; Gardens; Health
        Homes; Interiors; Labs; Law; Lighting; Logistics; Marine; Media; Motors; Packaging; Partners
        Press; Property; Retail; School; Security; Software; Solar; Studios; Supplies; Systems
        Textiles; Tools; Trading; Transport; Travel; Ventures; Water
        """
    ),
    cities=_cities(
        """
        London||EC; London||SW; Manchester|Greater Manchester|M; Birmingham|West Midlands|B
        Leeds|West Yorkshire|LS; Bristol||BS; Edinburgh|Scotland|EH; Glasgow|Scotland|G
        Liverpool|Merseyside|L; Cardiff|Wales|CF; Oxford|Oxfordshire|OX; Cambridge|Cambridgeshire|CB
        """
    ),
    streets=_lines(
        """
        High Street; Station Road; Church Lane; Victoria Road; Mill Lane; Park Avenue; King Street
        Queen's Road; The Green; Market Place; Bridge Street; Chapel Hill
        """
    ),
    street="{1} {0}",
    postal="{0}{1[0]} {1[1]}AB",
    positions=_lines(
        """
        director; managing director; buyer; head of procurement; office manager; accountant
        facilities manager; architect; interior designer; owner; engineer; lawyer; secretary
        """
    ),
    departments=_lines("procurement; accounts; facilities; projects"),
    comments=_lines(
        """
        call after 11; wants the invoice first; pays on time; the director decides; met at the fair
        recommended by a partner; delivery to the floor matters; regular client
        compares us with others
        """
    ),
    products=_lines(
        """
        Office chairs; Desks; Guest chairs; Filing cabinets; Meeting table; Reception desk; Sofas
        Desk lamps; Partitions; Office kitchen; Shelves; Office fit-out; Lockers; Furniture service
        """
    ),
    deal="{}, {} pcs",
    subjects={
        "call": _lines(
            """
            ask about contract; agree the date; call back; agree the number of pieces
            ask about the payment; talk about the discount; offer the new catalogue
            """
        ),
        "meeting": _lines(
            "their office, 1 h; show the samples; measure the rooms; sign the contract"
        ),
        "letter": _lines(
            'answer "Re: offer"; send the offer; send the invoice; send the catalogue'
        ),
        "task": _lines("send the drawings; work out the delivery; check the stock; order samples"),
        "event": _lines("delivery and assembly; furniture fair; handover"),
    },
    results=_lines(
        """
        wants 5 % if 50 pieces; will think, call again; contract is with the lawyers
        budget next month; asks for grey fabric; waits for the drawings; pays by Friday
        compares with another supplier; first talk, told about us; delivery to the 3rd floor
        """
    ),
)
