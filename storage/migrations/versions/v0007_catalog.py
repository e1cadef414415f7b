"""Version 7: the catalog of products, and what views keep of the board."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.steps import add_reference, record_columns
from storage.tables.base import Amount, Key


def upgrade() -> None:
    """Bring a file from version 6 to 7."""
    op.create_table(
        "section",
        *record_columns(),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("folded_name", sa.Text(), server_default="", nullable=False),
        sa.Column("parent_id", Key(), nullable=True),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("responsible_id", Key(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["section.id"]),
        sa.ForeignKeyConstraint(["responsible_id"], ["user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("section_of_parent", "section", ["parent_id", "sort", "folded_name", "id"])
    op.create_table(
        "section_within",
        sa.Column("section_id", Key(), nullable=False),
        sa.Column("above_id", Key(), nullable=False),
        sa.PrimaryKeyConstraint("section_id", "above_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("section_within_above", "section_within", ["above_id", "section_id"])
    op.create_table(
        "product",
        *record_columns(),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("folded_name", sa.Text(), server_default="", nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("bar_code", sa.Text(), server_default="", nullable=False),
        sa.Column("section_id", Key(), nullable=True),
        sa.Column("is_service", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("unit_id", Key(), nullable=True),
        sa.Column("tax_rate_id", Key(), nullable=True),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.Column("origin", sa.Text(), server_default="", nullable=False),
        sa.Column("responsible_id", Key(), nullable=True),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["dictionary_value.id"]),
        sa.ForeignKeyConstraint(["tax_rate_id"], ["dictionary_value.id"]),
        sa.ForeignKeyConstraint(["responsible_id"], ["user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("product_of_section", "product", ["section_id", "folded_name", "id"])
    for column in ("code", "bar_code", "external_id"):
        where = sa.text(f"{column} <> ''")
        op.create_index(f"product_by_{column}", "product", [column], sqlite_where=where)
    in_bin = sa.text("deleted_at IS NOT NULL")
    for table in ("section", "product"):
        op.create_index(f"{table}_by_name", table, ["folded_name", "id"])
        op.create_index(f"{table}_by_change", table, ["updated_at", "id"])
        op.create_index(f"{table}_in_bin", table, ["deleted_at"], sqlite_where=in_bin)
    _create_parts()
    # Search looks into fields that are chosen from a list, too, from here on.
    op.execute("UPDATE field_definition SET searchable = 1 WHERE type = 'choice'")
    for name in ("card", "hidden_stages"):
        op.add_column("saved_view", sa.Column(name, sa.Text(), server_default="", nullable=False))
    add_reference("line_item", "product_id", "product")
    op.create_index(
        "line_item_of_product",
        "line_item",
        ["product_id"],
        sqlite_where=sa.text("product_id IS NOT NULL"),
    )


def _create_parts() -> None:
    """Make the tables of prices, and of which properties products of a section have."""
    op.create_table(
        "product_price",
        sa.Column("id", Key(), nullable=False),
        sa.Column("product_id", Key(), nullable=False),
        sa.Column("price_type", sa.String(), nullable=False),
        sa.Column("amount", Amount(), nullable=False),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "product_price_pair", "product_price", ["product_id", "price_type"], unique=True
    )
    op.create_table(
        "section_property",
        sa.Column("id", Key(), nullable=False),
        sa.Column("section_id", Key(), nullable=False),
        sa.Column("field_id", Key(), nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"]),
        sa.ForeignKeyConstraint(["field_id"], ["field_definition.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_section_property_field_id", "section_property", ["field_id"])
    op.create_index(
        "section_property_pair", "section_property", ["section_id", "field_id"], unique=True
    )
