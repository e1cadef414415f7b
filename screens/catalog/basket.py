"""What was taken in the picker so far, in the order in which it was taken."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal

from domain.catalog.asked_for import Taken
from domain.i18n import _
from domain.money import format_amount, plain_number
from domain.records.values import Money
from services.catalog.offering import Offer

_ONE = Decimal(1)


class Basket:
    """Products with how many of each; None where nobody has said how many."""

    def __init__(self) -> None:
        self._taken: dict[Hashable, tuple[Offer, Decimal | None]] = {}

    def __bool__(self) -> bool:
        """Say whether anything was taken."""
        return bool(self._taken)

    def __contains__(self, key: Hashable) -> bool:
        """Say whether a product was taken."""
        return key in self._taken

    def put(self, offer: Offer, quantity: Decimal | None) -> None:
        """Take a product, or another number of it."""
        self._taken[offer.key] = (offer, quantity)

    def remove(self, key: Hashable) -> None:
        """Give a product back."""
        self._taken.pop(key, None)

    @property
    def counts(self) -> Mapping[Hashable, Decimal]:
        """How many of each product were taken, by its key."""
        return {key: count or _ONE for key, (_offer, count) in self._taken.items()}

    def taken(self) -> list[Taken]:
        """Return the products with their quantities, in their order."""
        return [Taken(offer.product.id, count) for offer, count in self._taken.values()]

    def __str__(self) -> str:
        """Return what was taken, and what it costs: “3 × Chair, 1 × Lamp · 4 600 ₽”."""
        if not self._taken:
            return ""
        said = [
            f"{plain_number(count or _ONE)} × {offer.product.name}"
            for offer, count in reversed(self._taken.values())
        ]
        return " · ".join(
            filter(None, (self._sum(), _("taken: {products}").format(products=", ".join(said))))
        )

    def _sum(self) -> str:
        sums: dict[str, Decimal] = {}
        for offer, count in self._taken.values():
            price: Money | None = offer.asked.price
            if price is not None:
                amount = price.amount * (count or _ONE)
                sums[price.currency] = sums.get(price.currency, Decimal(0)) + amount
        return " + ".join(format_amount(amount, currency) for currency, amount in sums.items())
