"""Reading a page in tests: the words of its elements, its links, what its head says."""

from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link", "img", "br", "hr", "input", "source", "wbr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.elements: list[tuple[str, dict[str, str], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.handle_data("\n")
        if tag in VOID:
            self.elements.append((tag, given, ""))
        else:
            self.open.append((tag, given, []))

    def handle_endtag(self, tag: str) -> None:
        opened, attrs, words = self.open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        self.elements.append((tag, attrs, "".join(words)))

    def handle_data(self, data: str) -> None:
        for _tag, _attrs, words in self.open:
            words.append(data)


def elements(response: Any, tag: str = "", **attributes: str) -> list[tuple[str, dict[str, str], str]]:
    """Elements of the page (tag, attributes, words) with this tag and these attributes; `class_` holds that class."""
    reader = _Reader()
    reader.feed(response.content.decode())
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}

    def fits(element: tuple[str, dict[str, str], str]) -> bool:
        given = element[1]
        return (not tag or element[0] == tag) and all(
            value in given.get(name, "").split() if name == "class" else given.get(name) == value
            for name, value in wanted.items()
        )

    return [element for element in reader.elements if fits(element)]


def words(response: Any, tag: str = "", **attributes: str) -> list[str]:
    """The words of such elements, white space run together."""
    return [" ".join(text.split()) for _tag, _attrs, text in elements(response, tag, **attributes)]


def page(response: Any) -> str:
    """All words of the main part of the page."""
    return words(response, "main")[0]


def titles(response: Any) -> list[str]:
    """The titles of a list, in its order."""
    return words(response, "a", class_="title")


def links(response: Any) -> dict[str, str]:
    """Each link's words and address; of two with the same words, the last."""
    return {" ".join(text.split()): attrs["href"] for _tag, attrs, text in elements(response, "a")}


def alternates(response: Any) -> dict[str, str]:
    """Languages and addresses that the head gives as `hreflang`."""
    found = [attrs for _tag, attrs, _words in elements(response, "link", rel="alternate") if "type" not in attrs]
    return {attrs["hreflang"]: attrs["href"] for attrs in found}


def formats(response: Any) -> dict[str, str]:
    """Media types and addresses that the head gives as other forms of the page."""
    found = [attrs for _tag, attrs, _words in elements(response, "link", rel="alternate") if "type" in attrs]
    return {attrs["type"]: attrs["href"] for attrs in found}


def canonical(response: Any) -> str:
    return elements(response, "link", rel="canonical")[0][1]["href"]


def is_indexed(response: Any) -> bool:
    return not elements(response, "meta", name="robots", content="noindex")
