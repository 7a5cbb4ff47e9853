"""What answers are sent compressed: words. Pictures and archives are compressed already, and would only take time."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORDS = ("text/", "application/json", "application/problem+json", "application/feed+json", "image/svg+xml")
_XML = ("application/xml", "application/atom+xml", "application/rss+xml")
_RECORDS = ("application/x-bibtex", "application/x-research-info-systems")


class CompressionMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "text/html").startswith((*_WORDS, *_XML, *_RECORDS)):
            return response
        return super().process_response(request, response)
