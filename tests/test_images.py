"""Making pictures of uploads: what is kept, what is refused, and that the same picture is kept once."""

import hashlib
import io
import subprocess
import sys
import tempfile
import threading
import time

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from pressreleases import images
from pressreleases.models import Image


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def encoded(kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **writing: object) -> io.BytesIO:
    stream = io.BytesIO()
    Pillow.new(mode, size, "teal" if mode.startswith("RGB") else 1).save(stream, format=kind, **writing)
    stream.seek(0)
    return stream


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_a_picture_is_named_by_the_hash_of_what_is_stored(kind, ending):
    picture = images.read(encoded(kind))
    assert picture.name == f"images/{hashlib.sha256(picture.content).hexdigest()}.{ending}"
    assert (picture.width, picture.height) == (40, 20)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_formats_are_refused(kind):
    with pytest.raises(images.NotAPicture):
        images.read(encoded(kind))


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"\x89PNG\r\n\x1a\n", b"x" * 999],
)
def test_what_is_no_picture_is_refused_in_words(content):
    with pytest.raises(images.NotAPicture, match="Choose a PNG, JPEG or WebP"):
        images.read(io.BytesIO(content))


def test_a_truncated_picture_is_refused():
    whole = encoded("JPEG", (400, 400)).getvalue()
    with pytest.raises(images.NotAPicture):
        images.read(io.BytesIO(whole[: len(whole) // 2]))


def test_a_file_of_too_many_bytes_is_refused_without_being_opened(monkeypatch):
    monkeypatch.setattr(Pillow, "open", None)
    with tempfile.TemporaryFile() as sparse:
        sparse.truncate(40 * 1024 * 1024 + 1)
        with pytest.raises(images.TooManyBytes, match="larger than 40 MB"):
            images.read(sparse)


def test_a_photograph_of_thirty_megabytes_is_taken():
    """A telephone writes so many for 48 million pixels; what stands behind the picture makes up for its details."""
    photograph = io.BytesIO(encoded("JPEG", (80, 60)).getvalue() + bytes(30 * 1024 * 1024))
    assert images.read(photograph).width == 80


def test_one_large_picture_is_unpacked_at_a_time(monkeypatch):
    """Each takes hundreds of megabytes of memory, and several may be sent at once."""
    within, most = [0], [0]

    def slowly(_upload, _cropped):
        within[0] += 1
        most[0] = max(most[0], within[0])
        time.sleep(0.02)
        within[0] -= 1

    monkeypatch.setattr(images, "_made_anew", slowly)
    threads = [threading.Thread(target=images.read, args=(encoded(),)) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


_MEASURE = """
import resource, sys
import django
django.setup()
from pressreleases import images

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

before = most()
with open(sys.argv[1], "rb") as file:
    images.read(file)
print(most() - before)
"""


def test_a_large_picture_is_unpacked_once_and_not_copied(tmp_path):
    """Four bytes for each of 48 million pixels are 186 MB; measured in a process of its own."""
    large = tmp_path / "large.png"
    large.write_bytes(encoded("PNG", (8064, 6048), compress_level=1).getvalue())
    measured = subprocess.run([sys.executable, "-c", _MEASURE, large], capture_output=True, text=True, check=True)
    assert int(measured.stdout) < 300


def test_a_small_file_that_unpacks_to_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 40 * 20 - 1)
    with pytest.raises(images.TooManyPixels):
        images.read(encoded())


def test_a_moving_picture_is_refused():
    stream = io.BytesIO()
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "green")]
    frames[0].save(stream, format="WEBP", save_all=True, append_images=frames[1:])
    stream.seek(0)
    with pytest.raises(images.Animated):
        images.read(stream)


def test_a_picture_taken_sideways_is_turned_upright_and_says_nothing_of_its_camera():
    exif = Pillow.Exif()
    exif[0x0112] = 6  # orientation: turned a quarter
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    picture = images.read(encoded("JPEG", exif=exif))
    assert (picture.width, picture.height) == (20, 40)
    again = Pillow.open(io.BytesIO(picture.content))
    assert not again.getexif()
    assert b"A camera" not in picture.content


def test_words_hidden_in_a_png_are_dropped():
    hidden = PngInfo()
    hidden.add_text("Comment", "for internal use only")
    picture = images.read(encoded("PNG", pnginfo=hidden))
    assert b"internal" not in picture.content


def test_what_is_appended_to_a_picture_is_dropped():
    smuggled = io.BytesIO(encoded("JPEG").getvalue() + b"<script>alert(1)</script>")
    assert b"script" not in images.read(smuggled).content


def test_a_see_through_picture_stays_see_through():
    picture = images.read(encoded("PNG", mode="RGBA"))
    assert Pillow.open(io.BytesIO(picture.content)).mode == "RGBA"


def test_a_picture_in_print_colours_is_made_for_screens():
    assert Pillow.open(io.BytesIO(images.read(encoded("JPEG", mode="CMYK")).content)).mode == "RGB"


def test_a_huge_photograph_is_made_smaller():
    picture = images.read(encoded("JPEG", (4800, 1200)))
    assert (picture.width, picture.height) == (2400, 600)


def test_the_same_content_twice_is_the_same_picture(db):
    first = images.keep(images.read(encoded()), title="The building")
    second = images.keep(images.read(encoded()), title="Once more")
    other = images.keep(images.read(encoded(size=(41, 20))), title="Another")
    assert first == second
    assert first != other
    assert Image.objects.count() == 2


def test_a_file_that_is_stored_whole_is_not_written_again(db):
    picture = images.read(encoded())
    there_before = bytes(len(picture.content))
    default_storage.save(picture.name, io.BytesIO(there_before))
    image = images.keep(picture, title="The building")
    assert image.file.name == picture.name
    with default_storage.open(picture.name) as stored:
        assert stored.read() == there_before


def test_a_forgotten_picture_takes_its_file_along(db, django_capture_on_commit_callbacks):
    image = images.keep(images.read(encoded()), title="The building")
    other = images.keep(images.read(encoded(size=(41, 20))), title="Another")
    name = image.file.name
    with django_capture_on_commit_callbacks(execute=True):
        images.forget(image)
    assert not default_storage.exists(str(name))
    assert default_storage.exists(str(other.file.name))


def test_the_file_stays_if_the_same_picture_was_added_again_meanwhile(db, django_capture_on_commit_callbacks):
    image = images.keep(images.read(encoded()), title="The building")
    with django_capture_on_commit_callbacks(execute=True):
        images.forget(image)
        again = images.keep(images.read(encoded()), title="The building")
    assert default_storage.exists(str(again.file.name))


def two_halves(**writing: object) -> io.BytesIO:
    stream = io.BytesIO()
    whole = Pillow.new("RGB", (401, 200), "red")
    whole.paste("blue", (0, 0, 101, 200))
    whole.save(stream, format="PNG", **writing)
    return stream


def test_what_is_cut_off_is_not_in_what_is_stored():
    made = images.read(two_halves(), cropped=(0.251, 0.0, 0.0, 0.5))
    shown = Pillow.open(io.BytesIO(made.content))
    assert (made.width, made.height) == (300, 100)
    assert shown.getcolors() == [(30_000, (255, 0, 0))]


def test_a_picture_is_whole_where_nothing_is_cut_off():
    made = images.read(two_halves())
    assert (made.width, made.height) == (401, 200)


def test_a_cropped_picture_that_is_to_be_turned_is_refused():
    turned = Pillow.Exif()
    turned[0x0112] = 6
    with pytest.raises(images.NotAPicture):
        images.read(two_halves(exif=turned), cropped=(0.1, 0.0, 0.0, 0.0))
    assert images.read(two_halves(exif=turned)).height == 401


def test_a_picture_of_which_nothing_is_left_is_refused():
    with pytest.raises(images.NotAPicture):
        images.read(two_halves(), cropped=(0.5, 0.0, 0.4999, 0.0))
