"""What of the editor's files is served."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from mission_site.static_files import StaticFilesMiddleware, is_used


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


@pytest.mark.django_db  # an answer that is closed looks after the connection
@pytest.mark.parametrize("autorefresh", [False, True])
@pytest.mark.parametrize(
    ("name", "served"),
    [
        *(("site.css", True), ("admin/css/base.css", True), ("site.json", True)),
        *((name, False) for name in ("staticfiles.json", "staticfiles.json.gz", ".collected", ".collected.17")),
    ],
)
def test_what_collecting_leaves_for_the_site_itself_is_not_served(
    tmp_path: Path, name: str, served: bool, autorefresh: bool
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("{}")
    with override_settings(STATIC_ROOT=str(tmp_path), WHITENOISE_AUTOREFRESH=autorefresh):
        middleware = StaticFilesMiddleware(lambda _request: HttpResponse(status=404))
        response = middleware(RequestFactory().get(f"/static/{name}"))
    response.close()
    assert response.status_code == (200 if served else 404)


def test_the_editor_and_the_admin_are_both_collected() -> None:
    found = {path for finder in get_finders() for path, _ in finder.list([])}
    assert {"ckeditor/ckeditor/ckeditor.js", "ckeditor/ckeditor-init.js", "admin/css/base.css"} <= found
    assert len(found) < 500
