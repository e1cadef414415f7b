"""Makes the rows of phones, e-mails, sites, messengers and addresses of clients."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from domain.records.fields import FieldType
from services.seeding.people import Language
from services.seeding.phone_numbers import make_phone
from services.seeding.rows import Batch, KeySeries, pick

_PHONE = FieldType.PHONE.value
_OWNERS = ("company", "contact", "lead")


class Owner(NamedTuple):
    """The client that something belongs to; `made` is the moment it was written, as stored."""

    kind: str
    key: bytes
    made: int
    language: Language


class Belongings:
    """Rows that belong to clients. `home_region` is that of `make_phone`."""

    def __init__(self, random: Random, home_region: str) -> None:
        self._random = random
        self._home_region = home_region
        self._point_keys = {kind: KeySeries(random) for kind in _OWNERS}
        self._address_keys = {kind: KeySeries(random) for kind in _OWNERS}

    def phone(self, batch: Batch, owner: Owner, sort: int, *, office: bool) -> None:
        """Make a phone number, of an office or a mobile phone."""
        plan = pick(self._random, owner.language.plans)
        phone = make_phone(self._random, plan, self._home_region, office=office)
        key = self._point_keys[owner.kind].next_key(owner.made)
        label = "work" if office else "mobile"
        batch.rows["contact_point"].append(
            (
                *(key, owner.kind, owner.key, _PHONE, label, phone.value, phone.e164),
                *(phone.national, phone.reversed_digits, None, sort, True),
            )
        )

    def point(
        self, batch: Batch, owner: Owner, sort: int, type_: FieldType, label: str, value: str
    ) -> None:
        """Make an e-mail, a site or a messenger in small Latin letters, which fold to the same."""
        key = self._point_keys[owner.kind].next_key(owner.made)
        batch.rows["contact_point"].append(
            (
                *(key, owner.kind, owner.key, type_.value, label, value),
                *(None, None, None, value, sort, True),
            )
        )

    def address(self, batch: Batch, owner: Owner, label: str) -> None:
        """Make a postal address."""
        random, business = self._random, owner.language.business
        city = pick(random, business.cities)
        street = business.street.format(
            pick(random, business.streets), int(random.random() * 120) + 1
        )
        postal_code = business.postal.format(
            city.postal_prefix, f"{int(random.random() * 1000):03}"
        )
        key = self._address_keys[owner.kind].next_key(owner.made)
        batch.rows["address"].append(
            (
                *(key, owner.kind, owner.key, label, street, city.name, city.region),
                *(postal_code, business.country, 0),
            )
        )
