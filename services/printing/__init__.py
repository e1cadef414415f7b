"""Documents for clients: quotes, invoices, acts and credit notes.

A use case fills a `PrintedDocument` (`document.py`) with plain values, and asks
`pdf.py: print_pdf(document)` for the bytes of a PDF/A-3 file.

`layouts/` arranges the values into blocks (`blocks.py`), with texts and formats in the language of
the document (`language.py`), whatever the interface speaks. What draws the blocks computes nothing.
"""
