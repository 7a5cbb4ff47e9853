"""The rich text editor as this site has it: CKEditor with the settings that fence it in, in the admin's colours."""

from ckeditor.widgets import CKEditorWidget
from django import forms


class Editor(CKEditorWidget):
    """A text area that CKEditor takes over; without scripts it stays a text area with HTML in it."""

    @property
    def media(self) -> forms.Media:
        # The editor's own skin is loaded late, by script; this sheet says more precisely what it says.
        # The script needs the editor's own, so its place is after it.
        return super().media + forms.Media(
            css={"all": ["editor/editor.css"]}, js=["ckeditor/ckeditor/ckeditor.js", "editor/editor.js"]
        )
