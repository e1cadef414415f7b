"""The areas by their digits and modes, each loaded as it is come to first."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

MODES_BY_DIGIT = {
    "1": "activities",
    "2": "deals",
    "3": "clients",
    "4": "catalog",
    "5": "invoices",
    "7": "feed",
    "0": "settings",
}


def _deals_area() -> Screen[None]:
    from screens.deals.deals_area import DealsArea

    return DealsArea()


def _records_area() -> Screen[None]:
    from screens.records.records_area import RecordsArea

    return RecordsArea()


def _catalog_area() -> Screen[None]:
    from screens.catalog.catalog_area import CatalogArea

    return CatalogArea()


def _invoices_area() -> Screen[None]:
    from screens.invoices.invoices_area import InvoicesArea

    return InvoicesArea()


def _feed_area() -> Screen[None]:
    from screens.feed.feed_area import FeedArea

    return FeedArea()


def _settings_area() -> Screen[None]:
    from screens.settings.settings_area import SettingsArea

    return SettingsArea()


MODES: dict[str, Callable[[], Screen[None]]] = {
    "deals": _deals_area,
    "clients": _records_area,
    "catalog": _catalog_area,
    "invoices": _invoices_area,
    "feed": _feed_area,
    "settings": _settings_area,
}
"""What makes the areas, but for the one that the program begins with."""
