"""Printing many documents: files by title, whole, and gone on with where it was stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import BadInput, Cancelled
from services.printing.batch import print_into
from services.printing.document import PrintedDocument
from services.printing.pdf import print_pdf
from tests.printed import international, polish


def documents(count: int) -> list[PrintedDocument]:
    """Return so many invoices with numbers of their own."""
    return [international(number=f"2026/{at:04}") for at in range(1, count + 1)]


@pytest.mark.row("INV-11")
def test_each_document_gets_a_file_by_its_title(tmp_path: Path) -> None:
    told: list[int] = []
    files = print_into(tmp_path / "out", documents(3), told.append)
    assert [file.path.name for file in files] == [
        f"Invoice No. 2026_000{at} of 26 November 2026.pdf" for at in (1, 2, 3)
    ]
    assert all(file.path.read_bytes().startswith(b"%PDF-1.7") for file in files)
    assert told == [1, 2, 3]
    (draft,) = print_into(tmp_path / "drafts", [international(number="")])
    assert draft.path.name.endswith(" of 26 November 2026 Zonneschijn B.V..pdf")


def test_what_was_stopped_goes_on(tmp_path: Path) -> None:
    answers = iter([False, False, True])
    with pytest.raises(Cancelled, match="after 2 documents"):
        print_into(tmp_path, documents(4), is_cancelled=lambda: next(answers))
    assert len(list(tmp_path.iterdir())) == 2
    files = print_into(tmp_path, documents(4))
    assert [file.was_there for file in files] == [True, True, False, False]


def test_a_file_of_older_values_is_printed_anew(tmp_path: Path) -> None:
    print_into(tmp_path, [polish()])
    [file] = print_into(tmp_path, [polish(notes="Dziękujemy")])
    assert not file.was_there
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [file.path.read_bytes()]
    [file] = print_into(tmp_path, [polish(notes="Dziękujemy")], with_e_invoice=True)
    assert not file.was_there


def test_documents_of_one_title_get_numbers(tmp_path: Path) -> None:
    files = print_into(tmp_path, [international(), international(notes="Copy")])
    assert [file.path.name for file in files] == [
        "Invoice No. 2026-0017 of 26 November 2026.pdf",
        "Invoice No. 2026-0017 of 26 November 2026 (2).pdf",
    ]


def test_a_printing_of_many_is_the_printing_of_one(tmp_path: Path) -> None:
    [file] = print_into(tmp_path, [international()])
    assert len(file.path.read_bytes()) == pytest.approx(len(print_pdf(international())), rel=0.02)


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("")
    with pytest.raises(BadInput, match="Nothing can be written into"):
        print_into(place, documents(1))


def test_what_is_wrong_with_one_of_many_is_said_with_its_title(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"^Invoice No\. 7 of 26 November 2026: A picture"):
        print_into(tmp_path, [international(), international(number="7", stamp=b"none")])
    assert len(list(tmp_path.iterdir())) == 1
