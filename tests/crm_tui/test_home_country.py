"""Which country a machine tells of."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from crm_tui.home_country import likely_country
from crm_tui.translations import load


@pytest.mark.row("CUR-02")
@pytest.mark.parametrize(
    ("environment", "zone", "country"),
    [
        ({"LANG": "pl_PL.UTF-8"}, "UTC", "PL"),
        ({"LANG": "en_GB"}, "Europe/Warsaw", "GB"),
        ({"LANG": "en_US.UTF-8", "LC_MONETARY": "de_AT@euro"}, "UTC", "AT"),
        ({"LANG": "en_US.UTF-8"}, "Europe/Kiev", "UA"),
        ({"LC_ALL": "C", "LANG": "pl_PL.UTF-8"}, "Asia/Yekaterinburg", "RU"),
        ({"LANG": "es_419"}, "America/Mexico_City", "MX"),
        ({"LANG": "C.UTF-8"}, "Etc/GMT+3", ""),
        ({}, "UTC", ""),
    ],
)
def test_the_country_is_that_of_the_locale_or_of_the_zone(
    environment: dict[str, str], zone: str, country: str
) -> None:
    assert likely_country(environment, ZoneInfo(zone)) == country


def test_else_the_language_of_the_interface_tells() -> None:
    load("pl")
    try:
        assert likely_country({"LANG": "C"}, ZoneInfo("UTC")) == "PL"
    finally:
        load("en")
