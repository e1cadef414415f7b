"""Documents for clients: quotes, invoices, acts and credit notes as PDF, text and e-invoice.

A use case fills a `PrintedDocument` (`document.py`) with plain values, and asks for

- `pdf.py: print_pdf(document)`: the bytes of a PDF/A-3 file;
- `preview.py: preview_lines(document, width)`: the same sheet as lines of text for a screen;
- `batch.py: print_into(folder, documents)`: many files, to be gone on with where it was stopped;
- `e_invoice/invoice.py: invoice_xml(document)`: the EN 16931 invoice that a PDF may carry.

`layouts/` arranges the values into blocks (`blocks.py`), with texts and formats in the language of
the document (`language.py`), whatever the interface speaks. Neither way of showing the blocks
computes anything: what differs is ink and letters.
"""
