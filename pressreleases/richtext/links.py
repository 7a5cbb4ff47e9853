"""Addresses in a text, read as browsers read them, so that a link to another site never looks like one to this site.

After https://url.spec.whatwg.org/: white space and control characters around an address do not count, tabs and line
ends in it do not count, and a backslash is a slash.
"""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

_SCHEME = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9+.-]*):")
_WEB = ("http", "https")
_OTHERS = ("mailto", "tel")
# Parts of the document from which a text was pasted: bookmarks of Word, which begin with "_", and notes of LibreOffice,
# Google Docs and mammoth. Texts on this site have none. The editor knows the same ones (static/editor/editor.js).
_PART_OF_DOCUMENT = re.compile(
    r"#(?:_.*|sd(?:foot|end)note\d+(?:sym|anc)|(?:ftnt|cmnt)(?:_ref)?\d+|(?:foot|end)note-(?:ref-)?\d+)", re.IGNORECASE
)
# Those of them that lead to a comment or back from it.
_COMMENT = re.compile(r"#(?:_mso(?:com|anchor)_\d+|cmnt(?:_ref)?\d+)", re.IGNORECASE)
_ROUND = "".join(map(chr, range(0x21)))
_NOTHING = str.maketrans("", "", "\t\n\r")


def allowed(address: str) -> str | None:
    """`address` as a text may have it: web, mail, telephone, this site or this page. None for any other.

    A link to a note of the document from which a text was pasted leads nowhere here, so it gives None too.
    Browsers and `urllib` read the returned address in the same way.
    """
    address = address.strip(_ROUND).translate(_NOTHING)
    scheme = _SCHEME.match(address)
    if scheme is None:
        if address.startswith("#"):
            return None if _PART_OF_DOCUMENT.fullmatch(address) else address
        address = _with_slashes(address)
        return address if address.startswith("/") and not address.startswith("//") and parts(address) else None
    name, rest = scheme["name"].lower(), address[scheme.end() :]
    if name in _OTHERS:
        return f"{name}:{rest}"
    rest = _with_slashes(rest)
    # Browsers accept other numbers of slashes than two, each in a different way.
    if name not in _WEB or not rest.startswith("//") or rest.startswith("///"):
        return None
    found = parts(f"{name}:{rest}")
    # Text before an @ is a user name, but readers take it for the host.
    return f"{name}:{rest}" if found and found.hostname and "@" not in found.netloc else None


def is_mark_of_comment(address: str) -> bool:
    """Whether a link leads to a comment of the document from which a text was pasted, or back from it."""
    return bool(_COMMENT.fullmatch(address.strip(_ROUND).translate(_NOTHING)))


def parts(address: str) -> SplitResult | None:
    """The parts of an address that `allowed` returned; None if it cannot be parsed."""
    try:
        found = urlsplit(address)
        found.port  # noqa: B018  it is read only here, and may raise
    except ValueError:
        return None
    return found


def is_of_site(address: str, site: str) -> bool:
    """Whether an address that `allowed` returned leads to the site at `site`, or to another part of the same page."""
    found, home = parts(address), urlsplit(site)
    if found is None:
        return False
    if not found.scheme and not found.netloc:
        return True
    ports = {"http": 80, "https": 443}
    same_port = (found.port or ports.get(found.scheme)) == (home.port or ports.get(home.scheme))
    # A link may have the other scheme, http or https; both lead to the same page.
    either = found.port is None and home.port is None
    return found.scheme in ports and found.hostname == home.hostname and (same_port or either)


def absolute(address: str, page: str) -> str:
    """The full form of an address on `page` that `allowed` returned."""
    return urljoin(page, address) if parts(address) else address


def _with_slashes(address: str) -> str:
    """Backslashes before the query are slashes to a browser."""
    path = re.match(r"[^?#]*", address)
    end = path.end() if path else 0
    return address[:end].replace("\\", "/") + address[end:]
