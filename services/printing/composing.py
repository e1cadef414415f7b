"""Turns a document into the blocks of a sheet, by the layout that it names."""

from __future__ import annotations

from services.printing.blocks import Sheet
from services.printing.document import LayoutName, PrintedDocument
from services.printing.figures import Figures
from services.printing.language import language_of
from services.printing.layouts import common, international, polish, russian

_LAYOUTS = {
    LayoutName.RUSSIAN: russian.blocks_of,
    LayoutName.POLISH: polish.blocks_of,
    LayoutName.INTERNATIONAL: international.blocks_of,
}


def compose(document: PrintedDocument) -> Sheet:
    """Return what is to be printed, in the language of the document."""
    language = language_of(document.language)
    figures = Figures(document, language)
    return Sheet(
        common.title_of(document, language),
        common.page_of(language),
        tuple(_LAYOUTS[document.layout](figures)),
    )
