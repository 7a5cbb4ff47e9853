"""What every answer tells the browser, also that of a static file and of a request that is not read."""

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
# Of what is no page: it loads nothing, and no page shows it in a frame. Pages have policies of their own.
NO_PAGE_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"


class PermissionsPolicyMiddleware:
    """First of all, so that static files and what other middleware answers have it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return with_policies(self.get_response(request))


def with_policies(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
    # A 304 would replace the policies of what the browser has.
    if response.status_code != 304:
        response.headers.setdefault("Content-Security-Policy", NO_PAGE_POLICY)
        # No page of another site loads anything of this one but what a view gives to all (CORP).
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    return response
