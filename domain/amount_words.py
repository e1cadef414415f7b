"""Amounts of money in words, as papers carry them, in the languages of `domain.i18n.LANGUAGES`.

The whole part is spelled, the coins stand as digits behind it, as each country's papers have it:
`сорок две тысячи сто рублей 05 копеек`, `czterdzieści dwa tysiące sto złotych 05/100`,
`forty-two thousand one hundred euros and 5 cents`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from domain.currencies import MINOR_DIGITS
from domain.money import round_amount

_Gender = Literal["m", "f", "n"]


class _Noun(NamedTuple):
    """What is counted: its gender, and its forms after one, after a few (two to four), after many.

    In English the last two are the same.
    """

    gender: _Gender
    one: str
    few: str
    many: str


_GENDERS: Mapping[str, _Gender] = {"m": "m", "f": "f", "n": "n"}


def _noun(line: str) -> _Noun:
    gender, one, few, many = (part.strip() for part in line.split("/"))
    return _Noun(_GENDERS[gender], one, few, many)


def _nouns(table: str) -> dict[str, tuple[_Noun, _Noun]]:
    """Read lines of `CODE  gender/one/few/many  ; gender/one/few/many` of the coin."""
    found = {}
    for line in table.strip().splitlines():
        code, rest = line.strip().split(maxsplit=1)
        main, coin = rest.split(";")
        found[code] = (_noun(main), _noun(coin))
    return found


_NOUNS: Final = {
    "ru": _nouns("""
        RUB m/рубль/рубля/рублей; f/копейка/копейки/копеек
        BYN m/белорусский рубль/белорусских рубля/белорусских рублей; f/копейка/копейки/копеек
        UAH f/гривна/гривны/гривен; f/копейка/копейки/копеек
        KZT m/тенге/тенге/тенге; m/тиын/тиына/тиынов
        PLN m/злотый/злотых/злотых; m/грош/гроша/грошей
        EUR m/евро/евро/евро; m/цент/цента/центов
        USD m/доллар США/доллара США/долларов США; m/цент/цента/центов
        GBP m/фунт стерлингов/фунта стерлингов/фунтов стерлингов; m/пенс/пенса/пенсов
        CHF m/швейцарский франк/швейцарских франка/швейцарских франков; m/сантим/сантима/сантимов
        CZK f/чешская крона/чешские кроны/чешских крон; m/геллер/геллера/геллеров
        CNY m/юань/юаня/юаней; m/фэнь/фэня/фэней
        TRY f/турецкая лира/турецкие лиры/турецких лир; m/куруш/куруша/курушей
        JPY f/иена/иены/иен; f/сена/сены/сен
    """),
    "pl": _nouns("""
        PLN m/złoty/złote/złotych; m/grosz/grosze/groszy
        EUR n/euro/euro/euro; m/cent/centy/centów
        USD m/dolar amerykański/dolary amerykańskie/dolarów amerykańskich; m/cent/centy/centów
        RUB m/rubel rosyjski/ruble rosyjskie/rubli rosyjskich; f/kopiejka/kopiejki/kopiejek
        BYN m/rubel białoruski/ruble białoruskie/rubli białoruskich; f/kopiejka/kopiejki/kopiejek
        UAH f/hrywna/hrywny/hrywien; f/kopiejka/kopiejki/kopiejek
        KZT n/tenge/tenge/tenge; m/tiyn/tiyny/tiynów
        GBP m/funt szterling/funty szterlingi/funtów szterlingów; m/pens/pensy/pensów
        CHF m/frank szwajcarski/franki szwajcarskie/franków szwajcarskich; m/centym/centymy/centymów
        CZK f/korona czeska/korony czeskie/koron czeskich; m/halerz/halerze/halerzy
        CNY m/juan/juany/juanów; m/fen/feny/fenów
        TRY f/lira turecka/liry tureckie/lir tureckich; m/kurusz/kurusze/kuruszy
        JPY m/jen/jeny/jenów; m/sen/seny/senów
    """),
    "en": _nouns("""
        EUR m/euro/euros/euros; m/cent/cents/cents
        USD m/US dollar/US dollars/US dollars; m/cent/cents/cents
        GBP m/pound sterling/pounds sterling/pounds sterling; m/penny/pence/pence
        PLN m/zloty/zlotys/zlotys; m/grosz/groszy/groszy
        RUB m/Russian ruble/Russian rubles/Russian rubles; m/kopeck/kopecks/kopecks
        BYN m/Belarusian ruble/Belarusian rubles/Belarusian rubles; m/kopeck/kopecks/kopecks
        UAH m/hryvnia/hryvnias/hryvnias; m/kopiyka/kopiykas/kopiykas
        KZT m/tenge/tenge/tenge; m/tiyn/tiyn/tiyn
        CHF m/Swiss franc/Swiss francs/Swiss francs; m/centime/centimes/centimes
        CZK m/Czech koruna/Czech korunas/Czech korunas; m/haler/halers/halers
        CNY m/yuan/yuan/yuan; m/fen/fen/fen
        TRY m/Turkish lira/Turkish liras/Turkish liras; m/kurus/kurus/kurus
        JPY m/yen/yen/yen; m/sen/sen/sen
    """),
}

_MINUS: Final = {"ru": "минус", "pl": "minus", "en": "minus"}


def spell_amount(amount: Decimal, currency: str, language: str) -> str:
    """Return an amount in words, beginning with a small letter; unknown languages speak English.

    It is rounded half-up to the decimals of its currency. A currency whose name is not known here
    keeps its code: `сто двадцать XAF`, `sto BHD 250/1000`.
    """
    language = language if language in _NOUNS else "en"
    rounded = round_amount(amount, currency)
    digits = MINOR_DIGITS.get(currency, 2)
    whole, coins = divmod(int(abs(rounded).scaleb(digits)), 10**digits)
    nouns = _NOUNS[language].get(currency)
    counted = nouns[0] if nouns else _Noun("m", currency, currency, currency)
    words = [_number(whole, counted.gender, language), _form(counted, whole, language)]
    if rounded < 0:
        words.insert(0, _MINUS[language])
    if digits:
        words.append(_coins(coins, digits, nouns[1] if nouns else None, language))
    return " ".join(words)


def _coins(coins: int, digits: int, noun: _Noun | None, language: str) -> str:
    """Return the coins behind the whole part: `05 копеек`, `05/100`, `and 5 cents`."""
    if noun is None or language == "pl":
        return f"{coins:0{digits}}/{10**digits}"
    form = _form(noun, coins, language)
    return f"and {coins} {form}" if language == "en" else f"{coins:0{digits}} {form}"


def _number(whole: int, gender: str, language: str) -> str:
    from num2words import CONVERTER_CLASSES  # loads the rules of sixty languages

    converter = CONVERTER_CLASSES[language]
    if language == "ru":
        return str(converter.to_cardinal(whole, gender=gender))
    spelled = str(converter.to_cardinal(whole))
    if language == "en":
        return spelled.replace(",", "")
    return _polish_gender(spelled, whole, gender)


def _polish_gender(spelled: str, whole: int, gender: str) -> str:
    """Return a Polish number as it counts a noun of `gender`: `jedna`, `dwie`, `jedno`.

    One has a gender only where it stands alone (`dwadzieścia jeden koron`), two always has.
    """
    if whole == 1 and gender != "m":
        return "jedna" if gender == "f" else "jedno"
    if gender == "f" and spelled.split()[-1] == "dwa":
        return spelled.removesuffix("dwa") + "dwie"
    return spelled


def _form(noun: _Noun, count: int, language: str) -> str:
    """Return the form of a noun after a number (CLDR plural rules of the three languages)."""
    if count == 1 or (language == "ru" and count % 10 == 1 and count % 100 != 11):
        return noun.one
    is_few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return noun.few if is_few or language == "en" else noun.many
