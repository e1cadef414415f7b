"""Version 8: quotes, invoices and payments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.steps import record_columns
from storage.tables.base import Amount, Day, Exact, Key, Moment


def upgrade() -> None:
    """Bring a file from version 7 to 8."""
    _create_settings()
    _create_documents()
    _create_parts()
    _widen_lines()


def _create_settings() -> None:
    """Make the tables of own companies, series of numbers, places and their taxes."""
    op.create_table(
        "own_company",
        *record_columns(),
        _text("title"),
        _text("folded_title"),
        _text("country"),
        _text("currency"),
        sa.Column("tax_mode", sa.String(), server_default="exclusive", nullable=False),
        _text("language"),
        _text("template"),
        sa.Column("payment_days", sa.Integer(), server_default="7", nullable=False),
        sa.Column("payment_method_id", Key(), nullable=True),
        _text("director"),
        _text("accountant"),
        _text("phone"),
        _text("email"),
        _text("site"),
        _text("notes"),
        _flag("is_default"),
        sa.Column("responsible_id", Key(), nullable=True),
        _text("comment"),
        sa.ForeignKeyConstraint(["payment_method_id"], ["dictionary_value.id"]),
        sa.ForeignKeyConstraint(["responsible_id"], ["user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("own_company_by_change", "own_company", ["updated_at", "id"])
    op.create_index("own_company_by_title", "own_company", ["folded_title", "id"])
    _index_where("own_company_in_bin", "own_company", ["deleted_at"], "deleted_at IS NOT NULL")
    op.create_table(
        "number_series",
        sa.Column("id", Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("own_company_id", Key(), nullable=True),
        sa.Column("pattern", sa.String(), nullable=False),
        sa.Column("device", Key(), nullable=True),
        sa.ForeignKeyConstraint(["own_company_id"], ["own_company.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("number_series_of", "number_series", ["kind", "own_company_id"], unique=True)
    _index_where(
        "number_series_of_all", "number_series", ["kind"], "own_company_id IS NULL", unique=True
    )
    op.create_table(
        "series_counter",
        sa.Column("id", Key(), nullable=False),
        sa.Column("series_id", Key(), nullable=False),
        _text("period"),
        _number("last"),
        sa.ForeignKeyConstraint(["series_id"], ["number_series.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("series_counter_of", "series_counter", ["series_id", "period"], unique=True)
    op.create_table(
        "location",
        sa.Column("id", Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", Key(), nullable=True),
        _number("sort"),
        sa.ForeignKeyConstraint(["parent_id"], ["location.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("location_of", "location", ["parent_id", "sort"])
    op.create_table(
        "location_tax",
        sa.Column("id", Key(), nullable=False),
        sa.Column("location_id", Key(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rate", Exact(), nullable=False),
        _flag("is_compound"),
        _flag("is_withheld"),
        _number("sort"),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("location_tax_of", "location_tax", ["location_id", "sort"])


def _create_documents() -> None:
    """Make the tables of quotes and invoices, which have most columns in common."""
    op.create_table(
        "quote",
        *record_columns(),
        *_document_columns(),
        sa.Column("valid_until", Day(), nullable=True),
        *_document_constraints(),
    )
    op.create_table(
        "invoice",
        *record_columns(),
        *_document_columns(),
        sa.Column("kind", sa.String(), server_default="invoice", nullable=False),
        sa.Column("due_on", Day(), nullable=True),
        sa.Column("quote_id", Key(), nullable=True),
        sa.Column("credited_id", Key(), nullable=True),
        _sum("paid"),
        sa.Column("paid_on", Day(), nullable=True),
        _sum("credited"),
        _sum("outstanding"),
        *_document_constraints(),
        sa.ForeignKeyConstraint(["quote_id"], ["quote.id"]),
        sa.ForeignKeyConstraint(["credited_id"], ["invoice.id"]),
    )
    for table in ("quote", "invoice"):
        op.create_index(f"{table}_by_change", table, ["updated_at", "id"])
        op.create_index(f"{table}_by_day", table, ["day", "id"])
        op.create_index(f"{table}_by_number", table, ["folded_title", "id"])
        _index_where(f"{table}_in_bin", table, ["deleted_at"], "deleted_at IS NOT NULL")
        _index_where(f"{table}_number", table, ["series_id", "number"], "number <> ''", unique=True)
        for owner in ("company", "contact", "deal"):
            op.create_index(f"{table}_of_{owner}", table, [f"{owner}_id"])
    _index_where("invoice_credits", "invoice", ["credited_id"], "credited_id IS NOT NULL")
    _index_where("invoice_of_quote", "invoice", ["quote_id"], "quote_id IS NOT NULL")
    _index_where(
        "invoice_unpaid", "invoice", ["due_on", "id"], "outstanding > 0 AND deleted_at IS NULL"
    )


def _document_columns() -> tuple[sa.Column[object], ...]:
    return (
        _text("number"),
        _text("folded_title"),
        _text("subject"),
        sa.Column("day", Day(), nullable=False),
        sa.Column("status_id", Key(), nullable=True),
        sa.Column("issued_at", Moment(), nullable=True),
        sa.Column("series_id", Key(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("own_company_id", Key(), nullable=True),
        sa.Column("deal_id", Key(), nullable=True),
        sa.Column("company_id", Key(), nullable=True),
        sa.Column("contact_id", Key(), nullable=True),
        _text("payer"),
        _text("payee"),
        sa.Column("requisites_id", Key(), nullable=True),
        sa.Column("payee_requisites_id", Key(), nullable=True),
        _text("currency"),
        sa.Column("tax_mode", sa.String(), server_default="exclusive", nullable=False),
        sa.Column("tax_shown", sa.Boolean(), server_default="1", nullable=False),
        _text("allowances"),
        sa.Column("location_id", Key(), nullable=True),
        _text("taxes"),
        _sum("prepaid"),
        _sum("rounding"),
        _sum("net"),
        _sum("tax"),
        _sum("total"),
        _sum("payable"),
        sa.Column("payment_method_id", Key(), nullable=True),
        _text("language"),
        _text("template"),
        _text("notes"),
        sa.Column("responsible_id", Key(), nullable=True),
        _text("comment"),
    )


def _document_constraints() -> tuple[sa.Constraint, ...]:
    targets = {
        "status_id": "dictionary_value",
        "series_id": "number_series",
        "own_company_id": "own_company",
        "deal_id": "deal",
        "company_id": "company",
        "contact_id": "contact",
        "location_id": "location",
        "payment_method_id": "dictionary_value",
        "responsible_id": "user",
    }
    foreign = (sa.ForeignKeyConstraint([own], [f"{to}.id"]) for own, to in targets.items())
    return (*foreign, sa.PrimaryKeyConstraint("id"))


def _create_parts() -> None:
    """Make the tables of payments, and of what documents said before they were revised."""
    op.create_table(
        "document_revision",
        sa.Column("id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        _text("reason"),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    pair = ["record_kind", "record_id", "revision"]
    op.create_index("document_revision_pair", "document_revision", pair, unique=True)
    op.create_table(
        "payment",
        sa.Column("id", Key(), nullable=False),
        sa.Column("invoice_id", Key(), nullable=False),
        sa.Column("amount", Amount(), nullable=False),
        _text("currency"),
        sa.Column("method_id", Key(), nullable=True),
        _text("document"),
        _text("payer"),
        _text("note"),
        _text("statement_key"),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"]),
        sa.ForeignKeyConstraint(["method_id"], ["dictionary_value.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("payment_by_day", "payment", ["day"])
    op.create_index("payment_of", "payment", ["invoice_id", "day"])
    entry = ["statement_key", "invoice_id"]
    _index_where("payment_of_statement", "payment", entry, "statement_key <> ''", unique=True)


def _widen_lines() -> None:
    """Let lines of products keep what quotes and invoices need."""
    op.add_column(
        "line_item", sa.Column("kind", sa.String(), server_default="item", nullable=False)
    )
    for name in ("details", "code", "tax_category", "allowances", "taxes"):
        op.add_column("line_item", _text(name))
    op.add_column("line_item", sa.Column("credits", Key(), nullable=True))
    for name in ("base_quantity", "list_price", "purchase_price", "other_price"):
        op.add_column("line_item", sa.Column(name, Exact(), nullable=True))


def _index_where(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=sa.text(where))


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _flag(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean(), server_default="0", nullable=False)


def _number(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _sum(name: str) -> sa.Column[object]:
    return sa.Column(name, Amount(), server_default="0", nullable=False)
