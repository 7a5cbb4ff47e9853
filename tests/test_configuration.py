"""What an operator sets: a wrong value is one sentence that repeats no password, a right one is taken."""

import pytest

from mission_site.configuration import WrongSetting, listening_address, read

SECRET = "hunter2"


FILES = {
    "MISSION_FILES": "s3://press/site",
    "MISSION_FILES_REGION": "eu-central-1",
    "MISSION_FILES_KEY_ID": "AKIAEXAMPLE",
    "MISSION_FILES_SECRET": SECRET,
}


WRONG = [
    ({"MISSION_SITE_URL": "press.example"}, "MISSION_SITE_URL has to begin with http:// or https://"),
    ({"MISSION_SESSION_IDLE": "59"}, "MISSION_SESSION_IDLE=59 is too short: say at least 60 seconds."),
    ({"MISSION_SESSION_LONGEST": "12h"}, "MISSION_SESSION_LONGEST=12h is not a number of seconds, such as 43200."),
    ({"MISSION_SITE_URL": "ftp://press.example"}, "MISSION_SITE_URL has to begin with http:// or https://"),
    ({"MISSION_SITE_URL": "https:///en/"}, "MISSION_SITE_URL has to begin with http:// or https://"),
    ({"MISSION_SITE_URL": "https://press.example/site"}, "MISSION_SITE_URL may name a host and a port"),
    ({"MISSION_SITE_URL": f"https://x:{SECRET}@press.example"}, "MISSION_SITE_URL may name a host and a port"),
    ({"MISSION_SITE_URL": "https://press.example:80a"}, "MISSION_SITE_URL is not a readable address"),
    ({"MISSION_SITE_URL": "https://press example"}, "MISSION_SITE_URL is not a readable address"),
    ({"MISSION_SITE_URL": "https://məlumat.example"}, "MISSION_SITE_URL does not name a host in the letters"),
    ({"MISSION_SITE_URL": "https://-a.example"}, "MISSION_SITE_URL does not name a host in the letters"),
    ({"MISSION_SITE_URL": "https://press.example:0"}, "MISSION_SITE_URL is not a readable address"),
    (
        {"MISSION_LANGAUGES": "en,fr"},
        "MISSION_LANGAUGES is not a setting of this site. Did you mean MISSION_LANGUAGES?",
    ),
    ({"MISSION_BACKUP_KEYS": "age1hunter2"}, "MISSION_BACKUP_KEYS is not a public key"),
    ({"MISSION_BACKUP_KEYS": f"AGE-SECRET-KEY-1{SECRET}"}, "MISSION_BACKUP_KEYS names a private key."),
    ({"SECRET_KEY": SECRET}, "SECRET_KEY is too easy to guess: take at least 50 letters"),
    ({"SECRET_KEY": "x" * 60}, "SECRET_KEY is too easy to guess"),
    ({"SECRET_KEY": "a long key" * 6, "SECRET_KEY_OLD": SECRET}, "SECRET_KEY_OLD is too easy to guess"),
    ({"SECRET_KEY_OLD": "a long key" * 6}, "SECRET_KEY_OLD is set, and SECRET_KEY is not"),
    ({"MISSION_ZZ": SECRET}, "MISSION_ZZ is not a setting of this site. There are MISSION_ADDRESS, "),
    ({"MISSION_PROOF_URL": "127.0.0.1:8000"}, "MISSION_PROOF_URL has to begin with http:// or https://"),
    ({"MISSION_HOSTS": "press.example,https://other.example"}, "MISSION_HOSTS names host names without scheme"),
    ({"MISSION_HOSTS": "press.example:8000"}, "MISSION_HOSTS names host names without scheme"),
    ({"MISSION_BEHIND_PROXY": "maybe"}, "MISSION_BEHIND_PROXY=maybe is not understood"),
    ({"MISSION_DEBUG": "2"}, "MISSION_DEBUG=2 is not understood"),
    ({"MISSION_HSTS": "everything"}, "MISSION_HSTS is host, subdomains or preload, not everything."),
    ({"MISSION_PUBLISH_ALONE": "never"}, "MISSION_PUBLISH_ALONE is allow or forbid, not never."),
    ({"MISSION_LANGUAGES": "en,de"}, "MISSION_LANGUAGES is some of en,az,ar,es,fr,ru,tr,zh, not en,de."),
    ({"MISSION_LANGUAGES": ","}, "MISSION_LANGUAGES is some of en,az,ar,es,fr,ru,tr,zh, not ,."),
    ({"MISSION_PAGE_CACHE": "64MB"}, "MISSION_PAGE_CACHE=64MB is not a number of megabytes"),
    ({"MISSION_CONN_MAX_AGE": "-1"}, "MISSION_CONN_MAX_AGE=-1 is not a number of seconds"),
    ({"DATABASE_URL": f"mysql://u:{SECRET}@host/name"}, "DATABASE_URL names a database of the kind mysql"),
    ({"DATABASE_URL": "sqlite:///db.sqlite3"}, "DATABASE_URL names a database of the kind sqlite"),
    ({"DATABASE_URL": "mission"}, "DATABASE_URL is not the address of a database"),
    ({"DATABASE_URL": f"postgres://u:{SECRET}@host/"}, "DATABASE_URL does not say the name of the database"),
    ({"DATABASE_URL": f"postgres://u:{SECRET}@host:port/name"}, "DATABASE_URL is not a readable address"),
    ({"DATABASE_URL": f"postgres://u:{SECRET}@host/name?zz=1"}, "DATABASE_URL has an option after its ? that"),
    ({"DATABASE_DIRECT_URL": f"postgres://u:{SECRET}@host/x"}, "DATABASE_DIRECT_URL is set, and DATABASE_URL is not"),
    (
        {"DATABASE_URL": "postgres://host/x", "DATABASE_DIRECT_URL": f"mysql://u:{SECRET}@host/x"},
        "DATABASE_DIRECT_URL names a database of the kind mysql",
    ),
    ({"MISSION_EMAIL_URL": f"mail://u:{SECRET}@mail.example"}, "MISSION_EMAIL_URL has to begin with smtp"),
    ({"MISSION_EMAIL_URL": f"smtp://u:a/{SECRET}@mail.example"}, "MISSION_EMAIL_URL is not a readable address"),
    ({"MISSION_EMAIL_URL": f"smtp://u:a#{SECRET}@mail.example"}, "MISSION_EMAIL_URL is not a readable address"),
    ({"MISSION_EMAIL_URL": "smtp://"}, "MISSION_EMAIL_URL does not name a mail server"),
    ({"MISSION_EMAIL_FROM": "Press office"}, "MISSION_EMAIL_FROM='Press office' is not an e-mail address"),
    ({"MISSION_PURGE_URL": f"https://u:{SECRET}@cdn.example/purge"}, "MISSION_PURGE_URL has to begin with https://"),
    ({"MISSION_PURGE_URL": "cdn.example/purge"}, "MISSION_PURGE_URL has to begin with https://"),
    ({"MISSION_PURGE_HEADER": f"Key: {SECRET}"}, "MISSION_PURGE_HEADER is set, and MISSION_PURGE_URL is not"),
    (
        {"MISSION_PURGE_URL": "https://cdn.example/", "MISSION_PURGE_HEADER": SECRET},
        "MISSION_PURGE_HEADER is not a header.",
    ),
    ({"MISSION_FILES_SECRET": SECRET}, "MISSION_FILES_SECRET is set, and MISSION_FILES is not"),
    ({"MISSION_FILES_BUCKET": SECRET}, "MISSION_FILES_BUCKET is not a setting of this site. Did you mean"),
    ({**FILES, "MISSION_FILES": "press"}, "MISSION_FILES has to begin with s3://"),
    ({**FILES, "MISSION_FILES": f"s3://key:{SECRET}@press"}, "MISSION_FILES may name a bucket and a prefix"),
    ({**FILES, "MISSION_FILES": "s3://press?acl=public-read"}, "MISSION_FILES may name a bucket and a prefix"),
    ({**FILES, "MISSION_FILES": "s3:///site"}, "MISSION_FILES does not name a bucket"),
    ({**FILES, "MISSION_FILES": "s3://Press_Office"}, "MISSION_FILES does not name a bucket"),
    ({**FILES, "MISSION_FILES": "s3://press/../other"}, "MISSION_FILES does not name a bucket, or its prefix"),
    ({**FILES, "MISSION_FILES_KEY_ID": ""}, "MISSION_FILES needs MISSION_FILES_KEY_ID too"),
    ({**FILES, "MISSION_FILES_SECRET": ""}, "MISSION_FILES needs MISSION_FILES_SECRET too"),
    ({**FILES, "MISSION_FILES_REGION": ""}, "MISSION_FILES needs MISSION_FILES_ENDPOINT, the address of the store"),
    ({**FILES, "MISSION_FILES_REGION": "Frankfurt am Main"}, "MISSION_FILES_REGION=Frankfurt am Main is not the name"),
    ({**FILES, "MISSION_FILES_ENDPOINT": "store.example"}, "MISSION_FILES_ENDPOINT has to begin with http"),
]


@pytest.mark.parametrize(("values", "expected"), WRONG)
def test_a_wrong_value_is_one_sentence_without_a_password(values: dict[str, str], expected: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        read(values)
    assert str(refused.value).startswith(expected)
    assert SECRET not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("values", [{}, {name: " " for values, _words in WRONG for name in values}])
def test_nothing_set_and_all_set_to_nothing_are_the_defaults(values: dict[str, str]) -> None:
    said = read(values)
    assert (said.site_url, said.behind_proxy, said.hsts, said.database) == (
        "http://127.0.0.1:8000",
        False,
        "host",
        None,
    )
    assert said.languages == ["en", "az"]


def test_what_is_right_is_taken() -> None:
    said = read(
        {
            "MISSION_SITE_URL": "https://press.example:8443/",
            "MISSION_PROOF_URL": "http://[::1]:8000",
            "MISSION_HOSTS": "press.example, .mission.example,[::1]",
            "MISSION_BEHIND_PROXY": "Yes",
            "MISSION_LANGUAGES": "fr, az,fr",
            "DATABASE_URL": "postgres:///name?host=/run/postgresql",
            "MISSION_EMAIL_URL": "smtp+tls://user%40x:password@mail.example:587",
            "MISSION_EMAIL_FROM": "Press office <press@mission.example>",
        }
    )
    assert (said.site_url, said.proof_url) == ("https://press.example:8443", "http://[::1]:8000")
    assert said.hosts == ["press.example", ".mission.example", "[::1]"]
    assert (said.behind_proxy, said.languages) == (True, ["fr", "az"])
    assert said.database is not None
    assert said.database["NAME"] == "name"


def test_a_store_of_files_is_one_of_amazon_or_has_an_address() -> None:
    assert read({}).files is None
    amazon = read(FILES).files
    assert amazon is not None
    assert (amazon["bucket_name"], amazon["location"], amazon["endpoint_url"], amazon["region_name"]) == (
        "press",
        "site",
        None,
        "eu-central-1",
    )
    other = read({**FILES, "MISSION_FILES_REGION": "", "MISSION_FILES_ENDPOINT": "https://store.example/"}).files
    assert other is not None
    assert (other["endpoint_url"], other["region_name"]) == ("https://store.example", "us-east-1")
    bare = read({**FILES, "MISSION_FILES": "s3://press/"}).files
    assert bare is not None
    assert bare["location"] == ""


def test_a_database_is_named_without_options_as_the_guide_writes_it() -> None:
    said = read({"DATABASE_URL": "postgres://user:password@host/name"})
    assert said.database is not None
    assert (said.database["HOST"], said.database["NAME"]) == ("host", "name")


def test_signs_in_a_mail_password_may_be_spelled_so_that_an_address_can_hold_them() -> None:
    said = read({"MISSION_EMAIL_URL": "smtp+tls://press%40m.example:a%2Fb%23c%3Fd%25@mail.example:587"})
    assert said.email is not None
    assert (said.email["EMAIL_HOST_USER"], said.email["EMAIL_HOST_PASSWORD"]) == ("press@m.example", "a/b#c?d%")


@pytest.mark.parametrize(
    ("said", "address"),
    [("", "127.0.0.1"), ("localhost", "127.0.0.1"), ("[::1]", "::1"), ("::1", "::1"), ("0.0.0.0", "0.0.0.0")],
)
def test_the_address_to_listen_on_may_be_written_in_each_usual_way(said: str, address: str) -> None:
    assert listening_address({"MISSION_ADDRESS": said}) == address


@pytest.mark.parametrize("said", ["press.example", "127.0.0.1:8000", "http://127.0.0.1", "[::1", "999.0.0.1"])
def test_an_address_to_listen_on_that_is_none_is_one_sentence(said: str) -> None:
    with pytest.raises(WrongSetting, match="is not an IP address"):
        listening_address({"MISSION_ADDRESS": said})
