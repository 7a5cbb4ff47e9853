"""What of the editor's files is served."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from mission_site.static_files import StaticFilesMiddleware, StaticFilesStorage, is_used


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/ckeditor/lang/az.js",
        "ckeditor/ckeditor/plugins/specialchar/dialogs/lang/en.js",
        "ckeditor/ckeditor/plugins/link/dialogs/link.js",
        "admin/js/vendor/select2/i18n/ru.js",
        "mfa/js/webauthn-json.js",
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
        "mfa/js/webauthn.js",
        "account/js/account.js",
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


@pytest.mark.django_db
def test_an_unchanged_page_keeps_the_policy_that_the_browser_has(client: Client) -> None:
    answer = client.get("/en/", headers={"If-None-Match": client.get("/en/")["ETag"]})
    assert answer.status_code == 304
    assert "Content-Security-Policy" not in answer
    assert "Cross-Origin-Resource-Policy" not in answer


def test_what_readers_load_is_compressed_by_brotli_too_and_what_staff_load_by_gzip(tmp_path: Path) -> None:
    for name in ("site.css", "admin/base.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a{color:red}" * 100)
    compressor = StaticFilesStorage(str(tmp_path), "/static/").create_compressor(quiet=True)
    for name in ("site.css", "admin/base.css"):
        compressor.compress(str(tmp_path / name))
    made = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*") if path.suffix in (".br", ".gz")}
    assert made == {"site.css.br", "site.css.gz", "admin/base.css.gz"}
