"""Accounts of staff: an administrator makes and ends them, but makes nobody more powerful than a role allows."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import CharField, Model
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.audit_trail import AuditedAdmin
from pressreleases.admin.base import ReadOnlyAdmin, UserAdmin
from pressreleases.models.audit import AuditAct
from pressreleases.models.text_fields import LineFormField

# What could be used to rise above one's role; only a superuser may touch it.
POWERS = ("is_superuser", "user_permissions")

admin.site.unregister((User, Group))


@admin.register(Group)
class RoleAdmin(ReadOnlyAdmin):
    """To be read: what a role allows is part of the site, and each migration sets it anew. See `publishing.roles`."""

    search_fields = ["name"]
    fields = ["name", "permissions"]


class RoleFilter(admin.RelatedFieldListFilter):
    """The groups, by the names of their roles in the language of the staff."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, gettext(str(name))) for key, name in super().field_choices(field, request, model_admin)]


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # it takes none at run time
    """Django's own puts the first sentence into the language in which the module happened to be read."""

    usable_password_help_text: Any = format_lazy(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.create_usable_password_field().help_text,
        _("If disabled, the current password for this user will be lost."),
    )


@admin.register(User)
class StaffAdmin(AuditedAdmin, UserAdmin):
    saved_as = AuditAct.ACCOUNT_CHANGED
    change_password_form = PasswordForm
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter: ClassVar[Any] = ["is_active", ("groups", RoleFilter)]
    filter_horizontal = ()
    formfield_overrides: ClassVar[Any] = {CharField: {"form_class": LineFormField}}
    fieldsets = (
        (None, {"fields": ("username", "password")}),
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
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Role"), {"fields": ("is_staff", "groups")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new account is that of a colleague, who is to sign in."""
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user = form.instance
        if not user.is_active or user.is_superuser:
            return
        if not user.is_staff:
            messages.warning(
                request, gettext("%(name)s cannot sign in: “Staff status” is not ticked.") % {"name": user.username}
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

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002  Django's signature
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

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

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("role"))
    def roles(self, user: User) -> str:
        named = [_("Superuser")] if user.is_superuser else []
        return ", ".join(str(name) for name in (*named, *(gettext(group.name) for group in user.groups.all())))


def _is_super(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
