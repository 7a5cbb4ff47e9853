"""What mails begin with, by the kind of their notice, and the sentences on changes of an account."""

from django.utils.translation import gettext_lazy

from pressreleases.models.notice import NoticeKind

# The beginning of the subject, before the title, and the first sentence of the mail.
WORDS = {
    NoticeKind.SUBMITTED: (
        gettext_lazy("Review requested"),
        gettext_lazy("This release is waiting for review. An editor can publish it or send it back."),
    ),
    NoticeKind.REOPENED: (
        gettext_lazy("A draft again"),
        gettext_lazy(
            "This release was waiting for review. Its author has changed it, so it is a draft "
            "again until it is submitted."
        ),
    ),
    NoticeKind.SENT_BACK: (
        gettext_lazy("Sent back"),
        gettext_lazy("This release was sent back and is a draft again."),
    ),
    NoticeKind.CLEARED: (
        gettext_lazy("Cleared"),
        gettext_lazy("This text was cleared as it was at that time. It has to be cleared again after any change."),
    ),
    NoticeKind.DECLINED: (
        gettext_lazy("Clearance declined"),
        gettext_lazy("This text was not cleared."),
    ),
    NoticeKind.PUBLISHED: (
        gettext_lazy("Published"),
        gettext_lazy("This release was published."),
    ),
    NoticeKind.SCHEDULED: (
        gettext_lazy("Scheduled"),
        gettext_lazy("This release is scheduled. Readers will see it from the time below."),
    ),
    NoticeKind.CORRECTED: (
        gettext_lazy("Corrected"),
        gettext_lazy("A correction of this release was published."),
    ),
    NoticeKind.MOVED: (
        gettext_lazy("Scheduled time changed"),
        gettext_lazy("The scheduled time for this release was changed."),
    ),
    NoticeKind.UNSCHEDULED: (
        gettext_lazy("Schedule cancelled"),
        gettext_lazy("The schedule of this release was cancelled. The scheduled change will not happen."),
    ),
    NoticeKind.EMBARGO_SET: (
        gettext_lazy("Embargo set"),
        gettext_lazy("This release must not be published before the time below."),
    ),
    NoticeKind.EMBARGO_LIFTED: (
        gettext_lazy("Embargo lifted"),
        gettext_lazy("The embargo on this release was lifted. It may be published at any time."),
    ),
    NoticeKind.WITHDRAWN: (
        gettext_lazy("Withdrawn"),
        gettext_lazy(
            "This release is withdrawn from the time below. Readers then see the reason in place of the text."
        ),
    ),
    NoticeKind.REMOVED: (
        gettext_lazy("Removed"),
        gettext_lazy(
            "This release is removed as published in error from the time below. Readers then see only the reason."
        ),
    ),
    NoticeKind.REDACTED: (
        gettext_lazy("Redacted"),
        gettext_lazy("Parts of this release were redacted. Readers and staff can no longer read them."),
    ),
    NoticeKind.FLAGGED: (
        gettext_lazy("Published alone"),
        gettext_lazy("A colleague published this release alone. Please read it, and endorse or correct it."),
    ),
    NoticeKind.ANNIVERSARY: (
        gettext_lazy("Upcoming anniversaries"),
        gettext_lazy("Work on the releases for these anniversaries begins."),
    ),
    NoticeKind.NOT_SEEN: (
        gettext_lazy("Not shown correctly to readers"),
        gettext_lazy("The site has checked its own pages. They have not been shown correctly for two minutes."),
    ),
    NoticeKind.INVITED: (
        gettext_lazy("Your account"),
        gettext_lazy("A colleague sends you this link for setting the password of your account."),
    ),
    NoticeKind.PASSWORD_FORGOTTEN: (
        gettext_lazy("Your password"),
        gettext_lazy(
            "Someone, probably you, has asked for a new password. If it was not you, do nothing: "
            "your password stays as it is."
        ),
    ),
    NoticeKind.NEW_DEVICE: (
        gettext_lazy("New sign-in"),
        gettext_lazy("Somebody, probably you, has signed in to your account with a browser that is new to it."),
    ),
    NoticeKind.ACCOUNT_SECURITY: (
        gettext_lazy("Your account"),
        gettext_lazy("The way you sign in to your account was changed."),
    ),
}

# By the word that the audit trail has, too.
CHANGES = {
    "passkey-added": gettext_lazy("A passkey was added to your account."),
    "passkey-removed": gettext_lazy("A passkey of your account was removed."),
    "app-added": gettext_lazy("An authenticator app was added to your account."),
    "app-removed": gettext_lazy("The authenticator app of your account was removed."),
    "recovery-codes": gettext_lazy("Your account has new recovery codes. The old ones no longer work."),
    "recovery-code-used": gettext_lazy("A recovery code of your account was used."),
    "factors-reset-asked": gettext_lazy(
        "An administrator has asked to remove the second factors of your account. A second administrator must confirm."
    ),
    "factors-reset": gettext_lazy("The second factors of your account were removed, because they are lost."),
    "password": gettext_lazy("The password of your account was changed."),
    "email": gettext_lazy("The e-mail address of your account was changed."),
    "wrong-codes": gettext_lazy(
        "Somebody has typed your password and then five wrong codes. If it was not you, change your password now."
    ),
}
