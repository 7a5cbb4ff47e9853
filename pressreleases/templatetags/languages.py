"""What a template asks about a language, given its code."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pressreleases.language import characters, direction, languages

register = template.Library()

register.filter("own_name", languages.own_name)
register.filter("direction", languages.direction)
register.filter("beginning", characters.beginning)


@register.filter
def isolated(words: str) -> str:
    """One line of words isolated from those around it, where `<bdi>` is not possible, as in the title of a page."""
    return direction.isolated(words, get_language() or "en")


@register.filter(is_safe=True)
def laid_out(html: SafeString, language: str = "") -> SafeString:
    """Paragraphs that are safe, each in its direction, with telephone numbers readable from right to left.

    The language is the active one unless another is given.
    """
    return mark_safe(direction.laid_out(html, language or get_language() or "en"))  # noqa: S308  it was safe, and numbers have no markup
