"""The rich text editor of the admin: CKEditor 4 as its toolbar, formats and dialogs are set for a release.

Its version is out of support upstream, so it may do no more than a text needs; see docs/decisions/0002-….
"""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

CONFIG: dict[str, object] = {
    "title": _("Text"),
    "toolbar": [
        ["Undo", "Redo"],
        ["Format", "Bold", "Italic", "Superscript", "Subscript", "RemoveFormat"],
        ["Link", "Unlink"],
        ["BulletedList", "NumberedList", "Blockquote", "Table", "Image"],
        ["SpecialChar", "Language", "Find"],
    ],
    "format_tags": "p;h2;h3;h4",
    # No more than what pressreleases.richtext lets survive; a test compares the two.
    "allowedContent": (
        "p h2 h3 h4 ul li blockquote table caption thead tbody tr figure figcaption strong em sup sub small cite q "
        "[lang,dir]; br; span[!lang,dir]; a[!href,lang,dir]; abbr[title,lang,dir]; ol[start,lang,dir];"
        "img[!src,alt,role];"
        "td[colspan,rowspan,lang,dir]; th[colspan,rowspan,scope,lang,dir]"
    ),
    "extraPlugins": "divarea,language",
    "removePlugins": (
        "about,bidi,codesnippet,codesnippetgeshi,colorbutton,colordialog,copyformatting,dialogadvtab,div,"
        "elementspath,exportpdf,flash,font,forms,horizontalrule,iframe,justify,liststyle,magicline,maximize,"
        "newpage,pagebreak,preview,print,save,scayt,showblocks,smiley,sourcearea,stylescombo,templates,uploadimage,"
        "wsc"
    ),
    # What the editor says after a paste (static/editor/editor.js).
    "leftOut": _("Deleted, struck-through or hidden words and comments of the document were left out."),
    "pictureUpload": reverse_lazy("admin:pressreleases_image_paste"),
    "pictureChoose": reverse_lazy("admin:pressreleases_image_choose"),
    "pictureLibraryFailed": _("The library could not be opened. Check whether you are still signed in, and try again."),
    # As much as is taken at that address (mission_site.limits).
    "pictureMost": 50 * 1024 * 1024,
    "pictureIsSent": _("The picture is being uploaded."),
    "pictureTooLarge": _("This picture is too large. Make it smaller first."),
    "pictureNotSent": _("The picture could not be uploaded. Check whether you are still signed in, and try again."),
    "linkTargets": reverse_lazy("admin:pressreleases_release_links"),
    "linksFailed": _("The dialog for links could not be opened. Check whether you are still signed in, and try again."),
    "findWords": {
        "title": _("Find and replace"),
        "sought": _("Search for"),
        "replacement": _("Replace with"),
        "matchCase": _("Match capital and small letters"),
        "next": _("Find next"),
        "one": _("Replace"),
        "all": _("Replace all"),
        "close": _("Close"),
        "place": _("{place} of {count}"),
        "none": _("Not found."),
        "replaced": _("{count} replaced."),
    },
    # Characters of what a program copies, as pressreleases.admin.pasted_text takes them.
    "textPaste": reverse_lazy("admin:pressreleases_release_paste"),
    "textMost": 500_000,
    "textIsRead": _("The text is being read."),
    # Languages of names and quotations, so that they are read aloud correctly.
    "language_list": [
        "az:Azərbaycanca",
        "en:English",
        "ar:العربية:rtl",
        "es:Español",
        "fr:Français",
        "ru:Русский",
        "tr:Türkçe",
        "zh:中文",
    ],
    "versionCheck": False,
    "disableNativeSpellChecker": False,
    "entities": False,
    "height": "auto",
    "resize_enabled": False,
}
