"""Accounts of staff: an administrator makes and ends them, but makes nobody more powerful than a role allows."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import CharField, Model
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.auditing import AuditedWithHistory
from pressreleases.admin.generic import UserAdmin
from pressreleases.admin.records import Record
from pressreleases.vocabulary.audit import AuditAct
from pressreleases.vocabulary.typed import LineField

# What could be used to rise above one's role; only a superuser may touch it.
POWERS = ("is_superuser", "user_permissions")

admin.site.unregister((User, Group))


@admin.register(Group)
class RoleAdmin(Record):
    """To be read: what a role allows is part of the site, and each migration sets it anew. See `publishing.roles`."""

    search_fields = ["name"]
    fields = ["name", "permissions"]


class RoleFilter(admin.RelatedFieldListFilter):
    """The groups, by the names of their roles in the language of the staff."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, gettext(str(name))) for key, name in super().field_choices(field, request, model_admin)]


@admin.register(User)
class StaffAdmin(AuditedWithHistory, UserAdmin):
    saved_as = AuditAct.ACCOUNT_CHANGED
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter: ClassVar[Any] = ["is_active", ("groups", RoleFilter)]
    filter_horizontal = ()
    formfield_overrides: ClassVar[Any] = {CharField: {"form_class": LineField}}
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
