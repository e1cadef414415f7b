"""Clients of the demo: firms that furnish their offices, and the people in them.

The tables have one record a line, its fields between bars; a line that is set in goes on with the
record before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

COMPANIES: Final = """
ООО «Ромашка»|client|trade|8 (495) 120-44-10|romashka.example|Москва|ул. Тверская, д. 1|85|
    Платят в срок, счёт просят заранее
АО «Вега»|client|information_technology|+7 495 660-17-00|vega.example|Москва|
    Ленинградский пр-т, д. 39|240|Переезжают весной в новый офис
ООО «Орион-Строй»|client|construction|8 812 309-55-12|orion-stroy.example|Санкт-Петербург|
    Невский пр-т, д. 88|60|
ИП Лем С. И.|client|services|8 921 955-10-33||Санкт-Петербург|ул. Рубинштейна, д. 7||
ООО «Медцентр Здоровье»|client|health|8 (846) 270-11-20|zdorovie-med.example|Самара|
    ул. Садовая, д. 212|130|Нужны сертификаты на ткань
ПАО «Северный банк»|client|finance|+7 (495) 777-30-30|sevbank.example|Москва|ул. Новая, д. 4|
    1200|Тендер раз в год, осенью
ООО «Школа языков Лингва»|client|education|8 343 311-20-70|lingua-school.example|Екатеринбург|
    ул. Мира, д. 15|40|
ООО «Техносервис»|client|services|8-383-217-60-60|tehnoservis.example|Новосибирск|
    Красный пр-т, д. 101|35|
ЗАО «Полёт»|client|manufacturing|8 831 415-22-18|polet.example|Нижний Новгород|
    ул. Заводская, д. 3|410|
Фабрика «Норд-Мебель»|supplier|manufacturing|8 (4852) 55-40-01|nord-mebel.example|Ярославль|
    ул. Промышленная, д. 9|180|Наш поставщик кресел «Норд»
ООО «Быстрая доставка»|partner|transport|8 800 555-19-19|dostavka.example|Москва|
    Варшавское ш., д. 26|70|Возят нам по Москве, подъём на этаж отдельно
ООО «Офис-Люкс»|competitor|trade|8 495 223-15-15|office-lux.example|Москва|ул. Лесная, д. 20||
Nova Sp. z o.o.|client|information_technology|+48 22 311 40 50|nova.example|Warszawa|
    ul. Marszałkowska 84|95|Umowa ramowa do końca roku
Kowalski i Wspólnicy sp. k.|client|services|+48 12 422 61 10|kowalski-prawo.example|Kraków|
    ul. Długa 17|22|
Bałtyk Logistyka S.A.|client|transport|+48 58 620 33 00|baltyk-logistyka.example|Gdynia|
    ul. Portowa 5|310|
Klinika Źródło|client|health|+48 71 344 28 28|zrodlo-klinika.example|Wrocław|ul. Źródlana 2|64|
Drukarnia Świt Sp. j.|client|manufacturing|+48 42 633 70 07|swit-druk.example|Łódź|
    ul. Piotrkowska 143|28|
Biuro Projektów Modrzew|partner|construction|+48 61 852 19 90|modrzew.example|Poznań|
    ul. Leśna 11|12|Projektują wnętrza, polecają nas
PHU Dąb|supplier|manufacturing|+48 15 823 40 12|dab-meble.example|Tarnobrzeg|ul. Polna 3|45|
    Blaty dębowe
Harbour Analytics Ltd|client|information_technology|+44 20 7946 0112|harbour-analytics.example|
    London|12 Bridge Street|150|Framework agreement, net 30
Willow & Stone Architects LLP|partner|construction|+44 131 225 4400|willowstone.example|
    Edinburgh|3 Market Place|18|
Kestrel Dental Clinic|client|health|+44 117 925 3141|kestrel-dental.example|Bristol|
    40 Park Avenue|16|
Summit Books Inc.|client|trade|+1 617 354 0199|summitbooks.example|Boston|7 Mill Lane|33|
Oakfield School|client|education|+44 1865 270 011|oakfield-school.example|Oxford|1 Chapel Hill|90|
Möller & Söhne GmbH|client|manufacturing|+49 30 2093 1500|moeller-soehne.example|Berlin|
    Lindenstraße 8|220|
"""
"""Title, type, industry, phone, host of site and e-mail, city, street, employees, comment."""

REQUISITES: Final = """
Ромашка|основные|ООО «Ромашка»|0099120449|009901001|1009900001209|Народный банк|049900101|
    40702810900000012044
Ромашка|валютные|ООО «Ромашка»|0099120449|009901001|1009900001209|Торговый банк|049900202|
    40702840200000012044
Вега||АО «Вега»|0099660170|009901001|1009900006600|Народный банк|049900101|40702810200000066017
Лем С. И.||ИП Лем Станислав Иванович|009911955587||300990000955108|Народный банк|049900101|
    40802810500000095510
Nova||Nova Sp. z o.o.|000-311-40-52||000311409|Bank Narodowy|BNARPLPW|
    PL62 9900 0001 0000 0000 3114 0500
Bałtyk Logistyka||Bałtyk Logistyka S.A.|0006203307||000422617|Bank Narodowy|BNARPLPW|
    PL87 9900 0001 0000 0000 4226 1100
"""
"""Company, name of the set, legal name, tax number, KPP, registration, bank, its code, account.

The numbers have right check digits and belong to regions and offices that do not exist.
"""

CONTACTS: Final = """
Иванов|Пётр|Сергеевич|Ромашка|закупщик|8 916 123-45-67|p.ivanov|12 мая|звонить после 11
Миронова|Ольга|Викторовна|Ромашка|главный бухгалтер|8 (916) 120-00-11|buh|03.11.1974|
    счета только по почте
Сидоров|Олег|Павлович|Вега|начальник АХО|+7 903 555-20-18|sidorov|1981-02-19|
Орлова|Мария|Игоревна|Вега|офис-менеджер|8 926 301-77-40|orlova|@+2|любит, когда присылают фото
Кравченко|Денис|Андреевич|Вега|генеральный директор|8-985-760-01-02|dk|1969-06-30|
    решает сам, говорить коротко
Ёлкин|Семён|Аркадьевич|Орион-Строй|снабженец|89219551020|elkin||
Щукина|Наталья|Юрьевна|Орион-Строй|директор|8 921 300-41-14|shukina|07.09|
Лем|Станислав|Иванович|Лем С. И.|владелец|8 921 955-10-33|||ищет подержанное
Белова|Анна|Дмитриевна|Медцентр Здоровье|заместитель главного врача|8 927 260-90-15|belova|
    1979-12-01|нужен моющийся кожзам
Саркисян|Артём|Григорьевич|Медцентр Здоровье|завхоз|8 917 101-23-45||25.12.1985|
Покровский|Константин|Львович|Северный банк|руководитель тендерного отдела|+7 495 777-30-31|
    k.pokrovsky|1972-04-04|всё через площадку
Захарова|Вера|Ильинична|Северный банк|специалист по закупкам|8 905 712-33-90|v.zaharova|@+9|
Гусев|Никита|Романович|Лингва|директор школы|8 912 240-18-81|gusev|1988-08-15|
Толстая|Екатерина|Михайловна|Лингва|методист|8 912 611-05-50||--02-29|
Дёмин|Илья|Кириллович|Техносервис|инженер|8 913 480-66-12|demin||
Черных|Людмила|Никитична|Техносервис|бухгалтер|8 913 922-10-47|buh||
Бондаренко|Руслан|Олегович|Полёт|начальник снабжения|8 910 790-54-32|bondarenko|1976-10-10|
    просит образцы тканей
Фёдорова|Ксения|Антоновна|Полёт|архитектор|8 910 381-00-19|fedorova|1991-03-08|
Рыбаков|Глеб|Егорович|Норд-Мебель|менеджер по работе с дилерами|8 920 104-77-07|rybakov||
    скидка от 100 штук
Савина|Юлия|Вадимовна|Быстрая доставка|диспетчер|8 915 060-11-22|disp||
Волков|Андрей|Тимофеевич|Офис-Люкс|менеджер|8 977 340-28-28|||
Соловьёва|Татьяна|Борисовна|||8 909 655-43-21|t.solovieva@mail.example|1964-01-17|
    обставляет домашний кабинет
Никифоров|Лев|Геннадьевич|||8 961 200-70-07||1990|пришёл с сайта
Журавлёва|Полина|Станиславовна|||8 (999) 812-34-56|zhuravl@mail.example||
    дизайнер, приводит клиентов
Kowalska|Łucja||Nova|office manager|+48 501 204 318|l.kowalska|1984-12-13|dzwonić przed 15
Wiśniewski|Paweł||Nova|kierownik zakupów|+48 602 118 730|p.wisniewski|1977-05-29|
Zielińska|Agnieszka||Nova|księgowa|+48 22 311 40 57|ksiegowosc||
Kowalski|Jan||Kowalski i Wspólnicy|wspólnik|+48 604 777 101|jan|1968-11-02|decyduje tylko on
Dąbrowska|Magdalena||Kowalski i Wspólnicy|sekretarka|+48 12 422 61 11|sekretariat|@+5|
Wójcik|Grzegorz||Bałtyk Logistyka|dyrektor administracyjny|+48 601 450 905|g.wojcik|1971-07-21|
Szymańska|Ewa||Bałtyk Logistyka|specjalista ds. zakupów|+48 509 331 240|e.szymanska||
    porównuje trzy oferty
Łuczak|Stanisław||Bałtyk Logistyka|kierownik magazynu|+48 505 612 888||1982-09-09|
Mazur|Barbara||Klinika Źródło|kierowniczka|+48 606 240 117|b.mazur|1975-02-11|
    meble łatwe do dezynfekcji
Krawczyk|Tomasz||Klinika Źródło|lekarz|+48 692 005 310|||
Źródłowski|Żegota||Drukarnia Świt|właściciel|+48 608 713 449|biuro|1959-10-31|
    lubi rozmawiać o żaglach
Świątek|Joanna||Drukarnia Świt|grafik|+48 512 980 034|grafika||
Modrzewska|Kinga||Modrzew|architekt|+48 607 118 229|kinga|1986-04-26|poleca nas klientom
Pawlak|Rafał||PHU Dąb|handlowiec|+48 660 342 515|handel||
Nowak|Zofia|||tłumaczka|+48 721 443 090|zofia.nowak@post.example|1993-06-06|
Jabłoński|Krzysztof|||architekt|0048 505 117 664|||poznaliśmy się na targach w Poznaniu
Bennett|Claire||Harbour Analytics|office manager|+44 7712 345 018|c.bennett|1987-01-23|
    call after 11
O'Connor|Liam||Harbour Analytics|head of procurement|+44 7834 902 111|l.oconnor|1973-03-17|
    wants 5 % if 50 pieces
Shaw|Rebecca||Harbour Analytics|accountant|+44 20 7946 0113|accounts||
Graham|Fiona||Willow & Stone|partner|+44 7958 226 740|fiona|1978-11-30|
MacDonald|Ian||Willow & Stone|interior designer|+44 7947 310 562|ian||sends drawings in DWG
Holmes|Victoria||Kestrel Dental|practice manager|+44 7801 556 032|v.holmes|@+1|
    washable fabric only
Lloyd|Simon||Kestrel Dental|dentist|+44 7856 114 907|||
Carter|Emily||Summit Books|buyer|+1 (617) 354-0184|emily|1990-09-12|
    Boston time, seven hours behind Warsaw
Rogers|Nathan||Summit Books|owner|+1 917 612 0047|nathan|1965-05-05|
Palmer|Ruth||Oakfield School|bursar|+44 1865 270 013|bursar|1970-12-24|orders only in the holidays
Webb|Andrew||Oakfield School|caretaker|+44 7745 620 338|||
Möller|Jürgen||Möller & Söhne|Geschäftsführer|+49 171 2093150|j.moeller|1962-08-08|
Krüger|Anja||Möller & Söhne|Einkauf|+49 30 2093 1522|einkauf||prices without VAT
Renée-Hall|Chloë||||+44 7723 118 645|chloe@box.example|--07-14|works from home
Григорян|Ашот|Левонович|Ромашка|директор|8 925 004-50-60|director|1958-02-02|
    последнее слово за ним
Тихонова|Алёна|Павловна|Вега|юрист|8 926 440-13-13|legal||согласует договоры неделю
Лебедев|Матвей|Денисович|Северный банк|администратор здания|8 964 770-22-00|||
    пропуск заказывать за день
Панова|Зоя|Фёдоровна|Полёт|секретарь|8 831 415-22-19|office||
Górska|Weronika||Bałtyk Logistyka|asystentka zarządu|+48 781 220 416|zarzad|1995-10-03|
Hunt|George||Harbour Analytics|facilities manager|+44 7734 801 226|g.hunt||goods-in until 16:00
"""
"""Surname, first name, patronymic, company, position, phone, mailbox, birthday, comment.

A mailbox without a host is one of the company's. A birthday of `@+2` is kept in two days.
"""

DEALS: Final = """
Кресла «Норд», 40 шт.|Ромашка|Иванов|214 000|RUB|offer|9|12
Мебель для нового офиса|Вега|Сидоров,Кравченко|2 860 000|RUB|agreeing|38|21
Стойка администратора|Вега|Орлова|96 500|RUB|need|6|30
Шкафы для документов, 12 шт.|Орион-Строй|Ёлкин|187 200|RUB|new|3|25
Столы б/у, 4 шт.|Лем С. И.|Лем|18 000|RUB|new|66|14
Диваны в приёмное, 6 шт.|Медцентр Здоровье|Белова|348 000|RUB|goods_offer|17|9
Тендер: рабочие места, 120 шт.|Северный банк|Покровский,Захарова|4 320 000|RUB|goods_potential|24|60
Парты и стулья|Лингва|Гусев|265 400|RUB|won|75|-20
Сервис мебели на год|Техносервис|Дёмин|54 000|RUB|service_agreeing|30|5
Переговорный стол|Полёт|Бондаренко|132 900|RUB|lost|90|-35
Krzesła biurowe, 50 szt.|Nova|Kowalska,Wiśniewski|42 000|PLN|offer|14|10
Biurka z regulacją, 20 szt.|Nova|Wiśniewski|61 800|PLN|won|120|-48
Gabinet wspólnika|Kowalski i Wspólnicy|Kowalski|27 350,50|PLN|agreeing|22|7
Wyposażenie biura w Gdyni|Bałtyk Logistyka|Wójcik,Szymańska|188 400|PLN|goods_request|19|45
Poczekalnia, 18 miejsc|Klinika Źródło|Mazur|33 900|PLN|offer|58|4
Office chairs, 50 pcs|Harbour Analytics|O'Connor,Bennett|14 750|EUR|agreeing|16|8
Office fit-out, 2nd floor|Harbour Analytics|Hunt|42 000|EUR|service_request|5|75
Waiting room|Kestrel Dental|Holmes|6 280|EUR|offer|12|15
Reading corner|Summit Books|Carter|3 940,50|EUR|need|8|40
Schreibtische, 15 Stück|Möller & Söhne|Krüger|11 985|EUR|won|60|-12
Ремонт кресел, 14 шт.|Орион-Строй|Ёлкин|23 800|RUB|service_work|21|2
Projekt i ustawienie biura|Nova|Kowalska|9 600|PLN|service_closing|47|-1
Подставки под ноги, 30 шт.|Северный банк|Захарова|41 700|RUB|goods_shipment|33|6
Заказ 1041: лампы, 6 шт.|Лингва|Гусев|17 400|RUB|shop_order|1|3
Order 1038: two chairs|Summit Books|Carter|318|EUR|shop_confirmed|4|2
"""
"""Title, company, contacts, amount, currency, stage, days since it began, days to the close."""

LEADS: Final = """
40|Кресла для переговорной|Иванов|Пётр|Сергеевич|Ромашка|8 (495) 120-44-10|||fair|converted||
    визитка с выставки|Иванов,Ромашка,«Норд»
21|Fit-out of a floor|Hunt|George||Harbour Analytics|+44 7734 801 226|||site|converted||
    filled in the form on the site|Hunt,Harbour,fit-out
4|Столы в классы, 24 шт.|Ершова|Нина|Павловна|Гимназия № 5|8 906 311-42-18|nina@gimnazia5.example||
    site|new||звонить после уроков, с 15 часов|
1|Biurko z regulacją|Zając|Paweł|||+48 601 224 118|||call|new||pyta o dostawę do Łodzi|
0|||||Студия «Клён»|8 495 641-09-77|hello@klen-studio.example|-|fair|new||
    анкета с выставки: 6 рабочих мест|
2|Chairs for a call centre|Byrne|Aoife||Northline|+353 86 402 1170|aoife@northline.example|-|
    recommendation|new||about 80 seats, wants samples|
9|Стеллажи в архив|Котов|Глеб|Юрьевич|Нотариус Котов|8 921 440-18-36|||advertising|in_processing||
    ждёт размеры и цену|
12|Meble do recepcji|Sikora|Hanna||Hotel Zatoka|+48 58 344 90 12|recepcja@zatoka.example||
    partner|in_processing||chce zobaczyć próbki tkanin|
15|Продвижение сайта|||||8 800 200-10-10|||email|junk|spam|предлагают рекламу|
18|One stool|Price|Tom|||+44 7734 801 614|||call|junk|not_our_product|wants one stool for a kitchen|
"""
"""Days ago, title, surname, first name, patronymic, company, phone, e-mail, whose, source, status,
why it is junk, comment, and whom it was converted into: contact, company, deal.

`-` is nobody's.
"""

PRODUCTS: Final[Mapping[str, Sequence[Mapping[str, object]]]] = {
    "Столы в классы, 24 шт.": [
        {
            "name": "Стол ученический",
            "quantity": 24,
            "unit": "шт.",
            "price": 4900,
            "currency": "RUB",
        },
        {"name": "Доставка и сборка"},
    ],
    "Chairs for a call centre": [
        {"name": "Chair “Nord”", "quantity": 80, "unit": "pcs", "price": 145, "currency": "EUR"},
        {"name": "Headrest", "quantity": 80, "unit": "pcs"},
    ],
}
"""What leads are interested in, by their titles."""
