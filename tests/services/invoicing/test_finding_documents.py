"""Documents are found by any whole part of their number (FEATURES INV-18)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from domain.errors import NotFound
from services.context import Context
from services.invoicing.finding import find_document
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.invoicing.settings.series import continue_from, set_pattern
from services.records.use_cases import add_record
from tests.conftest import Outcome

pytestmark = pytest.mark.usefixtures("seller")

CHAIR = {"name": "Chair", "quantity": 2, "price": 100, "tax": 20}


def issued(context: Context, next_number: int) -> UUID:
    """Issue an invoice with a number of this count."""
    data = {"company": "Vega", "products": [CHAIR], "date": "2026-11-20"}
    key = make_document(context, "invoice", None, data)
    continue_from(context, "invoice", next_number)
    issue_document(context, "invoice", key)
    return key


@pytest.mark.row("INV-18")
def test_a_whole_part_of_the_number_is_enough_where_one_has_it(
    context: Context, crm: Callable[..., Outcome]
) -> None:
    set_pattern(context, "invoice", "СЧ-{number:04}/{month}/{yy}")
    first, second = issued(context, 117), issued(context, 226)
    for text in ("СЧ-0117/11/26", "0117", "117", "сч-0117", "0117/11", "СЧ-117/11/26"):
        if text == "СЧ-117/11/26":
            with pytest.raises(NotFound):
                find_document(context, "invoice", text)
        else:
            assert find_document(context, "invoice", text) == first, text
    assert find_document(context, "invoice", "226") == second
    assert "СЧ-0117/11/26" in crm("invoice", "show", "0117").out
    # The year stands in both, and no part of a count is the count.
    refused = crm("invoice", "show", "26")
    assert refused.code != 0
    assert "СЧ-0117/11/26, СЧ-0226/11/26" in refused.err
    with pytest.raises(NotFound, match="no document"):
        find_document(context, "invoice", "17")


@pytest.mark.row("INV-11")
def test_templates_and_languages_are_chosen(context: Context, crm: Callable[..., Outcome]) -> None:
    for field, known in (("template", "russian, polish, international"), ("language", "ru, pl")):
        for kind in ("own_company", "quote", "invoice"):
            refused = crm("add", kind, "--json", f'{{"notes": "A", "{field}": "xxx"}}')
            assert refused.code != 0
            assert known in refused.err, refused
    key = add_record(context, "own_company", {"title": "Kabinet", "template": "Polish"})
    assert "As in Poland" in crm("show", "own_company", key).out
