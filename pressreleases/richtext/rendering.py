"""Sanitised text as pages, feeds and files show it; its links and pictures.

In sanitised text "<" always begins a tag and ">" always ends one; in words they are escaped.
"""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from pathlib import PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pressreleases.picture_names import FOR_TELEPHONES, WIDTHS, copies
from pressreleases.richtext import links
from pressreleases.richtext.html_reader import Start, tokens
from pressreleases.richtext.sanitising import DECORATIVE, PICTURE, RULES, sanitise

# What `--measure` and the padding of `.sheet` in site.css come to.
_SIZES = "(min-width:40.5rem) 38rem,calc(100vw - 2.5rem)"
_TELEPHONE = "(max-width:40.49rem)"


def lead_picture(*, at: str, file: str, words: str, width: int, height: int) -> SafeString:
    """The picture above a text, which browsers fetch before all others. `at` is the address of the media folder.

    Telephones fetch its narrowest copy, so that the whole page takes at most 60 kB; its full size is one tap away.
    Without `words` it is decorative: no edition has a lead picture whose words were forgotten.
    """
    role = "" if words else mark_safe(f' role="{DECORATIVE}"')  # noqa: S308  a constant
    tag = format_html('<img src="{}" alt="{}"{} fetchpriority="high">', f"{at}{file}", words, role)
    in_sizes = in_all_sizes(tag, at=at, file=file, width=width, height=height)
    narrowest = [
        f'<source media="{_TELEPHONE}" type="image/{form}" srcset="{_srcset(at, {name: wide})}" sizes="{_SIZES}">'
        for form, named in copies(file, width).items()
        for name, wide in named.items()
        if wide == FOR_TELEPHONES and form != "jpg"
    ]
    return mark_safe(in_sizes.replace("<picture>", f"<picture>{''.join(narrowest)}"))  # noqa: S308  it was safe, and names have no markup


def full_size_link(words: str, *, at: str, file: str, width: int, height: int) -> SafeString:
    """Saves the whole picture; `words` have `%(width)s` and `%(height)s`. Its address is that of the picture."""
    said = words % {"width": width, "height": height}
    name = PurePosixPath(file)
    saved_as = f"picture-{name.stem[:8]}{name.suffix}"
    return format_html('<a class="full-size" href="{}" download="{}">{}</a>', f"{at}{file}", saved_as, said)


def in_all_sizes(tag: str, *, at: str, file: str, width: int, height: int) -> str:
    """The `<img>` in `tag` with its size, and its copies. A browser that knows no `<picture>` shows the `<img>`."""
    sized = f'{tag[:-1]} width="{width}" height="{height}"'
    ending = file.rpartition(".")[2]
    whole = {file: width} if width <= WIDTHS[-1] else {}
    offered = {
        form: _srcset(at, {**named, **whole} if form == ending else named)
        for form, named in copies(file, width).items()
    }
    own = offered.pop("jpg", "")
    if not offered:
        return f"{sized}>"
    sources = "".join(
        f'<source type="image/{form}" srcset="{srcset}" sizes="{_SIZES}">' for form, srcset in offered.items()
    )
    more = f' srcset="{own}" sizes="{_SIZES}"' if own else ""
    return f"<picture>{sources}{sized}{more}></picture>"


def _srcset(at: str, named: dict[str, int]) -> str:
    return escape(", ".join(f"{at}{name} {width}w" for name, width in named.items()))


_SOURCE = re.compile(rf' src="{re.escape(settings.MEDIA_URL)}(?P<file>{PICTURE.pattern})"')
_WITH_ADDRESS = re.compile(r"<(?:a|img) [^>]*>")
_ADDRESS = re.compile(r' (?P<name>href|src)="(?P<address>[^"]*)"')

# A picture in a paragraph of its own, or with a caption.
_ALONE = re.compile(
    r"<p(?P<more>[^<>]*)>(?P<picture><img [^<>]*>)</p>"
    r"|<figure[^<>]*>(?:<a [^<>]*>)?(?P<captioned><img [^<>]*>)(?:</a>)?"
    r"<figcaption[^<>]*>(?P<caption>(?:[^<]++|<(?!/figcaption>))*+)</figcaption></figure>"
)
_TAG = re.compile(r"<[^<>]*>")
# A paragraph that begins with a raised mark, and goes on behind a blank.
_FOOTNOTE = re.compile(r"<p(?=[^<>]*><sup>(?:<a [^<>]*>)?[^<>]{1,4}(?:</a>)?</sup>\s)")


def render(
    html: str,
    sizes: Mapping[str, tuple[int, int]] | None = None,
    *,
    full_size: str = "",
    begins_page: bool = False,
    rules: int | None = None,
    pictures_at: str | None = None,
) -> SafeString:
    """`html`, sanitised by the current rules and marked safe for a template.

    `sizes`: width and height of pictures by the SHA-256 of their files, so that a page keeps room for them. These
    pictures are offered in all their copies, and fetched when a reader comes near them.
    `full_size`: the words of the link below each of them that has smaller copies, with `%(width)s` and `%(height)s`.
    `begins_page`: no picture comes before the text, so one at its very beginning is fetched at once.
    `rules`: the version of the rules by which an edition's text was sanitised. If it is current, that is not repeated.
    `pictures_at`: where their files are, if not in the media folder.
    """
    clean = cleaned_by(html, rules)
    at = pictures_at or settings.MEDIA_URL

    def with_size(tag: re.Match[str]) -> str:
        found = _SOURCE.search(tag[0]) if tag[0].startswith("<img") else None
        width, height = sizes.get(found["sha256"], (0, 0)) if sizes and found else (0, 0)
        if not (found and width and height):
            return tag[0]
        how = 'fetchpriority="high"' if begins_page and not _TAG.sub("", clean[: tag.start()]) else 'loading="lazy"'
        told = f'{tag[0][: found.start()]} {how} src="{at}{found["file"]}"{tag[0][found.end() :]}'
        return in_all_sizes(told, at=at, file=found["file"], width=width, height=height)

    def with_link(figure: re.Match[str]) -> str:
        found = _SOURCE.search(figure["picture"] or figure["captioned"])
        width, height = sizes.get(found["sha256"], (0, 0)) if sizes and found else (0, 0)
        if not found or not copies(found["file"], width):
            return figure[0]
        link = full_size_link(full_size, at=at, file=found["file"], width=width, height=height)
        if figure["caption"] is None:
            return f"<figure{figure['more']}>{figure['picture']}<figcaption>{link}</figcaption></figure>"
        return f"{figure[0].removesuffix('</figcaption></figure>')} {link}</figcaption></figure>"

    if sizes and full_size:
        clean = _ALONE.sub(with_link, clean)
    return mark_safe(_WITH_ADDRESS.sub(with_size, clean) if sizes else clean)  # noqa: S308  it is sanitised


def render_elsewhere(
    html: str, page: str, *, rules: int | None = None, picture: Callable[[str], str] | None = None
) -> SafeString:
    """The same with full addresses, for showing it elsewhere than on the `page` (its address).

    `picture`, if given, returns the address of a picture by the name of its file.
    """

    def whole(address: re.Match[str]) -> str:
        written = unescape(address["address"])
        found = PICTURE.search(written) if address["name"] == "src" and picture else None
        there = picture(found[0]) if found and picture else links.absolute(written, page)
        return f' {address["name"]}="{escape(there)}"'

    clean = cleaned_by(html, rules)
    return mark_safe(_WITH_ADDRESS.sub(lambda tag: _ADDRESS.sub(whole, tag[0]), clean))  # noqa: S308  it is sanitised


def footnotes_marked(clean: str) -> str:
    """`clean` with a class for each paragraph that is a footnote, so that it can be set smaller than the text."""
    return _FOOTNOTE.sub('<p class="footnote"', clean) if "<sup>" in clean else clean


def cleaned_by(html: str, rules: int | None) -> str:
    """The text of an edition by the current rules; `rules` is the version that sanitised it (None: an older one)."""
    return html if rules is not None and rules >= RULES else sanitise(html)


class PictureInText(NamedTuple):
    """`words` is its alternative text. It has none if somebody decided that it is decorative, or forgot to write it."""

    sha256: str
    words: str
    decorative: bool

    @property
    def lacks_words(self) -> bool:
        return not self.decorative and not self.words.strip()


def pictures(clean: str) -> list[PictureInText]:
    """Each picture in sanitised HTML, in order."""
    shown = [token.attributes for token in tokens(clean) if isinstance(token, Start) and token.name == "img"]
    found = [(PICTURE.search(given.get("src", "")), given) for given in shown]
    return [
        PictureInText(picture["sha256"], given.get("alt", ""), given.get("role") == DECORATIVE)
        for picture, given in found
        if picture
    ]


def targets(clean: str) -> list[str]:
    """The targets of the links in sanitised HTML, in order."""
    opened = [token.attributes for token in tokens(clean) if isinstance(token, Start) and token.name == "a"]
    return [given["href"] for given in opened if given.get("href")]
