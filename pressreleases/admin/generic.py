"""Django's classes as this admin uses them: with bounded lookups, and with the types that a type checker wants."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin

from pressreleases.admin.lookups import BoundedLookups

if TYPE_CHECKING:

    class ModelForm(forms.ModelForm[Any]): ...

    class InlineFormSet(forms.BaseInlineFormSet[Any, Any, Any]): ...

    class ModelAdmin(BoundedLookups, admin.ModelAdmin[Any]): ...

    class TabularInline(admin.TabularInline[Any, Any]): ...

    class UserAdmin(BoundedLookups, auth_admin.UserAdmin[Any]): ...

else:
    ModelForm = forms.ModelForm
    InlineFormSet = forms.BaseInlineFormSet
    TabularInline = admin.TabularInline

    class ModelAdmin(BoundedLookups, admin.ModelAdmin): ...

    class UserAdmin(BoundedLookups, auth_admin.UserAdmin): ...
