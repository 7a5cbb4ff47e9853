"""The form of the sign-in, which after several failures does not even try for some minutes, and says for how long."""

import datetime as dt
import math
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from pressreleases.audit.sign_ins import waits


class SignIn(AdminAuthenticationForm):
    """`waiting` is how long the next try has to wait; the password was looked at only if that is zero."""

    waiting = dt.timedelta()

    def clean(self) -> dict[str, Any]:
        self.waiting = waits(self.cleaned_data.get("username", ""))
        if self.waiting:
            minutes = math.ceil(self.waiting.total_seconds() / 60)
            raise ValidationError(
                ngettext(
                    "Too many sign-ins have failed here. Try again in %(minutes)s minute.",
                    "Too many sign-ins have failed here. Try again in %(minutes)s minutes.",
                    minutes,
                )
                % {"minutes": minutes},
                code="waiting",
            )
        return super().clean()
