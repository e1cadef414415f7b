"""Legal forms of companies that say nothing about which company it is (FEATURES DUP-04).

A form is compared without blanks, points and hyphens, folded, so that `Sp. z o.o.`, `sp z oo` and
`SPZOO` are one entry. Russia, Belarus, Kazakhstan, Ukraine, Poland, Germany, English-speaking
countries, France, Italy, Spain, the Netherlands, Czechia and some of their neighbours.
"""

from __future__ import annotations

from typing import Final

from domain.text import words

_BEFORE_OR_AFTER = """
    ООО; ОАО; ЗАО; ПАО; НАО; АО; АОЗТ; АООТ; ОДО; ТОО; ИП; ИЧП; ЧП; ПБОЮЛ; НКО; АНО; АНОО; КФХ; СПК
    ФГУП; ГУП; МУП; МУП ЖКХ; ФГБУ; ФКУ; ФГБОУ; ГБУ; МБУ; МКУ; ГАУ; МАУ; ТСЖ; СНТ; НПО; НПП; ПКФ
    OOO; OAO; ZAO; PAO; AO
    общество с ограниченной ответственностью; общество с дополнительной ответственностью
    акционерное общество; открытое акционерное общество; закрытое акционерное общество
    публичное акционерное общество; непубличное акционерное общество
    товарищество с ограниченной ответственностью; полное товарищество
    индивидуальный предприниматель; частное предприятие; частный предприниматель
    предприниматель без образования юридического лица; производственный кооператив
    автономная некоммерческая организация; некоммерческая организация
    федеральное государственное унитарное предприятие; государственное унитарное предприятие
    муниципальное унитарное предприятие; унитарное предприятие; крестьянское фермерское хозяйство

    УП; ЧУП; ЧТУП; ЧПУП; ЧСУП; РУП; КУП; ИООО; СООО; СЗАО; ИП ООО; ТДА; ТАА; ААТ; ПУП
    частное унитарное предприятие; республиканское унитарное предприятие
    частное торговое унитарное предприятие; частное производственное унитарное предприятие
    совместное общество с ограниченной ответственностью
    таварыства з абмежаванай адказнасцю; адкрытае акцыянернае таварыства
    закрытае акцыянернае таварыства; індывідуальны прадпрымальнік

    ЖШС; АҚ; РГП; КГП; жауапкершілігі шектеулі серіктестік; жауапкершілігі шектеулі серіктестігі
    акционерлік қоғам; акционерлік қоғамы; жеке кәсіпкер

    ТОВ; ТзОВ; ТДВ; ПП; ПрАТ; ПАТ; АТ; ВАТ; ЗАТ; ФОП; СПД; СПД ФО; ДП; КП; TOV
    товариство з обмеженою відповідальністю; товариство з додатковою відповідальністю
    акціонерне товариство; приватне акціонерне товариство; публічне акціонерне товариство
    приватне підприємство; державне підприємство; комунальне підприємство
    фізична особа підприємець

    sp z o o; spółka z o o; spółka z ograniczoną odpowiedzialnością; spółka akcyjna
    prosta spółka akcyjna; spółka jawna; spółka komandytowa; spółka komandytowo akcyjna
    spółka partnerska; spółka cywilna; jednoosobowa działalność gospodarcza
    PHU; FHU; PPHU; PPUH; FUH; PUH; ZPHU; przedsiębiorstwo handlowo usługowe
    firma handlowo usługowa; przedsiębiorstwo produkcyjno handlowo usługowe

    gesellschaft mit beschränkter haftung; aktiengesellschaft
    limited liability company; joint stock company; public joint stock company; LLC; PJSC; JSC; OJSC
    CJSC; SARL; SASU; EURL; SARLU; société à responsabilité limitée; société anonyme
    société par actions simplifiée; SRL; SRLS; società a responsabilità limitata
    società per azioni; sociedad limitada; sociedad anónima; sociedad de responsabilidad limitada
    besloten vennootschap; naamloze vennootschap; společnost s ručením omezeným
    akciová společnost; UAB; SIA
"""

_AFTER = """
    S A; sp j; sp k; sp p; P S A; S K A; sp komandytowa; sp jawna; s k; S C
    GmbH; gGmbH; GesmbH; mbH; GmbH Co KG; GmbH Co KGaA; GmbH und Co KG; GmbH and Co KG; AG Co KG
    AG und Co KG; UG Co KG; AG; KG; KGaA; OHG; GbR; UG; UG haftungsbeschränkt; PartG; PartG mbB
    e K; e Kfm; e Kfr; e V; e G; e U; Einzelunternehmen; Stiftung Co KG; Limited Co KG; Ltd Co KG
    Ltd; Limited; Ltd Co; Co Ltd; Company Limited; Pty Ltd; Pvt Ltd; Private Limited; LLP; LLLP
    PLLC; Inc; Incorporated; Corp; Corporation; Co; Company; PLC; public limited company
    and Co; und Co; et Cie; Cie; limited partnership; limited liability partnership
    SNC; SCA; SCI; SE; S a r l; sàrl; S p A; S a s; S n c; S r l; S r l s; S a p a
    S L; S L U; S A U; S L L; S Coop; N V; B V; V o f; C V; B V B A; commanditaire vennootschap
    s r o; spol s r o; společnost s r o; a s; v o s; k s; z s; d o o; d d; o o d; e o o d; a d
    AB; A S; ApS; Oy; Oyj; Ab Oy; Oy Ab; Kft; Zrt; Nyrt; Bt; OÜ; AS; EOOD; OOD; EAD; AD; LDA; Ltda
"""

_WEAK = "SPA AS SAS SE SC SK AD SL SLL SLU SAU SCA SCI EK EV EG EU KS ZS DD CV VOS OU PSA SKA BT"


def _listed(forms: str) -> list[list[str]]:
    return [words(form) for line in forms.splitlines() for form in line.split(";") if form.strip()]


BEFORE_OR_AFTER: Final = frozenset("".join(form) for form in _listed(_BEFORE_OR_AFTER))
"""Forms that stand on either side of the title."""

AFTER: Final = frozenset("".join(form) for form in _listed(_AFTER)) | BEFORE_OR_AFTER
"""Forms that stand behind the title."""

WEAK: Final = frozenset(_WEAK.lower().split())
"""Forms that are also words or syllables: they count only with points or in capitals."""

LONGEST: Final = max(len(form) for form in _listed(_BEFORE_OR_AFTER + _AFTER))
"""The greatest number of words in a form."""
