"""The PDF of a document: PDF/A-3B, with one embedded font, and with the e-invoice if asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time
from enum import Enum
from uuid import NAMESPACE_OID, uuid5
from xml.sax.saxutils import escape

from services.printing.blocks import Sheet
from services.printing.canvas import Canvas
from services.printing.composing import compose
from services.printing.document import PrintedDocument
from services.printing.fonts import Typeface
from services.printing.pdf_blocks import draw

_CREATOR = "crm-tui"


def print_pdf(
    document: PrintedDocument, typeface: Typeface | None = None, *, with_e_invoice: bool = False
) -> bytes:
    """Return a document as the bytes of a PDF/A-3 file; the same values give the same bytes.

    Who prints many passes one `Typeface` for all of them. `with_e_invoice` puts the EN 16931 XML
    inside, as Factur-X has it. Raises BadInput for a picture that cannot be read, and where the
    e-invoice lacks what it must say.
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
    if with_e_invoice:
        from services.printing.e_invoice.invoice import FILE_NAME, invoice_xml

        pdf.embed_file(
            bytes=invoice_xml(document),
            basename=FILE_NAME,
            mime_type="text/xml",
            associated_file_relationship="Alternative",
            modification_date=made_at,
            desc="Factur-X",
            compress=True,
        )
    pdf.set_xmp_metadata(_metadata(document, sheet, made_at, has_e_invoice=with_e_invoice))
    return bytes(pdf.output())


def fingerprint_of(document: PrintedDocument, *, with_e_invoice: bool = False) -> str:
    """Return what tells the file of a document from those of others: `uuid:` and 36 letters.

    It stands in the file, in plain letters, as its identifier.
    """
    values = f"{document!r} {with_e_invoice}"
    return f"uuid:{uuid5(NAMESPACE_OID, values)}"


def is_printed_here(data: bytes) -> bool:
    """Say whether the bytes of a file are a PDF that this program has printed."""
    return f"<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool>".encode() in data


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


def _metadata(
    document: PrintedDocument, sheet: Sheet, made_at: datetime, *, has_e_invoice: bool
) -> str:
    """Return the XMP of a file, which has no information dictionary beside it."""
    moment = made_at.isoformat(timespec="seconds")
    fingerprint = fingerprint_of(document, with_e_invoice=has_e_invoice)
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(sheet.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(document.seller.title)}</rdf:li></rdf:Seq>\
</dc:creator>
<dc:language><rdf:Bag><rdf:li>{escape(document.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool><pdf:Producer>{_CREATOR}</pdf:Producer>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<xmpMM:DocumentID>{fingerprint}</xmpMM:DocumentID>
</rdf:Description>
{_E_INVOICE_METADATA if has_e_invoice else ""}</rdf:RDF>
</x:xmpmeta>"""


def _property(name: str, description: str) -> str:
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
    )


_NAMESPACE = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_E_INVOICE_METADATA = f"""<rdf:Description rdf:about="" xmlns:fx="{_NAMESPACE}">
<fx:DocumentType>INVOICE</fx:DocumentType>
<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>
<fx:Version>1.0</fx:Version>
<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
{_property("DocumentFileName", "The name of the embedded XML document")}
{_property("DocumentType", "The type of the hybrid document in capital letters")}
{_property("Version", "The version of the Factur-X data schema")}
{_property("ConformanceLevel", "The conformance level of the Factur-X data")}
</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""The extension schema of Factur-X 1.0 (its specification, section 6.2.2), and its values."""
