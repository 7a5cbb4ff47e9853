"""Time zones, by their IANA names."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones


def zone_choices() -> list[tuple[str, str]]:
    """Choices for a model field: places (`America/New_York`) and UTC, none of the abbreviations."""
    places = sorted(
        zone
        for zone in available_timezones()
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/"))
    )
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *places]]


def is_place(zone: str) -> bool:
    """False of UTC, which no mission has: it means that nobody has chosen a zone yet."""
    return zone != "UTC"


def is_zone(name: str) -> bool:
    return name in available_timezones()


def zone_info(name: str) -> ZoneInfo:
    """The zone called `name`; UTC for a name that is none any more, so that what an old edition says can be shown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
