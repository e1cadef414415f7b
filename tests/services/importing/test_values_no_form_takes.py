"""What an address book says and no form would take is kept whole in the comment."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.context import Context
from services.importing.contacts import import_contacts
from services.records.use_cases import edit_record, list_records


@pytest.mark.row("IMPEX-01")
def test_early_birthdays_and_long_names_are_kept_in_the_comment(
    context: Context, tmp_path: Path
) -> None:
    long = "L" * 300
    book = tmp_path / "book.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{name} Oleg\nN:{name};Oleg;;;\n{more}\nEND:VCARD\n"
    book.write_text(
        card.format(name="Kim", more="BDAY:1850-03-01\nNOTE:met at the fair")
        + card.format(name=long, more="BDAY:1950-03-01")
    )
    report = import_contacts(context, book)
    assert (report.created, report.failed) == (2, 0)
    fields = context.fields.of("contact")
    views = {str(v.values["last_name"])[:3]: v for v in list_records(context, "contact", fields)}
    kim, other = views["Kim"], views["LLL"]
    assert (kim.values["birth_date"], other.values["birth_date"]) == ("", "1950-03-01")
    assert kim.values["comment"] == "met at the fair\nBirthday: 1850-03-01"
    assert other.values["last_name"] == "L" * 200
    assert long in str(other.values["comment"]).splitlines()
    # What was read in passes the rules of the forms.
    for view in (kim, other):
        edit_record(context, "contact", view.id, {"last_name": view.values["last_name"]})
    assert import_contacts(context, book).skipped == 2
