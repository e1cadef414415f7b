"""Queries in plain Python, over records that a test has made: what SQL must agree with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from query_world import CUSTOM, Made, World

from domain.contact_points.phones import parse_phone
from domain.pipelines import PIPELINES
from domain.query.tree import (
    And,
    Anniversary,
    Between,
    Chosen,
    Clause,
    DateParts,
    During,
    Empty,
    Equals,
    Flag,
    Flagged,
    HasDigits,
    HasWords,
    IsRecord,
    IsSet,
    Node,
    Not,
    Or,
    Present,
    Query,
    Test,
    Words,
)
from domain.records.custom_fields import SEARCHED_TYPES
from domain.records.fields import Field, LinkTable, Tags
from domain.text import fold, words

SEARCHED = frozenset(name for name, type_, _several in CUSTOM if type_ in SEARCHED_TYPES)
"""The custom fields into which search looks."""


class Model:
    """Says which records of a world pass a query, asked by `user`."""

    def __init__(self, world: World, query: Query, user: str) -> None:
        self._world, self._query, self._user = world, query, user

    def passing(self) -> set[UUID]:
        """Return the keys of the records that pass."""
        return {
            made.id
            for made in self._world.of(self._query.kind)
            if not made.is_deleted and self._node(self._query.root, made)
        }

    def _node(self, node: Node, made: Made) -> bool:
        match node:
            case And(parts):
                return all(self._node(part, made) for part in parts)
            case Or(parts):
                return any(self._node(part, made) for part in parts)
            case Not(part):
                return not self._node(part, made)
            case Words(_typed, found, is_phrase, keys):
                texts = self._texts(made)
                if is_phrase:
                    phrase = f" {' '.join(found)} "
                    stands = any(phrase in f" {' '.join(words(text))} " for text in texts)
                    return stands or _bears_all(found, made)
                by_phone = bool(keys) and made.kind != "deal" and made.kind != "activity"
                return _begins_all(found, " ".join(texts)) or (
                    by_phone and _has_digits(made, keys, everywhere=True)
                )
            case Flagged(flag):
                return self._flag(flag, made)
            case Clause(path, tests):
                return any(self._path(path, test, made) for test in tests)
        raise AssertionError(node)

    def _flag(self, flag: Flag, made: Made) -> bool:
        responsible = made.values.get("responsible")
        match flag:
            case Flag.MINE:
                return responsible == self._user
            case Flag.UNASSIGNED:
                return responsible is None
            case Flag.OPEN if made.kind == "deal":
                return made.values.get("stage") not in ("won", "lost")
            case Flag.OPEN:
                return not made.values.get("done_at")
            case Flag.DONE:
                return bool(made.values.get("done_at"))
            case Flag.OVERDUE if made.kind == "activity":
                return self._is_overdue(made)
            case Flag.OVERDUE:
                return any(self._is_overdue(step) for step in self._steps(made))
            case Flag.STALE:
                return False  # every deal of a world has just come to its stage
        return not any(self._steps(made))

    def _steps(self, made: Made) -> Iterator[Made]:
        """Return the open activities of a record."""
        plural = {"contact": "contacts", "company": "companies", "deal": "deals"}[made.kind]
        for step in self._world.of("activity"):
            is_open = not step.is_deleted and not step.values.get("done_at")
            if is_open and str(made.id) in _list(step.values.get(plural)):
                yield step

    def _is_overdue(self, step: Made) -> bool:
        due, now = _due(step), self._query.now
        if step.values.get("done_at") or due is None:
            return False
        return due < now if isinstance(due, datetime) else due < now.date()

    def _linked(self, link: Field, made: Made) -> Iterator[Made]:
        names = getattr(link.store, "of", ()) or (link.name,)
        for name in names:
            for key in _list(made.values.get(name)):
                target = self._world.records[UUID(key)]
                if not target.is_deleted:
                    yield target

    def _path(self, path: tuple[Field, ...], test: Test, made: Made) -> bool:
        first, *rest = path
        if rest:
            return any(self._path(tuple(rest), test, other) for other in self._linked(first, made))
        if first.type == "record":
            linked = [*self._linked(first, made)]
            match test:
                case Empty():
                    return not linked
                case Present():
                    return bool(linked)
                case IsRecord(key):
                    return any(other.id == key for other in linked)
            return any(_text(test, _title(other)) for other in linked)
        if first.name == "next_step":
            steps = [*self._steps(made)]
            match test:
                case Empty():
                    return not steps
                case Present():
                    return bool(steps)
            return any(_dated(test, _due(step)) for step in steps)
        return self._value(first, test, made)

    def _custom(self, asked: Field, test: Test, value: object) -> bool:
        """Judge a custom field; of several values one that passes is enough."""
        values = value if isinstance(value, list) else [] if value is None else [value]
        match test:
            case Empty():
                return not values
            case Present():
                return bool(values)
            case IsSet(yes):
                return (values == [True]) is yes
        return any(self._custom_item(asked, test, item) for item in values)

    def _custom_item(self, asked: Field, test: Test, item: object) -> bool:
        match asked.type:
            case "integer" | "decimal":
                return _number(test, Decimal(str(item)))
            case "money":
                number, currency = str(item).split()
                return _number(test, Decimal(number), currency)
            case "date":
                return _dated(test, date.fromisoformat(str(item)))
            case "moment":
                return _dated(test, _moment(item))
            case "choice" | "user":
                assert isinstance(test, Chosen)
                return item == (self._user if test.code == "me" else test.code)
            case "phone":
                assert isinstance(test, HasDigits)
                return _phone_has_digits(str(item), test.keys)
            case "file":
                return _text(test, str(item).rpartition("/")[2])
        return _text(test, str(item))

    def _value(self, asked: Field, test: Test, made: Made) -> bool:
        value = made.values.get(asked.name)
        if asked.name == "pipeline":
            stage = made.values["stage"]
            (value,) = (p.code for p in PIPELINES if stage in [one.code for one in p.stages])
        if asked.is_custom or isinstance(asked.store, Tags | LinkTable):
            return self._custom(asked, test, value)
        match asked.type:
            case "text" if asked.name == "name":
                return _text(test, _title(made))
            case "text" if asked.name == "address":
                parts = (made.values.get(p) for p in ("street", "city"))
                return _text(test, " ".join(str(part) for part in parts if part))
            case "phone" | "email":
                values = _list(value)
                match test:
                    case Empty():
                        return not values
                    case Present():
                        return bool(values)
                    case HasDigits(_typed, keys):
                        return _has_digits(made, keys)
                return any(_text(test, one) for one in values)
            case "amount" | "integer":
                number = None if value in (None, "") else Decimal(str(value))
                return _number(test, number, made.values.get("currency"))
            case "bool":
                assert isinstance(test, IsSet)
                return bool(value) is test.yes
            case "deadline":
                return _dated(test, _due(made))
            case "date":
                return _dated(test, date.fromisoformat(str(value)) if value else None)
            case "moment":
                return _dated(test, _moment(value))
            case "partial_date":
                return _partial(test, str(value or ""))
            case "choice" | "stage" | "user" | "code" | "currency":
                match test:
                    case Empty():
                        return not value
                    case Present():
                        return bool(value)
                    case Chosen("me"):
                        return value == self._user
                    case Chosen(code):
                        return value == code
        return _text(test, str(value or ""))

    def _texts(self, made: Made) -> list[str]:
        """Return the texts by whose words a record is found."""
        names = {
            "contact": ("last_name", "first_name", "companies", "position", "city"),
            "company": ("title", "city"),
            "deal": ("title", "company", "contacts"),
            "activity": ("subject", "place"),
        }[made.kind]
        parts: list[str] = []
        for name in names:
            value = made.values.get(name)
            if name in ("companies", "company", "contacts"):
                # Names of linked records in the bin count, too.
                linked = (self._world.records[UUID(key)] for key in _list(value))
                parts += [_title(other) for other in linked]
            else:
                parts.append(str(value or ""))
        parts += _list(made.values.get("tags"))
        parts += _list(made.values.get("emails"))
        parts += [_digits(typed) for typed in _list(made.values.get("phones"))]
        for name in sorted(name for name, _type, _several in CUSTOM if name in SEARCHED):
            for item in _list(made.values.get(name)):
                parts.append(_digits(item) if name in ("home", "homes") else item)
        return parts


def _list(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(item) for item in value]
    return [str(value)] if value not in (None, "") else []


def _title(made: Made) -> str:
    names = {
        "contact": ("last_name", "first_name"),
        "company": ("title",),
        "deal": ("title",),
        "activity": ("subject", "kind"),
    }[made.kind]
    return " ".join(str(made.values.get(name) or "") for name in names).strip()


def _begins_all(wanted: tuple[str, ...], text: str) -> bool:
    found = words(text)
    return all(any(word.startswith(begin) for word in found) for begin in wanted)


def _has_digits(made: Made, keys: tuple[str, ...], *, everywhere: bool = False) -> bool:
    """Say whether a phone of a client has these digits; `everywhere` also in custom fields."""
    names = ("phones", "home", "homes") if everywhere else ("phones",)
    phones = (typed for name in names for typed in _list(made.values.get(name)))
    return any(_phone_has_digits(typed, keys) for typed in phones)


def _phone_has_digits(typed: str, keys: tuple[str, ...]) -> bool:
    phone = parse_phone(typed)
    for key in keys:
        begins = (phone.national or "").startswith(key)
        begins = begins or (phone.e164 or "").startswith(f"+{key}")
        if begins or phone.reversed_digits.startswith(key[::-1]):
            return True
    return False


def _digits(typed: str) -> str:
    """Return the digits under which a phone is found."""
    phone = parse_phone(typed)
    return f"{phone.national or ''} {(phone.e164 or '')[1:] or phone.value}"


def _text(test: Test, value: str) -> bool:
    match test:
        case Empty():
            return not value
        case Present():
            return bool(value)
        case HasWords(wanted):
            return _begins_all(wanted, value)
        case Equals(folded):
            return bool(value) and fold(value) == folded
    raise AssertionError(test)


def _number(test: Test, value: Decimal | None, currency: object = None) -> bool:
    match test:
        case Empty():
            return value is None
        case Present():
            return value is not None
        case Between(low, high, with_low, with_high, wanted):
            if value is None or (wanted and currency != wanted):
                return False
            above = low is None or value > low or (with_low and value == low)
            return above and (high is None or value < high or (with_high and value == high))
    raise AssertionError(test)


def _moment(value: object) -> datetime | None:
    if not value:
        return None
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _due(made: Made) -> datetime | date | None:
    text = str(made.values.get("due") or "")
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _dated(test: Test, value: datetime | date | None) -> bool:
    """Judge a moment, or a day, which counts as its last moment."""
    match test:
        case Empty():
            return value is None
        case Present():
            return value is not None
        case During(_typed, start, end):
            if value is None:
                return False
            if not isinstance(value, datetime):
                zone = (start or end or datetime.now(UTC)).tzinfo
                midnight = datetime.combine(value + timedelta(days=1), time(), zone)
                value = midnight.astimezone(UTC) - timedelta(microseconds=1)
            return (start is None or value >= start) and (end is None or value < end)
    raise AssertionError(test)


def _partial(test: Test, value: str) -> bool:
    year = int(value[:4]) if value[:1].isdigit() else 0
    rest = value[4:] if year else value[1:]
    month, day = (int(part) for part in (rest[1:3] or "0", rest[4:6] or "0"))
    match test:
        case Empty() | Present():
            return bool(value) is isinstance(test, Present)
        case DateParts(_typed, wanted_year, wanted_month, wanted_day):
            wanted = (wanted_year, wanted_month, wanted_day)
            pairs = zip(wanted, (year, month, day), strict=True)
            return bool(value) and all(not want or want == have for want, have in pairs)
        case Anniversary(_typed, first, last):
            if not day:
                return False
            here = f"{month:02}-{day:02}"
            return first <= here <= last if first <= last else here >= first or here <= last
        case During(_typed, start, end):
            if not year:
                return False
            earliest = date(year, month or 1, day or 1)
            length = 365 if not month else 30 if not day else 0
            latest = earliest + timedelta(days=length)
            return (start is None or latest >= start.date()) and (
                end is None or earliest < end.date()
            )
    raise AssertionError(test)


def _bears_all(wanted: tuple[str, ...], made: Made) -> bool:
    """Return whether all words are in the name of a person."""
    if made.kind not in ("contact", "lead"):
        return False
    parts = (made.values.get(name) for name in ("last_name", "first_name", "middle_name"))
    return {*wanted} <= {*words(" ".join(str(part or "") for part in parts))}
