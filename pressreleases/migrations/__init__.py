"""The changes of the database, in their order, and the number by which a backup says which of them it has."""

# The number of the newest migration. Raise it with each new one.
SCHEMA = 23

# What each database has to have beside PostgreSQL itself.
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")

# What a database from before version 0.2.0 has in place of `0002_rules`, which says and does the same in one.
BEFORE_0_2_0 = (
    "0002_the_past_is_fixed",
    "0003_the_audit_trail",
    "0004_translations_in_step",
    "0005_counts_are_kept",
    "0006_preview_links",
    "0007_notices_by_mail",
    "0008_seen_by_readers",
    "0009_four_eyes",
    "0010_writing_without_loss",
    "0011_editors_are_told_what_is_not_seen",
    "0012_what_a_search_looks_through",
    "0013_anniversaries_by_rule",
    "0014_what_was_redacted_since",
    "0015_observances_draft_themselves",
    "0016_closed_days",
    "0017_kinds_are_looked_up",
    "0018_what_pages_can_show",
    "0019_sign_ins_are_looked_up",
    "0020_heartbeat",
    "0021_texts_are_bounded",
    "0022_redaction_leaves_nothing_to_guess",
    "0023_review_says_more",
    "0024_labels_and_words_of_live_editions",
    "0025_pending_changes",
    "0026_old_rows_can_be_changed",
    "0027_what_begins_in_order",
    "0028_old_addresses_lead_on",
    "0029_who_acted",
    "0030_languages_and_withdrawals",
)
