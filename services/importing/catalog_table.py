"""A table of products (CSV) as a file of a catalog: which column holds what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from domain.catalog.prices import PRICE_TYPES
from domain.choosing import named
from domain.errors import BadInput, UnusableFile
from domain.i18n import _
from domain.ids import new_id
from domain.records.fields import Field
from domain.text import fold
from services.context import Context
from services.formats.catalog_columns import (
    COLUMNS,
    NAME,
    NOTHING,
    PRICE,
    PROPERTY,
    Target,
    guess_columns,
    is_of_people,
)
from services.formats.catalog_rows import KEYS, RowReader, Survey, survey
from services.formats.catalog_values import (
    Outline,
    Problem,
    ProductValue,
    PropertyValue,
    by_label,
    label_of,
)
from services.formats.table_reading import open_table
from storage.reads.dictionary_values import read_choices

if TYPE_CHECKING:
    from storage.unit import Unit

SOURCE: Final = "csv"
NEW_PROPERTY, LEFT_OUT = "property", "-"
"""How somebody says that a column becomes a property of its name, or is left out."""


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How a table is to be read.

    `columns` say by their headings what columns hold: a name of `COLUMNS`, `price`, `price:TYPE`,
    `property`, `property:LABEL`, or `-` for nothing. With `new_properties` columns that nobody
    knows become properties. `key`, one of `KEYS`, is what products are known again by.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    new_properties: bool = False
    key: str = ""


def read_columns(texts: Iterable[str]) -> dict[str, str]:
    """Return what is said of columns, each as “Heading=field”, by headings. Raises BadInput."""
    said: dict[str, str] = {}
    for text in filter(None, map(str.strip, texts)):
        heading, equals, field = text.rpartition("=")
        if not (equals and heading.strip() and field.strip()):
            raise BadInput(
                _("“{text}” is no column: write it as “Heading=field”.").format(text=text), "column"
            )
        said[heading.strip()] = field.strip()
    return said


class TableCatalog:
    """A table of products. Making one raises UnusableFile and BadInput.

    `left_out` are the headings of columns that nobody knows. What was said of columns is used again
    for the next table with the same headings.
    """

    source = SOURCE
    origin = ""
    are_paths = True
    folder = None

    def __init__(self, context: Context, path: Path, options: TableOptions) -> None:
        self._options = options
        self._table = open_table(path)
        if is_of_people(self._table.header) and not options.columns:
            raise UnusableFile(
                _(
                    "The table {path} looks like an address book. Save it as vCard (.vcf), which"
                    " is read into contacts."
                ).format(path=path)
            )
        custom = [one for one in context.database.fields.of("product") if one.is_custom]
        choices = read_choices(context.database.reader(), PRICE_TYPES)
        self._price_types = {one.code: one.shown_in(PRICE_TYPES) for one in choices}
        self._said = self._read_columns(context)
        targets = guess_columns(
            self._table.header, self._price_types, (one.label for one in custom)
        )
        for heading, text in self._said.items():
            targets[self._place(heading)] = self._target(heading, text)
        self.left_out: list[str] = []
        self._targets = self._with_properties(targets)
        self._check()
        self._survey = self._look(custom)
        self.outline = Outline(
            properties=self._new_properties(custom),
            products=self._survey.rows,
            problems=self._survey.problems,
        )
        self._several = {by_label(one.label) for one in custom if one.multiple}

    def products(self) -> Iterator[ProductValue | Problem]:
        """Yield the products, and what is broken among them."""
        reader = RowReader(
            self._targets, self._survey.section_separator, self._options.key, self._several
        )
        return reader.read(self._table.rows())

    def keep_choices(self, context: Context, unit: Unit) -> None:
        """Keep what was said of the columns for the next table of these headings."""
        if not self._options.columns:
            return
        place = (context.actor.user_id.bytes, self._setting)
        unit.connection.execute("DELETE FROM setting WHERE user_id = ? AND name = ?", place)
        unit.connection.execute(
            "INSERT INTO setting(id, user_id, name, value) VALUES (?, ?, ?, ?)",
            (new_id().bytes, *place, json.dumps(self._said, ensure_ascii=False)),
        )

    @property
    def _setting(self) -> str:
        """The name under which what was said of tables with these headings is kept."""
        headings = "\n".join(map(fold, self._table.header))
        return f"columns {hashlib.sha256(headings.encode()).hexdigest()[:24]}"

    def _read_columns(self, context: Context) -> dict[str, str]:
        """Return what was said of the columns, now or for an earlier table of these headings."""
        row = (
            context.database.reader()
            .execute(
                "SELECT value FROM setting WHERE user_id = ? AND name = ?",
                (context.actor.user_id.bytes, self._setting),
            )
            .fetchone()
        )
        kept: dict[str, str] = json.loads(row[0]) if row else {}
        return kept | dict(self._options.columns)

    def _place(self, heading: str) -> int:
        """Return which column has a heading. Raises BadInput."""
        wanted = fold(heading)
        for place, one in enumerate(self._table.header):
            if fold(one) == wanted:
                return place
        raise BadInput(
            _("There is no column “{name}”. There are: {known}.").format(
                name=heading, known=", ".join(self._table.header)
            )
        )

    def _target(self, heading: str, text: str) -> Target:
        """Return what a column is said to hold. Raises BadInput."""
        what, _colon, key = text.partition(":")
        what = what.strip().lower()
        if what == LEFT_OUT:
            return Target(NOTHING)
        if what == PROPERTY:
            return Target(PROPERTY, by_label(key.strip() or heading))
        if what == PRICE:
            return Target(PRICE, by_label(key.strip() or "base"))
        known = ((name, (name, _(label))) for name, label in COLUMNS.items())
        if len(found := named(known, text)) == 1:
            return Target(found[0])
        raise BadInput(
            _("A column cannot hold “{text}”. Use one of: {known}.").format(
                text=text,
                known=", ".join([*COLUMNS, "price", "price:TYPE", "property:LABEL", LEFT_OUT]),
            )
        )

    def _with_properties(self, targets: list[Target | None]) -> list[Target | None]:
        """Return the targets, where it is wanted with properties for what nobody knows."""
        found: list[Target | None] = []
        for heading, target in zip(self._table.header, targets, strict=True):
            if target is None and heading and self._options.new_properties:
                found.append(Target(PROPERTY, by_label(heading)))
            else:
                found.append(target)
                if target is None and heading:
                    self.left_out.append(heading)
        return found

    def _check(self) -> None:
        """Raise UnusableFile where no column names products."""
        held = {target.what for target in self._targets if target is not None}
        if self._options.key and self._options.key not in held:
            raise BadInput(
                _("No column holds “{key}”, by which products are to be known again.").format(
                    key=self._options.key
                ),
                "key",
            )
        if not held & set(KEYS):
            raise UnusableFile(
                _(
                    "No column of {path} is known to hold the names of products. Its columns are:"
                    " {columns}. Say which one does: --column “{first}={name}”."
                ).format(
                    path=self._table.path,
                    columns=", ".join(filter(None, self._table.header)),
                    first=self._table.header[0],
                    name=NAME,
                )
            )

    def _look(self, custom: list[Field]) -> Survey:
        known = {fold(one.label) for one in custom}
        new = {
            place
            for place, target in enumerate(self._targets)
            if target and target.what == PROPERTY and fold(label_of(target.key)) not in known
        }
        return survey(self._table, self._targets, new)

    def _new_properties(self, custom: list[Field]) -> dict[str, PropertyValue]:
        line = self._table.header_line
        return {
            target.key: PropertyValue(line, target.key, label_of(target.key), type_)
            for place, type_ in self._survey.types.items()
            if (target := self._targets[place]) is not None
        }
