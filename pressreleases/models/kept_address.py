"""Addresses that stay for ever with what first had them: what topics and anniversaries share."""

from django.db import models


class KeptAddress(models.Model):
    """Every address that something ever had in a language; a trigger adds it when a name is saved."""

    language = models.CharField(max_length=12)
    slug = models.SlugField(max_length=120, allow_unicode=True, db_index=False)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.language}: {self.slug}"
