"""The only code that makes or ends an edition: the verbs.

Every verb takes a list of releases (a family goes out together), who acts (`by`) and, where it makes sense, the
instant (`at`, aware; None: now). It does all of it or raises a `PublishingError` and does nothing.
"""

from pressreleases.publishing.classify import classify
from pressreleases.publishing.embargo import lift_embargo, set_embargo
from pressreleases.publishing.errors import PublishingError
from pressreleases.publishing.four_eyes import endorse
from pressreleases.publishing.publish import correct, publish
from pressreleases.publishing.redact import redact, redact_reasons
from pressreleases.publishing.review import send_back, submit
from pressreleases.publishing.schedule import move, schedule_newest, unschedule
from pressreleases.publishing.withdraw import change_notice, reinstate, withdraw

__all__ = [
    "PublishingError",
    "change_notice",
    "classify",
    "correct",
    "endorse",
    "lift_embargo",
    "move",
    "publish",
    "redact",
    "redact_reasons",
    "reinstate",
    "schedule_newest",
    "send_back",
    "set_embargo",
    "submit",
    "unschedule",
    "withdraw",
]
