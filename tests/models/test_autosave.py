"""What is typed and not saved, and who is there: nonsense is refused by Postgres, each by its constraint."""

import pytest
from django.utils import timezone

from pressreleases.models import AutosavedForm, Presence
from tests.making import make_release, make_user
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(details, editor):
    release, other = make_release(), make_release("Another")
    for number in (1, 2):
        AutosavedForm.objects.create(
            user=editor, release=release, form=f"a-form-key-000000{number}", version=1, kept_at=timezone.now()
        )
    Presence.objects.create(user=editor, release=release, seen_at=timezone.now())
    Presence.objects.create(user=editor, release=other, seen_at=timezone.now())
    return release


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("form = 'a-form-key-0000001'", "autosaved_form_one_per_form"),
        ("form = 'short'", "autosaved_form_form_well_formed"),
        ("form = 'a form key with spaces'", "autosaved_form_form_well_formed"),
        ("version = 0", "autosaved_form_version_counts_from_one"),
        ("fields = jsonb_build_object('body', repeat('a', 3000000))", "autosaved_form_not_too_long"),
    ],
)
def test_nonsense_about_unsaved_text_is_refused(rows, change, constraint):
    with refused_by(constraint):
        sql(f"UPDATE pressreleases_autosavedform SET {change} WHERE form = 'a-form-key-0000002'")


def test_two_people_may_have_a_form_of_the_same_key(rows):
    user = make_user("Author")
    AutosavedForm.objects.create(user=user, form="a-form-key-0000001", version=1, kept_at=timezone.now())
    assert AutosavedForm.objects.count() == 3


def test_a_person_is_in_a_release_once(rows):
    with refused_by("presence_one_per_release"):
        sql("UPDATE pressreleases_presence SET release_id = %s", rows.pk)
