"""What the use cases are called where a person reads about them: undo, history, feed."""

from __future__ import annotations

from domain.i18n import N_, _

VERBS: dict[str, str] = {
    "add_contact": N_("contact added"),
    "add_company": N_("company added"),
    "add_lead": N_("lead added"),
    "add_deal": N_("deal added"),
    "add_activity": N_("activity added"),
    "edit_contact": N_("contact changed"),
    "edit_company": N_("company changed"),
    "edit_lead": N_("lead changed"),
    "edit_deal": N_("deal changed"),
    "edit_activity": N_("activity changed"),
    "delete_contact": N_("contact deleted"),
    "delete_company": N_("company deleted"),
    "delete_lead": N_("lead deleted"),
    "delete_deal": N_("deal deleted"),
    "delete_activity": N_("activity deleted"),
    "move_lead": N_("status of the lead changed"),
    "junk_lead": N_("lead called junk"),
    "take_lead": N_("lead taken"),
    "pass_on_lead": N_("lead passed on"),
    "convert_lead": N_("lead converted"),
    "log_call": N_("call logged"),
    "finish_activity": N_("activity done"),
    "reopen_activity": N_("activity opened again"),
    "postpone": N_("activity postponed"),
    "reassign": N_("activity handed on"),
    "set_importance": N_("importance changed"),
    "attach_files": N_("files attached"),
    "delete_attachment": N_("file removed"),
    "add_address": N_("address added"),
    "edit_address": N_("address changed"),
    "delete_address": N_("address removed"),
    "add_requisites": N_("requisites added"),
    "edit_requisites": N_("requisites changed"),
    "delete_requisites": N_("requisites removed"),
    "default_requisites": N_("default requisites changed"),
    "add_line_item": N_("product added"),
    "edit_line_item": N_("product changed"),
    "delete_line_item": N_("product removed"),
    "set_photo": N_("photo changed"),
    "delete_photo": N_("photo removed"),
    "change_setting": N_("setting changed"),
    "import_contacts": N_("contacts imported"),
    "add_user": N_("user added"),
    "set_own_name": N_("name changed"),
    "edit_dictionary": N_("dictionary changed"),
    "add_field": N_("field added"),
    "edit_field": N_("field changed"),
    "delete_field": N_("field deleted"),
    "restore_field": N_("field brought back"),
    "bulk_edit": N_("many records changed"),
    "bulk_assign": N_("many records handed on"),
    "bulk_delete": N_("many records deleted"),
    "restore": N_("brought back from the bin"),
    "purge": N_("deleted for good"),
    "save_view": N_("view kept"),
    "edit_view": N_("view changed"),
    "delete_view": N_("view deleted"),
    "seed": N_("made-up base"),
    "undo": N_("undone"),
    "redo": N_("redone"),
}
"""A phrase for each verb of the change log, as a message id."""


def describe_verb(verb: str) -> str:
    """Return the phrase for a verb in the interface language."""
    return _(VERBS.get(verb, verb))
