"""Texts that try to take long: they are read by a separate process with limited processor time."""

import subprocess
import sys

SECONDS = 60
PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from django.conf import settings
settings.configure(MEDIA_URL="/media/")
from pressreleases.richtext import plain_text, sanitise
for written in sys.argv[1:]:
    print(written, flush=True)
    piece = written.encode().decode("unicode_escape")
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


def test_the_longest_text_of_each_repeated_piece_is_read_in_limited_time():
    """All by one process, since its start takes longer than most of them; what it said last is the slow one."""
    program = PROGRAM.format(seconds=SECONDS)
    done = subprocess.run([sys.executable, "-c", program, *PIECES], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()) == (0, PIECES), done.stderr[-500:]


def test_a_process_that_takes_longer_is_ended():
    program = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode != 0
