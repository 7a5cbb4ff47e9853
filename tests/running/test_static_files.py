"""What of the editor's files is served."""

import pytest
from django.contrib.staticfiles.finders import get_finders

from mission_site.static_files import is_used


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/ckeditor/lang/az.js",
        "ckeditor/ckeditor/plugins/specialchar/dialogs/lang/en.js",
        "ckeditor/ckeditor/plugins/link/dialogs/link.js",
        "admin/js/vendor/select2/i18n/ru.js",
    ],
)
def test_what_the_editor_in_use_asks_for_is_served(path: str) -> None:
    assert is_used(path)


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor/lang/fr.js",
        "ckeditor/ckeditor/plugins/widget/lang/fr.js",
        "ckeditor/ckeditor/plugins/exportpdf/plugin.js",
        "ckeditor/galleriffic/js/jquery.galleriffic.js",
    ],
)
def test_what_nobody_asks_for_is_not_served(path: str) -> None:
    assert not is_used(path)


def test_the_editor_and_the_admin_are_both_collected() -> None:
    found = {path for finder in get_finders() for path, _ in finder.list([])}
    assert {"ckeditor/ckeditor/ckeditor.js", "ckeditor/ckeditor-init.js", "admin/css/base.css"} <= found
    assert len(found) < 500
