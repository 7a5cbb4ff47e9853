"""The comma, semicolon and colon of the active language, for templates that put words beside each other."""

from django import template
from django.utils.translation import get_language

from pressreleases.vocabulary import punctuation

register = template.Library()


@register.simple_tag
def comma() -> str:
    return punctuation.comma(get_language() or "en")


@register.simple_tag
def semicolon() -> str:
    return punctuation.semicolon(get_language() or "en")


@register.simple_tag
def colon() -> str:
    return punctuation.colon(get_language() or "en")
