"""Every address of the site: the admin's, and the public ones, which `pressreleases.public.urls` lists."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from pressreleases.apps import register_models
from pressreleases.public.views.letterhead_preview import letterhead_preview
from pressreleases.public.views.preview import preview

register_models()

urlpatterns = [
    path("admin/language/", set_language, name="set_language"),
    path("admin/preview/", preview, name="preview"),
    path("admin/preview/letterhead/", letterhead_preview, name="preview_of_letterhead"),
    path("admin/preview/<int:key>/", preview, name="preview_of"),
    path("admin/", admin.site.urls),
    path("", include("pressreleases.public.urls")),
]

handler404 = "pressreleases.public.views.errors.not_found"
handler500 = "pressreleases.public.views.errors.server_error"
