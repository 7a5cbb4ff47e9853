"""What the parts of a release are called, for the catalogues of readers too, who meet these names in a comparison.

The fields of `models.Release` have the same words; what is not named here would be English to readers of other
languages.
"""

from django.utils.translation import gettext_noop

PARTS = (
    gettext_noop("title"),
    gettext_noop("lead"),
    gettext_noop("text"),
    gettext_noop("notes to editors"),
    gettext_noop("kind"),
    gettext_noop("reference"),
    gettext_noop("date of issue"),
    gettext_noop("place"),
    gettext_noop("speaker"),
    gettext_noop("speaker’s office"),
    gettext_noop("lead picture"),
    gettext_noop("topics"),
    gettext_noop("anniversary"),
    gettext_noop("address"),
    gettext_noop("language"),
    gettext_noop("Letterhead"),
)
