"""The editor may do no more than a text survives, and offers what a release may have."""

import re

from mission_site.editor import CONFIG
from mission_site.languages import NAMES
from pressreleases.language.languages import direction
from pressreleases.richtext import sanitise

ALLOWED = str(CONFIG["allowedContent"])


def test_it_offers_each_language_of_the_site_with_its_direction() -> None:
    offered = CONFIG["language_list"]
    assert isinstance(offered, list)
    assert {each.partition(":")[0] for each in offered} == set(NAMES)
    from_the_right = {each.partition(":")[0] for each in offered if each.endswith(":rtl")}
    assert from_the_right == {code for code in NAMES if direction(code) == "rtl"}


def test_what_it_lets_through_survives_and_a_script_or_a_handler_is_not_among_it() -> None:
    for name in re.findall(r"\b(h[234]|blockquote|strong|em|sup|sub|abbr|cite|q)\b", ALLOWED):
        assert f"<{name}" in sanitise(f"<p>a</p><{name}>b</{name}>"), name
    assert not re.search(r"script|iframe|\bon\w+|style|class", ALLOWED)
    assert CONFIG["versionCheck"] is False
