"""Products as they are picked for a sale: by search, or by what was sold of late (CAT-14)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.catalog.prices import BASE, price_field
from domain.records.references import Reference
from domain.records.values import Choice, Money
from domain.text import words
from domain.word_endings import without_ending
from services.context import Context
from storage.reads.catalog_find import (
    ProductFinder,
    offered,
    read_first,
    read_frequent,
    read_recent,
)
from storage.reads.find import Wanted
from storage.reads.records import read_record


@dataclass(frozen=True, slots=True)
class PickedProduct:
    """A product as the picker shows it; `price` is that of the catalog, in its own currency."""

    id: UUID
    name: str
    code: str
    price: Money | None
    unit: str
    section: Reference | None
    is_active: bool = True

    @property
    def key(self) -> UUID:
        """What names the product in a list."""
        return self.id


def search_products(
    context: Context,
    text: str,
    section: UUID | None = None,
    limit: int = 50,
    *,
    with_inactive: bool = False,
    is_forgiving: bool = True,
    price_type: str = BASE,
    connection: sqlite3.Connection | None = None,
) -> list[PickedProduct]:
    """Return the products that a text may mean, the best first (FEATURES CAT-15, CAT-16).

    All words must occur, by their beginnings, in the name, code, bar code, description or any
    property. Where that leaves room, the words count without their endings; where it
    `is_forgiving`, then read in the other keyboard layout or script, then with a slip forgiven.
    With a `section` it is looked for there and below. What is out of use is found only
    `with_inactive` (CAT-09). A search that should be interruptible brings its own connection.
    """
    reader = connection or context.database.reader()
    finder = ProductFinder(reader, offered(with_inactive=with_inactive), section)
    found: dict[bytes, None] = {}
    for wanted in _readings(reader, text, found, is_forgiving=is_forgiving):
        found.update(dict.fromkeys(finder.find(wanted, limit + len(found))))
        if len(found) >= limit:
            break
    return _picked(context, reader, list(found)[:limit], price_type)


def recent_and_frequent(
    context: Context,
    limit: int = 20,
    *,
    price_type: str = BASE,
    connection: sqlite3.Connection | None = None,
) -> list[PickedProduct]:
    """Return what is offered before anything is typed.

    First come the products that the person has sold of late, then those that everybody sells most,
    and where these are few the first ones by name.
    """
    reader = connection or context.database.reader()
    only = offered(with_inactive=False)
    keys = read_recent(reader, context.actor.user_id, only, limit // 2)
    keys += read_frequent(reader, only, limit)
    if len(keys) < limit:
        keys += read_first(reader, only, limit)
    return _picked(context, reader, list(dict.fromkeys(keys))[:limit], price_type)


def first_of_section(
    context: Context,
    section: UUID,
    limit: int = 50,
    *,
    price_type: str = BASE,
    connection: sqlite3.Connection | None = None,
) -> list[PickedProduct]:
    """Return the first products of a section and of all below it, by name."""
    reader = connection or context.database.reader()
    keys = read_first(reader, offered(with_inactive=False), limit, section)
    return _picked(context, reader, keys, price_type)


def picked_product(
    context: Context,
    product: UUID,
    *,
    price_type: str = BASE,
    connection: sqlite3.Connection | None = None,
) -> PickedProduct | None:
    """Return a product as the picker shows it, None where it is gone."""
    reader = connection or context.database.reader()
    return next(iter(_picked(context, reader, [product.bytes], price_type)), None)


def has_products(context: Context) -> bool:
    """Return whether the catalog offers any product."""
    return bool(read_first(context.database.reader(), offered(with_inactive=False), 1))


def _readings(
    connection: sqlite3.Connection, text: str, found: dict[bytes, None], *, is_forgiving: bool
) -> Iterator[Wanted]:
    """Give what the words may be, the likeliest first; it is asked again while there is room."""
    typed = list(dict.fromkeys(words(text)))
    if not typed:
        return
    yield [[word] for word in typed]
    bare = [without_ending(word) for word in typed]
    if bare != typed:
        yield [[word] for word in bare]
    if not is_forgiving or not any(map(str.isalpha, text)):
        return
    from services.records.readings import Reader
    from storage.reads.known_words import KnownWords

    for _reading, wanted in Reader(text, KnownWords(connection)).readings(is_lost=not found):
        yield wanted


def _picked(
    context: Context, connection: sqlite3.Connection, keys: Sequence[bytes], price_type: str
) -> list[PickedProduct]:
    price = price_field(price_type)
    names = ("name", "code", price, "unit", "section", "is_active")
    fields = [context.fields.get("product", name) for name in names]
    found: list[PickedProduct] = []
    for key in keys:
        view = read_record(connection, "product", UUID(bytes=key), fields)
        if view is None:
            continue
        values = view.values
        cost, unit, section = values[price], values["unit"], values["section"]
        found.append(
            PickedProduct(
                view.id,
                view.title,
                str(values["code"]),
                cost if isinstance(cost, Money) else None,
                unit.label if isinstance(unit, Choice) else "",
                section if isinstance(section, Reference) else None,
                bool(values["is_active"]),
            )
        )
    return found
