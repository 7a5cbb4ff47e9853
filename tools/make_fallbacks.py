"""Write physical sides into the style sheet for browsers that know no logical ones (before Chrome 87 and Safari 14.1).

    .venv/bin/python tools/make_fallbacks.py            write the rules at the end of static/site.css
    .venv/bin/python tools/make_fallbacks.py --check    say whether they are as they would be made; exit status 1 if not

The rules stand in `@supports not (padding-inline:0)`, which other browsers skip. A test makes the same check.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

STYLE = Path(__file__).parents[1] / "static" / "site.css"
BEGIN = "/* For old telephones, made by tools/make_fallbacks.py: */\n"
SIDES = {"block-start": "top", "block-end": "bottom"}
SIZES = {"inline-size": "width", "block-size": "height"}
# Left to right, right to left.
INLINE = {"inline-start": ("left", "right"), "inline-end": ("right", "left")}


def fallbacks(style: str) -> str:
    """The whole block for `style`, which is without one."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return BEGIN + "@supports not (padding-inline:0){\n" + "".join(_rules(bare)) + "}\n"


def without(style: str) -> str:
    """`style` without the block."""
    return style.partition(BEGIN)[0]


def _rules(style: str) -> Iterator[str]:
    for head, body in _blocks(style):
        if head.startswith("@media"):
            inner = "".join(_rules(body))
            if inner:
                yield f"{head}{{\n{inner}}}\n"
        elif not head.startswith("@"):
            yield from _physical(head, body)


def _blocks(style: str) -> Iterator[tuple[str, str]]:
    """Each rule as its head and what is between its braces, which may be rules again."""
    depth, start, opened = 0, 0, 0
    for found in re.finditer(r"[{}]", style):
        if found[0] == "{":
            depth += 1
            if depth == 1:
                opened = found.start()
        else:
            depth -= 1
            if depth == 0:
                yield " ".join(style[start:opened].split()), style[opened + 1 : found.start()]
                start = found.end()


def _physical(selectors: str, declarations: str) -> Iterator[str]:
    same: list[str] = []
    by_direction: tuple[list[str], list[str]] = ([], [])
    for declaration in filter(None, (one.strip() for one in declarations.split(";"))):
        name, _colon, value = declaration.partition(":")
        _of_declaration(name, value, same, by_direction)
    if same:
        yield f"{selectors}{{{';'.join(same)}}}\n"
    for direction, made in zip(("ltr", "rtl"), by_direction, strict=True):
        if made:
            within = ",".join(_within(selector, direction) for selector in selectors.split(","))
            yield f"{within}{{{';'.join(made)}}}\n"


def _of_declaration(name: str, value: str, same: list[str], by_direction: tuple[list[str], list[str]]) -> None:
    """Put what stands for one declaration into `same`, or into the lists for either direction."""
    if name in ("margin", "padding", "border", "max-width"):
        # It stands again, since it may put back what a rule above has set.
        same.append(f"{name}:{value}")
        return
    for logical, physical in SIZES.items():
        if re.fullmatch(f"(min-|max-)?{logical}", name):
            same.append(f"{name.replace(logical, physical)}:{value}")
            return
    if found := re.fullmatch(r"(margin|padding|border|inset)-(block|inline)(-start|-end)?(-color)?", name):
        prefix, axis, edge, colour = found[1], found[2], found[3] or "", found[4] or ""
        two = prefix in ("margin", "padding") and "(" not in value
        first, _space, second = value.partition(" ") if two else (value, "", "")
        edges = [(f"{axis}{edge}", value)] if edge else [(f"{axis}-start", first), (f"{axis}-end", second or first)]
        for one, its_value in edges:
            if one in SIDES:
                same.append(f"{_property(prefix, SIDES[one], colour)}:{its_value}")
            elif not edge and (second or first) == first:
                same.append(f"{_property(prefix, INLINE[one][0], colour)}:{its_value}")
            else:
                for made, side in zip(by_direction, INLINE[one], strict=True):
                    made.append(f"{_property(prefix, side, colour)}:{its_value}")


def _property(prefix: str, side: str, colour: str) -> str:
    return side if prefix == "inset" else f"{prefix}-{side}{colour}"


def _within(selector: str, direction: str) -> str:
    """`selector` on a page of that direction; as strong in either."""
    return f"html[dir={direction}] {selector.strip()}"


def main(check: bool) -> int:
    """Return the exit status."""
    style = STYLE.read_text(encoding="utf-8")
    wanted = without(style) + fallbacks(without(style))
    if style == wanted:
        return 0
    print(f"{STYLE.name}: the fallbacks differ")
    if not check:
        STYLE.write_text(wanted, encoding="utf-8")
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
