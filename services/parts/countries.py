"""From which country a client or an own company is, as far as its card tells."""

from __future__ import annotations

from uuid import UUID

from domain.parts import Address
from domain.records.values import Point
from services.context import Context
from services.country_names import country_named
from services.records.use_cases import show_record


def country_of(context: Context, kind: str, key: UUID) -> str:
    """Return the country (ISO 3166) of a record: of its addresses, else of its phones.

    Where neither tells one, it is that of the person at work. Raises NotFound.
    """
    values = show_record(context, kind, key).values
    named = values.get("country")
    addresses, phones = values.get("addresses"), values.get("phones")
    names = [named] if isinstance(named, str) else []
    if isinstance(addresses, tuple):
        names += [one.country for one in addresses if isinstance(one, Address)]
    numbers = phones if isinstance(phones, tuple) else ()
    return (
        next(filter(None, map(country_named, filter(None, names))), "")
        or next(filter(None, (_of_phone(one) for one in numbers if isinstance(one, Point))), "")
        or context.region
    )


def _of_phone(point: Point) -> str:
    """Return the country of a number, "" for one of none or of several."""
    from phonenumbers import parse, region_code_for_number

    if point.e164 is None:
        return ""
    region = region_code_for_number(parse(point.e164))
    return region if region is not None and region.isalpha() else ""
