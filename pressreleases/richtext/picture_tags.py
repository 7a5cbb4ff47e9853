"""The `<picture>` of a page: one picture in all its copies, of which a browser fetches the one that fits."""

from html import escape
from pathlib import PurePosixPath

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pressreleases.picture_names import FOR_TELEPHONES, WIDTHS, copies
from pressreleases.richtext.sanitising import DECORATIVE

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
