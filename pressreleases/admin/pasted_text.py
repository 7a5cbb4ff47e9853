"""The address to which the editor sends a text that was copied in Word or another program."""

from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from pressreleases import richtext
from pressreleases.editorial.import_pictures import keep_pictures, with_pictures
from pressreleases.intake.document import Document
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.pasted import read_pasted
from pressreleases.language.languages import language_codes
from pressreleases.publishing import permissions

MOST = 500_000


@require_POST
def pasted_text(request: HttpRequest) -> JsonResponse:
    """`html` as the same text in a document would be imported, or `error`, why nothing is pasted.

    Neither for a text that is too long: the editor then pastes it in the plain way.
    """
    if not permissions.may(request.user, permissions.WRITE):
        raise PermissionDenied
    given, language = request.POST.get("html", ""), request.POST.get("language", "")
    language = language if language in language_codes() else ""
    if len(given) > MOST:
        return JsonResponse({}, status=413)
    try:
        read = read_pasted(given, language)
    except IntakeError as error:
        return JsonResponse({"error": str(error)}, status=422)
    document = Document(language, "", None, "", read.html, pictures=read.pictures)
    names = keep_pictures(document, {}, by=cast("User", request.user))
    return JsonResponse({"html": richtext.sanitise(with_pictures(read.html, names))})
