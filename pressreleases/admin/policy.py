"""What a browser may load and run on a page of the admin (Content Security Policy)."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

STAFF = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    # Django's own style sheets draw some signs as data: pictures.
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# CKEditor 4 writes handlers and styles into the attributes of its own buttons: on the forms that have it, only there.
WITH_EDITOR = {**STAFF, "script-src-attr": [UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}
