"""Texts that try to take long: each is read by a separate process with limited processor time."""

import subprocess
import sys

import pytest

SECONDS = 60
PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from django.conf import settings
settings.configure(MEDIA_URL="/media/")
from pressreleases.richtext import plain_text, sanitise
piece = sys.argv[1].encode().decode("unicode_escape")
text = sanitise(piece * (200_000 // len(piece)) + "x")
plain_text(text)
sanitise(text[:200_000])
"""
PIECES = [
    "<p>\\u00a0\\u00a0\\u00a0",
    "<p>\\u00a0<br>",
    "<p>" + "\\u00a0" * 40 + "signature</p>",
    "&",
    "<",
    "<!--",
    "<a ",
    '<a "',
    "<div>",
    "<ul><li>",
    "<b>",
    "<p><b lang=az>",
    "<table><tr><td>",
    "<span>",
    "<blockquote>",
    " ",
    "<sup>1",
]


@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_text_of_a_repeated_piece_is_read_in_limited_time(piece):
    program = PROGRAM.format(seconds=SECONDS)
    subprocess.run([sys.executable, "-c", program, piece], check=True)


def test_a_process_that_takes_longer_is_ended():
    program = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode != 0
