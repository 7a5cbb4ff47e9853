"""Typing into an open form, as its script sends it, and what is offered of it later."""

from pressreleases.models import Release
from tests.admin.filling import RELEASES, change_url, shown

ADD = f"{RELEASES}add/"
FORM, OTHER_FORM = "a-form-key-0000001", "a-form-key-0000002"


def keep_url(release=None):
    return f"{RELEASES}{release.pk}/keep/" if release else f"{RELEASES}keep/"


def typed(client, release, form=FORM, /, **changes):
    """What the script sends of the form at that moment."""
    held = {**form_of(client, release), **changes}
    version = held.pop("version")
    return {**held, "_form": form, "_version": version, "_user": client.session["_auth_user_id"]}


def form_of(client, release):
    """What the form holds when it is opened; fetched once for each save, since the page is large."""
    saved = Release.objects.values_list("version", flat=True).get(pk=release.pk) if release else 0
    url, opened = change_url(release) if release else ADD, client.__dict__.setdefault("forms_opened", {})
    if (url, saved) not in opened:
        opened[url, saved] = shown(client.get(url))
    return opened[url, saved]


def keep(client, release, form=FORM, /, **changes):
    return client.post(keep_url(release), typed(client, release, form, **changes))


def offered(client, release=None):
    url = change_url(release) if release else ADD
    return [offer.row for offer in client.get(url).context["autosave"]["offers"]]
