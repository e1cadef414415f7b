"""The PDF of a document: PDF/A-3B, with one embedded font."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time
from enum import Enum
from xml.sax.saxutils import escape

from services.printing.blocks import Sheet
from services.printing.canvas import Canvas
from services.printing.composing import compose
from services.printing.document import PrintedDocument
from services.printing.fonts import Typeface
from services.printing.pdf_blocks import draw

_CREATOR = "crm-tui"


def print_pdf(document: PrintedDocument, typeface: Typeface | None = None) -> bytes:
    """Return a document as the bytes of a PDF/A-3 file; the same values give the same bytes.

    Who prints many passes one `Typeface` for all of them. Raises BadInput for a picture that cannot
    be read.
    """
    sheet = compose(document)
    text = "".join({*_letters(sheet)})
    canvas = Canvas(typeface or Typeface(), sheet.title, sheet.page, text)
    for block in sheet.blocks:
        draw(block, canvas)
    pdf = canvas.pdf
    made_at = datetime.combine(document.day, time(), UTC)
    pdf.set_creation_date(made_at)
    pdf.set_lang(document.language)
    pdf.set_xmp_metadata(_metadata(document, sheet, made_at))
    return bytes(pdf.output())


def _letters(value: object) -> Iterator[str]:
    """Yield the letters of all texts within a value."""
    if isinstance(value, str):
        yield from value
    elif isinstance(value, tuple):
        for each in value:
            yield from _letters(each)
    elif is_dataclass(value) and not isinstance(value, Enum):
        for field in fields(value):
            yield from _letters(getattr(value, field.name))


def _metadata(document: PrintedDocument, sheet: Sheet, made_at: datetime) -> str:
    """Return the XMP of a file, which has no information dictionary beside it."""
    moment = made_at.isoformat(timespec="seconds")
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(sheet.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(document.seller.requisites.legal_name)}</rdf:li></rdf:Seq>\
</dc:creator>
<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool><pdf:Producer>{_CREATOR}</pdf:Producer>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""
