"""Documents that drafts were made of: their names, and how long they are kept."""

from pressreleases.editorial import source_documents


def test_a_long_name_keeps_its_ending_and_what_is_no_ending_is_cut(author):
    for name, kept in (
        ("ə" * 300 + ".docx", "ə" * 195 + ".docx"),
        ("ə" * 195 + ".docx", "ə" * 195 + ".docx"),
        ("x. " + "y" * 300, ("x. " + "y" * 300)[:200]),
    ):
        assert source_documents.keep(kept.encode() + name.encode(), name, by=author).name == kept
