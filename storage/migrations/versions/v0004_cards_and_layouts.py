"""Version 4: custom fields, layouts, requisites, line items, and what became of leads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from domain.reach import reach_key
from domain.records.fields import FieldType
from storage.migrations.steps import add_reference
from storage.tables.base import Exact, Key, Moment


def upgrade() -> None:
    """Bring a file from version 3 to 4."""
    op.create_table(
        "field_definition",
        sa.Column("id", Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("choices", sa.Text(), server_default="", nullable=False),
        sa.Column("target", sa.Text(), server_default="", nullable=False),
        sa.Column("multiple", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("searchable", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("printable", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("field_definition_name", "field_definition", ["kind", "name"], unique=True)
    op.create_table(
        "line_item",
        sa.Column("id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity", Exact(), nullable=True),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("price", Exact(), nullable=True),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("line_item_of", "line_item", ["record_kind", "record_id", "sort"], unique=False)
    op.create_table(
        "requisites",
        sa.Column("id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("legal_name", sa.Text(), server_default="", nullable=False),
        sa.Column("legal_address", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_id", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_code", sa.Text(), server_default="", nullable=False),
        sa.Column("registration", sa.Text(), server_default="", nullable=False),
        sa.Column("bank_name", sa.Text(), server_default="", nullable=False),
        sa.Column("bank_code", sa.Text(), server_default="", nullable=False),
        sa.Column("account", sa.Text(), server_default="", nullable=False),
        sa.Column("correspondent_account", sa.Text(), server_default="", nullable=False),
        sa.Column("signatory", sa.Text(), server_default="", nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "requisites_of", "requisites", ["record_kind", "record_id", "sort"], unique=False
    )
    op.create_index("requisites_tax_id", "requisites", ["tax_id"], unique=False)
    op.create_table(
        "form_layout",
        sa.Column("id", Key(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("user_id", Key(), nullable=True),
        sa.Column("is_locked", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("content", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("form_layout_of", "form_layout", ["kind", "user_id"], unique=True)
    # Of two settings of everybody that undo once left behind the newer one counts.
    op.execute(
        "DELETE FROM setting WHERE user_id IS NULL AND EXISTS (SELECT 1 FROM setting s "
        "WHERE s.user_id IS NULL AND s.name = setting.name AND s.id > setting.id)"
    )
    for table, column in (("form_layout", "kind"), ("setting", "name")):
        op.create_index(
            f"{table}_of_everybody",
            table,
            [column],
            unique=True,
            sqlite_where=sa.text("user_id IS NULL"),
        )
    for table in ("company", "contact", "deal"):
        add_reference(table, "lead_id", "lead")
        op.create_index(
            f"{table}_of_lead",
            table,
            ["lead_id"],
            unique=False,
            sqlite_where=sa.text("lead_id IS NOT NULL"),
        )
    op.add_column(
        "dictionary_value", sa.Column("color", sa.Text(), server_default="", nullable=False)
    )
    add_reference("lead", "junk_reason_id", "dictionary_value")
    op.add_column("lead", sa.Column("converted_at", Moment(), nullable=True))
    for name in (
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_term",
        "utm_content",
        "source_address",
    ):
        op.add_column("lead", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("stage", sa.Column("color", sa.Text(), server_default="", nullable=False))
    op.add_column("stage", sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False))
    op.create_table(
        "lead_result",
        sa.Column("id", Key(), nullable=False),
        sa.Column("lead_id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("is_new", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["lead.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "lead_result_pair", "lead_result", ["lead_id", "record_kind", "record_id"], unique=True
    )
    op.create_index("lead_result_of", "lead_result", ["record_kind", "record_id"], unique=False)
    _compare_sites_and_messengers_anew()
    # Only conversion gives this status from here on, and with it the moment.
    op.execute(
        "UPDATE lead SET converted_at = updated_at WHERE status_id IN "
        "(SELECT id FROM dictionary_value WHERE meaning = 'converted')"
    )


def _compare_sites_and_messengers_anew() -> None:
    """Bring the forms by which sites and messengers are found to what they are now."""
    bound = op.get_bind()
    rows = bound.exec_driver_sql(
        "SELECT id, type, value, label, folded FROM contact_point "
        "WHERE type IN ('site', 'messenger')"
    ).fetchall()
    keys = [
        (reach_key(FieldType(type_), value, label), id_, old)
        for id_, type_, value, label, old in rows
    ]
    if changed := [(key, id_) for key, id_, old in keys if key != old]:
        bound.exec_driver_sql("UPDATE contact_point SET folded = ? WHERE id = ?", changed)
