"""Names of anniversaries and the addresses that stay with them."""

import pytest
from django.core.exceptions import ValidationError

from pressreleases.models import Anniversary, AnniversaryAddress, AnniversaryName
from tests.making import make_anniversary
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


def test_an_anniversary_has_one_name_in_a_language_and_one_date_in_a_year():
    anniversary = Anniversary.objects.create(event_first_on="1990-01-20", month=1, day=20)
    other = Anniversary.objects.create(event_first_on="1992-02-26", month=2, day=26)
    name = (
        "INSERT INTO pressreleases_anniversaryname (anniversary_id, language, name, slug, title_pattern)"
        " VALUES (%s, %s, %s, %s, '')"
    )
    sql(name, anniversary.pk, "en", "Day", "day")
    with refused_by("anniversary_one_name_per_language"):
        sql(name, anniversary.pk, "en", "Day", "other-day")
    with refused_by("anniversary_one_per_address"):
        sql(name, other.pk, "en", "Day", "day")
    with refused_by("anniversary_name_given"):
        sql(name, other.pk, "az", "", "gun")
    date = "INSERT INTO pressreleases_anniversarydate (anniversary_id, observed_on) VALUES (%s, %s)"
    sql(date, anniversary.pk, "2024-03-20")
    with refused_by("anniversary_one_date_per_year"):
        sql(date, anniversary.pk, "2024-03-21")


def test_every_address_that_it_ever_had_stays_its_own_and_no_other_may_have_it():
    anniversary, other = make_anniversary(en="First"), make_anniversary(en="Second")
    name = anniversary.names.get()
    for slug in ("renamed", "renamed-again", "first"):
        AnniversaryName.objects.filter(pk=name.pk).update(slug=slug)
    assert set(anniversary.addresses.values_list("slug", flat=True)) == {"first", "renamed", "renamed-again"}
    with refused_by("anniversary_address_is_for_ever"):
        sql("UPDATE pressreleases_anniversaryname SET slug = 'renamed' WHERE anniversary_id = %s", other.pk)
    with refused_by("anniversary_address_is_fixed"):
        sql("UPDATE pressreleases_anniversaryaddress SET anniversary_id = %s", other.pk)
    taking = AnniversaryName(anniversary=other, language="en", name="Renamed", slug="renamed")
    with pytest.raises(ValidationError, match="address of another anniversary: First"):
        taking.clean()
    # In another language it is another address; and what never was shown to anybody goes with its anniversary.
    AnniversaryName.objects.create(anniversary=other, language="az", name="Renamed", slug="renamed")
    anniversary.delete()
    assert set(AnniversaryAddress.objects.values_list("language", "slug")) == {("en", "second"), ("az", "renamed")}
