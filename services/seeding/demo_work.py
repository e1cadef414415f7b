"""Activities of the demo: what was talked about with its clients, and what is to be done.

The tables have one activity a line, its fields between bars; a line that is set in goes on with the
activity before it. A client is named by surname, or by the title of a company.
"""

from __future__ import annotations

from typing import Final

DONE: Final = """
call|19|11:20|12|reached|Иванов|Кресла «Норд», 40 шт.|incoming|
    первый разговор, нашёл нас на выставке; нужно 40 кресел
letter|12|10:05|||Иванов|Кресла «Норд», 40 шт.|outgoing|отправил предложение 114
call|3|16:40|4|reached|Иванов|Кресла «Норд», 40 шт.|outgoing|
    хочет 5 % скидки, если возьмёт 50 штук; подумает
meeting|15|15:00|60|reached|Сидоров|Мебель для нового офиса||
    замерили два этажа, 64 рабочих места; дедлайн — март|colleague
call|7|12:15|9|reached|Кравченко|Мебель для нового офиса|outgoing|
    согласен с ценой, договор смотрит юрист Тихонова|colleague
call|4|13:30||no_answer|Ёлкин|Шкафы для документов, 12 шт.|outgoing|
call|6|10:10|7|reached|Белова|Диваны в приёмное, 6 шт.|outgoing|
    ткань должна мыться, просит сертификат|colleague
call|9|17:05|2|refused|Бондаренко|Переговорный стол|outgoing|взяли у «Офис-Люкс», дешевле на 8 %
call|8|09:40|6|reached|Kowalska|Krzesła biurowe, 50 szt.|outgoing|chce 5 % rabatu przy 50 sztukach
call|5|10:00||no_answer|Kowalska|Krzesła biurowe, 50 szt.|outgoing|
call|1|14:10||busy|Kowalska|Krzesła biurowe, 50 szt.|outgoing|
meeting|10|11:00|45|reached|Kowalski|Gabinet wspólnika||wybrał dąb, zmienia tylko uchwyty|colleague
call|2|12:50|8|reached|O'Connor|Office chairs, 50 pcs|incoming|
    wants 5 % if 50 pieces, contract by Friday
letter|6|09:15|||Bennett|Office chairs, 50 pcs|outgoing|sent offer 117 with fabric samples|colleague
call|11|16:20|5|call_back|Holmes|Waiting room|outgoing|busy with patients, call in two weeks
"""
"""Kind, days ago, time, minutes, outcome, client, deal, direction, result, and `colleague` where
that one has done it."""

OPEN: Final = """
call|-2d 11:00|спросить про договор|Иванов|Кресла «Норд», 40 шт.|important
letter|-1d|odpowiedzieć na „Re: oferta”|Nova|Krzesła biurowe, 50 szt.|
call|-40m|oddzwonić|Kowalska|Krzesła biurowe, 50 szt.|again
task|-3d 17:00|выслать сертификат на ткань|Белова|Диваны в приёмное, 6 шт.|
call|+30m|согласовать дату поставки|Сидоров|Мебель для нового офиса|important
meeting|+1h45|встреча у них в офисе, 1 ч|Ромашка|Кресла «Норд», 40 шт.|
call|+2h30|ask about contract|O'Connor|Office chairs, 50 pcs|important
task|+3h30|выслать чертежи|Кравченко|Мебель для нового офиса|
letter|0d|send the catalogue|Carter|Reading corner|
call|0d|спросить об оплате счёта 109|Миронова||
call|+1d 10:00|umowa podpisana?|Wiśniewski|Krzesła biurowe, 50 szt.|
call|+1d 11:30|перезвонить|Ёлкин|Шкафы для документов, 12 шт.|again
meeting|+1d 15:00|measure the rooms|Hunt|Office fit-out, 2nd floor|
task|+1d|заказать образцы серой ткани|Рыбаков||
call|+2d 09:30|поздравить с днём рождения|Орлова||
call|+2d 12:00|ustalić kolor obicia|Mazur|Poczekalnia, 18 miejsc|important
meeting|+3d 16:30|подписать договор|Тихонова|Мебель для нового офиса|important
letter|+3d|wysłać fakturę pro forma|Kowalski|Gabinet wspólnika|
call|+4d 10:30|договор на сервис: кто подписывает|Дёмин|Сервис мебели на год|
task|+7d|подать заявку на площадке|Покровский|Тендер: рабочие места, 120 шт.|important
call|+8d 13:00|call in two weeks, as agreed|Holmes|Waiting room|
meeting|+10d 09:00|dostawa i montaż, 3 piętro|Wójcik|Wyposażenie biura w Gdyni|
meeting|+13d 11:00|show the samples|Graham|Office fit-out, 2nd floor|
task|+21d|приёмка мебели на новом этаже|Вега|Мебель для нового офиса|
call||узнать, не нужен ли второй стол|Лем|Столы б/у, 4 шт.|
task||собрать отзывы: «Лингва», Möller|Гусев|Парты и стулья|
call||zaprosić na targi w Poznaniu|Modrzewska||
task|+1d 12:00|собрать смету на монтаж|Сидоров|Мебель для нового офиса|co_executor
task|+6d|prepare the stand for the fair|Carter||co_executor
task|+2d 17:00|договор с «Вегой»: правки юриста|Тихонова|Мебель для нового офиса|observer
task|+9d|porównać ceny tkanin|Mazur|Poczekalnia, 18 miejsc|observer
"""
"""Kind, deadline, subject, client, deal, and what is special.

A deadline is so many days from today, with a time or without one, or some time from now, which
comes to a quarter of an hour. `again` marks the next attempt of the last call with the client;
`co_executor` and `observer` a task of the colleague in which the person has that part.
"""

COLLEAGUE: Final = ("olga", "Ольга Демидова")
"""Login and name of whoever else works in the demo."""
