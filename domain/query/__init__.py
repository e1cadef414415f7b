"""The query language of filters, saved views and the command line: text, and what it means.

`parser.parse_query` reads it, `printing.to_text` writes it back, `completion.complete` offers what
may be typed next. docs/query.md describes the language.
"""
