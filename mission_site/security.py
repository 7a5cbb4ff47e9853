"""Which features of the browser no page may use: said with every answer, of readers' pages and of the admin."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# No page needs any of these, and none may be given to what somebody smuggles into a page. Names that browsers do not
# know would be warnings in their consoles, so only those are listed that Chromium knows.
_UNUSED = (
    "accelerometer browsing-topics camera display-capture geolocation gyroscope hid local-fonts magnetometer "
    "microphone midi payment screen-wake-lock serial usb xr-spatial-tracking"
).split()
PERMISSIONS_POLICY = ", ".join(f"{name}=()" for name in _UNUSED)


class PermissionsPolicyMiddleware:
    """First of all, so that static files and what other middleware answers have it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response
