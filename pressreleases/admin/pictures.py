"""Pictures in the admin: a file is uploaded once, described in each language, and can then be put into a text."""

import logging
from functools import partial
from pathlib import PurePath
from typing import IO, Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pressreleases import images, picture_copies
from pressreleases.admin import picture_choice
from pressreleases.admin.audit_trail import AuditedAdmin
from pressreleases.admin.base import ModelForm
from pressreleases.admin.inlines import LanguageInline
from pressreleases.admin.list_filters import TagFilter
from pressreleases.editorial.picture_uses import uses_of
from pressreleases.file_store import StoreDown
from pressreleases.language import characters
from pressreleases.models import Image, ImageDescription, Release

log = logging.getLogger(__name__)

# What staff read while the store of files cannot be reached.
NOT_STORED = gettext_lazy("The picture could not be stored. Choose the file again in a few minutes.")


class _AddedMeanwhile(Exception):
    """Somebody else has added the same picture since the form was checked."""


class PictureForm(ModelForm):
    def clean_title(self) -> str:
        """A title that no other picture has. Two that have one title already can still be changed."""
        title: str = self.cleaned_data["title"]
        there = _of_title(title, exclude=self.instance.pk) if "title" in self.changed_data else None
        if there is not None:
            said = _("Another picture has this title. Choose one by which people can tell them apart:")
            page = reverse("admin:pressreleases_image_change", args=(there,))
            raise forms.ValidationError(format_html('{} <a href="{}" target="_blank">{}</a>', said, page, title))
        return title


class UploadForm(PictureForm):
    """A new picture. What is stored is made of the upload, never the upload itself."""

    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=format_lazy(
            gettext_lazy("PNG, JPEG or WebP, at most {megabytes} MB. Camera data and locations are removed."),
            megabytes=images.MOST_MEGABYTES,
        ),
        widget=forms.FileInput(
            attrs={
                "accept": "image/png,image/jpeg,image/webp",
                "data-most-bytes": images.MOST_BYTES,
                "data-too-large": images.TooManyBytes.sentence,
            }
        ),
    )

    class Meta:
        model = Image
        fields = ["title", "credit", "tags"]

    class Media:
        js = [Script("admin_look/file_form.js", defer=True)]

    # Set once the picture turned out not to be storable: the form is shown again with all that was typed.
    store_is_down = False

    def clean_upload(self) -> images.Picture:
        if self.store_is_down:
            raise forms.ValidationError(str(NOT_STORED))
        try:
            picture = images.read(self.cleaned_data["upload"])
        except images.NotAPicture as error:
            raise forms.ValidationError(str(error)) from error
        there = Image.objects.filter(sha256=picture.sha256).first()
        if there is not None:
            link = reverse("admin:pressreleases_image_change", args=(there.pk,))
            raise forms.ValidationError(
                format_html('{} <a href="{}">{}</a>', _("This picture has already been added:"), link, there.title)
            )
        return picture


class Descriptions(LanguageInline):
    model = ImageDescription

    def needs_words(self, obj: Any) -> bool:
        """At least one of a new picture. One that is there may be decorative."""
        return obj is None


class PictureList(ChangeList):
    """The library: the pictures of one page, each with the number of texts that use it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        uses = uses_of(self.result_list)
        for image in self.result_list:
            image.uses = uses[image.pk]


@admin.register(Image)
class ImageAdmin(AuditedAdmin):
    inlines = [Descriptions]
    list_display = ["thumbnail", "title", "used_in", "described_in", "size", "added_at"]
    list_display_links = ["thumbnail", "title"]
    list_filter = [TagFilter, "added_at"]
    search_fields = ["title", "credit", "tags", "descriptions__alternative_text"]
    search_help_text = gettext_lazy("Words of the title, the credit, the tags or a description")
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Image]":
        return super().get_queryset(request).prefetch_related("descriptions")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002  Django's signature
        return PictureList

    def get_form(self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = PictureForm if obj else UploadForm
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.store_is_down = getattr(request, "store_is_down", False)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:  # noqa: ARG002  Django's signature
        if obj is None:
            return [(None, {"fields": ["upload", "title", "credit", "tags"]})]
        return [(None, {"fields": ["preview", "for_the_text", "size", "title", "credit", "tags", "decorative"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:  # noqa: ARG002  Django's signature
        return ["preview", "for_the_text", "size"] if obj else []

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            picture = form.cleaned_data["upload"]
            images.hold(picture.sha256)
            if Image.objects.filter(sha256=picture.sha256).exists():
                raise _AddedMeanwhile
            images.fill(obj, picture)
        super().save_model(request, obj, form, change)
        if not change:
            transaction.on_commit(partial(picture_copies.make, obj))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except StoreDown as error:
            log.error("%s.", error)  # noqa: TRY400  the sentence says all
            request.store_is_down = True  # type: ignore[attr-defined]  # for `get_form`
            return super().changeform_view(request, *args, **kwargs)
        except _AddedMeanwhile:
            # The form finds that picture now, and names it.
            return super().changeform_view(request, *args, **kwargs)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """A picture stays while the text of a release shows it, as the lead picture of one does."""
        rows, counts, missing, protected = super().get_deleted_objects(objs, request)
        for image in objs:
            titles = Release.objects.filter(body__contains=image.sha256).order_by("pk").values_list("title", flat=True)
            protected += [f"{Release._meta.verbose_name}: {title}" for title in titles]
        return rows, counts, missing, protected

    def delete_model(self, request: HttpRequest, obj: Image) -> None:  # noqa: ARG002  Django's signature
        images.forget(obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Image]") -> None:
        for image in queryset:
            self.delete_model(request, image)

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, "pressreleases_image_"
        return [
            path("paste/", view(self.paste), name=f"{name}paste"),
            path("choose/", view(picture_choice.choose), name=f"{name}choose"),
            path("choose/<int:key>/", view(picture_choice.describe), name=f"{name}describe"),
            *super().get_urls(),
        ]

    def paste(self, request: HttpRequest) -> JsonResponse:
        """Store a picture that was pasted or dropped into a text, or uploaded for it: its facts, or an `error`."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        upload = request.FILES.get("upload")
        if request.method != "POST" or upload is None:
            return JsonResponse({"error": str(images.NotAPicture())}, status=400)
        try:
            picture = images.read(cast("IO[bytes]", upload))
        except images.NotAPicture as error:
            return JsonResponse({"error": str(error)}, status=422)
        try:
            image = self._pasted(request, picture, str(upload.name))
        except StoreDown as error:
            log.error("%s.", error)  # noqa: TRY400  the sentence says all
            return JsonResponse({"error": str(NOT_STORED)}, status=503)
        return JsonResponse(picture_choice.facts(image, picture_choice.language_in(request.POST.get("language"))))

    def _pasted(self, request: HttpRequest, picture: images.Picture, name: str) -> Image:
        with transaction.atomic():
            images.hold(picture.sha256)
            is_new = not Image.objects.filter(sha256=picture.sha256).exists()
            image = images.keep(picture, title=_free_title(_title_of(name)))
            if is_new:
                self.log_addition(request, image, {"new": True, "pasted": True})
        return image

    @admin.display(description=gettext_lazy("preview"))
    def thumbnail(self, image: Image) -> SafeString:
        words = '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">'
        return format_html(words, picture_choice.smallest_copy(image), image.title, image.width, image.height)

    @admin.display(description=gettext_lazy("used in"))
    def used_in(self, image: Any) -> SafeString | str:
        if not image.uses:
            return _("not used")
        address = f"{reverse('admin:pressreleases_release_changelist')}?picture={image.pk}"
        words = ngettext("%(count)s release", "%(count)s releases", image.uses) % {"count": image.uses}
        return format_html('<a href="{}">{}</a>', address, words)

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, image: Image) -> SafeString:
        return format_html('<img class="preview" src="{}" alt="{}">', image.file.url, image.title)

    @admin.display(description=gettext_lazy("address to use in a text"))
    def for_the_text(self, image: Image) -> SafeString:
        return format_html("<code>{}</code>", image.file.url)

    @admin.display(description=gettext_lazy("size"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    @admin.display(description=gettext_lazy("described in"))
    def described_in(self, image: Image) -> str:
        described = ", ".join(row.language for row in image.descriptions.all())
        return _("decorative") if image.decorative else described or "–"


def _of_title(title: str, *, exclude: int | None) -> int | None:
    """The key of the picture of that title, in whichever case it is written; None if there is none."""
    rows = Image.objects.order_by("pk").values_list("pk", "title")
    folded = characters.folded(title)
    return next((key for key, other in rows if key != exclude and characters.folded(other) == folded), None)


def _free_title(title: str) -> str:
    """`title`, with a number while another picture has it."""
    taken = {characters.folded(other) for other in Image.objects.values_list("title", flat=True)}
    numbered = (title if number == 1 else f"{title[:190]} ({number})" for number in range(1, len(taken) + 2))
    return next(free for free in numbered if characters.folded(free) not in taken)


def _title_of(file_name: str) -> str:
    """The name of a dropped file without its ending; the browser calls everything that is pasted `image.png`."""
    name = characters.line(PurePath(file_name).stem)[:200].strip()
    return _("Pasted picture") if name.startswith(".") or name in ("", "image") else name
