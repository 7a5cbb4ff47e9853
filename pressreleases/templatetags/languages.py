"""What a template asks about a language, given its code."""

from django import template

from pressreleases.vocabulary import languages

register = template.Library()

register.filter("own_name", languages.own_name)
register.filter("direction", languages.direction)
