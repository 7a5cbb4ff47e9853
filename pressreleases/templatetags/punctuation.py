"""The comma, semicolon, colon and full stop of the active language, for templates that join words."""

from django import template
from django.utils.translation import get_language

from pressreleases.language import punctuation

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


@register.simple_tag
def full_stop() -> str:
    return punctuation.full_stop(get_language() or "en")
