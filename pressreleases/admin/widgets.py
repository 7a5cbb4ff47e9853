"""Form fields as browsers draw them best: days and times by their own pickers, which also work on a telephone."""

from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms

from pressreleases.language.languages import direction, language_codes


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
            css={"all": ["editor/editor.css"]}, js=["ckeditor/ckeditor/ckeditor.js", "editor/editor.js"]
        )


SCRIPT = "admin_look/field_languages.js"


def write_in_its_language(form: Any) -> None:
    """Give each text field of `form` the `lang` and `dir` of its `language`; `SCRIPT` changes them with the menu.

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
        if isinstance(field, forms.CharField) and not field.widget.is_hidden:
            field.widget.attrs.update(attrs | {"data-in-language": ""})
