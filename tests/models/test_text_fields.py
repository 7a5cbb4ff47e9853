"""Fields for words: what they clean, what they refuse, and what Postgres refuses past them."""

import pytest
from django.core.exceptions import ValidationError

from pressreleases.models import AnniversaryAddress, Image, Topic, TopicAddress, text_fields
from tests.making import make_anniversary, make_release
from tests.models.refusals import refused_by, sql


@pytest.mark.parametrize(
    "field",
    [
        text_fields.LineFormField(),
        text_fields.LinesFormField(),
        text_fields.TextFormField(),
        text_fields.SlugFormField(),
    ],
)
@pytest.mark.parametrize("words", ["a\x00b", "a\ud800b", "\udfff"])
def test_nul_and_half_a_pair_are_an_error_of_the_form(field, words):
    with pytest.raises(ValidationError):
        field.clean(words)


def test_a_field_takes_what_cannot_be_seen_for_nothing():
    with pytest.raises(ValidationError) as refused:
        text_fields.LineFormField().clean("\u200b\u202e")
    assert refused.value.code == "required"
    assert text_fields.LineFormField(required=False).clean("\u200b") == ""


@pytest.mark.parametrize(
    ("typed_in", "kept"), [("\u2126", "ω".upper()), ("\u212a", "K"), ("\uf900", "豈"), ("cafe\u0301", "café")]
)
def test_an_address_is_composed(typed_in, kept):
    assert text_fields.SlugFormField(allow_unicode=True).clean(typed_in) == kept


@pytest.mark.parametrize("words", ["a\u2028b", "a\tb", "a\x85b", "a\x01", "\u202ea", "\u200b"])
def test_a_model_refuses_what_no_line_holds(words):
    with pytest.raises(ValidationError):
        text_fields.check_line(words)


@pytest.mark.parametrize("words", ["\u202e1", "a \u202d1", "a\x01"])
def test_a_model_refuses_what_no_text_holds(words):
    with pytest.raises(ValidationError):
        text_fields.check_text(words)


@pytest.mark.parametrize("words", ["", "a\nb", "\u2067زيارة\u2069", "\u200f1"])
def test_a_model_takes_a_text(words):
    text_fields.check_text(words)


@pytest.mark.parametrize("words", ["", "A visit to Geneva", "زيارة", "a\u200db"])
def test_a_model_takes_a_line(words):
    text_fields.check_line(words)


@pytest.mark.parametrize("language", ["", "e/n", "EN", "\x01a", "en\n", "az-"])
@pytest.mark.parametrize(
    ("table", "constraint"),
    [
        ("release", "release_language_well_formed"),
        ("topicname", "topic_name_language_well_formed"),
        ("anniversaryname", "anniversary_name_language_well_formed"),
        ("missionname", "mission_name_language_well_formed"),
        ("imagedescription", "image_description_language_well_formed"),
    ],
)
@pytest.mark.django_db
def test_a_language_is_a_code_in_form(details, table, constraint, language):
    make_release()
    Topic.objects.create().names.create(language="en", name="Trade", slug="trade")
    make_anniversary(en="Black January")
    image = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    image.descriptions.create(language="en", alternative_text="A house.")
    row = f"ctid = (SELECT min(ctid) FROM pressreleases_{table})"
    with refused_by(constraint):
        sql(f"UPDATE pressreleases_{table} SET language = %s WHERE {row}", language)
    sql(f"UPDATE pressreleases_{table} SET language = 'zh-Hant' WHERE {row}")


@pytest.mark.parametrize(
    ("check", "taken"),
    [
        (text_fields.check_text, "One\n\ttwo \u202bthree\u202c"),
        (text_fields.check_lines, "One\n\ttwo"),
        (text_fields.check_line, "One two"),
    ],
)
def test_each_kind_of_words_is_stricter_than_the_one_before(check, taken):
    check(taken)
    for words in ("a\x01b", "\u200b", "a\x00b"):
        with pytest.raises(ValidationError):
            check(words)


def test_lines_hold_no_marks_of_direction_and_a_line_no_line_break():
    with pytest.raises(ValidationError):
        text_fields.check_lines("One \u202btwo\u202c")
    with pytest.raises(ValidationError):
        text_fields.check_line("One\ntwo")


def test_a_migration_names_the_column_alone_so_that_a_new_rule_makes_none():
    for field, column in (
        (text_fields.LineField(max_length=10), "CharField"),
        (text_fields.LinesField(), "TextField"),
        (text_fields.TextField(), "TextField"),
        (text_fields.SlugField(), "SlugField"),
    ):
        field.set_attributes_from_name("words")
        assert field.deconstruct()[1] == f"django.db.models.{column}"


@pytest.mark.parametrize("model", [AnniversaryAddress, TopicAddress])
def test_an_address_belongs_to_one_thing_in_a_language_and_staff_have_no_form_for_it(model):
    assert [tuple(rule.fields) for rule in model._meta.constraints] == [("language", "slug")]
    assert model._meta.default_permissions == ()
    assert str(model(language="az", slug="hüquq")) == "az: hüquq"
