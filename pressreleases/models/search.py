"""What a search looks through: the words of each edition as Postgres compares them. Rebuilt at will, never shown.

Whether readers may see an edition is not known here: hits are always joined with `Edition.objects.live(pages=True)`.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from pressreleases.models.edition import Edition


class SearchEntry(models.Model):
    """The words of one edition, folded, and by what it is sorted and filtered."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="search_entry")
    language = models.CharField(max_length=12)
    issued_on = models.DateField()
    release_key = models.BigIntegerField(help_text="The release's key, by which lists are sorted within a day.")
    title = models.CharField(max_length=600, help_text="Folded: typed whole, it leads straight to the release.")
    vector = SearchVectorField()
    version = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Of the rules by which it was made: `search.indexing.VERSION`, or older."
    )

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(fields=["vector"], name="search_words", fastupdate=False),
            models.Index(F("language"), F("issued_on").desc(), F("release_key").desc(), name="search_newest"),
            models.Index(fields=["language", "title"], name="search_title"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that some edition has. It is proposed only while a live edition writes it so; here it may be a secret."""

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=60, help_text="Folded.")
    written = models.CharField(max_length=60, help_text="As the edition writes it, in lower case.")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "word", "written"], name="search_word_once")]
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_letters")]

    def __str__(self) -> str:
        return self.written
