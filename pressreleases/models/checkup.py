"""What `pressreleases.doctor` found: the words of each finding, and the row that keeps the last ones for the desk.

A finding keeps a code and values; its words are made in the language of who reads them.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Level(StrEnum):
    GOOD = "good"
    ADVICE = "advice"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    level: Level
    code: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(SENTENCES[self.code] % self.values)


SENTENCES: "dict[str, _StrPromise]" = {
    "not_examined": _("The check “%(check)s” failed itself. The log of the site says why."),
    # Settings
    "debug": _("MISSION_DEBUG is on: error pages show internal details to everyone. Switch it off."),
    "no_https": _(
        "The address of the site is not https, so passwords and drafts travel unencrypted. Set MISSION_SITE_URL to an "
        "https address."
    ),
    "settings": _("The address of the site is %(address)s."),
    # Keys
    "key_open": _("Other users of this machine can read the file %(file)s. Close it: chmod 600 %(file)s"),
    "old_keys": _(
        "Signatures made with an old key are still accepted. Remove the old key when everyone has signed in again."
    ),
    "keys": _("The key of the site is closed to others."),
    # Database
    "database_away": _("The database cannot be reached: %(said)s"),
    "extensions": _("The database lacks extensions: %(names)s."),
    "migrations": ngettext_lazy(
        "%(count)s change of the database has not been made. Start the site again, or run manage.py migrate.",
        "%(count)s changes of the database have not been made. Start the site again, or run manage.py migrate.",
        "count",
    ),
    "database": _("The database is PostgreSQL %(version)s and has all extensions and changes."),
    # Role in the database
    "role_is_owner": _(
        "The role %(role)s, as which the site works, owns the tables: who gets in through the site can switch off what "
        "protects published texts. Make a second role, as “Two roles” in docs/operations.md says."
    ),
    "role_lacks": _(
        "The role %(role)s, as which the site works, may not do what the site needs: %(names)s. Start the site again, "
        "or run manage.py migrate."
    ),
    "role_may_too_much": _(
        "The role %(role)s, as which the site works, may do more than the site needs: %(names)s. Start the site again. "
        "If that does not help, an administrator of the database has to take it away."
    ),
    "role": _("The site works as the role %(role)s, which owns no table and may do only what the site needs."),
    # Pooler
    "pooler": _(
        "Between the site and its database is a pooler, so no pages are kept ready for readers. Set "
        "DATABASE_DIRECT_URL to the database itself."
    ),
    "direct_elsewhere": _(
        "DATABASE_URL and DATABASE_DIRECT_URL lead to different databases, so no pages are kept ready for readers, and "
        "the background process may work on the wrong one. Correct the addresses, or the configuration of the pooler."
    ),
    "direct": _("The background process and the kept pages reach the database past the pooler."),
    # Replica
    "replica_away": _("The replica cannot be reached, so the primary database answers all readers: %(said)s"),
    "replica_other": _(
        "What DATABASE_REPLICA_URL names does not follow the database of this site, so it is not asked. Correct the "
        "address, or let it follow the database again."
    ),
    "replica_late": _("The replica lacks %(megabytes)s MB of changes, so the primary database answers all readers."),
    "replica": _("The replica follows the database."),
    # Clock
    "clocks_apart": ngettext_lazy(
        "The clocks of the database and of this machine differ by %(seconds)s second.",
        "The clocks of the database and of this machine differ by %(seconds)s seconds.",
        "seconds",
    ),
    "clock_alone": _(
        "The clock of this machine is not set by a time server, so embargoes could end early. Run: timedatectl set-ntp "
        "true"
    ),
    "no_details": _("No mission details are valid today, so releases have no letterhead and times are in UTC."),
    "zone_unknown": _("The database does not know the time zone %(zone)s of the mission."),
    "clock": _("The clocks agree, and the time zone of the mission is %(zone)s."),
    # Mail
    "no_mail": _("No mail server is set, so no notice and no forgotten password is sent. Set MISSION_EMAIL_URL."),
    "mail_away": _("The mail server %(server)s cannot be used: %(said)s"),
    "mail_trouble": ngettext_lazy(
        "%(count)s notice could not be sent.", "%(count)s notices could not be sent.", "count"
    ),
    "mail": _("The mail server %(server)s answers."),
    # CDN
    "not_purged": _(
        "The CDN does not take the call that outdates its pages, so readers may see withdrawn texts for some minutes: "
        "%(said)s"
    ),
    "purge": _("The CDN takes the call that outdates its pages."),
    # Files and disk
    "files_folder": _("The site cannot write into the folder for files: %(said)s"),
    "files_store": _("The storage for files: %(said)s"),
    "files": _("Files can be stored."),
    "little_room": _("The disk has only %(megabytes)s MB left. When it is full, nothing can be saved or published."),
    "room": _("The disk has %(megabytes)s MB left."),
    # Backups
    "no_backup": _("There is no backup in %(folder)s. Run make backup, and let a timer do it each night."),
    "old_backup": ngettext_lazy(
        "The newest backup is %(days)s day old. See why none was made since.",
        "The newest backup is %(days)s days old. See why none was made since.",
        "days",
    ),
    "open_backup": _(
        "Backups are not encrypted, and they contain drafts and texts under embargo. Run make backup-key, and set "
        "MISSION_BACKUP_KEYS."
    ),
    "backup": ngettext_lazy(
        "The newest backup is %(hours)s hour old.", "The newest backup is %(hours)s hours old.", "hours"
    ),
    # Worker
    "no_worker": _("The background process has never run, so no mail is sent and no PDF is made."),
    "worker_away": ngettext_lazy(
        "The background process was last seen %(minutes)s minute ago. Start it, or see why it ended.",
        "The background process was last seen %(minutes)s minutes ago. Start it, or see why it ended.",
        "minutes",
    ),
    "worker": _("The background process is running."),
    # People
    "few_editors": ngettext_lazy(
        "Only %(count)s account may publish, so nobody can publish a text of that person after a second look.",
        "Only %(count)s accounts may publish, so nobody can publish a text after a second look.",
        "count",
    ),
    "few_administrators": ngettext_lazy(
        "Only %(count)s account may manage accounts. If that person is away, nobody can help colleagues sign in.",
        "Only %(count)s accounts may manage accounts. If they are away, nobody can help colleagues sign in.",
        "count",
    ),
    "people": _("More than one account may publish, and more than one may manage accounts."),
    # Second factors
    "factors_off": _("MISSION_SECOND_FACTOR is off, so a password alone is enough to publish."),
    "factors_missing": ngettext_lazy(
        "%(count)s colleague who has to have a second factor has not added one yet.",
        "%(count)s colleagues who have to have a second factor have not added one yet.",
        "count",
    ),
    "factors": _("Everyone who has to have a second factor has one."),
    # Policy of pages
    "policy_reports": _(
        "Browsers of colleagues kept pages of the admin from loading what these may not load: %(names)s. Often an "
        "extension of a browser is the reason. If several colleagues have it, tell whoever maintains the site."
    ),
    "policy": _("No browser of a colleague had to keep a page of the admin from loading anything."),
    # Certificate
    "certificate_refused": _("The certificate of %(host)s is not accepted: %(said)s"),
    "certificate_unseen": _("The certificate of %(host)s could not be looked at from this machine: %(said)s"),
    "certificate_ends": ngettext_lazy(
        "The certificate of %(host)s ends in %(days)s day. Renew it, and see why it was not renewed by itself.",
        "The certificate of %(host)s ends in %(days)s days. Renew it, and see why it was not renewed by itself.",
        "days",
    ),
    "certificate": ngettext_lazy(
        "The certificate of %(host)s is valid for %(days)s more day.",
        "The certificate of %(host)s is valid for %(days)s more days.",
        "days",
    ),
}


class CheckupQuerySet(models.QuerySet["Checkup"]):
    def keep(self, findings: list[Finding]) -> None:
        """Replace what was found before by `findings`, at this instant of the database."""
        kept = [asdict(finding) for finding in findings]
        self.update_or_create(pk=1, defaults={"made_at": Now(), "findings": kept})


class Checkup(models.Model):
    """The one row of its kind. Each of `findings` has `level`, `code` and `values`."""

    made_at = models.DateTimeField()
    findings = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))

    objects = CheckupQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="checkup_is_one_row")]

    def __str__(self) -> str:
        return f"{self.made_at}"

    def to_mend(self) -> list[Finding]:
        """What was not good."""
        kept = [Finding(Level(each["level"]), each["code"], each["values"]) for each in self.findings]
        # A finding of another version of the site may have a code that this one does not know.
        return [each for each in kept if each.level != Level.GOOD and each.code in SENTENCES]
