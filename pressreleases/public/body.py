"""The body of an edition as a page shows it: by today's rules, with the size of each picture, so that nothing moves."""

from django.utils.safestring import SafeString, mark_safe

from pressreleases import richtext
from pressreleases.language.direction import laid_out, numbers_unbroken
from pressreleases.models import Edition, Image


def body_of(edition: Edition) -> SafeString:
    """One query if the text shows a picture, else none."""
    return _shown(edition.body, edition, _sizes(edition))


def blocks_of(*editions: Edition) -> list[list[str]]:
    """The bodies of `editions` block by block, as HTML that is safe; one query if any shows a picture."""
    sizes = _sizes(*editions)
    return [[_shown(block, edition, sizes) for block in richtext.blocks(edition.body)] for edition in editions]


def _shown(html: str, edition: Edition, sizes: dict[str, tuple[int, int]]) -> SafeString:
    shown = richtext.render(html, sizes, rules=edition.rules)
    # Isolated numbers do not part either.
    isolated = laid_out(richtext.figures_marked(shown), edition.language)
    return mark_safe(isolated if "<bdi" in isolated else numbers_unbroken(isolated))  # noqa: S308  it was safe, and numbers have no markup


def _sizes(*editions: Edition) -> dict[str, tuple[int, int]]:
    shown = {sha256 for edition in editions for sha256, _words in richtext.pictures(edition.body)}
    rows = Image.objects.filter(sha256__in=shown).values_list("sha256", "width", "height") if shown else []
    return {sha256: (width, height) for sha256, width, height in rows}
