"""Reads the text of a query into its tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from domain.contact_points.phones import phone_search_keys
from domain.errors import BadInput
from domain.i18n import _
from domain.query import tokens, vocabulary
from domain.query.amounts import DECIMAL_TYPES
from domain.query.errors import NeverSo, QueryError
from domain.query.names import Option, Options, field_at, find_field, name_at
from domain.query.tree import (
    EVERYTHING,
    And,
    Clause,
    Flagged,
    Node,
    Not,
    Or,
    Query,
    Test,
    Words,
)
from domain.query.values import (
    BLANK_TYPES,
    MOST_WORDS,
    ValueReader,
    no_letters,
)
from domain.records.fields import Field, FieldRegistry
from domain.records.kinds import KINDS
from domain.text import fold, words

DEEPEST = 50
"""How many brackets and negations may stand within each other."""

LONGEST = 200
"""How many conditions a query may have; SQLite refuses expressions of a thousand."""

MOST_VALUES = 1000
"""How many values may be asked of its fields in all: so long is a pasted list of addresses."""

ResultT = TypeVar("ResultT")


def no_options(field: Field) -> Sequence[Option]:
    """Offer nothing to choose from: for queries that name no dictionary, stage or person."""
    return ()


def parse_query(
    text: str,
    kind: str,
    registry: FieldRegistry,
    now: datetime,
    options: Options = no_options,
    *,
    region: str = "RU",
    day_first: bool = True,
) -> Query:
    """Return what `text` asks of records of a kind.

    `now` is the local moment, aware, by which "today" is understood. `options` gives the values
    that fields are chosen from, `region` the country of phones without a code (ISO 3166-1).

    Raises QueryError with the place of the fault.
    """
    text = text.encode("utf-8", "replace").decode()  # half a character cannot be looked for
    values = ValueReader(now, options, region, day_first=day_first)
    parser = _Parser(text, kind, registry, values, region)
    root = parser.parse()
    return Query(kind, root, now, () if isinstance(root, Or) else parser.spans)


class _Parser:
    """Reads one text from left to right."""

    def __init__(
        self, text: str, kind: str, registry: FieldRegistry, values: ValueReader, region: str
    ) -> None:
        self._text, self._kind, self._registry = text, kind, registry
        self._values, self._region = values, region
        self._at = self._depth = self._count = self._values_count = 0
        self.spans: tuple[slice, ...] = ()
        """Where the parts stand that were read last, those outside of all brackets in the end."""

    def parse(self) -> Node:
        """Read all of the text."""
        root = self._either()
        if self._at < len(self._text):
            raise QueryError(
                _("This bracket closes nothing. Take it out, or open one before it."), self._at
            )
        if root == EVERYTHING and (sought := self._text.strip()):
            # Whatever is done to all that this shows would be done to every record.
            raise QueryError(no_letters(sought), self._text.index(sought), len(sought))
        return root

    def _either(self) -> Node:
        """Read what stands between brackets: parts joined by OR."""
        parts = [self._all()]
        while word := self._peek(vocabulary.OR):
            place = self._at
            self._operator(vocabulary.OR)
            part = self._all()
            if EVERYTHING in (part, parts[-1]):
                raise QueryError(
                    _("{word} needs something on both sides.").format(word=word), place, len(word)
                )
            parts.append(part)
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        """Read parts that must all hold, up to OR or a closing bracket."""
        parts: list[Node] = []
        spans: list[slice] = []
        while not self._is_at_end():
            if self._operator(vocabulary.AND):
                continue
            if self._peek(vocabulary.OR):
                break
            place = self._at
            part = self._part()
            if part is not None:
                parts.append(part)
                spans.append(slice(place, self._at))
        self.spans = tuple(spans)
        return parts[0] if len(parts) == 1 else And(tuple(parts)) if parts else EVERYTHING

    def _part(self) -> Node | None:
        """Read a condition, a negated one, or a group; None for signs without a word in them."""
        place = self._at
        word = self._operator(vocabulary.NOT) or self._match(tokens.MINUS)
        if word:
            return self._negated(word, place)
        self._count += 1
        if self._count > LONGEST:
            raise _too_many(LONGEST, place)
        if self._text[self._at] == "(":
            return self._group()
        if self._text[self._at] in tokens.QUOTES:
            return self._phrase()
        if name := name_at(self._registry, self._kind, self._text, self._at):
            return self._clause(name)
        self._refuse_other_minus()
        return self._words()

    def _negated(self, word: str, place: int) -> Node:
        self._deepen(place)
        part = None if self._is_at_end() or self._peek(vocabulary.OR) else self._part()
        if part is None or part == EVERYTHING:
            raise QueryError(
                _("Nothing stands after {word} that it could turn round.").format(word=word),
                place,
                len(word),
            )
        self._depth -= 1
        return Not(part)

    def _refuse_other_minus(self) -> None:
        """Raise QueryError for `--city:x`, which would be looked for as words."""
        place = self._at
        signs = tokens.OTHER_MINUS.match(self._text, place)
        name = signs and name_at(self._registry, self._kind, self._text, signs.end())
        if signs and name and field_at(self._registry, self._kind, name["name"]):
            raise QueryError(
                _(
                    "“{signs}” cannot stand before a field. Write {field}:value, or "
                    "-{field}:value to leave that out."
                ).format(signs=signs[0], field=name["name"]),
                place,
                name.end("name") - place,
            )

    def _group(self) -> Node:
        place = self._at
        self._at += 1
        self._deepen(place)
        part = self._either()
        if not self._text.startswith(")", self._at):
            raise QueryError(_("This bracket is not closed."), place)
        self._at += 1
        self._depth -= 1
        return part

    def _deepen(self, place: int) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(_("Too much stands within each other here."), place)

    def _phrase(self) -> Node | None:
        typed = self._quoted()
        found = tuple(words(typed))
        return Words(" ".join(typed.split()), found, is_phrase=True) if found else None

    def _words(self) -> Node | None:
        """Read a bare word, a flag, or a phone whose groups stand apart."""
        phone = tokens.PHONE.match(self._text, self._at)
        if phone and len(phone[0].split()) > 1 and (keys := self._phone_keys(phone[0])):
            self._at = phone.end()
            return Words(" ".join(phone[0].split()), tuple(words(phone[0])), keys=keys)
        typed = self._match(tokens.WORD)
        flag = vocabulary.FLAGS.get(fold(typed).replace("_", "-"))
        if flag and flag in vocabulary.FLAGS_OF_KIND.get(self._kind, ()):
            return Flagged(flag)
        found = tuple(words(typed))
        keys = self._phone_keys(typed) if typed[-1].isdigit() else ()
        return Words(typed, found, keys=keys) if found else None

    def _phone_keys(self, typed: str) -> tuple[str, ...]:
        """Return the digits to look up for what may be a phone, which only clients have."""
        is_client = self._kind in KINDS and KINDS[self._kind].is_client
        return tuple(phone_search_keys(typed, self._region)) if is_client else ()

    def _clause(self, name: re.Match[str]) -> Node:
        path = self._path(name["name"], name.start())
        self._at = name.end("colon") if name["colon"] else name.end("name")
        field, tests = path[-1], list[Test]()
        while True:
            self._skip()
            self._values_count += 1
            if self._values_count > MOST_VALUES:
                raise _too_many(MOST_VALUES, self._at)
            tests += self._tests(field, has_others=bool(tests))
            if not self._text.startswith(",", self._at):
                break
            self._at += 1
        clause = Clause(path, tuple(dict.fromkeys(tests)))
        return Not(clause) if name["colon"] == "!=" else clause

    def _path(self, dotted: str, place: int) -> tuple[Field, ...]:
        """Return the fields that `company.city` names, from record to record."""
        kind, path = self._kind, list[Field]()
        for name in dotted.split("."):
            if path:
                target = path[-1].target
                if target not in KINDS:
                    raise QueryError(
                        _("{field} has no fields of its own; leave out “.{name}”.").format(
                            field=path[-1].name, name=name
                        ),
                        place,
                        len(name),
                    )
                kind = target
            path.append(self._field(kind, name, place))
            place += len(name) + 1
        return tuple(path)

    def _field(self, kind: str, name: str, place: int) -> Field:
        return self._at_place(place, len(name), lambda: find_field(self._registry, kind, name))

    def _tests(self, field: Field, *, has_others: bool) -> tuple[Test, ...]:
        """Read a value, which may stand for several tests of which one is to pass."""
        typed = self._match(tokens.OPERATOR)
        operator = {"=>": ">=", "=<": "<="}.get(typed, typed)
        self._skip()
        place = self._at
        if place < len(self._text) and self._text[place] in tokens.QUOTES:
            typed = self._quoted()
            return self._at_place(
                place,
                self._at - place,
                lambda: self._values.read(field, operator, typed, is_quoted=True),
                field,
            )
        is_decimal = field.type in DECIMAL_TYPES and not has_others
        typed = self._match(tokens.DECIMAL_VALUE if is_decimal else tokens.VALUE)
        more = tokens.DECIMAL_MORE if is_decimal else tokens.MORE
        ends = self._longer(more) if field.type in BLANK_TYPES and typed else []
        for end in ends:
            try:
                tests = self._values.read(field, operator, self._text[place:end])
            except NeverSo as error:
                raise QueryError(str(error), place, end - place, field.name) from error
            except BadInput:
                continue
            self._at = end
            return tests
        if ends and fold(typed) in vocabulary.BEGINNINGS:
            typed = self._text[place : ends[-1]]
            raise QueryError(
                _(
                    "“{text}” is no span of time; write for example: older 30d, last 7 days, "
                    "this quarter."
                ).format(text=typed),
                place,
                len(typed),
                field.name,
            )
        return self._at_place(
            place, len(typed), lambda: self._values.read(field, operator, typed), field
        )

    def _longer(self, pattern: re.Pattern[str]) -> list[int]:
        """Return where a value may end that goes on over blanks, the longest first."""
        ends: list[int] = []
        at = self._at
        while len(ends) < MOST_WORDS and (more := pattern.match(self._text, at)):
            word = more[0].strip()
            if word in vocabulary.AND | vocabulary.OR | vocabulary.NOT:
                break
            at = more.end()
            ends.append(at)
        return ends[::-1]

    def _at_place(
        self, place: int, length: int, read: Callable[[], ResultT], field: Field | None = None
    ) -> ResultT:
        """Return what `read` gives; a BadInput of it gets this place in the text."""
        try:
            return read()
        except BadInput as error:
            name = field.name if field else None
            raise QueryError(str(error), place, length, name) from error

    def _quoted(self) -> str:
        """Read a text in quotation marks; `\\` before a mark makes it a part of the text."""
        found = tokens.QUOTED.match(self._text, self._at)
        if found is None:
            raise QueryError(_("This quotation mark is not closed."), self._at)
        self._at = found.end()
        return tokens.ESCAPED.sub(r"\1", found[0][1:-1])

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found[0]

    def _skip(self) -> None:
        self._match(tokens.BLANK)

    def _is_at_end(self) -> bool:
        self._skip()
        return self._at == len(self._text) or self._text[self._at] == ")"

    def _peek(self, operators: frozenset[str]) -> str:
        found = tokens.CAPITALS.match(self._text, self._at)
        return found[0] if found and found[0] in operators else ""

    def _operator(self, operators: frozenset[str]) -> str:
        word = self._peek(operators)
        self._at += len(word)
        if word:
            self._skip()
        return word


def _too_many(most: int, place: int) -> QueryError:
    return QueryError(
        _("The query has too many parts: {most} of them are possible.").format(most=most), place
    )
