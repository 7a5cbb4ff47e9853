"""Accounts of staff: an administrator makes and ends them, but makes nobody more powerful than a role allows."""

import re
import unicodedata
from collections.abc import Callable
from copy import copy
from typing import Any, ClassVar, cast

from anyascii import anyascii
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.forms import UserChangeForm, UsernameField
from django.contrib.auth.models import Group, User
from django.db.models import CharField, Model
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.audit_trail import AuditedAdmin
from pressreleases.admin.base import ReadOnlyAdmin, UserAdmin
from pressreleases.admin.confirming import confirmed
from pressreleases.admin.factor_reset import reset_page
from pressreleases.admin.passwords import invite, link_page
from pressreleases.models import StaffSession
from pressreleases.models.audit import AuditAct
from pressreleases.models.text_fields import LineFormField
from pressreleases.second_factors import Kind, factors, note_change

# What could be used to rise above one's role; only a superuser may touch it.
POWERS = ("is_superuser", "user_permissions")

# Letters and digits that look like other ones: Cyrillic and Greek small letters, then what is told apart by no font.
LOOK_ALIKES = str.maketrans("авекмнорстухіјѕһԁԛԝαβεικνορτυχ", "abekmhopctyxijshdqwabeikvoptux")
TWINS = str.maketrans("I10", "llo")

# In place of Django's labels and help.
WORDS: dict[str, tuple[Any, Any]] = {
    "is_active": (_("Active"), ""),
    "is_staff": (_("May sign in here"), ""),
    "is_superuser": (_("May do everything, without any role"), ""),
    "groups": (_("Role"), ""),
    "user_permissions": (_("Further permissions"), ""),
}

apps.get_app_config("auth").verbose_name = _("Accounts")
admin.site.unregister((User, Group))


class Renamed:
    """A model of Django's with names of ours: in its own description, they would become a migration of Django's app."""

    called: ClassVar[tuple[Any, Any]]  # one, and several

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.opts: Any = copy(args[0]._meta)
        self.opts.verbose_name, self.opts.verbose_name_plural = self.called

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        found = super().get_changelist_instance(request)  # type: ignore[misc]  # the admin class comes after this one
        found.opts, found.title = self.opts, capfirst(self.called[1])
        return found


@admin.register(Group)
class RoleAdmin(Renamed, ReadOnlyAdmin):
    """To be read: what a role allows is part of the site, and each migration sets it anew. See `publishing.roles`."""

    called = (_("role"), _("roles"))
    search_fields = ["name"]
    fields = ["name", "permissions"]


class RoleFilter(admin.RelatedFieldListFilter):
    """The groups, by the names of their roles in the language of the staff."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("role")

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, gettext(str(name))) for key, name in super().field_choices(field, request, model_admin)]


class ColleagueForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes none at run time
    """A new account: who it is for and what they may do. Its owner sets the password, by a link."""

    role = forms.ModelChoiceField(
        Group.objects.order_by("pk"),
        label=_("Role"),
        widget=forms.RadioSelect,
        empty_label=None,
        required=True,
        help_text=_(
            "Authors write and submit. Editors also publish, correct and withdraw. Administrators also redact, and "
            "manage accounts."
        ),
    )
    username = UsernameField(
        label=_("User name"),
        max_length=150,
        required=False,
        help_text=_("For signing in. If this is blank, it is made from the name, for example leyla.aliyeva."),
        validators=[User.username_validator],
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "username")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = self.fields["last_name"].required = True
        # Without a mail server, the link is handed over.
        self.fields["email"].required = bool(settings.EMAIL_HOST)
        if settings.EMAIL_HOST:
            self.fields["email"].help_text = _("The link for setting the password goes there, and later the notices.")
        role: Any = self.fields["role"]
        role.label_from_instance = lambda group: gettext(group.name)

    def clean_email(self) -> str:
        return _unused_email(self)

    def clean_username(self) -> str:
        return _clear_user_name(self)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("username") and "username" not in self.errors:
            found["username"] = _free_user_name(found.get("first_name", ""), found.get("last_name", ""))
        return found

    def save(self, commit: bool = True) -> Any:
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]  # Django's own, without types
        self.instance.groups.set([self.cleaned_data["role"]])


class AccountForm(UserChangeForm):  # type: ignore[type-arg]  # it takes none at run time
    # Who changes the account.
    by: ClassVar[Any] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, said) in WORDS.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, said

    def clean_username(self) -> str:
        return _clear_user_name(self)

    def clean_email(self) -> str:
        return _unused_email(self)

    def clean(self) -> Any:
        found = super().clean()
        if self.instance == self.by:
            for name in self._locked_out_by():
                self.add_error(name, gettext("You would lock yourself out. Ask another administrator to do this."))
        return found

    def _locked_out_by(self) -> list[str]:
        """The fields by which the administrator who sends them could not undo it, so that there is always one."""
        given = self.cleaned_data
        unticked = [name for name in ("is_active", "is_staff") if not given.get(name, True)]
        is_super = given.get("is_superuser", self.instance.is_superuser)
        groups, own = given.get("groups"), given.get("user_permissions", self.instance.user_permissions)
        if groups is None or is_super or own.filter(codename="change_user").exists():
            return unticked
        return unticked if groups.filter(permissions__codename="change_user").exists() else [*unticked, "groups"]


def _clear_user_name(form: Any) -> str:
    """The user name of the form; a validation error if it could be taken for that of somebody else."""
    name = str(form.cleaned_data["username"])
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
    if len(scripts) > 1:
        raise forms.ValidationError(gettext("Write the user name with letters of one alphabet."))
    others = User.objects.exclude(pk=form.instance.pk).values_list("username", flat=True)
    if name and _look(name) in map(_look, others.iterator()):
        raise forms.ValidationError(gettext("Another account has this user name, or one that looks the same."))
    return name


def _look(name: str) -> str:
    """Equal for names that look the same, in whatever alphabet."""
    return name.translate(TWINS).lower().translate(LOOK_ALIKES)


def _unused_email(form: Any) -> str:
    """The address of the form, or a validation error if another account has it, in whatever case."""
    email = str(form.cleaned_data["email"])
    other = User.objects.filter(email__iexact=email).exclude(pk=form.instance.pk).first() if email else None
    if other:
        said = gettext("The account %(name)s has this address already.")
        raise forms.ValidationError(said % {"name": other.get_username()})
    return email


def _free_user_name(*names: str) -> str:
    """`leyla.aliyeva`, with a number behind it if an account has that; of names without letters, `colleague`."""
    parts = [re.sub(r"[^a-z0-9]", "", anyascii(name).lower()) for name in names]
    wanted = ".".join(part for part in parts if part)[:140] or "colleague"
    taken = set(User.objects.filter(username__istartswith=wanted).values_list("username", flat=True))
    others = (f"{wanted}{number}" for number in range(2, len(taken) + 3))
    lower = {name.lower() for name in taken}
    return next(name for name in (wanted, *others) if name not in lower)


@admin.register(User)
class StaffAdmin(Renamed, AuditedAdmin, UserAdmin):
    called = (_("colleague"), _("colleagues"))
    saved_as = AuditAct.ACCOUNT_CHANGED
    add_form, form = ColleagueForm, AccountForm
    add_form_template = None
    readonly_fields = ("password_link", "second_factor")
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter: ClassVar[Any] = ["is_active", ("groups", RoleFilter)]
    filter_horizontal = ()
    formfield_overrides: ClassVar[Any] = {CharField: {"form_class": LineFormField}}
    fieldsets = (
        (None, {"fields": ("username", "password_link", "second_factor")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            _("Role"),
            {
                "fields": ("is_active", "is_staff", "groups"),
                "description": _(
                    "Make a colleague who has left inactive. Do not delete the account: their name stays "
                    "on what they did."
                ),
            },
        ),
    )
    add_fieldsets = ((None, {"fields": ("first_name", "last_name", "email", "role", "username")}),)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self) -> list[Any]:
        def link(request: HttpRequest, key: int) -> HttpResponse:
            return link_page(request, key, staff_admin=self)

        def reset(request: HttpRequest, key: int) -> HttpResponse:
            return reset_page(request, key, staff_admin=self)

        view: Callable[..., Callable[..., HttpResponse]] = self.admin_site.admin_view
        # Only its owner sets the password of an account.
        others = [each for each in super().get_urls() if each.name != "auth_user_password_change"]
        return [
            path("<int:key>/password-link/", view(confirmed(link)), name="password_link"),
            path("<int:key>/second-factor/", view(confirmed(reset)), name="reset_factor"),
            *others,
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **more: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **more)
        # The class was made for this request.
        form.by = request.user
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return confirmed(super().changeform_view, posts_only=True)(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """The owner of another e-mail address learns of it at both."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            by = cast("User", request.user)
            for address in filter(None, (form.initial.get("email"), obj.email)):
                note_change(obj, "email", by=by, ends_sessions=False, mail_to=address)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:  # noqa: ARG002  Django's signature
        """The colleague gets a mail with a link; where there is no mail server, the next page has a link."""
        if settings.EMAIL_HOST and obj.email:
            invite(request, obj)
            return HttpResponseRedirect(reverse("admin:auth_user_changelist"))
        messages.success(request, gettext("The account %(name)s was made.") % {"name": obj.get_username()})
        return HttpResponseRedirect(reverse("admin:password_link", args=(obj.pk,)))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        one_button = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {**(extra_context or {}), **one_button})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user = form.instance
        if change and not user.is_active:
            # Else they would go on if the account was made active again.
            StaffSession.objects.of(user).delete()
        if not change or not user.is_active or user.is_superuser:
            return
        if not user.is_staff:
            messages.warning(
                request, gettext("%(name)s cannot sign in: “May sign in here” is not ticked.") % {"name": user.username}
            )
        elif not user.groups.exists():
            messages.warning(
                request, gettext("%(name)s can do nothing here: no role is ticked.") % {"name": user.username}
            )

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, (_("Special permissions"), {"fields": POWERS})] if obj and _is_super(request) else fieldsets

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = lambda group: gettext(group.name)
        return field

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        above = obj is not None and obj.is_superuser and not _is_super(request)
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  Django's signature
        return False

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """With the former name of a renamed account: it is no secret, and no act may have it yet."""
        said: dict[str, Any] = super().construct_change_message(request, form, formsets, add)
        if "username" in said.get("changed", ()):
            said["former_username"] = form.initial["username"]
        return said

    def audit_details(self, obj: User) -> dict[str, Any]:
        """What the account may do from now on."""
        roles = sorted(obj.groups.values_list("name", flat=True))
        return {"roles": roles, "active": obj.is_active, "staff": obj.is_staff, "superuser": obj.is_superuser}

    @admin.display(description=_("password"))
    def password_link(self, user: User) -> str:
        said = _("Set by its owner.") if user.has_usable_password() else _("Not set yet.")
        address = reverse("admin:password_link", args=(user.pk,))
        return format_html('{} <a href="{}">{}</a>', said, address, _("Link for setting the password"))

    @admin.display(description=_("second factor"))
    def second_factor(self, user: User) -> str:
        kinds = {row.type for row in factors(user)}
        names = [gettext("passkey")] * (Kind.WEBAUTHN in kinds) + [gettext("authenticator app")] * (Kind.TOTP in kinds)
        said = ", ".join(names).capitalize() if names else gettext("None.")
        if not names:
            return said
        address = reverse("admin:reset_factor", args=(user.pk,))
        return format_html('{}. <a href="{}">{}</a>', said, address, gettext("Reset second factor"))

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("role"))
    def roles(self, user: User) -> str:
        named = [_("Superuser")] if user.is_superuser else []
        return ", ".join(str(name) for name in (*named, *(gettext(group.name) for group in user.groups.all())))


def _is_super(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
