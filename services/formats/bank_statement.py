"""Statements of Russian banks in the form 1CClientBankExchange, as every bank program exports them.

The file is text of `Name=Value` lines, in Windows-1251, CP866 or UTF-8: a head, the accounts, then
a section for each payment order (https://v8.1c.ru/tekhnologii/obmen-dannymi-i-integratsiya/
standarty-i-formaty/standart-obmena-s-sistemami-klient-banka/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Final

from domain.errors import BadInput, UnusableFile
from domain.i18n import _
from domain.money import parse_decimal
from services.formats.file_kinds import describe_kind

SIGNATURE: Final = "1CClientBankExchange"
CURRENCY: Final = "RUB"
"""The form knows no other currency."""

_BEGINS: Final = "СекцияДокумент"
_ENDS: Final = "КонецДокумента"
_ACCOUNT: Final = "СекцияРасчСчет"
_DAY: Final = re.compile(r"(?P<day>\d\d?)\.(\d\d?)\.(\d{4}|\d\d)(?!\d)|(\d{4})-(\d\d)-(\d\d)")
_ENCODINGS: Final = {"dos": "cp866", "windows": "windows-1251"}


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A payment order of a statement; `line` is where its section begins in the file.

    `day` is when the money came in, as far as that is said. `key` names the entry wherever it is
    met again.
    """

    line: int
    number: str
    day: date
    amount: Decimal
    payer: str
    payer_tax_id: str
    payer_account: str
    payee: str
    payee_tax_id: str
    payee_account: str
    purpose: str
    key: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The entries of a statement, its accounts, and what is wrong with what was left out.

    `problems` are sentences that name the line.
    """

    accounts: tuple[str, ...]
    entries: tuple[StatementEntry, ...]
    problems: tuple[str, ...]


def is_statement(head: bytes) -> bool:
    """Say whether a file that begins so is a bank statement."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(SIGNATURE.encode())


def read_statement(data: bytes, name: str) -> Statement:
    """Return the statement in the bytes of a file that is called `name`.

    A section that cannot be understood is left out with a problem. Raises UnusableFile where it is
    no statement.
    """
    if not is_statement(data[:64]):
        raise UnusableFile(
            _(
                "The file {name} is no bank statement in the form 1CClientBankExchange. What it "
                "looks like: {kind}. Export the statement “for 1C” in the program of the bank."
            ).format(name=name, kind=describe_kind(data[:2048]))
        )
    accounts: list[str] = []
    entries: list[StatementEntry] = []
    problems: list[str] = []
    section: dict[str, str] | None = None
    begun = 0
    for number, key, value in _pairs(_decoded(data)):
        if key == _BEGINS:
            if section is not None:
                problems.append(_broken_off(begun))
            section, begun = {}, number
        elif key == _ENDS and section is not None:
            try:
                entries.append(_entry(section, begun))
            except ValueError as error:
                problems.append(_("Line {line}: {problem}").format(line=begun, problem=error))
            section = None
        elif section is not None:
            section.setdefault(key, value)
        elif key == "РасчСчет" and value and value not in accounts:
            accounts.append(value)
    if section is not None:
        problems.append(_broken_off(begun))
    return Statement(tuple(accounts), tuple(entries), tuple(problems))


def _broken_off(line: int) -> str:
    return _("Line {line}: the payment order that begins here is not ended.").format(line=line)


def _decoded(data: bytes) -> str:
    """Return the text of a file; what is valid UTF-8 is that, whatever the file says of itself."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    head = data[:400].decode("windows-1251", "replace") + data[:400].decode("cp866", "replace")
    named = next((codec for word, codec in _ENCODINGS.items() if f"={word}" in head.lower()), "")
    codecs = [named] if named else []
    for codec in (*codecs, "windows-1251", "cp866"):
        text = data.decode(codec, "replace")
        if _BEGINS in text or _ACCOUNT in text:
            return text
    return data.decode("windows-1251", "replace")


def _pairs(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the number of each line, its name and its value, "" where it has none."""
    for number, line in enumerate(text.splitlines(), 1):
        name, _sign, value = line.partition("=")
        if name.strip():
            yield number, name.strip(), value.strip()


def _entry(section: dict[str, str], line: int) -> StatementEntry:
    """Return the entry of a section. Raises ValueError with what is wrong."""
    number = section.get("Номер", "")
    amount = _amount(section.get("Сумма", ""))
    issued = _day(section.get("Дата", ""))
    day = next(
        (found for name in ("ДатаПоступило", "ДатаСписано") if (found := _day(section.get(name)))),
        issued,
    )
    if day is None:
        raise ValueError(_("it has no date."))
    purpose = " ".join(section.get("НазначениеПлатежа", "").split())
    said = [
        number,
        f"{issued or day:%Y-%m-%d}",
        f"{amount.normalize():f}",
        section.get("ПлательщикСчет", ""),
        section.get("ПолучательСчет", ""),
    ]
    if not all(said):  # else banks that tell the purpose in other words would have it counted twice
        said.append(purpose)
    return StatementEntry(
        line=line,
        number=number,
        day=day,
        amount=amount,
        payer=section.get("Плательщик1") or section.get("Плательщик", ""),
        payer_tax_id=section.get("ПлательщикИНН", ""),
        payer_account=section.get("ПлательщикСчет", ""),
        payee=section.get("Получатель1") or section.get("Получатель", ""),
        payee_tax_id=section.get("ПолучательИНН", ""),
        payee_account=section.get("ПолучательСчет", ""),
        purpose=purpose,
        key=sha256("\n".join(said).encode()).hexdigest()[:32],
    )


def _amount(text: str) -> Decimal:
    try:
        amount = parse_decimal(text)
    except BadInput as error:
        raise ValueError(_("“{text}” is no amount.").format(text=text)) from error
    if amount <= 0:
        raise ValueError(_("“{text}” is no amount.").format(text=text))
    return amount


def _day(text: str | None) -> date | None:
    """Return the day of `22.11.2026` or `2026-11-22`, None for anything else."""
    found = _DAY.match(text or "")
    if found is None:
        return None
    parts = [int(number) for number in found.groups() if number]
    day, month, year = parts if found["day"] else parts[::-1]
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
