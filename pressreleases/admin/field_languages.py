"""Fields of a form written in the language that the form's menu names: `lang` and `dir` for browsers and readers."""

from typing import Any

from django import forms

from pressreleases.language.languages import direction, language_codes

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
