"""Telephone numbers as links; in Python, as a line of numbers must not gain a space from a line end of a template."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from pressreleases.language.punctuation import before_bracket
from pressreleases.letterhead import PrintedNumber

register = template.Library()


@register.filter
def tappable(number: PrintedNumber, printed: str = "") -> SafeString:
    """A link that dials `number`; it says `printed` (else the whole national number), then the extension."""
    extension = ""
    if number.extension:
        # Translators: after a telephone number; %(extension)s is dialled once the call is answered.
        extension = pgettext("telephone", "(ext. %(extension)s)") % {"extension": number.extension}
        extension = before_bracket(extension) + extension
    digits = printed or number.full
    return format_html('<a class="number" href="{}"><bdi dir="ltr">{}</bdi>{}</a>', number.uri, digits, extension)
