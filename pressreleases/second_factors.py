"""Second factors of accounts: who must have one, and adding, using, removing and resetting them.

django-allauth stores them and does all of the cryptography (docs/decisions/0066-second-factors-are-allauths.md). While
a passkey is being added, or used after the password, it keeps the challenge in the session of the current request. The
challenge of a passkey that signs in alone is stored nowhere, as anybody can ask for one: the browser has it, signed.
"""

import base64
import datetime as dt
import hashlib
import struct
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any, TypeVar

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from pressreleases.audit import client_address, record
from pressreleases.models import AuditEntry, StaffSession
from pressreleases.models.audit import AuditAct, AuditKind
from pressreleases.models.notice import NoticeKind
from pressreleases.outbox import tell_account
from pressreleases.publishing import four_eyes
from pressreleases.publishing.permissions import PUBLISH, REDACT

# Loaded when the first one signs in: they take 10 MB of each process, and a twelfth of its start.
webauthn: Any = SimpleLazyObject(lambda: import_module("allauth.mfa.webauthn.internal.auth"))
fernet: Any = SimpleLazyObject(lambda: import_module("cryptography.fernet"))

# With one of these, an account needs a second factor where the site asks publishers for one.
POWERFUL = (PUBLISH, REDACT, "auth.change_user")
MOST_PASSKEYS = 10
# The word for it in the audit trail, and how long it can be confirmed.
ASKED, ASKED_FOR = "factors-reset-asked", dt.timedelta(days=1)
LONGEST_NAME = 60

# What the readers of answers raise: the last one where what is sent has thousands of levels.
_WRONG_ANSWERS = (
    *(ValidationError, ValueError, TypeError, LookupError, AttributeError, NotImplementedError),
    *(struct.error, RecursionError, signing.BadSignature),
)
# What a challenge for anybody is signed for, and how many seconds it can be answered.
_CHALLENGE, ANSWERED_WITHIN = "passkey-asked", 10 * 60

Kind = Authenticator.Type
_T = TypeVar("_T")


class Adapter(DefaultMFAAdapter):
    """What django-allauth asks the site: `MFA_ADAPTER` of the settings names it."""

    def encrypt(self, text: str) -> str:
        return str(_cipher().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        return str(_cipher().decrypt(encrypted_text.encode()).decode())

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())


def _cipher() -> Any:
    """Encrypts with a key made of the site's own, which is not in the database; reads what former keys encrypted."""
    return fernet.MultiFernet([fernet.Fernet(key) for key in _keys()])


def _keys() -> list[bytes]:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    made = (hashlib.sha256(b"pressreleases.second_factors" + str(key).encode()).digest() for key in keys)
    return [base64.urlsafe_b64encode(key) for key in made]


def encrypt_anew() -> int:
    """Encrypt with the newest key what a former one of the site encrypted; return how many factors that changed.

    Nothing else would read them once the former key is removed.
    """
    if not settings.SECRET_KEY_FALLBACKS:
        return 0
    newest, changed = fernet.Fernet(_keys()[0]), 0
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(type__in=(Kind.TOTP, Kind.RECOVERY_CODES))
        for row in rows.order_by("pk"):
            name = "secret" if row.type == Kind.TOTP else "seed"
            if _opens(newest, row.data[name]):
                continue
            try:
                row.data[name] = _cipher().rotate(row.data[name].encode()).decode()
            except fernet.InvalidToken:
                # Of a key that is not there any more: its owner needs a reset.
                continue
            row.save(update_fields=["data"])
            changed += 1
    return changed


def _opens(key: Any, token: str) -> bool:
    try:
        key.decrypt(token.encode())
    except fernet.InvalidToken:
        return False
    return True


# Who has one


def must_have(user: User) -> bool:
    """Whether this site (`MISSION_SECOND_FACTOR`) lets `user` in only with a second factor. No query of its own."""
    if settings.SECOND_FACTOR == "publishers":
        return user.is_superuser or any(user.has_perm(power) for power in POWERFUL)
    return bool(settings.SECOND_FACTOR == "all")


def is_excused(user: User) -> bool:
    """Whether `user` is an account of the sample content, which is only asked to add one."""
    made = AuditEntry.objects.filter(kind=AuditKind.ACCOUNT, key=user.pk, act=AuditAct.ACCOUNT_CHANGED)
    return made.filter(details__sample=True).exists()


def factors(user: User) -> "QuerySet[Any]":
    """The passkeys and the app of `user`, without recovery codes, which are none alone."""
    found: QuerySet[Any] = Authenticator.objects.filter(user=user, type__in=(Kind.WEBAUTHN, Kind.TOTP))
    return found.order_by("created_at", "pk")


def has(user: User) -> bool:
    return bool(factors(user).exists())


# Using one


def used_code(user: User, code: str) -> bool:
    """Whether `code` is one of the app of `user`, or a recovery code, neither used before; then it is used now.

    Runs in a transaction; each code works once, whichever process is asked.
    """
    rows = Authenticator.objects.select_for_update().filter(user=user, type__in=(Kind.TOTP, Kind.RECOVERY_CODES))
    for row in rows.order_by("pk"):
        try:
            right = (_CodesOfApp if row.type == Kind.TOTP else RecoveryCodes)(row).validate_code(code)
        except fernet.InvalidToken:
            # The site has another key than the one that encrypted it.
            right = False
        if right:
            row.refresh_from_db()
            row.record_usage()
            if row.type == Kind.RECOVERY_CODES:
                note_change(user, "recovery-code-used", by=user, ends_sessions=False)
            return True
    return False


class _CodesOfApp(TOTP):
    """Remembers used codes in the row, where all processes see them; allauth does in the cache of one process."""

    def _mark_code_used(self, code: str) -> bool:
        used = self.instance.data.get("used", [])
        code = "".join(filter(str.isdigit, code))
        if code in used:
            return False
        # Any that is still valid is among them, in whatever order they were typed.
        self.instance.data["used"] = [code, *used][: 4 * settings.MFA_TOTP_TOLERANCE + 1]
        self.instance.save(update_fields=["data"])
        return True


def _none_if_wrong(function: Callable[..., _T]) -> Callable[..., _T | None]:
    """None where what a browser sent is no valid answer of a passkey."""

    @wraps(function)
    def answer(*args: Any, **kwargs: Any) -> _T | None:
        try:
            return function(*args, **kwargs)
        except _WRONG_ANSWERS:
            return None

    return answer


def passkey_challenge(user: User) -> dict[str, Any]:
    """What the browser asks the passkeys of `user`."""
    return webauthn.begin_authentication(user)


def challenge_for_anybody() -> dict[str, Any]:
    """What the browser asks any passkey for this site; `asked` is the same, signed, and has to come with the answer."""
    challenge = webauthn.begin_authentication(None)
    asked = [webauthn.get_state(), timezone.now().isoformat()]
    webauthn.clear_state()
    return {**challenge, "asked": signing.dumps(asked, salt=_CHALLENGE)}


@_none_if_wrong
def used_passkey(answer: Any, user: User) -> User | None:
    """`user` if one of their passkeys gave `answer`, else None."""
    passkey = _passkey_that_gave(answer, user)
    if passkey is None:
        return None
    # Never back, by the clock of another machine: an answer that was used would count again.
    passkey.last_used_at = max(timezone.now(), passkey.last_used_at or timezone.now())
    passkey.save(update_fields=["last_used_at"])
    return user


@_none_if_wrong
def signed_in_by_passkey(answer: Any, asked: str) -> User | None:
    """The account whose passkey gave `answer` to what was `asked`, once; None if it is wrong.

    Alone, a passkey counts only if it has checked who uses it, by PIN, finger or face. To be called in a transaction.
    """
    state, instant = signing.loads(asked, salt=_CHALLENGE, max_age=ANSWERED_WITHIN)
    asked_at = dt.datetime.fromisoformat(instant)
    webauthn.set_state(state)
    try:
        passkey = _passkey_that_gave(answer, None)
    finally:
        webauthn.clear_state()
    passkey = passkey and Authenticator.objects.select_for_update().filter(pk=passkey.pk).first()
    # Nothing that was asked before its last use counts any more, so no answer can be sent a second time.
    if passkey is None or (passkey.last_used_at and passkey.last_used_at >= asked_at):
        return None
    passkey.last_used_at = max(timezone.now(), asked_at)
    passkey.save(update_fields=["last_used_at"])
    owner: User = passkey.user
    return owner


def _passkey_that_gave(answer: Any, user: User | None) -> Authenticator | None:
    said = webauthn.parse_authentication_response(answer).response
    if not _is_ours(said.client_data.origin) or (user is None and not said.authenticator_data.is_user_verified()):
        return None
    return webauthn.complete_authentication(user or webauthn.extract_user_from_response(answer), answer)


# Changing them


def note_change(
    user: User, what: str, *, by: User | None, keep: str | None = None, ends_sessions: bool = True, mail_to: str = ""
) -> None:
    """Record that `by` changed how `user` signs in, tell them by e-mail, and end their sessions but for `keep`.

    `what` is a key of `outbox.words.CHANGES`; `mail_to`, an address that is not that of the account any more.
    """
    if not mail_to:
        record(AuditAct.ACCOUNT_CHANGED, user, by=by, details={"changed": [what]})
    told = {"what": what, "address": client_address(), "mail_to": mail_to}
    tell_account(NoticeKind.ACCOUNT_SECURITY, user.pk, by=by, details=told)
    if ends_sessions:
        StaffSession.objects.of(user).exclude(pk=keep).delete()


def new_passkey_challenge(user: User) -> dict[str, Any]:
    """What the browser asks for a new passkey of `user`: one that is found without a name, and checks who uses it."""
    return webauthn.begin_registration(user, passwordless=True)


def add_passkey(user: User, name: str, answer: Any, *, keep: str | None) -> bool:
    """Add the passkey that gave `answer`; False if it is wrong, or does not check who uses it."""
    kept = _registered(answer)
    if kept is None:
        return False
    webauthn.WebAuthn.add(user, name, kept)
    note_change(user, "passkey-added", by=user, keep=keep)
    return True


@_none_if_wrong
def _registered(answer: Any) -> dict[str, Any] | None:
    """What is stored of `answer`: nothing that a browser has added to it. None if it is wrong."""
    read = webauthn.parse_registration_response(answer)
    data = webauthn.complete_registration(answer)
    offered = {each.alg for each in webauthn.get_server().allowed_algorithms}
    if not _is_ours(read.response.client_data.origin) or not data.is_user_verified():
        return None
    if data.credential_data is None or data.credential_data.public_key.get(3) not in offered:
        # 3 is the algorithm (RFC 9052). Its answers could never be checked.
        return None
    return {**dict(read), "clientExtensionResults": {}}


def _is_ours(origin: str) -> bool:
    """Whether a passkey answered a page of this very site: a subdomain or another port may have its name too."""
    request = context.request
    return origin in (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)


def app_picture(user: User, secret: str) -> str:
    """The QR code for an authenticator app, as an address of a picture."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def add_app(user: User, secret: str, code: str, *, keep: str | None) -> bool:
    """Add the app with this `secret`, in place of another; True if `code` is one of its codes."""
    if not validate_totp_code(secret, code):
        return False
    Authenticator.objects.filter(user=user, type=Kind.TOTP).delete()
    _CodesOfApp(TOTP.activate(user, secret).instance)._mark_code_used(code)
    note_change(user, "app-added", by=user, keep=keep)
    return True


def recovery_codes_left(user: User) -> int:
    row = Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).first()
    return settings.MFA_RECOVERY_CODE_COUNT - row.data["used_mask"].bit_count() if row else 0


def new_recovery_codes(user: User, *, keep: str | None) -> list[str]:
    """Make new recovery codes, to be shown now and never again; the old ones work no more."""
    Authenticator.objects.filter(user=user, type=Kind.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    note_change(user, "recovery-codes", by=user, keep=keep)
    return codes


def remove(factor: Any, *, keep: str | None) -> None:
    """Remove a passkey or the app; with the last one, the recovery codes too."""
    user: User = factor.user
    what = "passkey-removed" if factor.type == Kind.WEBAUTHN else "app-removed"
    factor.delete()
    if not has(user):
        Authenticator.objects.filter(user=user).delete()
    note_change(user, what, by=user, keep=keep)


def reset(user: User, *, by: User | None) -> bool:
    """Remove all second factors of `user`, who has lost them; False if there were none."""
    with transaction.atomic():
        removed: int = Authenticator.objects.filter(user=user).delete()[0]
        if removed:
            note_change(user, "factors-reset", by=by)
    return bool(removed)


def ask_reset(user: User, *, by: User) -> None:
    """Ask a second administrator to remove the second factors of `user`, and tell their owner."""
    note_change(user, ASKED, by=by, ends_sessions=False)


def asked_reset(user: User, at: dt.datetime | None = None) -> AuditEntry | None:
    """The entry of who asked within a day before `at` (None: now) to remove the second factors of `user`.

    Who is no administrator any more does not count. None if they were removed since, or if the owner has used or added
    one, and so has not lost them all.
    """
    now = at or timezone.now()
    entries = AuditEntry.objects.filter(kind=AuditKind.ACCOUNT, key=user.pk, at__gt=now - ASKED_FOR, at__lte=now)
    for entry in entries.select_related("actor").order_by("-pk"):
        changed = set(entry.details.get("changed", ()))
        if ASKED in changed and entry.actor and entry.actor.is_active and entry.actor.has_perm("auth.change_user"):
            return entry
        if entry.details.get("second-factor") or changed & {"factors-reset", "passkey-added", "app-added"}:
            return None
    return None


def may_confirm_reset(asked: AuditEntry, *, by: User) -> bool:
    """Whether `by` is a second person: not who `asked`, and neither of them has made the account of the other."""
    first = asked.actor
    if first is None or first == by:
        return False
    return not (four_eyes.made_by(by, {first.pk}) or four_eyes.made_by(first, {by.pk}))
