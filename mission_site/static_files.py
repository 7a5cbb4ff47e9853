"""Which static files this site serves: of the installed packages', not all of the 1,400 that the editor brings.

The fewer there are, the sooner a first start is done, and what is not served cannot be attacked.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.compress import Compressor
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Plugins that the editor's settings remove or never switch on.
_UNUSED_PLUGINS = (
    "autoembed codesnippet codesnippetgeshi devtools docprops embed embedbase embedsemantic exportpdf flash forms "
    "iframe iframedialog image2 mathjax placeholder preview scayt smiley sourcedialog stylesheetparser "
    "templates uicolor uploadimage wsc"
).split()
_UNUSED = re.compile(rf"ckeditor/(galleriffic|file-icons|ckeditor/plugins/({'|'.join(_UNUSED_PLUGINS)}))/")
# Of django-allauth, only the script that speaks to passkeys is used.
_ALLAUTH = re.compile(r"(account|mfa)/(?!js/webauthn-json\.js$)")
_LANGUAGE_FILE = re.compile(r"ckeditor/ckeditor/.*lang/([\w-]+)\.js$")


# What collecting the files leaves among them for the site itself: the list of their names, and when it was done.
_FOR_THE_SITE = re.compile(r"(staticfiles\.json|\.[^/]*)(\.(gz|br))?")


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """Serves the collected files, but not those that say which files and packages there are."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _FOR_THE_SITE.fullmatch(request.path_info.rpartition("/")[2]):
            return self.get_response(request)
        return super().__call__(request)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Files with hashed names, compressed by gzip; those of readers' pages, directly in the folder, by brotli too.

    Brotli at its best takes forty times as long, and what staff load once a day need not be a fifth smaller.
    """

    def create_compressor(self, **options: Any) -> Compressor:
        return _Compressor(Path(self.location), **options)


class _Compressor(Compressor):
    def __init__(self, top: Path, **options: Any) -> None:
        super().__init__(**options)
        self._top, self._by_gzip = top, Compressor(use_brotli=False, **options)

    def compress(self, path: str) -> list[str]:
        return super().compress(path) if Path(path).parent == self._top else self._by_gzip.compress(path)


class AppFilesThatAreUsed(AppDirectoriesFinder):
    """Collects the apps' static files, and of the editor's only the plugins and languages that are in use."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for path, storage in super().list(ignore_patterns):
            if is_used(path):
                yield path, storage


def is_used(path: str) -> bool:
    """Tell whether the static file named `path` is one that a page of this site may ask for."""
    language = _LANGUAGE_FILE.match(path)
    if language and language[1] not in settings.STAFF_LANGUAGES:
        return False
    return not (_UNUSED.match(path) or _ALLAUTH.match(path))
