"""What lists and forms of the admin are built on: lists accept only what they offer, within bounds; widgets of fields.

Django takes every lookup of every field (`?body__regex=…`) and hands most values to the database as they are.
"""

from typing import TYPE_CHECKING, Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.contrib.auth import admin as auth_admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from pressreleases.language.languages import direction, language_codes
from pressreleases.request_values import number_in, words_in

LONGEST_SEARCH = 200
LONGEST_VALUE = 200
MOST_WORDS = 10
COUNTED = 1000  # more rows are shown as "more than 1000"


class BoundedLookups:
    """For every admin of a model. A list is shown without filters when its address asks for what it does not offer."""

    # What links of ours ask for apart from what the filters of the list offer.
    linked_lookups: tuple[str, ...] = ()
    model: Any
    save_as: bool

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        if not self._offers(lookup, str(value), request):
            raise IncorrectLookupParameters
        allowed: bool = super().lookup_allowed(lookup, value, request)  # type: ignore[misc]  # a mixin of ModelAdmin
        return allowed

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """By the key where the address names an empty field, which Django looks for."""
        return super().get_object(request, object_id, from_field or None)  # type: ignore[misc]  # a mixin of ModelAdmin

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without "save as new" unless the form has that button: Django would show a new row as one that is stored."""
        if "_saveasnew" in request.POST and not self.save_as:
            typed = request.POST.copy()
            del typed["_saveasnew"]
            request.POST = typed  # type: ignore[assignment]  # a copy that can still be changed
        response: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]  # a mixin of ModelAdmin
        return response

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """A search by the first words alone: each word is looked for in each field."""
        words = words_in(search_term, most=LONGEST_SEARCH).split()
        return super().get_search_results(request, queryset, " ".join(words[:MOST_WORDS]))  # type: ignore[misc]  # a mixin of ModelAdmin

    def response_action(self, request: HttpRequest, queryset: Any, *more: Any) -> HttpResponse | None:
        keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if any(number_in(key) is None for key in keys):
            messages.warning(request, _("None of the chosen releases exist any more."))
            return HttpResponseRedirect(request.get_full_path())
        response: HttpResponse | None = super().response_action(request, queryset, *more)  # type: ignore[misc]  # a mixin of ModelAdmin
        return response

    def _offers(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Whether one of the filters of the list or a link of ours asks for `lookup` with such a value."""
        filters = [each[0] if isinstance(each, (list, tuple)) else each for each in self.get_list_filter(request)]  # type: ignore[attr-defined]  # of ModelAdmin
        if lookup in {getattr(each, "parameter_name", None) for each in filters}:
            return _is_writable(value)
        fields = [each for each in filters if isinstance(each, str)]
        if lookup in self.linked_lookups:
            fields.append(lookup.partition("__")[0])
        for name in fields:
            if lookup == name or lookup.startswith(f"{name}__"):
                return _fits(get_fields_from_path(self.model, name)[-1], lookup.removeprefix(name)[2:], value)
        return False


def _fits(field: Any, how: str, value: str) -> bool:
    """Whether the database can compare `field` with `value` in the way `how`."""
    held = _target(field)
    if how == "isnull" or (isinstance(held, models.BooleanField) and how in ("", "exact")):
        return value in ("True", "False", "1", "0")
    if how not in ("", "exact", f"{held.name}__exact"):
        return False
    return number_in(value) is not None if isinstance(held, models.IntegerField) else _is_writable(value)


def _target(field: Any) -> Any:
    """The field that says what `field` holds: of a reference, the key of the other row."""
    return field.related_model._meta.pk if field.is_relation else field


def _is_writable(value: str) -> bool:
    return words_in(value, most=LONGEST_VALUE) == value


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


class KeyedList(ChangeList):
    """Of a table that may have millions of rows: always in the order of its model, in which all fields descend.

    Pages go by the key of the last row of the page before, so that no page is slower than the first; rows are counted
    up to `COUNTED`.
    """

    older: object = ""
    is_later_page = can_show_all = multi_page = False

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[Any]:  # noqa: ARG002  Django's signature
        return list(self.lookup_opts.ordering or ())

    def get_results(self, request: HttpRequest) -> None:
        self.count(self.queryset)
        rows = self.queryset
        if key := number_in(request.GET.get(PAGE_VAR)):
            rows = self._after(rows, key)
        self.result_list = list(rows[: self.list_per_page + 1])
        if len(self.result_list) > self.list_per_page:
            self.result_list.pop()
            self.older = self.result_list[-1].pk
        self.show_full_result_count, self.show_admin_actions, self.full_result_count = False, True, None

    def count(self, rows: Any) -> None:
        self.result_count = rows.order_by()[: COUNTED + 1].count()

    def _after(self, rows: Any, key: int) -> Any:
        names = [str(name).removeprefix("-") for name in self.lookup_opts.ordering or ()]
        last = self.root_queryset.filter(pk=key).order_by().values(*names).first()
        if last is None:
            return rows
        self.is_later_page = True
        later, same = models.Q(), models.Q()
        for name in names:
            later |= same & models.Q(**{f"{name}__lt": last[name]})
            same &= models.Q(**{name: last[name]})
        # Only the first field, compared on its own, tells an index where to begin.
        return rows.filter(later, **{f"{names[0]}__lte": last[names[0]]})

    @property
    def is_more_than_counted(self) -> bool:
        return self.result_count > COUNTED

    @property
    def counted(self) -> int:
        return COUNTED

    @property
    def newest_url(self) -> str:
        # The parameters of a list never have its page; Django would remove each that begins with the letter `p`.
        return self.get_query_string() if self.is_later_page else ""

    @property
    def older_url(self) -> str:
        return self.get_query_string({PAGE_VAR: self.older}) if self.older else ""


class ReadOnlyAdmin(ModelAdmin):
    """For rows that nobody adds, changes or deletes here."""

    show_full_result_count = False
    list_per_page = 50

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["has_no_history"] = True
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002  Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002  Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:  # noqa: ARG002  Django's signature
        return False


class LongListAdmin(ReadOnlyAdmin):
    """The same, of a table that may have millions of rows."""

    sortable_by = ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002  Django's signature
        return KeyedList


# Widgets: days and times by the browser's own pickers, which also work on a telephone; the editor


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Time(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class Editor(CKEditorWidget):
    """A text area that CKEditor takes over; without scripts it stays a text area with HTML in it."""

    @property
    def media(self) -> forms.Media:
        # The editor's own skin is loaded late, by script; this sheet says more precisely what it says.
        # The script needs the editor's own, so its place is after it.
        return super().media + forms.Media(
            css={"all": ["editor/editor.css", "editor/links.css", "editor/pictures.css"]},
            js=[
                "ckeditor/ckeditor/ckeditor.js",
                *(f"editor/{name}.js" for name in ("pictures", "editor", "links", "find", "tables", "pasted_text")),
            ],
        )


LANGUAGE_SCRIPT = "admin_look/field_languages.js"


def write_in_its_language(form: Any) -> None:
    """Give each text field of `form` the `lang` and `dir` of its `language`. `LANGUAGE_SCRIPT` changes them by menu.

    Where the language cannot be chosen, it is that of the row.
    """
    menu = form.fields.get("language")
    chosen = getattr(form.instance, "language", "")
    if menu is not None:
        right_to_left = [code for code in language_codes() if direction(code) == "rtl"]
        menu.widget.attrs["data-right-to-left"] = " ".join(right_to_left)
        name = form.add_prefix("language")
        chosen = form.data.get(name) if form.is_bound else form.get_initial_for_field(menu, "language")
    attrs = {"lang": chosen, "dir": direction(chosen)} if chosen in language_codes() else {}
    for field in form.fields.values():
        # A field whose input is not seen, such as that of a point chosen on a picture, has no words.
        if isinstance(field, forms.CharField) and getattr(field.widget, "input_type", "") != "hidden":
            field.widget.attrs.update(attrs | {"data-in-language": ""})
