"""The form of a release: what it begins with, what it cleans, which address it gives; nothing typed is lost."""

import datetime as dt

import pytest

from pressreleases.language.dates import zone_city
from pressreleases.models import Release
from pressreleases.models.release import MOST_CHARACTERS
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url, messages_of, save
from tests.making import make_release, today

pytestmark = pytest.mark.django_db
ADD = f"{RELEASES}add/"

FROM_WORD = """
<style>p.MsoNormal{margin:0cm}</style><!--[if gte mso 9]><xml>x</xml><![endif]-->
<p class="MsoNormal"
style="margin-bottom:8.0pt"><b><span lang="EN-GB" style="font-family:Calibri">On 20 January</span></b><o:p></o:p></p>
<p onclick="steal()">the mission <a href="javascript:alert(1)">held</a> a
<a href="https://un.org/">meeting</a>.<img src="https://elsewhere.example/pixel.gif"></p>
<script>alert(1)</script><iframe src="https://elsewhere.example/"></iframe>
"""


def test_a_new_release_begins_today_and_here_in_the_staffs_language(as_editor):
    fields = as_editor.get(ADD).context["adminform"].form.initial
    assert fields["issued_on"] == today()
    assert (fields["language"], fields["place"]) == ("en", "New York")
    in_azerbaijani = as_editor.get(ADD, headers={"accept-language": "az"}).context["adminform"].form.initial
    assert (in_azerbaijani["language"], in_azerbaijani["place"]) == ("az", zone_city("America/New_York", "az"))


def test_an_address_is_made_of_the_title_and_is_nobody_elses(as_editor):
    make_release("Visit to Geneva", issued_on=today())
    response = save(as_editor, ADD, title="Visit to\r\nGeneva", body="<p>Words.</p>", issued_on=f"{today():%Y-%m-%d}")
    assert response.status_code == 302
    saved = Release.objects.latest("pk")
    assert (saved.title, saved.slug) == ("Visit to Geneva", "visit-to-geneva-2")


def test_an_address_that_another_release_has_is_refused_at_its_field_and_the_text_stays(as_editor):
    make_release("Visit to Geneva")
    response = save(
        as_editor,
        ADD,
        title="Another",
        slug="visit-to-geneva",
        issued_on="2024-05-01",
        body="<p>Long hours of work.</p>",
    )
    assert response.status_code == 422
    assert "Choose another one" in response.context["adminform"].form.errors["slug"][0]
    assert "Long hours of work." in response.content.decode()
    assert Release.objects.count() == 1


def test_the_same_address_in_another_year_is_free(as_editor):
    make_release("Visit to Geneva")
    assert save(as_editor, ADD, title="Another", slug="visit-to-geneva", issued_on="2025-05-01").status_code == 302


def test_what_word_and_the_wider_web_bring_along_is_taken_out_and_said(as_editor):
    release = make_release()
    response = save(as_editor, change_url(release), body=FROM_WORD)
    release.refresh_from_db()
    assert release.body == (
        '<p><strong><span lang="EN-GB">On 20 January</span></strong></p>\n'
        '<p>the mission held a\n<a href="https://un.org/">meeting</a>.</p>'
    )
    (said, *_rest) = messages_of(response)
    for name in ("script", "style", "onclick", "iframe", "img", "href=javascript:alert(1)", "class"):
        assert name in said


def test_what_the_site_uses_stays_and_nothing_is_said(as_editor):
    release = make_release()
    body = (
        '<h2>Agenda</h2>\n<ul><li>One</li><li><em>Two</em></li></ul>\n<p>See <a href="/en/contact/">contact</a>, '
        '<a href="mailto:press@mission.example">mail</a>, CO<sub>2</sub>.</p>\n<blockquote><p>Quoted</p></blockquote>'
    )
    response = save(as_editor, change_url(release), body=body)
    release.refresh_from_db()
    assert release.body == body
    assert messages_of(response) == ["Saved."]


def test_the_editors_own_indentation_is_no_change(as_editor, editor):
    release = make_release(body="<p>One.</p>\n<ul><li>Two</li></ul>")
    publish([release], by=editor)
    saves = release.history.count()
    response = save(as_editor, change_url(release), body="<p>One.</p>\r\n\r\n<ul>\r\n\t<li>Two</li>\r\n</ul>\r\n")
    assert response.status_code == 302
    stored = Release.objects.with_state().get()
    assert (stored.version, stored.changed, stored.history.count()) == (1, False, saves)


def test_lines_are_stored_with_the_line_ends_of_the_text_and_not_of_the_browser(as_editor):
    release = make_release(notes_to_editors="One\nTwo")
    response = save(as_editor, change_url(release), notes_to_editors="One\r\nTwo", summary="A\r\nB")
    release.refresh_from_db()
    assert response.status_code == 302
    assert (release.notes_to_editors, release.summary) == ("One\nTwo", "A\nB")


def test_a_field_left_wrong_keeps_every_word_that_was_typed(as_editor):
    response = save(as_editor, ADD, title="", body="<p>Long hours of work.</p>", summary="Kept too", topics=[])
    assert response.status_code == 422
    assert response.context["adminform"].form.errors.keys() == {"title"}
    page = response.content.decode()
    assert "Long hours of work." in page
    assert "Kept too" in page


def test_the_form_says_that_an_old_address_leads_on(as_editor, editor):
    release = make_release()
    before = as_editor.get(change_url(release)).content.decode()
    publish([release], by=editor)
    after = as_editor.get(change_url(release)).content.decode()
    assert "/en/releases/2024/a-visit-to-geneva/. If you change this" in after
    assert "If you change this" not in before


def test_what_was_published_gets_a_new_address_only_if_staff_ask_for_one(as_editor, editor):
    release = make_release()
    publish([release], by=editor)
    save(as_editor, change_url(release), title="A wholly different title")
    release.refresh_from_db()
    assert release.slug == "a-visit-to-geneva"
    save(as_editor, change_url(release), slug="")
    release.refresh_from_db()
    assert release.slug == "a-wholly-different-title"


def test_the_desks_link_begins_the_release_of_an_anniversary(as_editor):
    from pressreleases.models import Anniversary

    anniversary = Anniversary.objects.create(event_first_on=dt.date(1990, 1, 20), month=1, day=20)
    anniversary.names.create(language="en", name="Black January", slug="black-january")
    form = (
        as_editor.get(ADD, {"anniversary": anniversary.pk, "issued_on": "2025-01-20", "body": "x"})
        .context["adminform"]
        .form
    )
    assert (form.initial["anniversary"], form.initial["issued_on"]) == (str(anniversary.pk), "2025-01-20")
    assert "body" not in form.initial


def test_the_editor_lets_in_no_more_than_the_site_keeps(settings):
    import re

    from pressreleases import richtext

    allowed = settings.CKEDITOR_CONFIGS["default"]["allowedContent"]
    picture = f'<img src="{_value("src")}" alt="x">'
    wrapped = {
        "figcaption": f"<figure>{picture}{{}}</figure>",
        "small": f"<figure>{picture}<figcaption>{{}}</figcaption></figure>",
    }
    for rule in allowed.split(";"):
        tags, _bracket, attributes = rule.strip().rstrip("]").partition("[")
        for tag in tags.split():
            given = "".join(f' {name}="{_value(name)}"' for name in re.findall(r"[a-z]+", attributes))
            content = f"{picture}<figcaption>x</figcaption>" if tag == "figure" else "x"
            inner = f"<{tag}{given}>{content}</{tag}>" if tag not in ("br", "img") else f"x<{tag}{given}>"
            wrapped |= {"li": "<ul>{}</ul>", "td": "<table><tr>{}</tr></table>", "th": "<table><tr>{}</tr></table>"}
            kept = richtext.sanitise(wrapped.get(tag, "{}").format(inner))
            if tag not in ("tr", "thead", "tbody", "caption", "table", "ul", "ol"):
                assert f"<{tag}" in kept, tag
                for name in re.findall(r"[a-z]+", attributes):
                    assert f"{name}=" in kept, (tag, name)


def _value(name):
    values = {"href": "/en/", "src": "/media/images/" + "a" * 64 + ".png", "lang": "az", "dir": "ltr", "scope": "col"}
    return {**values, "alt": "", "role": "presentation"}.get(name, "2")


def test_the_editor_is_fenced_in(settings):
    config = settings.CKEDITOR_CONFIGS["default"]
    assert isinstance(config["allowedContent"], str)
    assert "fullPage" not in config
    assert {"preview", "scayt", "wsc", "exportpdf", "iframe", "codesnippetgeshi"} <= set(
        config["removePlugins"].split(",")
    )
    assert config["versionCheck"] is False


def test_a_text_that_is_too_long_is_refused_at_its_field_and_nothing_is_saved(as_editor):
    release = make_release()
    before = release.body
    for body in ("x" * (MOST_CHARACTERS + 1), f"<p>{'&' * (MOST_CHARACTERS - 7)}</p>"):
        response = save(as_editor, change_url(release), body=body)
        [problem] = response.context["adminform"].form.errors["body"]
        assert "The limit is 200000" in problem
        release.refresh_from_db()
        assert release.body == before
    save(as_editor, change_url(release), body=f"<p>{'x' * (MOST_CHARACTERS - 7)}</p>")
    release.refresh_from_db()
    assert len(release.body) == MOST_CHARACTERS


def test_a_text_that_older_rules_let_through_is_not_changed_by_a_save_that_leaves_it_alone(as_editor):
    release = make_release()
    older = "<ul><li>a</li><ul><li>b</li></ul></ul>"
    Release.objects.filter(pk=release.pk).update(body=older)
    save(as_editor, change_url(release), body=older, title="Another title")
    release.refresh_from_db()
    assert (release.title, release.body) == ("Another title", older)
