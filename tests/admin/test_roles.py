"""Which role may do what: a decision for each model and for each page of the admin; without one a test fails."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from pressreleases.models import AnniversaryName, AuditEntry, Topic, TopicName
from pressreleases.publishing import publish
from pressreleases.publishing.permissions import ROLES, make_groups
from tests.admin.filling import save, shown
from tests.making import make_anniversary, make_release, make_user

pytestmark = pytest.mark.django_db

ROLE_NAMES = ("Author", "Editor", "Administrator")
ACTIONS = {"v": "view", "a": "add", "c": "change", "d": "delete"}
NOBODY = ("", "", "")

# What authors, editors and administrators may do: v view, a add, c change, d delete. `""`: nothing in the admin, which
# is right for what only the code of the site writes. Whoever adds a model decides here.
DECISIONS = {
    "pressreleases.release": ("vacd", "vacd", "vacd"),
    "pressreleases.image": ("vac", "vac", "vacd"),
    "pressreleases.imagedescription": ("vac", "vac", "vacd"),
    "pressreleases.topic": ("v", "vac", "vacd"),
    "pressreleases.topicname": ("v", "vac", "vacd"),
    "pressreleases.anniversary": ("v", "vacd", "vacd"),
    "pressreleases.anniversaryname": ("v", "vacd", "vacd"),
    "pressreleases.anniversarydate": ("v", "vacd", "vacd"),
    "pressreleases.announcement": ("v", "vacd", "vacd"),
    "pressreleases.announcementtext": ("v", "vacd", "vacd"),
    "pressreleases.missiondetails": ("v", "vacd", "vacd"),
    "pressreleases.missionname": ("v", "vacd", "vacd"),
    "pressreleases.contactnumber": ("v", "vacd", "vacd"),
    "pressreleases.openinghours": ("v", "vacd", "vacd"),
    "pressreleases.closeddays": ("v", "vacd", "vacd"),
    "pressreleases.edition": ("v", "v", "v"),
    "pressreleases.withdrawal": ("v", "v", "v"),
    "pressreleases.historicalrelease": ("v", "v", "v"),
    "pressreleases.historicalrelease_topics": NOBODY,
    "pressreleases.auditentry": ("", "", "v"),
    "pressreleases.notice": ("", "", "v"),
    "auth.user": ("", "", "vac"),
    "auth.group": ("", "", "v"),
    "auth.permission": NOBODY,
    "pressreleases.anniversaryaddress": NOBODY,
    "pressreleases.topicaddress": NOBODY,
    "pressreleases.monthcount": NOBODY,
    "pressreleases.countstaken": NOBODY,
    "pressreleases.editiontopic": NOBODY,
    "pressreleases.editionpicture": NOBODY,
    "pressreleases.madefrom": NOBODY,
    "pressreleases.publishedalone": NOBODY,
    "pressreleases.noticechoice": NOBODY,
    "pressreleases.observance": NOBODY,
    "pressreleases.reminder": NOBODY,
    "pressreleases.draftnote": NOBODY,
    "pressreleases.previewlink": NOBODY,
    "pressreleases.previewvisit": NOBODY,
    "pressreleases.clearance": NOBODY,
    "pressreleases.reviewcomment": NOBODY,
    "pressreleases.passagecomment": NOBODY,
    "pressreleases.passageanswer": NOBODY,
    "pressreleases.searchentry": NOBODY,
    "pressreleases.searchword": NOBODY,
    "pressreleases.letterheadpdf": NOBODY,
    "pressreleases.livecheck": NOBODY,
    "pressreleases.autosavedform": NOBODY,
    "pressreleases.presence": NOBODY,
    "pressreleases.attachment": NOBODY,
    "pressreleases.releaseattachment": NOBODY,
    "pressreleases.sourcedocument": NOBODY,
    "pressreleases.releasesource": NOBODY,
    "pressreleases.pendingchange": NOBODY,
    "pressreleases.formeraddress": NOBODY,
    "pressreleases.heartbeat": NOBODY,
    "pressreleases.checkup": NOBODY,
    "pressreleases.policyreport": NOBODY,
    "admin.logentry": NOBODY,
    "contenttypes.contenttype": NOBODY,
    "sessions.session": NOBODY,
    "pressreleases.staffsession": NOBODY,
    "mfa.authenticator": NOBODY,
    "account.emailaddress": NOBODY,
    "account.emailconfirmation": NOBODY,
}

# The rights that are no action on a model, by role.
FURTHER = {
    "Author": set(),
    "Editor": {"publish_release"},
    "Administrator": {"publish_release", "redact_release"},
}

# The least role that may open each page that is not one of Django's five for a model; "own" is what concerns nobody but
# its reader. The page is opened by GET; what must be posted is posted empty.
PAGES = {
    "index": "Author",
    "help": "Author",
    "help_picture": "Author",
    "notices": "own",
    "policy_report": "own",
    "forgotten": "own",
    "sessions": "own",
    "set_password": "own",
    "second_step": "own",
    "second_factors": "own",
    "add_app": "own",
    "passkey": "own",
    "logout": "own",
    "password_change": "own",
    "password_change_done": "own",
    "jsi18n": "own",
    "autocomplete": "own",
    "view_on_site": "own",
    "app_list": "own",
    "login": "own",
    "pressreleases_release_keep_new": "Author",
    "pressreleases_release_keep": "Author",
    "pressreleases_release_findings_new": "Author",
    "pressreleases_release_findings": "Author",
    "pressreleases_release_discard": "own",
    "pressreleases_release_chosen": "Editor",
    "pressreleases_release_outcome": "Editor",
    "pressreleases_release_attach": "Author",
    "pressreleases_release_attachment": "Author",
    "pressreleases_release_live_check": "Author",
    "pressreleases_release_check_again": "Author",
    "pressreleases_release_import": "Author",
    "pressreleases_release_import_one": "Author",
    "pressreleases_release_original": "Author",
    "pressreleases_release_previews": "Author",
    "pressreleases_release_comments": "Author",
    "pressreleases_release_scheduled": "Author",
    "pressreleases_release_search": "Author",
    "pressreleases_release_pages": "Author",
    "pressreleases_release_publish": "Editor",
    "pressreleases_release_schedule": "Editor",
    "pressreleases_release_correct": "Editor",
    "pressreleases_release_move": "Editor",
    "pressreleases_release_unschedule": "Editor",
    "pressreleases_release_withdraw": "Editor",
    "pressreleases_release_remove": "Editor",
    "pressreleases_release_reinstate": "Editor",
    "pressreleases_release_notice": "Editor",
    "pressreleases_release_classify": "Editor",
    "pressreleases_release_schedule-newest": "Editor",
    "pressreleases_release_embargo": "Author",
    "pressreleases_release_lift-embargo": "Editor",
    "pressreleases_release_submit": "Author",
    "pressreleases_release_send-back": "Editor",
    "pressreleases_release_in_step": "Author",
    "pressreleases_release_deleted": "Author",
    "pressreleases_release_compare": "Author",
    "pressreleases_release_punctuation": "Author",
    "pressreleases_release_word": "Author",
    "pressreleases_release_word_file": "Author",
    "pressreleases_release_simple_history": "Author",
    "pressreleases_anniversary_days": "Author",
    "pressreleases_anniversary_titles": "Editor",
    "pressreleases_anniversary_import": "Editor",
    "pressreleases_anniversary_drafts": "Author",
    "pressreleases_anniversary_link": "Author",
    "pressreleases_anniversary_earlier": "Editor",
    "pressreleases_missiondetails_from": "Editor",
    "pressreleases_image_paste": "Author",
    "pressreleases_image_choose": "Author",
    "pressreleases_image_describe": "Author",
    "pressreleases_release_paste": "Author",
    "pressreleases_release_links": "Author",
    "pressreleases_edition_endorse": "Editor",
    "pressreleases_edition_redact": "Administrator",
    "pressreleases_withdrawal_redact": "Administrator",
    "password_link": "Administrator",
    "reset_factor": "Administrator",
}


def labels():
    return sorted(model._meta.label_lower for model in apps.get_models())


def named_pages():
    """The names of all addresses of the admin that are not those of a model's list, form, history and deletion."""
    found, patterns = set(), list(admin.site.urls[0])
    while patterns:
        pattern = patterns.pop()
        patterns += getattr(pattern, "url_patterns", [])
        found.add(getattr(pattern, "name", None))
    usual = {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model in admin.site._registry
        for page in ("changelist", "add", "change", "history", "delete")
    }
    return {name for name in found if name} - usual


def allowed(letters):
    return {verb for letter, verb in ACTIONS.items() if letter in letters}


def test_each_model_has_a_decision_and_each_decision_a_model():
    assert labels() == sorted(DECISIONS)


def test_each_page_of_the_admin_has_a_decision_and_each_decision_a_page():
    assert named_pages() == set(PAGES)


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_role_has_just_the_rights_that_were_decided(role):
    place = ROLE_NAMES.index(role)
    decided = {
        f"{label.partition('.')[0]}.{verb}_{label.partition('.')[2]}"
        for label, letters in DECISIONS.items()
        for verb in allowed(letters[place])
    }
    decided |= {f"pressreleases.{name}" for name in FURTHER[role]}
    assert make_user(role).get_all_permissions() == decided


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_the_admin_of_a_model_allows_no_more_than_was_decided(role):
    place = ROLE_NAMES.index(role)
    request = RequestFactory().get("/admin/")
    request.user = make_user(role)
    records = {"pressreleases.edition", "pressreleases.withdrawal", "pressreleases.auditentry", "pressreleases.notice"}
    for model, model_admin in admin.site._registry.items():
        label = model._meta.label_lower
        letters = DECISIONS[label][place]
        found = {verb for verb in ACTIONS.values() if getattr(model_admin, f"has_{verb}_permission")(request)}
        assert found == allowed(letters), label
        if label in records:
            assert found <= {"view"}
        for inline in model_admin.get_inline_instances(request):
            there = DECISIONS[inline.model._meta.label_lower][place]
            for verb in ("add", "change", "delete"):
                may = getattr(inline, f"has_{verb}_permission")(request, None)
                assert may == (verb in allowed(there)), (label, inline.model, verb)


def url_of(name, release, edition, anniversary, saved):
    keys = {
        "pressreleases_release_chosen": ("publish",),
        "pressreleases_release_outcome": ("publish", "0" * 16),
        "pressreleases_release_simple_history": (release.pk, saved.history_id),
        "pressreleases_release_discard": (1,),
        "pressreleases_release_attachment": (f"{'0' * 64}.pdf",),
        "pressreleases_anniversary_drafts": (anniversary.pk, 2027),
        "pressreleases_anniversary_link": (anniversary.pk, 2027),
        "password_link": (release.changed_by_id,),
        "reset_factor": (release.changed_by_id,),
        "set_password": ("x", "y"),
        "help_picture": ("desk.png",),
    }
    if name in keys:
        return reverse(f"admin:{name}", args=keys[name])
    try:
        return reverse(f"admin:{name}")
    except NoReverseMatch:
        return reverse(f"admin:{name}", args=((edition if "edition" in name else release).pk,))


def test_who_is_below_the_role_that_a_page_is_for_is_refused_and_who_has_it_is_not(details):
    writer = make_user("Editor", "writer")
    release = make_release("A visit to Geneva", created_by=writer, changed_by=writer)
    (edition,) = publish([release], by=writer)
    anniversary = make_anniversary(en="Black January")
    saved = release.history.latest("history_id")
    posted = {"pressreleases_release_discard", "pressreleases_release_check_again", "pressreleases_release_in_step"}
    posted |= {"pressreleases_release_findings", "pressreleases_release_findings_new"}
    posted |= {f"pressreleases_anniversary_{page}" for page in ("drafts", "link", "titles")}
    for place, role in enumerate(ROLE_NAMES):
        client = Client()
        client.force_login(make_user(role, f"the-{role}"))
        for name, least in PAGES.items():
            if least == "own":
                continue
            url = url_of(name, release, edition, anniversary, saved)
            response = client.post(url, {}) if name in posted else client.get(url)
            if place < ROLE_NAMES.index(least):
                assert response.status_code == 403, (role, name, response.status_code)
            else:
                assert response.status_code not in (403, 500), (role, name, response.status_code)
                # A link to nowhere loads the same page again.
                assert b'href=""' not in getattr(response, "content", b""), name


# An author chooses topics, and names none


@pytest.fixture
def topic(details):
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Energy", slug="energy")
    return topic


def topic_url(topic):
    return f"/admin/pressreleases/topic/{topic.pk}/change/"


def test_an_author_cannot_change_the_name_of_a_topic(as_author, as_editor, topic):
    form = shown(as_editor.get(topic_url(topic)))
    assert as_author.get(topic_url(topic)).status_code == 200
    name = next(key for key, value in form.items() if value == "Energy")
    assert as_author.post(topic_url(topic), {**form, name: "Nonsense"}).status_code == 403
    assert as_author.get("/admin/pressreleases/topic/add/").status_code == 403
    assert TopicName.objects.get().name == "Energy"
    assert not AuditEntry.objects.filter(kind="topic").exists()


def test_an_editor_can(as_editor, topic):
    name = next(key for key, value in shown(as_editor.get(topic_url(topic))).items() if value == "Energy")
    assert save(as_editor, topic_url(topic), **{name: "Oil and gas"}).status_code == 302
    assert TopicName.objects.get().name == "Oil and gas"


def test_an_author_chooses_topics_on_the_form_and_finds_no_button_to_add_one(as_author, author, topic):
    release = make_release(created_by=author)
    url = f"/admin/pressreleases/release/{release.pk}/change/"
    page = as_author.get(url)
    assert "Energy" in page.content.decode()
    assert "/admin/pressreleases/topic/add/" not in page.content.decode()
    assert save(as_author, url, topics=[topic.pk]).status_code == 302
    assert list(release.topics.all()) == [topic]


def test_an_author_cannot_change_the_name_of_an_anniversary(as_author, as_editor):
    anniversary = make_anniversary(en="Black January")
    url = f"/admin/pressreleases/anniversary/{anniversary.pk}/change/"
    form = shown(as_editor.get(url))
    name = next(key for key, value in form.items() if value == "Black January")
    assert as_author.post(url, {**form, name: "Nonsense"}).status_code == 403
    assert AnniversaryName.objects.get().name == "Black January"


# What a role allows


def test_an_older_site_gets_what_its_roles_allow_now_with_the_next_migration():
    group = Group.objects.get(name="Author")
    old = Permission.objects.filter(content_type__app_label="pressreleases", codename__contains="topic")
    group.permissions.set(old)
    make_groups(using="default")
    found = set(group.permissions.values_list("codename", flat=True))
    assert found == ROLES["Author"]
    assert "change_topicname" not in found


def test_nobody_changes_in_the_admin_what_a_role_allows(details):
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    group = Group.objects.get(name="Author")
    url = f"/admin/auth/group/{group.pk}/change/"
    assert client.get(url).status_code == 200
    every = list(Permission.objects.values_list("pk", flat=True))
    assert client.post(url, {"name": "Author", "permissions": every}).status_code == 403
    assert client.get("/admin/auth/group/add/").status_code == 403
    assert set(group.permissions.values_list("codename", flat=True)) == ROLES["Author"]
