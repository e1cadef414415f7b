"""What a terminal may send that is not UTF-8."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.drivers import linux_driver

from crm_tui.forgiving_input import forgive_bytes


@pytest.fixture(autouse=True)
def strict_again() -> Iterator[None]:
    """Leave the driver as Textual has it."""
    strict = linux_driver.getincrementaldecoder
    yield
    linux_driver.getincrementaldecoder = strict


def test_bytes_of_another_encoding_do_not_end_the_program() -> None:
    forgive_bytes()
    decode = linux_driver.getincrementaldecoder("utf-8")().decode
    assert decode("Привет".encode("cp1251")).strip("\ufffd") == ""
    assert decode("Łódź".encode()).lstrip("\ufffd") == "Łódź"
    half = "ё".encode()
    assert decode(half[:1]) + decode(half[1:]) == "ё"
