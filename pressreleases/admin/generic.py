"""Django's classes with the type parameters that a type checker wants and that they do not take when they run."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin

if TYPE_CHECKING:

    class ModelForm(forms.ModelForm[Any]): ...

    class InlineFormSet(forms.BaseInlineFormSet[Any, Any, Any]): ...

    class ModelAdmin(admin.ModelAdmin[Any]): ...

    class TabularInline(admin.TabularInline[Any, Any]): ...

    class UserAdmin(auth_admin.UserAdmin[Any]): ...

else:
    ModelForm = forms.ModelForm
    InlineFormSet = forms.BaseInlineFormSet
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    UserAdmin = auth_admin.UserAdmin
