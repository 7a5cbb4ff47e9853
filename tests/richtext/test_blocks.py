"""A figure in a text is one picture with one caption; whatever else is in a figure becomes paragraphs."""

import pytest

from pressreleases.richtext import plain_text, sanitise

SOURCE = "/media/images/" + "a" * 64 + ".jpg"
IMG = f'<img src="{SOURCE}" alt="A hall">'


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (
            f"<figure>{IMG}<figcaption>The hall <small>Photo: A</small></figcaption></figure>",
            f"<figure>{IMG}<figcaption>The hall <small>Photo: A</small></figcaption></figure>",
        ),
        (
            f'<figure class="image"><p>{IMG}</p> <figcaption><p>One</p><p>Two</p></figcaption></figure>after',
            f"<figure>{IMG}<figcaption>One Two</figcaption></figure>\n<p>after</p>",
        ),
        (
            f"<figure><figcaption>Above</figcaption>{IMG}</figure>",
            f"<figure>{IMG}<figcaption>Above</figcaption></figure>",
        ),
        (
            f'<figure><a href="/en/"><em>{IMG}</em></a><figcaption lang="fr">La salle</figcaption></figure>',
            f'<figure><a href="/en/">{IMG}</a><figcaption lang="fr">La salle</figcaption></figure>',
        ),
        (
            f"<figure>{IMG}<figcaption>One</figcaption><figcaption>Two</figcaption></figure>",
            f"<figure>{IMG}<figcaption>One</figcaption></figure>\n<p>Two</p>",
        ),
    ],
)
def test_a_picture_keeps_its_caption_and_credit(pasted, kept):
    assert sanitise(pasted) == kept
    assert sanitise(kept) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (f"<figure>{IMG}</figure>", f"<p>{IMG}</p>"),
        (f"<figure>{IMG}<figcaption> </figcaption></figure>", f"<p>{IMG}</p>"),
        (f"<figure>{IMG}{IMG}<figcaption>Two halls</figcaption></figure>", f"<p>{IMG}{IMG}</p>\n<p>Two halls</p>"),
        (f"<figure>words {IMG}<figcaption>A</figcaption></figure>", f"<p>words {IMG}</p>\n<p>A</p>"),
        ("<figure><figcaption>Nothing <small>else</small></figcaption></figure>", "<p>Nothing else</p>"),
        ("<figcaption>A <small>b</small></figcaption>", "<p>A b</p>"),
        (
            "<figure><table><tr><td>1</td></tr></table><figcaption>A table</figcaption></figure>",
            "<table><tbody><tr><td>1</td></tr></tbody></table>\n<p>A table</p>",
        ),
        (
            f"<ul><li>x<figure>{IMG}<figcaption>A <small>b</small></figcaption></figure></li></ul>",
            f"<ul><li>x<p>{IMG}</p><p>A b</p></li></ul>",
        ),
        ("<p>Small <small>print</small></p>", "<p>Small print</p>"),
    ],
)
def test_any_other_figure_becomes_paragraphs_and_loses_no_word(pasted, kept):
    assert sanitise(pasted) == kept
    assert sanitise(kept) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('alt="" role="presentation"', 'alt="" role="presentation"'),
        ('alt="A hall" role="presentation"', 'alt="A hall"'),
        ('alt="" role="button"', 'alt=""'),
        ('alt=""', 'alt=""'),
        ('role="presentation"', 'role="presentation" alt=""'),
    ],
)
def test_only_a_picture_without_words_can_be_decorative(given, kept):
    assert sanitise(f'<p><img src="{SOURCE}" {given}></p>') == f'<p><img src="{SOURCE}" {kept}></p>'


def test_a_caption_is_a_paragraph_of_plain_text_and_its_credit_a_line():
    body = f"<p>One.</p><figure>{IMG}<figcaption>The hall <small>Photo: A</small></figcaption></figure><p>Two.</p>"
    assert plain_text(sanitise(body)) == "One.\n\nThe hall\nPhoto: A\n\nTwo."
    only = f"<figure>{IMG}<figcaption><small>Photo: A</small></figcaption></figure>"
    assert plain_text(sanitise(only)) == "Photo: A"
