"""The settings file: where it is found, that the environment wins over it, and what is refused in one sentence."""

from pathlib import Path

import pytest

from tests.running.sites import Site

SAY = (
    "-c",
    "from django.conf import settings as s; "
    "print(s.SITE_URL, s.PUBLISH_ALONE, s.DATABASES['default']['CONN_MAX_AGE'], s.DATA_DIR)",
)
REAL = {"DJANGO_SETTINGS_MODULE": "mission_site.settings", "MISSION_CONFIG": ""}


def _write(file: Path, *lines: str, mode: int = 0o600) -> Path:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    file.chmod(mode)
    return file


def test_the_file_in_the_data_folder_is_read_and_the_environment_wins(bare: Site) -> None:
    _write(
        bare.var / "settings.env",
        "# the mission's own",
        "",
        "MISSION_SITE_URL=https://press.example",
        ' MISSION_PUBLISH_ALONE = "forbid" ',
        "MISSION_CONN_MAX_AGE=",
    )
    assert bare.says(*SAY, **REAL) == (0, f"https://press.example forbid 60 {bare.var}")
    other = {"MISSION_SITE_URL": "https://other.example", "MISSION_PUBLISH_ALONE": ""}
    assert bare.says(*SAY, **REAL, **other) == (0, f"https://other.example forbid 60 {bare.var}")


COOKIES = ("SESSION", "CSRF", "LANGUAGE", "BROWSER")
NAMES = ", s.".join((*(f"{cookie}_COOKIE_NAME" for cookie in COOKIES), "LANGUAGE_COOKIE_PATH", "SESSION_COOKIE_SECURE"))


@pytest.mark.parametrize(
    ("address", "names"),
    [
        (
            "https://press.example",
            "__Host-sessionid __Host-csrftoken __Host-django_language __Host-mission_browser / True",
        ),
        ("http://press.example", "sessionid csrftoken django_language mission_browser /admin/ False"),
    ],
)
def test_with_https_the_cookies_have_names_that_only_this_host_can_set(bare: Site, address: str, names: str) -> None:
    say = ("-c", f"from django.conf import settings as s; print(s.{NAMES})")
    assert bare.says(*say, **REAL, MISSION_SITE_URL=address) == (0, names)


def test_a_file_elsewhere_names_the_data_folder(bare: Site, tmp_path: Path) -> None:
    file = _write(tmp_path / "mission.env", f"MISSION_VAR={bare.var}", "MISSION_SITE_URL=https://press.example")
    environment = {**REAL, "MISSION_CONFIG": str(file), "MISSION_VAR": ""}
    assert bare.says(*SAY, **environment) == (0, f"https://press.example allow 60 {bare.var}")


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "check"),
        ("-m", "mission_site.run", "--port", "1"),
        ("-m", "mission_site.backup", "make"),
        ("-m", "mission_site.embedded_postgres", "stop"),
        ("-c", "import mission_site.wsgi"),
    ],
    ids=["manage.py", "run", "backup", "stop", "another server"],
)
@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        ("MISSION_SITE_URL=https://press.example", 0o640, "can be read by other users"),
        ("MISSION_SITE_URL=https://press.example", 0o604, "can be read by other users"),
        ("SITE_URL=https://secret.example", 0o600, "Line 1 of the settings file"),
        ("MISSION_CONFIG=/secret", 0o600, "Line 1 of the settings file"),
        ("MISSION_VAR=/secret", 0o600, "is in the data folder"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence_from_every_command(
    bare: Site, command: tuple[str, ...], text: str, mode: int, reason: str
) -> None:
    file = _write(bare.var / "settings.env", text, mode=mode)
    status, said = bare.says(*command, **REAL)
    assert (status, reason in said, str(file) in said) == (1, True, True), said
    assert "\n" not in said
    assert "secret" not in said.replace(str(file), "")
    assert [path.name for path in bare.var.iterdir()] == ["settings.env"]


@pytest.mark.parametrize("text", [b"\xff\xfe", None])
def test_no_file_and_one_that_is_no_text_are_one_sentence(bare: Site, tmp_path: Path, text: bytes | None) -> None:
    file = tmp_path / "mission.env"
    if text is not None:
        file.write_bytes(text)
        file.chmod(0o600)
    status, said = bare.says("manage.py", "check", **{**REAL, "MISSION_CONFIG": str(file)})
    assert (status, str(file) in said, "\n" in said) == (1, True, False)


def test_a_relative_data_folder_in_a_file_is_refused(bare: Site, tmp_path: Path) -> None:
    file = _write(tmp_path / "mission.env", "MISSION_VAR=var")
    status, said = bare.says("manage.py", "check", **{**REAL, "MISSION_CONFIG": str(file), "MISSION_VAR": ""})
    assert (status, "has to be a whole path" in said, "\n" in said) == (1, True, False)


def test_the_file_reaches_the_port_and_the_first_start(bare: Site) -> None:
    _write(bare.var / "settings.env", "PORT=eighty", "SAMPLE=no")
    status, said = bare.says("-m", "mission_site.run", **REAL)
    assert (status, said.startswith("PORT=eighty is no port")) == (1, True), said
