"""Brings the products of a file into the catalog, in portions, within one unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.errors import BadInput
from domain.i18n import _
from domain.ids import new_id
from domain.money import to_millionths
from domain.text import fold
from services.formats.catalog_columns import EXTERNAL_ID
from services.formats.catalog_values import (
    PriceValue,
    ProductValue,
    UnitValue,
)
from services.importing.catalog_finding import (
    COLUMNS,
    PRICE_MARK,
    PROPERTY_MARK,
    Found,
    Held,
    Writing,
    find_items,
    read_held,
)
from services.importing.catalog_memory import PRODUCT, recall
from services.records.coercion import LONGEST_NAME, MAX_TEXT
from storage.values import custom_out, now_micros


class ProductWriter:
    """Writes products portion by portion."""

    def __init__(self, writing: Writing) -> None:
        self._w = writing
        self._new: list[dict[str, Any]] = []
        self._changed: list[dict[str, Any]] = []
        self._prices: list[dict[str, Any]] = []
        self._deleted: list[dict[str, Any]] = []
        self._notes: list[tuple[int, str]] = []

    def write(self, items: list[ProductValue]) -> None:
        """Bring in some products; of none is there another item, or a variant, among them."""
        found = find_items(self._w, items)
        held = read_held(self._w.unit, [one.product for one in found if one.product is not None])
        for one in found:
            self._notes = [(problem.line, problem.reason) for problem in one.item.problems]
            if one.product is None:
                self._add(one)
            elif (product := held.get(one.product)) is None:
                self._w.report.skipped += 1  # it was deleted for good
                self._notes.clear()
            else:
                self._renew(one, one.product, product)
            self._w.report.note(self._notes)
        self._flush()

    def _add(self, found: Found) -> None:
        item = found.item
        if item.is_deleted:
            self._w.report.skipped += 1
            return
        if not found.said.get("name"):
            reason = _(
                "The product {uid} is not in the catalog. Read the file with products first."
            )
            self._w.report.errors.append((item.line, reason.format(uid=item.uid)))
            self._notes.clear()
            return
        product = self._base_of(item)
        self._apply(found, product, {})
        key, now = new_id().bytes, now_micros()
        actor = self._w.context.actor.user_id.bytes
        self._new.append(
            {
                "id": key,
                **product.columns,
                "custom": custom_out(product.custom),
                "external_id": self._external_id(item),
                "origin": self._w.file.origin,
                "responsible_id": actor,
                "created_by": actor,
                "created_at": now,
                "updated_at": now,
            }
        )
        self._set_prices(key, product.prices)
        self._w.pictures.want(key, item.line, found.said.get("picture", ""))
        self._w.memory.keep(found.source, PRODUCT, item.uid, key, found.said)
        self._w.report.created += 1

    def _external_id(self, item: ProductValue) -> str:
        """Return how the other system names a product; a table names it so, or not at all."""
        if not self._w.file.are_paths:
            return item.uid
        what, _blank, text = item.uid.partition(" ")
        return text if what == EXTERNAL_ID else ""

    def _base_of(self, item: ProductValue) -> Held:
        """Return what a new product begins with: for a variant that is what its product has."""
        nothing: dict[str, Any] = dict.fromkeys(COLUMNS, "")
        nothing |= {"section_id": None, "unit_id": None, "tax_rate_id": None}
        nothing |= {"is_service": 0, "is_active": 1}
        if item.base:
            connection = self._w.unit.connection
            known = recall(connection, self._w.file.source, PRODUCT, [item.base]).get(item.base)
            if known and (base := read_held(self._w.unit, [known.record]).get(known.record)):
                return Held(base.columns | {"code": "", "bar_code": ""}, dict(base.custom))
        return Held(nothing, {})

    def _renew(self, found: Found, key: bytes, product: Held) -> None:
        """Bring a known product in step with what its file changed since it was read last."""
        was = found.before.said if found.before else {}
        if found.before is None:
            self._w.memory.keep(found.source, PRODUCT, found.item.uid, key, found.said)
        else:
            self._w.memory.renew(found.before, found.said)
        if found.said.get("deleted"):
            if product.deleted_at is None:
                self._deleted.append({"id": key, "now": now_micros()})
                self._w.report.removed += 1
            else:
                self._w.report.skipped += 1
            return
        is_back = product.deleted_at is not None and bool(was.get("deleted"))
        before = (dict(product.columns), dict(product.custom), dict(product.prices))
        self._apply(found, product, was)
        now = (product.columns, product.custom, product.prices)
        if found.said.get("picture") != was.get("picture"):
            self._w.pictures.want(key, found.item.line, found.said.get("picture", ""))
        if now == before and not is_back:
            self._w.report.skipped += 1
            return
        self._changed.append(
            {
                "id": key,
                **product.columns,
                "custom": custom_out(product.custom),
                "updated_at": now_micros(),
                "deleted_at": None if is_back else product.deleted_at,
            }
        )
        prices = {t: p for t, p in product.prices.items() if before[2].get(t) != p}
        self._set_prices(key, prices)
        self._w.report.updated += 1

    def _apply(self, found: Found, product: Held, was: Mapping[str, Any]) -> None:
        """Change what differs between two readings; what a person changed here stays otherwise.

        A product that is described has no property that the file does not name; an offer, or a
        table, says nothing of what it does not name.
        """
        said = found.said
        for name, value in said.items():
            if was.get(name) == value or (not value and name not in was):
                continue
            try:
                if name.startswith(PROPERTY_MARK):
                    self._set_property(product, name.removeprefix(PROPERTY_MARK), tuple(value))
                elif name.startswith(PRICE_MARK):
                    self._set_price(product, name.removeprefix(PRICE_MARK), value)
                else:
                    self._set_text(product, name, value)
            except BadInput as error:
                title = found.item.texts.get("name") or found.item.uid
                self._notes.append((found.item.line, f"{title}: {error}"))
        if found.source == self._w.file.source and not self._w.file.are_paths:
            for name in was:
                if name.startswith(PROPERTY_MARK) and name not in said:
                    field_name = self._w.properties.name_of(name.removeprefix(PROPERTY_MARK))
                    product.custom.pop(field_name, None)

    def _set_text(self, product: Held, name: str, value: Any) -> None:
        columns = product.columns
        match name:
            case "name":
                columns["name"] = value[:LONGEST_NAME].rstrip()
                columns["folded_name"] = fold(columns["name"])
                if len(value) > LONGEST_NAME and not columns["description"]:
                    columns["description"] = value
            case "description":
                columns["description"] = value[:MAX_TEXT]
            case "code" | "bar_code":
                columns[name] = value[:LONGEST_NAME]
            case "section":
                columns["section_id"] = self._section(value)
            case "tax":
                columns["tax_rate_id"] = self._w.words.rate(value) if value else None
            case "unit":
                columns["unit_id"] = self._w.words.unit(UnitValue(*value))
            case "type":
                columns["is_service"] = int(value == "service")
            case "active":
                columns["is_active"] = int(value == "yes")

    def _section(self, value: str) -> bytes | None:
        if self._w.file.are_paths:
            return self._w.sections.at_path(value)
        key = self._w.sections.key_of(value) if value else None
        if value and key is None:
            raise BadInput(_("its section {uid} is not in the file.").format(uid=value))
        return key

    def _set_property(self, product: Held, uid: str, texts: tuple[str, ...]) -> None:
        name, kept = self._w.properties.read(uid, texts)
        if kept is None:
            product.custom.pop(name, None)
        else:
            product.custom[name] = kept

    def _set_price(self, product: Held, uid: str, value: list[str]) -> None:
        price = PriceValue(Decimal(value[0]), value[1] or self._w.usual_currency)
        type_ = self._w.words.price_type(uid)
        product.prices[type_] = (to_millionths(price.amount), price.currency)

    def _set_prices(self, key: bytes, prices: Mapping[str, tuple[int, str]]) -> None:
        for type_, (amount, currency) in prices.items():
            self._prices.append(
                {
                    "id": new_id().bytes,
                    "product_id": key,
                    "price_type": type_,
                    "amount": amount,
                    "currency": currency,
                }
            )

    def _flush(self) -> None:
        """Write what was collected."""
        unit, connection = self._w.unit, self._w.unit.connection
        unit.insert_many("product", self._new)
        assigned = ", ".join(f"{name} = :{name}" for name in (*COLUMNS, "updated_at", "deleted_at"))
        connection.executemany(f"UPDATE product SET {assigned} WHERE id = :id", self._changed)
        connection.executemany(
            "UPDATE product SET deleted_at = :now, updated_at = :now WHERE id = :id", self._deleted
        )
        connection.executemany(
            "INSERT INTO product_price(id, product_id, price_type, amount, currency) "
            "VALUES (:id, :product_id, :price_type, :amount, :currency) "
            "ON CONFLICT(product_id, price_type) DO UPDATE "
            "SET amount = excluded.amount, currency = excluded.currency",
            self._prices,
        )
        self._w.memory.write(unit)
        self._w.pictures.attach()
        for rows in (self._new, self._changed, self._deleted, self._prices):
            rows.clear()
