"""The walk of docs/operations.md, and the files in deploy/ that it installs, name only what there is."""

import configparser
import re
import ssl
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from mission_site import configuration
from mission_site.embedded_postgres import binaries
from mission_site.install import ROOT
from mission_site.limits import _LIMITS
from tests.running.programs import program

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
WALK = TEXT.partition("## From an empty machine to a public site\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", WALK, flags=re.MULTILINE | re.DOTALL)
DEPLOY = ROOT / "deploy"
NGINX, CADDYFILE, IMAGE, ROLES, COMPOSE = (
    (DEPLOY / name).read_text(encoding="utf-8")
    for name in ("nginx.conf", "Caddyfile", "Containerfile", "roles.sql", "compose.yaml")
)
SERVICES = yaml.safe_load(COMPOSE)["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "mission"}


def unit(name):
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names of systemd have capitals
    parser.read(DEPLOY / "systemd" / name, encoding="utf-8")
    return parser


def test_every_step_is_there_in_order():
    steps = [int(number) for number in re.findall(r"^\*\*(\d+)\. ", WALK, flags=re.MULTILINE)]
    assert steps == list(range(1, 11))
    assert len(BLOCKS) >= len(steps)


@pytest.mark.parametrize("asking", ["certbot certonly", "createsuperuser", "--follow"])
def test_nothing_is_pasted_behind_a_command_that_reads_the_keyboard_or_does_not_end(asking):
    (block,) = [block for block in BLOCKS if asking in block]
    assert asking in block.splitlines()[-1]


def test_every_file_that_is_named_is_there_and_every_file_is_named():
    named = {name for name in re.findall(r"\bdeploy/([\w./*-]*\w)", TEXT) if name != "systemd"}
    assert [name for name in named if not list(DEPLOY.glob(f"{name}*"))] == []
    left = {str(path.relative_to(DEPLOY)) for path in DEPLOY.rglob("*") if path.is_file()} - {".env", "settings.env"}
    assert [name for name in left if not any(name.startswith(known.rstrip("*")) for known in named)] == []


def test_the_service_waits_for_the_network_and_has_time_to_fetch_programs():
    service = unit("mission.service")
    assert service["Unit"]["After"] == service["Unit"]["Wants"] == "network-online.target"
    assert service["Service"]["TimeoutStartSec"] == "15min"
    assert "PrivateTmp" not in service["Service"]


def test_the_timer_runs_what_make_has():
    assert unit("mission-backup.timer")["Timer"]["OnCalendar"]
    assert unit("mission-backup.service")["Service"]["ExecStart"] == "/usr/bin/make backup"


def test_systemd_understands_the_units(tmp_path):
    analyze = program("systemd-analyze")
    for file in (DEPLOY / "systemd").iterdir():
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace("/srv/mission/.venv/bin/python", sys.executable))
    assert verified(analyze, tmp_path) == ""
    with (tmp_path / "mission.service").open("a") as file:
        file.write("[Service]\nProtectNothing=true\n")
    assert "ProtectNothing" in verified(analyze, tmp_path)


def verified(analyze: str, folder: Path) -> str:
    units = sorted(folder.iterdir())
    done = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    return "\n".join(line for line in done.stderr.splitlines() if line.startswith("mission") or str(folder) in line)


@pytest.mark.parametrize("word", sorted(set(re.findall(r"\bmake ([a-z]+)\b", " ".join(BLOCKS)))))
def test_what_is_made_can_be_made(word):
    assert re.search(rf"^{word}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("word", sorted(set(re.findall(r"manage\.py (\w+)", " ".join(BLOCKS)))))
def test_commands_of_the_site_are_its_own(word):
    assert word in get_commands()


def test_every_module_that_is_run_is_there():
    services = "".join(path.read_text(encoding="utf-8") for path in (DEPLOY / "systemd").iterdir())
    modules = set(re.findall(r"-m (mission_site\.\w+)", " ".join(BLOCKS) + services))
    assert modules == {"mission_site.install", "mission_site.run"}
    for module in modules:
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


def test_every_setting_of_the_walk_is_in_the_table():
    names = re.findall(r"^(MISSION_\w+)=", "".join(BLOCKS), flags=re.MULTILINE)
    assert {"MISSION_SITE_URL", "MISSION_BEHIND_PROXY"} <= set(names)
    for name in names:
        assert f"| `{name}` |" in TEXT


def test_the_proxy_keeps_no_secret_of_a_preview_and_sets_what_the_site_believes():
    plain, secure = NGINX.split("listen 443", 1)
    assert "access_log off;" in plain
    assert "access_log off;" in secure.partition("location ~ ^/(preview|admin/set-password)/ {")[2]
    for header in ("Host $host", "X-Forwarded-Proto $scheme", "X-Forwarded-For $remote_addr"):
        assert f"proxy_set_header {header};" in secure
    # Where a location sets one header, it inherits none.
    assert "proxy_set_header" not in secure.partition("location /")[2]


def test_the_cache_of_nginx_has_no_times_but_those_of_the_site():
    # Each of them would override what the headers say.
    own = r"^\s*(proxy_cache_use_stale|proxy_cache_valid|proxy_ignore_headers|expires|add_header)\b"
    assert re.findall(own, NGINX, flags=re.MULTILINE) == []
    assert re.findall(own, "    proxy_cache_valid 1h;", flags=re.MULTILINE) == ["proxy_cache_valid"]


def test_the_proxy_takes_no_old_protocol_and_no_weak_cipher():
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in NGINX
    (ciphers,) = re.findall(r"ssl_ciphers (\S+);", NGINX)
    context = ssl.create_default_context()
    context.set_ciphers(ciphers)
    assert {cipher["aead"] for cipher in context.get_ciphers()} == {True}
    assert {cipher["kea"] for cipher in context.get_ciphers()} <= {"kx-any", "kx-ecdhe"}


def test_what_caddy_logs_of_failed_requests_holds_no_address_of_a_preview():
    assert "request>uri regexp ^/(preview|admin/set-password)/.* /…" in CADDYFILE.partition("{$SITE_HOST} {")[0]


def test_both_proxies_take_the_largest_body_that_the_site_takes():
    largest = max(limit.size for _pattern, limit in _LIMITS) // 1024**2
    assert f"client_max_body_size {largest}m;" in NGINX
    assert f"max_size {largest}MiB" in CADDYFILE


def test_the_image_has_the_python_that_is_tested_and_takes_what_there_is():
    (version,) = re.findall(r"^FROM docker\.io/library/python:([0-9.]+)-", IMAGE, flags=re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={version}"
    copied = [name for line in re.findall(r"^COPY (.*) \S+$", IMAGE, flags=re.MULTILINE) for name in line.split()]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"mission_site", "pressreleases", "static", "templates"} < set(copied)
    assert not {".", "var", "deploy"} & set(copied)


def test_containers_run_as_a_user_without_rights_and_hold_no_secret():
    assert IMAGE.rindex("\nUSER mission\n") > IMAGE.rindex("useradd")
    assert not re.search(r"^(ENV|ARG) .*(SECRET|PASSWORD|DATABASE)", IMAGE, flags=re.MULTILINE)
    for service in OURS.values():
        assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert set(re.findall(r"postgres://\w+:([^@]*)@", COMPOSE)) == {"${SITE_PASSWORD:?}", "${OWNER_PASSWORD:?}"}


def test_containers_use_settings_and_commands_of_the_site():
    known = {*configuration._NAMES, "DATABASE_URL", configuration.OWNER}
    for service in OURS.values():
        assert set(service["environment"]) <= known
    assert set(re.findall(r"\b(MISSION_[A-Z_]+)=", IMAGE)) <= known
    ran = {name: " ".join(service["command"]) for name, service in OURS.items()}
    commands = set(re.findall(r"python manage\.py (\w+)", f"{IMAGE} {ran}"))
    assert commands == {"run_worker", "migrate", "shell"}
    assert commands <= set(get_commands())
    for module in re.findall(r"-m (mission_site\.\w+)", f"{IMAGE} {ran}"):
        path = ROOT / module.replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").is_file()
    assert ran["app"].endswith("--worker no")
    assert ran["worker"] == "python manage.py run_worker"


def test_only_the_containers_that_need_it_know_the_owner_of_the_tables():
    knowing = {name for name, service in OURS.items() if configuration.OWNER in service["environment"]}
    assert knowing == {"migrate", "backup"}


def test_the_database_of_the_containers_is_no_newer_than_the_programs_for_backups():
    assert SERVICES["database"]["image"].endswith(f"postgres:{binaries.version().partition('.')[0]}")
    for name in re.findall(r"\\getenv \w+ (\w+)", ROLES):
        assert name in SERVICES["database"]["environment"]


def test_every_variable_of_the_compose_file_is_in_the_guide():
    block = TEXT.partition("/dev/stdin .env <<END\n")[2].partition("\nEND\n")[0]
    assert set(re.findall(r"\$\{(\w+)", COMPOSE)) == {line.partition("=")[0] for line in block.splitlines()}
