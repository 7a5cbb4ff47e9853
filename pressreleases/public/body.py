"""The body of an edition as a page shows it: cleaned anew, and with the size of each picture, so that nothing moves."""

from django.utils.safestring import SafeString

from pressreleases import richtext
from pressreleases.models import Edition, Image


def body_of(edition: Edition) -> SafeString:
    """One query if the text shows a picture, else none."""
    shown = {sha256 for sha256, _words in richtext.pictures(edition.body)}
    rows = Image.objects.filter(sha256__in=shown).values_list("sha256", "width", "height") if shown else []
    return richtext.render(edition.body, {sha256: (width, height) for sha256, width, height in rows})
