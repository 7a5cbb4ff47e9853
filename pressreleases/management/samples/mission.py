"""What the sample releases need: mission details with their emblem, topics, anniversaries."""

from pressreleases import images
from pressreleases.language.languages import language_codes
from pressreleases.language.slugs import slug_of
from pressreleases.management.samples import emblem
from pressreleases.management.samples.content import table
from pressreleases.models import (
    Anniversary,
    AnniversaryDate,
    AnniversaryName,
    ContactNumber,
    Image,
    ImageDescription,
    MissionDetails,
    MissionName,
    OpeningHours,
    Topic,
    TopicName,
)


def make_details() -> MissionDetails:
    """The sample mission, valid without a beginning or an end; its head is that of the real sheet, with an emblem."""
    written = table("mission")
    contact, hours = written["press_contact"], written["hours"]
    details = MissionDetails.objects.create(
        valid_during=(None, None),
        address=written["address"],
        time_zone=written["time_zone"],
        emblem=_make_emblem(written["emblem"]),
        press_contact_number=contact["number"],
        press_contact_extension=contact["extension"],
        press_contact_email=contact["email"],
    )
    MissionName.objects.bulk_create(
        MissionName(details=details, position=position, **row)
        for position, row in enumerate(written["names"], start=1)
        if row["language"] in language_codes()
    )
    ContactNumber.objects.bulk_create(
        ContactNumber(details=details, position=position, **row)
        for position, row in enumerate(written["numbers"], start=1)
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(details=details, weekday=weekday, opens_at=hours["opens_at"], closes_at=hours["closes_at"])
        for weekday in hours["weekdays"]
    )
    return details


def make_topics() -> dict[str, Topic]:
    """The topics by the words under which the TOML files name them."""
    made = {}
    for key, names in table("topics").items():
        made[key] = Topic.objects.create()
        TopicName.objects.bulk_create(
            TopicName(topic=made[key], language=language, name=name, slug=slug_of(name, language))
            for language, name in names.items()
            if language in language_codes()
        )
    return made


def make_anniversaries() -> dict[str, Anniversary]:
    """The anniversaries by the words under which the TOML files name them."""
    made = {}
    for key, written in table("anniversaries").items():
        facts = {name: value for name, value in written.items() if not isinstance(value, dict)}
        dates = facts.pop("dates", [])
        made[key] = Anniversary.objects.create(**facts)
        AnniversaryDate.objects.bulk_create(AnniversaryDate(anniversary=made[key], observed_on=day) for day in dates)
        AnniversaryName.objects.bulk_create(
            AnniversaryName(anniversary=made[key], language=language, slug=slug_of(words["name"], language), **words)
            for language, words in written.items()
            if language in language_codes()
        )
    return made


def _make_emblem(written: dict[str, dict[str, str]]) -> Image:
    picture = images.read(emblem.draw())
    image = images.keep(picture, title=str(written["title"]))
    ImageDescription.objects.bulk_create(
        ImageDescription(image=image, language=language, alternative_text=words)
        for language, words in written["descriptions"].items()
        if language in language_codes()
    )
    return image
