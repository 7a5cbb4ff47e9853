"""An editor's account that a contributor made, or gave its role, within 14 days is no second person."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.test import Client
from django.utils import timezone

from pressreleases.audit import record
from pressreleases.models import AuditEntry, Edition, PublishedAlone
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import correct, endorse, errors, four_eyes, publish, schedule_newest, submit
from tests.admin.filling import change_url, save, shown, verb_url
from tests.making import in_future, make_release, make_user

PASSWORD = "a long enough password"
ACCOUNTS = "/admin/auth/user/"
EDITOR = "Editor"


@pytest.fixture
def writer(details):
    """An administrator who writes."""
    return make_user("Administrator", "writer")


@pytest.fixture
def as_writer(writer):
    client = Client()
    client.force_login(writer)
    return client


@pytest.fixture
def text(as_writer):
    release = make_release("A visit to Geneva", summary="On the way.")
    assert save(as_writer, change_url(release), title="A visit to Vienna").status_code == 302
    release.refresh_from_db()
    return release


@pytest.fixture
def old(details):
    """An account that has been there for long: nothing of it is in the trail."""
    return make_user(EDITOR, "old")


def role():
    return Group.objects.get(name=EDITOR).pk


def make_account(client, name="newcomer"):
    given = {"username": name, "first_name": "New", "last_name": "Comer", "role": role()}
    form = shown(client.get(f"{ACCOUNTS}add/"), **given)
    response = client.post(f"{ACCOUNTS}add/", form)
    assert response.status_code == 302, response.context["errors"]
    return User.objects.get(username=name)


def change(client, user, **given):
    url = f"{ACCOUNTS}{user.pk}/change/"
    form = {**shown(client.get(url)), **given}
    assert client.post(url, {name: value for name, value in form.items() if value is not None}).status_code == 302
    return User.objects.get(pk=user.pk)


def refuses(release, user):
    try:
        publish([release], by=user)
    except errors.NewAccount:
        return True
    return False


def in_days(monkeypatch, days):
    now = timezone.now() + dt.timedelta(days=days)
    monkeypatch.setattr("pressreleases.publishing.four_eyes.timezone.now", lambda: now)


def test_an_account_that_the_writer_made_publishes_nothing_of_theirs(as_writer, writer, text):
    newcomer = make_account(as_writer)
    assert writer.pk in four_eyes.made_by(newcomer, {writer.pk})
    with pytest.raises(errors.NewAccount, match="writer wrote part of “A visit to Vienna”, and created your account"):
        publish([text], by=newcomer)
    assert not Edition.objects.exists()
    assert publish([text], by=newcomer, alone="Nobody else is in.")
    assert PublishedAlone.objects.get().by == newcomer


def test_after_fourteen_days_it_does_and_not_a_day_before(as_writer, text, monkeypatch):
    newcomer = make_account(as_writer)
    in_days(monkeypatch, 13.9)
    assert refuses(text, newcomer)
    in_days(monkeypatch, 14.1)
    assert not refuses(text, newcomer)


def test_it_publishes_what_others_wrote(as_writer, details):
    newcomer = make_account(as_writer)
    other = make_release("Of somebody else")
    other.history.update(history_user=make_user("Author"))
    assert publish([other], by=newcomer)


def test_an_account_that_somebody_else_made_does(text):
    client = Client()
    client.force_login(make_user("Administrator", "somebody-else"))
    assert publish([text], by=make_account(client))


def test_an_old_account_does_and_another_name_changes_nothing(as_writer, old, text):
    assert not refuses(text, change(as_writer, old, username="renamed", first_name="Re"))


def test_an_address_that_the_writer_changed_for_the_links_go_there(as_writer, old, text):
    assert refuses(text, change(as_writer, old, email="writers-own@mission.example"))


@pytest.mark.parametrize("way", ["shown", "address", "sent"])
def test_whoever_could_sign_in_as_the_writer_is_no_second_person(details, way, settings):
    settings.EMAIL_HOST = "mail.mission.example"
    author = make_user("Author", "author")
    User.objects.filter(pk=author.pk).update(email="author@mission.example")
    text = make_release("Of an author")
    text.history.update(history_user=author)
    administrator = make_user("Administrator", "administrator")
    client = Client()
    client.force_login(administrator)
    if way == "address":
        change(client, author, email="mine@mission.example")
    else:
        press = {"show" if way == "shown" else "send": "1"}
        assert client.post(f"{ACCOUNTS}{author.pk}/password-link/", press).status_code < 400
    if way == "sent":
        assert publish([text], by=administrator)
        return
    said = "author wrote part of “Of an author”, and you saw a link for setting the password"
    with pytest.raises(errors.OpenedAccount, match=said):
        publish([text], by=administrator)
    assert "you saw a link for setting the password" in client.get(verb_url(text, "publish")).content.decode()
    settings.PUBLISH_ALONE = "forbid"
    with pytest.raises(errors.OpenedAccountForbidden):
        publish([text], by=administrator)
    settings.PUBLISH_ALONE = "allow"
    other = make_user(EDITOR, "other")
    assert publish([text], by=other)


def test_a_renamed_new_account_does_not(as_writer, text):
    newcomer = make_account(as_writer)
    client = Client()
    client.force_login(make_user("Administrator", "somebody-else"))
    assert refuses(text, change(client, newcomer, username="another-name"))


def test_nor_does_one_whose_maker_is_called_otherwise_now(as_writer, writer, text):
    newcomer = make_account(as_writer)
    User.objects.filter(pk=writer.pk).update(username="other-name", last_name="Writer")
    with pytest.raises(errors.NewAccount, match="Writer wrote part"):
        publish([text], by=newcomer)


def test_a_role_that_the_writer_gave(as_writer, text):
    author = make_user("Author", "promoted")
    assert refuses(text, change(as_writer, author, groups=[role()]))


def test_a_link_for_setting_the_password_that_the_writer_saw(as_writer, old, text):
    assert as_writer.post(f"{ACCOUNTS}{old.pk}/password-link/", {"show": "1"}).status_code == 200
    assert refuses(text, old)


def test_a_password_of_ones_own_changes_nothing(old, text):
    client = Client()
    client.force_login(old)
    new = "another quite long password"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", given).status_code == 302
    assert not refuses(text, old)


def test_an_account_that_the_writer_made_active_again(as_writer, old, text):
    change(as_writer, old, is_active=None)
    in_between = change(as_writer, old, is_active="on")
    assert in_between.is_active
    assert refuses(text, in_between)


def test_powers_that_a_superuser_gave(details, text, old):
    root = User.objects.create_superuser("root")
    client = Client()
    client.force_login(root)
    save(client, change_url(text), title="A visit to Bern")
    assert refuses(text, change(client, make_user(EDITOR, "other"), is_superuser="on"))
    one = Permission.objects.get(codename="publish_release")
    assert refuses(text, change(client, make_user("Author", "with-a-right"), user_permissions=[one.pk]))
    assert not refuses(text, old)


def test_an_account_that_was_made_by_way_of_another(as_writer, text):
    between = make_account(as_writer, "between")
    between.groups.set([Group.objects.get(name="Administrator")])
    client = Client()
    client.force_login(User.objects.get(pk=between.pk))
    assert refuses(text, make_account(client, "newcomer"))


def test_what_another_account_made_before_the_writer_had_it_is_free(as_writer, text):
    between = make_user("Administrator", "between")
    client = Client()
    client.force_login(between)
    newcomer = make_account(client, "newcomer")
    change(as_writer, between, groups=[role()])
    assert not refuses(text, newcomer)


def test_its_endorsement_does_not_count_either(as_writer, writer, text):
    newcomer = make_account(as_writer)
    (edition,) = publish([text], by=writer, alone="Nobody else is in.")
    with pytest.raises(errors.NewAccountEndorses, match="writer published or wrote part of edition 1"):
        endorse(edition, by=newcomer)
    assert PublishedAlone.objects.to_be_endorsed().exists()
    endorse(edition, by=make_user(EDITOR, "other"))


def test_the_page_the_desk_and_the_list_say_why(as_writer, writer, text):
    newcomer = make_account(as_writer)
    submit([text], by=writer)
    client = Client()
    client.force_login(newcomer)
    page = client.get(verb_url(text, "publish"))
    said = "writer wrote part of this text, and created your account or gave it its role."
    assert said in page.content.decode()
    assert page.context["form"].fields["alone"].required
    assert "and created your account or gave it its role" in client.get("/admin/").content.decode()
    bulk = client.get(f"/admin/pressreleases/release/chosen/publish/?rows={text.pk}").content.decode()
    assert "and created your account or gave it its role" in bulk
    other = Client()
    other.force_login(make_user(EDITOR, "other"))
    assert "created your account" not in other.get("/admin/").content.decode()
    assert "created your account" not in other.get(verb_url(text, "publish")).content.decode()


def test_where_nobody_may_publish_alone_no_reason_helps(as_writer, text, settings):
    newcomer = make_account(as_writer)
    settings.PUBLISH_ALONE = "forbid"
    with pytest.raises(errors.NewAccountForbidden):
        publish([text], by=newcomer, alone="Nobody else is in.")


def test_a_sign_in_and_a_choice_of_notices_are_no_making(as_writer, old, writer, text):
    Client().post("/admin/login/", {"username": "old", "password": PASSWORD})
    AuditEntry.objects.create(
        act="account-changed", actor=writer, kind="account", key=old.pk, details={"roles": ["Editor"]}
    )
    assert not refuses(text, old)


MOMENT = dt.timedelta(microseconds=1)


def note_account(maker, account, **details):
    """What the audit trail says when `maker` makes `account`, or changes something of it."""
    with transaction.atomic():
        return record(AuditAct.ACCOUNT_CHANGED, account, by=maker, details=details or {"new": True})


@pytest.fixture
def newcomer(details):
    return make_user(EDITOR, "newcomer")


def test_the_fourteen_days_end_at_their_very_instant(writer, newcomer):
    entry = note_account(writer, newcomer)
    until = entry.at + dt.timedelta(days=14)
    assert four_eyes.made_by(newcomer, {writer.pk}, until - MOMENT)[writer.pk].until == until
    assert four_eyes.made_by(newcomer, {writer.pk}, until) == {}


def test_what_an_account_changes_of_itself_makes_its_fourteen_days_no_longer(writer, newcomer):
    made = note_account(writer, newcomer)
    note_account(newcomer, newcomer, changed=["password"])
    assert four_eyes.made_by(newcomer, {writer.pk})[writer.pk].at == made.at


def test_other_accounts_that_the_writer_makes_make_its_fourteen_days_no_longer(writer, newcomer):
    made = note_account(writer, newcomer)
    note_account(writer, make_user(EDITOR, "another"))
    assert four_eyes.made_by(newcomer, {writer.pk})[writer.pk].at == made.at
    again = note_account(writer, newcomer, changed=["groups"])
    assert four_eyes.made_by(newcomer, {writer.pk})[writer.pk].at == again.at


def test_only_who_made_it_counts_and_not_who_only_wrote(writer, newcomer):
    note_account(writer, newcomer)
    other = make_user("Author")
    assert set(four_eyes.made_by(newcomer, {writer.pk, other.pk, newcomer.pk})) == {writer.pk}
    assert four_eyes.made_by(newcomer, {other.pk}) == {}


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        ("groups", True),
        ("user_permissions", True),
        ("is_superuser", True),
        ("is_staff", True),
        ("is_active", True),
        ("password", True),
        ("username", False),
        ("last_login", False),
    ],
)
def test_each_power_counts_and_a_name_does_not(writer, newcomer, changed, counts):
    note_account(writer, newcomer, changed=[changed])
    assert bool(four_eyes.made_by(newcomer, {writer.pk})) is counts


def test_an_account_of_who_published_alone_endorses_nothing_even_where_only_the_note_was_theirs(writer, newcomer):
    release = make_release("A visit to Geneva")
    release.history.update(history_user=make_user("Author"))
    publish([release], by=writer)
    release.refresh_from_db()
    release.title, release.version = "Another visit", release.version + 1
    release.save_as(by=User.objects.get(username="author"))
    (edition,) = correct([release], by=writer, change_note="The title.", alone="Nobody else is in.")
    assert writer.pk not in four_eyes.contributors_of(edition)
    note_account(writer, newcomer)
    with pytest.raises(errors.NewAccountEndorses):
        endorse(edition, by=newcomer)


def test_an_account_of_somebody_who_wrote_part_of_it_endorses_nothing_either(writer, newcomer, text):
    publisher = make_user(EDITOR, "publisher")
    text.title, text.version = "Another visit", text.version + 1
    text.save_as(by=publisher)
    (edition,) = publish([text], by=publisher, alone="Nobody else is in.")
    note_account(writer, newcomer)
    with pytest.raises(errors.NewAccountEndorses, match="writer published or wrote part"):
        endorse(edition, by=newcomer)


def test_of_two_who_made_an_account_the_one_who_is_longer_here_is_named(writer, newcomer, text):
    second = make_user("Administrator", "second")
    text.title, text.version = "Another visit", text.version + 1
    text.save_as(by=second)
    publisher = make_user(EDITOR, "publisher")
    (edition,) = publish([text], by=publisher)
    PublishedAlone.objects.create(edition=edition, reason="Late.", by=publisher, at=edition.made_at)
    note_account(second, newcomer)
    note_account(writer, newcomer, changed=["groups"])
    with pytest.raises(errors.NewAccountEndorses, match=r"^writer published"):
        endorse(edition, by=newcomer)


def test_an_account_of_who_wrote_only_the_change_note_is_no_second_person_for_it(writer, newcomer):
    release, author = make_release("A visit to Geneva"), make_user("Author")
    release.history.update(history_user=author)
    publish([release], by=writer)
    release.title, release.version = "Another visit", 2
    release.save_as(by=author)
    correct([release], by=writer, change_note="One.", at=in_future(), alone="Nobody else is in.")
    release.title, release.version = "A third visit", 3
    release.save_as(by=author)
    note_account(writer, newcomer)
    with pytest.raises(errors.NewAccount):
        schedule_newest([release], by=newcomer)
