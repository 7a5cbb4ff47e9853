"""An anniversary with last year's release in two languages, for tests of its drafts."""

import datetime as dt

from pressreleases.models import Anniversary, AnniversaryName, Release
from pressreleases.publishing import publish
from tests.making import make_anniversary, make_release

TODAY = dt.date(2024, 12, 20)
ON = dt.date(2025, 1, 20)

ENGLISH = (
    'On 20 January 2024, the thirty fourth anniversary of the "Black January" is commemorated.',
    "131 civilians were killed, 744 wounded and 841 detained. Some 200,000 people had been expelled before 1990.",
    "On 18 October 1991 independence was restored. Today many came.",
)
AZERBAIJANI = (
    "2024-cü il yanvarın 20-də 20 Yanvar faciəsinin otuz dördüncü ildönümü anılır. O gündən 34 il keçir.",
    "1990-cı il yanvarın 19-dan 20-nə keçən gecə 131 nəfər həlak oldu, 744 nəfər yaralandı.",
    "18 oktyabr 1991-ci ildə müstəqillik bərpa edildi. Bu gün minlərlə insan Şəhidlər xiyabanına gəlir.",
)


def black_january(patterns: bool = True) -> Anniversary:
    anniversary = make_anniversary(en="Black January", az="20 Yanvar faciəsi")
    if patterns:
        names = AnniversaryName.objects.filter(anniversary=anniversary)
        names.filter(language="en").update(title_pattern='{Thirty Fourth} Anniversary of the "{name}"')
        names.filter(language="az").update(title_pattern="20 Yanvar faciəsinin {otuz dördüncü} ildönümü")
    return anniversary


def last_years(anniversary: Anniversary, *, by, languages: str = "az en", **changes) -> list[Release]:
    """The releases of 2024, the first language first written, published now with the date of then."""
    titles = {
        "en": ('Thirty Fourth Anniversary of the "Black January"', ENGLISH),
        "az": ("20 Yanvar faciəsinin otuz dördüncü ildönümü", AZERBAIJANI),
    }
    made: list[Release] = []
    for language in languages.split():
        title, paragraphs = titles[language]
        family = {"family": made[0].family} if made else {}
        made.append(
            make_release(
                title,
                *paragraphs,
                **{"slug": f"jan-{language}", "place": "Baku", **changes},
                language=language,
                anniversary=anniversary,
                is_original=not made,
                **family,
            )
        )
    publish(made, by=by)
    return made
