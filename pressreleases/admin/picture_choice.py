"""Choosing a picture of the library in a form: the dialog with its list, and the words that it asks for.

`static/editor/pictures.js` shows the dialog. The field of the lead picture and the editor use it.
"""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pressreleases import images, picture_names
from pressreleases.admin.base import LONGEST_SEARCH
from pressreleases.audit import record
from pressreleases.editorial.finding import pictures_with
from pressreleases.language.languages import direction, language_codes, own_name
from pressreleases.models import Image, ImageDescription
from pressreleases.models.audit import AuditAct
from pressreleases.request_values import number_in, words_in

ON_A_PAGE = 12
CHOOSE = reverse_lazy("admin:pressreleases_image_choose")


def smallest_copy(image: Image) -> str:
    """The address of the smallest copy of a picture, for lists."""
    file = str(image.file.name)
    copies = picture_names.copies(file, image.width).get("webp", {}).items()
    return f"{settings.MEDIA_URL}{min(copies, key=lambda one: one[1], default=(file,))[0]}"


def facts(image: Image, language: str) -> dict[str, Any]:
    """What scripts need of a picture for a text in `language`."""
    return {
        "key": image.pk,
        "src": f"{settings.MEDIA_URL}{image.file.name}",
        "small": smallest_copy(image),
        "title": image.title,
        "alternative_text": image.alternative_text_in(language),
        "decorative": image.decorative,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
    }


def choose(request: HttpRequest) -> HttpResponse:
    """The content of the dialog: pictures that have all words of `q`, the newest first, after the key `before`."""
    if not request.user.has_perm("pressreleases.view_image"):
        raise PermissionDenied
    language = language_in(request.GET.get("language"))
    words = words_in(request.GET.get("q"), most=LONGEST_SEARCH)
    found = pictures_with(words)
    before = number_in(request.GET.get("before"))
    rows = list((found.filter(pk__lt=before) if before else found)[: ON_A_PAGE + 1])
    shown = rows[:ON_A_PAGE]
    context = {
        "pictures": [facts(image, language) for image in shown],
        "older": shown[-1].pk if len(rows) > ON_A_PAGE else None,
        "newest": bool(before),
        "q": words,
        "language": language,
        "language_name": own_name(language),
        "direction": direction(language),
        "most_bytes": images.MOST_BYTES,
        "too_large": images.TooManyBytes.sentence,
        "longest": {
            "alternative_text": ImageDescription._meta.get_field("alternative_text").max_length,
            "credit": Image._meta.get_field("credit").max_length,
        },
    }
    return TemplateResponse(request, "admin/pressreleases/image/choose.html", context)


def describe(request: HttpRequest, key: int) -> JsonResponse:
    """Keep the alternative text of a picture that has none in `language`, or that it is decorative."""
    if not request.user.has_perm("pressreleases.change_image"):
        raise PermissionDenied
    if request.method != "POST":
        raise Http404
    language = language_in(request.POST.get("language"))
    with transaction.atomic():
        image = Image.objects.select_for_update().filter(pk=key).first()
        if image is None:
            return JsonResponse({"error": _("This picture is no longer in the library.")}, status=404)
        if image.lacks_words_in(language):
            try:
                said = _describe(image, language, request.POST)
            except ValidationError as error:
                return JsonResponse({"error": " ".join(error.messages)}, status=422)
            record(AuditAct.SAVED, image, by=cast("User", request.user), details=said)
    return JsonResponse(facts(Image.objects.get(pk=key), language))


def _describe(image: Image, language: str, given: Any) -> dict[str, Any]:
    """What the audit trail says of it. Raises `ValidationError`."""
    if given.get("decorative"):
        image.decorative = True
        image.save(update_fields=["decorative"])
        return {"changed": ["decorative"]}
    field = cast("Any", ImageDescription._meta.get_field("alternative_text")).formfield()
    words = " ".join(field.clean(given.get("alternative_text")).split())
    row = ImageDescription(image=image, language=language, alternative_text=words)
    row.full_clean()
    row.save()
    return {"rows": {"imagedescription": {"added": 1, "languages": [language]}}}


def language_in(given: str | None) -> str:
    codes = language_codes()
    return given if given in codes else codes[0]


class LeadPicture(forms.TextInput):
    """The key of the picture, which a script fills in; shown as its thumbnail, title and alternative text."""

    input_type = "hidden"
    is_hidden = False  # Django asks the type of the input

    class Media:
        css = {"all": ["editor/pictures.css"]}
        js = ["editor/pictures.js", "editor/lead_picture.js"]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        key = number_in(str(getattr(value, "pk", value) or ""))
        image = Image.objects.prefetch_related("descriptions").filter(pk=key).first() if key else None
        language = language_in(self.attrs.get("lang"))
        context = {
            "input": super().render(name, image.pk if image else "", attrs, renderer),
            "picture": facts(image, language) if image else None,
            "language": language,
            "choose": CHOOSE,
        }
        return render_to_string("admin/pressreleases/image/lead_picture.html", context)


class Focus(forms.TextInput):
    """The most important point of the lead picture: chosen on the picture, or with two sliders."""

    input_type = "hidden"
    is_hidden = False  # Django asks the type of the input

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        context = {"input": super().render(name, value, attrs, renderer)}
        return render_to_string("admin/pressreleases/image/focus.html", context)
