"""Every address of the site: the admin's, and the public ones, which `pressreleases.public.urls` lists."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("pressreleases.public.urls")),
]

handler404 = "pressreleases.public.errors.not_found"
handler500 = "pressreleases.public.errors.server_error"
