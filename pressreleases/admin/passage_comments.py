"""Comments on words of a draft: what the form of a release shows of them, and the page that takes them.

A script sends the same forms and gets the list back as JSON; without scripts, the page is the place to comment.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.editorial import passage_comments
from pressreleases.editorial.passage_comments import Place, Thread, WordsUnclear
from pressreleases.errors import ExplainedError
from pressreleases.models import PassageComment, Release
from pressreleases.models.passage_comment import CONTEXT, LONGEST_COMMENT
from pressreleases.models.text_fields import LinesFormField
from pressreleases.publishing import permissions
from pressreleases.request_values import number_in

LIST = "admin/pressreleases/release/comments_list.html"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class CommentForm(forms.Form):
    """`before` and `after` are what stood around words that were marked; `places`: where words are that were typed."""

    quote = LinesFormField(
        label=gettext_lazy("Words of the text"),
        max_length=LONGEST_COMMENT,
        widget=_area(2),
        help_text=gettext_lazy("Mark them in the preview or in the form, or paste them here."),
        error_messages={"required": gettext_lazy("Enter the words that the comment is about.")},
    )
    comment = LinesFormField(
        label=gettext_lazy("Comment"),
        max_length=LONGEST_COMMENT,
        widget=_area(3),
        error_messages={"required": gettext_lazy("Write a comment.")},
    )
    before = forms.CharField(required=False, max_length=CONTEXT, strip=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=CONTEXT, strip=False, widget=forms.HiddenInput)
    places: "list[Place] | None" = None


class AnswerForm(forms.Form):
    comment = LinesFormField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST_COMMENT,
        widget=_area(2),
        error_messages={"required": gettext_lazy("Write an answer.")},
    )


@dataclass(frozen=True)
class Row:
    """A comment and, if it may be answered, the form for it."""

    thread: Thread
    form: AnswerForm | None


@dataclass(frozen=True)
class Comments:
    """The comments of a release for the template; `form` is None for who may not comment."""

    release: Release
    url: str
    rows: list[Row]
    form: CommentForm | None

    @property
    def open(self) -> list[Row]:
        return [row for row in self.rows if row.thread.comment.resolved_at is None]

    @property
    def resolved(self) -> list[Row]:
        return [row for row in self.rows if row.thread.comment.resolved_at is not None]


@dataclass
class _Sent:
    """The forms as they were sent, and what was done; `said` is empty if nothing was."""

    said: str = ""
    new: CommentForm = field(default_factory=CommentForm)
    answers: dict[int, AnswerForm] = field(default_factory=dict)


def comments_of(release: Release, user: User | AnonymousUser, sent: _Sent | None = None) -> Comments:
    """For the template. Three queries at most: two, one without comments, and one if `release` is submitted."""
    sent, may = sent or _Sent(), passage_comments.may_comment(release, by=user)
    rows = [
        Row(thread, (sent.answers.get(thread.comment.pk) or _answer_form(thread.comment.pk)) if may else None)
        for thread in passage_comments.threads(release)
    ]
    return Comments(release, _url(release), rows, sent.new if may else None)


def comments_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """All who may see the release read them; who may change it comments, answers and resolves."""
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    release = Release.objects.filter(pk=number_in(object_id) or 0).first()
    if release is None:
        raise Http404
    sent = _Sent()
    if request.method == "POST":
        if not passage_comments.may_comment(release, by=request.user):
            raise PermissionDenied
        _take(request, release, sent)
    as_json = request.headers.get("Accept") == "application/json"
    if sent.said and not as_json:
        messages.success(request, sent.said)
        return HttpResponseRedirect(_url(release))
    comments = comments_of(release, request.user, sent)
    status = 422 if request.method == "POST" and not sent.said else 200
    if as_json:
        words = render_to_string(LIST, {"comments": comments}, request)
        told = {"list": words, "count": len(comments.open), "said": sent.said}
        return JsonResponse(told, status=status, headers={"Cache-Control": "private, no-store"})
    context = {
        **site.each_context(request),
        "title": _("Comments"),
        "original": release,
        "opts": Release._meta,
        "comments": comments,
    }
    return TemplateResponse(request, "admin/pressreleases/release/comments_page.html", context, status=status)


def _url(release: Release) -> str:
    return reverse("admin:pressreleases_release_comments", args=(release.pk,))


def _answer_form(key: int, data: Any = None) -> AnswerForm:
    return AnswerForm(data, auto_id=f"id_answer_{key}_%s")


def _take(request: HttpRequest, release: Release, sent: _Sent) -> None:
    """Do what the button says that was pressed; what is wrong is said in the form that it belongs to."""
    by = cast("User", request.user)
    pressed = next((name for name in ("answer", "resolve", "reopen") if name in request.POST), "")
    if not pressed:
        sent.new = form = CommentForm(request.POST)
        start = number_in(request.POST.get("start"))
        _do(sent, form, lambda given: passage_comments.add(release, by=by, start=start, **given), _("Commented."))
        return
    to = PassageComment.objects.filter(release=release, pk=number_in(request.POST[pressed]) or 0).first()
    if to is None:
        raise Http404
    if pressed == "answer":
        sent.answers[to.pk] = answering = _answer_form(to.pk, request.POST)
        _do(sent, answering, lambda given: passage_comments.answer(to, by=by, **given), _("Answered."))
    else:
        passage_comments.resolve(to, by=by, resolved=pressed == "resolve")
        sent.said = _("Resolved.") if pressed == "resolve" else _("Reopened.")


def _do(sent: _Sent, form: CommentForm | AnswerForm, act: Callable[[dict[str, Any]], object], said: str) -> None:
    if not form.is_valid():
        return
    try:
        act(form.cleaned_data)
    except ExplainedError as error:
        form.add_error(error.field or None, str(error))
        if isinstance(error, WordsUnclear) and isinstance(form, CommentForm):
            form.places = error.places
        return
    sent.said, sent.new = said, CommentForm()
    sent.answers.clear()
