"""Azerbaijani as the mission writes it: two digits for each hour, small letters for a month within a date."""

DATE_FORMAT = "j E Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y, H:i"
MONTH_DAY_FORMAT = "j E"
# An ISO date is what date fields send.
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
