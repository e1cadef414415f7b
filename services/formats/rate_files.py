"""Files in which central banks publish exchange rates.

The Bank of Russia gives an XML document of one day (`ValCurs`), with nominals and decimal commas:
what units cost in roubles. The European Central Bank gives a CSV table of one day or of all days
since 1999, and an XML document (`gesmes`): what one euro costs in other currencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from domain.currencies import MINOR_DIGITS, RENAMED
from domain.errors import BadInput, UnusableFile
from domain.exchange import MOST_NOMINAL, ExchangeRate
from domain.i18n import _
from domain.money import parse_decimal
from services.formats.file_kinds import describe_kind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ECB = "{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}"

_CSV_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y")
_NO_RATE = frozenset({"", "N/A", "-"})


def read_rates(data: bytes, name: str) -> list[ExchangeRate]:
    """Return the rates in the bytes of a file that is called `name`.

    Currencies that ISO 4217 does not name are left out, such as the special drawing rights. Raises
    UnusableFile where it is no such file, and BadInput, telling what and where, for a damaged one.
    """
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        found = _read_xml(data, name)
    elif data.lstrip(b"\xef\xbb\xbf")[:5].lower() == b"date,":
        found = _read_csv(data.decode("utf-8-sig", "replace"), name)
    else:
        raise _unknown(data, name)
    rates = [rate for rate in found if rate.currency in MINOR_DIGITS]
    if not rates:
        raise UnusableFile(_("The file {name} holds no rates.").format(name=name))
    return rates


def _unknown(data: bytes, name: str) -> UnusableFile:
    return UnusableFile(
        _(
            "The file {name} has no exchange rates. What it looks like: {kind}. Expected is a file"
            " of the Bank of Russia (XML_daily.asp) or of the European Central Bank"
            " (eurofxref.csv, eurofxref-hist.csv, eurofxref-daily.xml)."
        ).format(name=name, kind=describe_kind(data[:2048]))
    )


def _read_xml(data: bytes, name: str) -> Iterator[ExchangeRate]:
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _unknown(data, name) from error
    except (ParseError, ValueError, LookupError) as error:
        sentence = _("The file {name} is damaged: {reason}. Load it down again.")
        raise UnusableFile(sentence.format(name=name, reason=error)) from error
    if root.tag == "ValCurs":
        return _of_russia(root, name)
    days = [one for one in root.iter(f"{ECB}Cube") if "time" in one.attrib]
    if days:
        return _of_europe(days, name)
    raise _unknown(data, name)


def _of_russia(root: Element, name: str) -> Iterator[ExchangeRate]:
    day = _day(root.get("Date", ""), ("%d.%m.%Y", "%d/%m/%Y"), name)
    for item in root.iter("Valute"):
        code = (item.findtext("CharCode") or "").strip()
        nominal = (item.findtext("Nominal") or "").strip()
        if not (nominal.isdecimal() and len(nominal) < 9 and 0 < int(nominal) <= MOST_NOMINAL):
            sentence = _("{name}: the nominal “{text}” of {currency} is no number.")
            raise BadInput(sentence.format(name=name, text=nominal[:20], currency=code))
        value = _value(item.findtext("Value") or "", name, code)
        yield ExchangeRate(RENAMED.get(code, code), "RUB", day, int(nominal), value)


def _of_europe(days: list[Element], name: str) -> Iterator[ExchangeRate]:
    for day in days:
        moment = _day(day.attrib["time"], _CSV_DAYS, name)
        for item in day:
            code = item.get("currency", "")
            yield ExchangeRate("EUR", code, moment, 1, _value(item.get("rate", ""), name, code))


def _read_csv(text: str, name: str) -> Iterator[ExchangeRate]:
    rows = (line.split(",") for line in text.splitlines())
    codes = [code.strip() for code in next(rows)]
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        day = _day(row[0].strip(), _CSV_DAYS, name)
        for code, cell in zip(codes[1:], row[1:], strict=False):
            if code and cell.strip() not in _NO_RATE:
                yield ExchangeRate("EUR", code, day, 1, _value(cell, name, code))


def _day(text: str, forms: tuple[str, ...], name: str) -> date:
    for form in forms:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    raise BadInput(_("{name}: “{text}” is no date.").format(name=name, text=text[:20]))


def _value(text: str, name: str, currency: str) -> Decimal:
    """Return a rate as a bank writes it, with a comma or a point."""
    try:
        value = parse_decimal(text.strip().replace(",", "."))
    except (BadInput, InvalidOperation):
        value = Decimal(0)
    if value <= 0:
        sentence = _("{name}: the rate “{text}” of {currency} is no number above nothing.")
        raise BadInput(sentence.format(name=name, text=text.strip()[:20], currency=currency))
    return value
