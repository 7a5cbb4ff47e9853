"""The walk of docs/operations.md names commands, settings and files that there are, and no step is missing."""

import configparser
import re
import ssl

import pytest
from django.core.management import get_commands

from mission_site.install import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
WALK = TEXT.partition("## From an empty machine to a public site\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", WALK, flags=re.MULTILINE | re.DOTALL)
FILES = dict(re.findall(r"^(?:cat >|install .* /dev/stdin) (\S+) <<'END'\n(.*?)^END$", WALK, re.MULTILINE | re.DOTALL))


def unit(name):
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names of systemd have capitals
    parser.read_string(FILES[f"/etc/systemd/system/{name}"])
    return parser


def test_every_step_is_there_in_order():
    steps = [int(number) for number in re.findall(r"^\*\*(\d+)\. ", WALK, flags=re.MULTILINE)]
    assert steps == list(range(1, 11))
    assert len(BLOCKS) >= len(steps)


@pytest.mark.parametrize("asking", ["certbot certonly", "createsuperuser", "--follow"])
def test_nothing_is_pasted_behind_a_command_that_reads_the_keyboard_or_does_not_end(asking):
    (block,) = [block for block in BLOCKS if asking in block]
    assert asking in block.splitlines()[-1]


def test_whole_files_are_written_and_none_is_only_described():
    assert {name.rpartition("/")[2] for name in FILES} == {
        *("settings.env", "mission.service", "mission", "Caddyfile"),
        *("mission-backup.service", "mission-backup.timer"),
    }


def test_the_service_waits_for_the_network_and_has_time_to_fetch_programs():
    service = unit("mission.service")
    assert service["Unit"]["After"] == service["Unit"]["Wants"] == "network-online.target"
    assert service["Service"]["TimeoutStartSec"] == "15min"
    assert "PrivateTmp" not in service["Service"]


def test_the_timer_runs_what_make_has():
    assert unit("mission-backup.timer")["Timer"]["OnCalendar"]
    assert unit("mission-backup.service")["Service"]["ExecStart"] == "/usr/bin/make backup"


@pytest.mark.parametrize("word", sorted(set(re.findall(r"\bmake ([a-z]+)\b", " ".join(BLOCKS)))))
def test_what_is_made_can_be_made(word):
    assert re.search(rf"^{word}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("word", sorted(set(re.findall(r"manage\.py (\w+)", " ".join(BLOCKS)))))
def test_commands_of_the_site_are_its_own(word):
    assert word in get_commands()


def test_every_module_that_is_run_is_there():
    modules = set(re.findall(r"-m (mission_site\.\w+)", " ".join(BLOCKS)))
    assert modules == {"mission_site.install", "mission_site.run"}
    for module in modules:
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_every_setting_of_the_walk_is_in_the_table():
    (settings,) = [text for name, text in FILES.items() if name.endswith("settings.env")]
    names = [line.partition("=")[0] for line in settings.splitlines()]
    assert {"MISSION_SITE_URL", "MISSION_BEHIND_PROXY"} <= set(names)
    for name in names:
        assert f"| `{name}` |" in TEXT


def test_the_proxy_keeps_no_secret_of_a_preview_and_sets_what_the_site_believes():
    plain, secure = FILES["/etc/nginx/sites-available/mission"].split("listen 443", 1)
    assert "access_log off;" in plain
    assert "access_log off;" in secure.partition("location ~ ^/(preview|admin/set-password)/ {")[2]
    for header in ("Host $host", "X-Forwarded-Proto $scheme", "X-Forwarded-For $remote_addr"):
        assert f"proxy_set_header {header};" in secure
    # Where a location sets one header, it inherits none.
    assert "proxy_set_header" not in secure.partition("location /")[2]


def test_the_proxy_takes_no_old_protocol_and_no_weak_cipher():
    site = FILES["/etc/nginx/sites-available/mission"]
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in site
    (ciphers,) = re.findall(r"ssl_ciphers (\S+);", site)
    context = ssl.create_default_context()
    context.set_ciphers(ciphers)
    assert {cipher["aead"] for cipher in context.get_ciphers()} == {True}
    assert {cipher["kea"] for cipher in context.get_ciphers()} <= {"kx-any", "kx-ecdhe"}


def test_what_caddy_logs_of_failed_requests_holds_no_address_of_a_preview():
    caddyfile = FILES["/etc/caddy/Caddyfile"]
    assert "request>uri regexp ^/(preview|admin/set-password)/.* /…" in caddyfile.partition("press.example {")[0]
