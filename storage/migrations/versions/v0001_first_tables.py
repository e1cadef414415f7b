"""Version 1: first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Amount, Day, Key, Moment


def upgrade() -> None:
    """Bring a file from version 0 to 1."""
    op.create_table(
        "address",
        sa.Column("id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("street", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("postal_code", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("address_of", "address", ["record_kind", "record_id", "sort"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("media_type", sa.Text(), server_default="", nullable=False),
        sa.Column("size", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("attachment_by_hash", "attachment", ["sha256"], unique=False)
    op.create_index("attachment_of", "attachment", ["record_kind", "record_id"], unique=False)
    op.create_table(
        "change_unit",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("clock", sa.BigInteger(), nullable=False),
        sa.Column("device", Key(), nullable=False),
        sa.Column("actor", Key(), nullable=True),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["change_unit.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("change_unit_by_actor", "change_unit", ["actor", "seq"], unique=False)
    op.create_index("change_unit_undoes", "change_unit", ["undoes"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("e164", sa.String(), nullable=True),
        sa.Column("national", sa.String(), nullable=True),
        sa.Column("reversed", sa.String(), nullable=True),
        sa.Column("folded", sa.String(), nullable=True),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_valid", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("contact_point_e164", "contact_point", ["e164"], unique=False)
    op.create_index("contact_point_folded", "contact_point", ["folded"], unique=False)
    op.create_index("contact_point_national", "contact_point", ["national"], unique=False)
    op.create_index(
        "contact_point_of",
        "contact_point",
        ["record_kind", "record_id", "type", "sort"],
        unique=False,
    )
    op.create_index("contact_point_reversed", "contact_point", ["reversed"], unique=False)
    op.create_table(
        "department",
        sa.Column("id", Key(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("parent_id", Key(), nullable=True),
        sa.Column("head_id", Key(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["department.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "dictionary",
        sa.Column("id", Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "import_run",
        sa.Column("id", Key(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("started_by", Key(), nullable=True),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("created", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated", sa.Integer(), server_default="0", nullable=False),
        sa.Column("skipped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "pipeline",
        sa.Column("id", Key(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "search_doc",
        sa.Column("rowid", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", Key(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("rowid"),
    )
    op.create_index("search_doc_of", "search_doc", ["kind", "id"], unique=True)
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record", Key(), nullable=False),
        sa.Column("owner", Key(), nullable=False),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit"],
            ["change_unit.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("change_by_owner", "change", ["owner", "seq"], unique=False)
    op.create_index("change_by_record", "change", ["record", "seq"], unique=False)
    op.create_index("change_by_unit", "change", ["unit"], unique=False)
    op.create_table(
        "dictionary_value",
        sa.Column("id", Key(), nullable=False),
        sa.Column("dictionary_id", Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("meaning", sa.Text(), server_default="", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_system", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["dictionary_id"],
            ["dictionary.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "dictionary_value_code", "dictionary_value", ["dictionary_id", "code"], unique=True
    )
    op.create_table(
        "import_record",
        sa.Column("id", Key(), nullable=False),
        sa.Column("run_id", Key(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["import_run.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "import_record_external", "import_record", ["source", "external_id"], unique=False
    )
    op.create_index(
        "import_record_fingerprint", "import_record", ["source", "fingerprint"], unique=False
    )
    op.create_index("import_record_of", "import_record", ["record_kind", "record_id"], unique=False)
    op.create_table(
        "stage",
        sa.Column("id", Key(), nullable=False),
        sa.Column("pipeline_id", Key(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("probability", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["pipeline_id"],
            ["pipeline.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stage_pipeline_id"), "stage", ["pipeline_id"], unique=False)
    op.create_table(
        "user",
        sa.Column("id", Key(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("is_admin", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("department_id", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "activity",
        sa.Column("id", Key(), nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("custom", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("direction", sa.Text(), server_default="", nullable=False),
        sa.Column("start_at", Moment(), nullable=True),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("due_on", Day(), nullable=True),
        sa.Column("remind_minutes", sa.Integer(), nullable=True),
        sa.Column("is_important", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("responsible_id", Key(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("outcome_id", Key(), nullable=True),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.Column("duration_seconds", sa.Integer(), nullable=True),
        sa.Column("previous_id", Key(), nullable=True),
        sa.Column("attempt", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["dictionary_value.id"],
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["activity.id"],
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "activity_agenda",
        "activity",
        ["responsible_id", "due_at", "due_on", "is_important", "id", "done_at", "deleted_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL AND deleted_at IS NULL"),
    )
    op.create_index("activity_by_change", "activity", ["updated_at", "id"], unique=False)
    op.create_index(op.f("ix_activity_previous_id"), "activity", ["previous_id"], unique=False)
    op.create_table(
        "company",
        sa.Column("id", Key(), nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("custom", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("folded_title", sa.Text(), server_default="", nullable=False),
        sa.Column("type_id", Key(), nullable=True),
        sa.Column("industry_id", Key(), nullable=True),
        sa.Column("annual_turnover", Amount(), nullable=True),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("responsible_id", Key(), nullable=True),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["industry_id"],
            ["dictionary_value.id"],
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["type_id"],
            ["dictionary_value.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("company_by_change", "company", ["updated_at", "id"], unique=False)
    op.create_index("company_by_title", "company", ["folded_title", "id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", Key(), nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("custom", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column("middle_name", sa.Text(), server_default="", nullable=False),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column("name_prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("name_suffix", sa.Text(), server_default="", nullable=False),
        sa.Column("nickname", sa.Text(), server_default="", nullable=False),
        sa.Column("folded_name", sa.Text(), server_default="", nullable=False),
        sa.Column("birth_date", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Text(), server_default="", nullable=False),
        sa.Column("department", sa.Text(), server_default="", nullable=False),
        sa.Column("type_id", Key(), nullable=True),
        sa.Column("source_id", Key(), nullable=True),
        sa.Column("responsible_id", Key(), nullable=True),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["dictionary_value.id"],
        ),
        sa.ForeignKeyConstraint(
            ["type_id"],
            ["dictionary_value.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("contact_by_change", "contact", ["updated_at", "id"], unique=False)
    op.create_index("contact_by_name", "contact", ["folded_name", "id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", Key(), nullable=False),
        sa.Column("user_id", Key(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("record_kind", sa.Text(), server_default="", nullable=False),
        sa.Column("record_id", Key(), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("draft_place", "draft", ["user_id", "form", "record_id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", Key(), nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("custom", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column("middle_name", sa.Text(), server_default="", nullable=False),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column("company_title", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Text(), server_default="", nullable=False),
        sa.Column("folded_name", sa.Text(), server_default="", nullable=False),
        sa.Column("status_id", Key(), nullable=True),
        sa.Column("source_id", Key(), nullable=True),
        sa.Column("responsible_id", Key(), nullable=True),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["dictionary_value.id"],
        ),
        sa.ForeignKeyConstraint(
            ["status_id"],
            ["dictionary_value.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("lead_by_change", "lead", ["updated_at", "id"], unique=False)
    op.create_index("lead_by_name", "lead", ["folded_name", "id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("id", Key(), nullable=False),
        sa.Column("user_id", Key(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("setting_name", "setting", ["user_id", "name"], unique=True)
    op.create_table(
        "activity_link",
        sa.Column("id", Key(), nullable=False),
        sa.Column("activity_id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("activity_link_of", "activity_link", ["record_kind", "record_id"], unique=False)
    op.create_index(
        "activity_link_pair",
        "activity_link",
        ["activity_id", "record_kind", "record_id"],
        unique=True,
    )
    op.create_table(
        "activity_participant",
        sa.Column("id", Key(), nullable=False),
        sa.Column("activity_id", Key(), nullable=False),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("record_id", Key(), nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "activity_participant_of",
        "activity_participant",
        ["record_kind", "record_id"],
        unique=False,
    )
    op.create_index(
        "activity_participant_pair",
        "activity_participant",
        ["activity_id", "record_kind", "record_id"],
        unique=True,
    )
    op.create_table(
        "contact_company",
        sa.Column("id", Key(), nullable=False),
        sa.Column("contact_id", Key(), nullable=False),
        sa.Column("company_id", Key(), nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "contact_company_pair", "contact_company", ["contact_id", "company_id"], unique=True
    )
    op.create_index(
        op.f("ix_contact_company_company_id"), "contact_company", ["company_id"], unique=False
    )
    op.create_table(
        "deal",
        sa.Column("id", Key(), nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("custom", sa.Text(), server_default="{}", nullable=False),
        sa.Column("created_by", Key(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("deleted_at", Moment(), nullable=True),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("folded_title", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", Amount(), nullable=True),
        sa.Column("currency", sa.Text(), server_default="", nullable=False),
        sa.Column("stage_id", Key(), nullable=True),
        sa.Column("probability", sa.Integer(), nullable=True),
        sa.Column("close_date", Day(), nullable=True),
        sa.Column("company_id", Key(), nullable=True),
        sa.Column("type_id", Key(), nullable=True),
        sa.Column("source_id", Key(), nullable=True),
        sa.Column("responsible_id", Key(), nullable=True),
        sa.Column("open_to_all", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["user.id"],
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["dictionary_value.id"],
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"],
            ["stage.id"],
        ),
        sa.ForeignKeyConstraint(
            ["type_id"],
            ["dictionary_value.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("deal_by_change", "deal", ["updated_at", "id"], unique=False)
    op.create_index("deal_by_stage", "deal", ["stage_id", "id"], unique=False)
    op.create_index(op.f("ix_deal_company_id"), "deal", ["company_id"], unique=False)
    op.create_table(
        "deal_contact",
        sa.Column("id", Key(), nullable=False),
        sa.Column("deal_id", Key(), nullable=False),
        sa.Column("contact_id", Key(), nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("sort", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"],
            ["deal.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("deal_contact_pair", "deal_contact", ["deal_id", "contact_id"], unique=True)
    op.create_index(
        op.f("ix_deal_contact_contact_id"), "deal_contact", ["contact_id"], unique=False
    )
