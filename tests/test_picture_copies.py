"""Smaller copies of pictures: which there are, how they look, when they are made, and when they are deleted."""

import io
import logging
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow
from PIL import ImageChops, ImageDraw, ImageStat

from pressreleases import images, picture_copies, picture_names
from pressreleases.models import Image
from tests.test_images import encoded

STEM = f"images/{'a' * 64}"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(picture_copies, "_FAILED", set())


def photograph(kind="JPEG", size=(1600, 1000), mode="RGB"):
    """Slopes of light with the noise of a camera, which no format can write in a few bytes."""
    slope = Pillow.radial_gradient("L").resize(size)
    bands = [ImageChops.add(slope, Pillow.effect_noise(size, 20), 1, shift) for shift in (-128, -100, -60)]
    taken = Pillow.merge("RGB", bands).convert(mode)
    stream = io.BytesIO()
    taken.save(stream, format=kind, quality=92)
    stream.seek(0)
    return stream


def kept(stream):
    return images.keep(images.read(stream), title="A visit")


def stored(name):
    with default_storage.open(name, "rb") as file:
        return file.read()


def names_of(image):
    return picture_names.all_copies(str(image.file.name), image.width)


@pytest.mark.parametrize(
    ("file", "width", "named"),
    [
        ("a.jpg", 480, {}),
        ("a.jpg", 481, {"avif": [480, 481], "webp": [480, 481], "jpg": [480]}),
        ("a.jpg", 1200, {"avif": [480, 720, 1080, 1200], "webp": [480, 720, 1080, 1200], "jpg": [480, 720, 1080]}),
        ("a.jpg", 1440, {"avif": [480, 720, 1080, 1440], "webp": [480, 720, 1080, 1440], "jpg": [480, 720, 1080]}),
        ("a.jpg", 2400, {form: [480, 720, 1080, 1440] for form in ("avif", "webp", "jpg")}),
        ("a.png", 1000, {"webp": [480, 720, 1000]}),
        ("a.webp", 1000, {"avif": [480, 720, 1000], "webp": [480, 720]}),
    ],
)
def test_the_copies_follow_from_the_name_and_the_width(file, width, named):
    assert {form: list(found.values()) for form, found in picture_names.copies(file, width).items()} == named


@pytest.mark.parametrize(
    ("name", "sha256"),
    [
        (f"{STEM}-480.avif", "a" * 64),
        (f"{STEM}-1200.jpg", "a" * 64),
        (f"{STEM}.jpg", ""),
        (f"{STEM}-480.png", ""),
        (f"{STEM}-0480.webp", ""),
        (f"{STEM}-480.avif.webp", ""),
        ("images/a-480.avif", ""),
    ],
)
def test_a_copy_tells_which_picture_it_is_of(name, sha256):
    assert picture_names.sha256_of_original(name) == sha256


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_photograph_gets_narrower_copies_that_look_like_it_in_three_formats(db, mode):
    image = kept(photograph(mode=mode))
    picture_copies.make(image)
    whole = Pillow.open(io.BytesIO(stored(image.file.name))).convert("RGB")
    for form, named in picture_names.copies(str(image.file.name), image.width).items():
        sizes = []
        for name, width in named.items():
            copy = Pillow.open(io.BytesIO(stored(name)))
            assert copy.format == {"jpg": "JPEG"}.get(form, form.upper())
            assert copy.size == (width, round(1000 * width / 1600))
            assert not {"exif", "icc_profile", "xmp"} & {key for key, value in copy.info.items() if value}
            difference = ImageChops.difference(copy.convert("RGB"), whole.resize(copy.size, Pillow.Resampling.LANCZOS))
            assert max(ImageStat.Stat(difference).mean) < 8
            sizes.append(len(stored(name)))
        assert sizes == sorted(sizes)
        assert sizes[-1] < len(stored(image.file.name))
    assert len(names_of(image)) == 12


def test_a_see_through_picture_stays_so_in_its_copies(db):
    stream = io.BytesIO()
    Pillow.new("RGBA", (600, 300), (0, 128, 128, 77)).save(stream, format="WEBP")
    stream.seek(0)
    image = kept(stream)
    picture_copies.make(image)
    assert [Pillow.open(io.BytesIO(stored(name))).mode for name in names_of(image)] == ["RGBA"] * 3


def test_a_drawing_keeps_its_sharp_edges_and_a_photograph_in_the_same_format_does_not_become_large(db):
    drawn = Pillow.new("RGB", (900, 600), "white")
    pen = ImageDraw.Draw(drawn)
    for left in range(0, 900, 30):
        pen.rectangle((left, 600 - left // 2, left + 15, 600), fill="red")
    stream = io.BytesIO()
    drawn.save(stream, format="PNG")
    stream.seek(0)
    drawing, photo = kept(stream), kept(photograph("PNG", (900, 600)))
    for image in (drawing, photo):
        picture_copies.make(image)
    # The copy of full width: without a loss it is the drawing itself.
    name = names_of(drawing)[-1]
    copy = Pillow.open(io.BytesIO(stored(name))).convert("RGB")
    assert ImageChops.difference(copy, drawn).getbbox() is None
    assert len(stored(names_of(photo)[-1])) < len(stored(photo.file.name)) / 5


def test_a_narrow_picture_has_no_copies(db):
    image = kept(encoded("PNG", (480, 200)))
    picture_copies.make(image)
    assert images.names_stored() == [str(image.file.name).removeprefix("images/")]


def test_pictures_that_are_there_get_theirs_once_and_the_newest_first(db, monkeypatch):
    older, newer = kept(photograph(size=(600, 400))), kept(photograph(size=(601, 400)))
    monkeypatch.setattr(picture_copies, "_SECONDS", -1)
    assert picture_copies.make_missing() == 0
    seconds = iter([0.0, 0.0, 99.0])
    monkeypatch.setattr("pressreleases.picture_copies.time.monotonic", lambda: next(seconds))
    monkeypatch.setattr(picture_copies, "_SECONDS", 5.0)
    assert picture_copies.make_missing() == 1
    assert all(map(default_storage.exists, names_of(newer)))
    assert not any(map(default_storage.exists, names_of(older)))
    monkeypatch.undo()


def test_when_all_have_theirs_nothing_is_read_or_made_and_there_is_one_query(
    db, monkeypatch, django_assert_num_queries
):
    for width in (600, 601, 602):
        kept(photograph(size=(width, 400)))
    assert picture_copies.make_missing() == 3
    monkeypatch.setattr(picture_copies, "_make", None)
    with django_assert_num_queries(1):
        assert picture_copies.make_missing() == 0


def test_the_copy_for_telephones_is_small_whatever_the_picture_shows(db):
    noisy = kept(photograph(size=(600, 400)))
    picture_copies.make(noisy)
    for form in ("avif", "webp"):
        assert (
            len(stored(f"images/{noisy.sha256}-480.{form}"))
            <= 10_000
            < len(stored(f"images/{noisy.sha256}-600.{form}"))
        )


def test_without_any_picture_there_is_nothing_to_do(db):
    assert picture_copies.make_missing() == 0


def test_a_picture_that_is_lost_or_broken_does_not_keep_the_others_from_theirs(db, caplog):
    lost, broken, good = (kept(photograph(size=(width, 400))) for width in (600, 601, 602))
    default_storage.delete(lost.file.name)
    default_storage.delete(broken.file.name)
    default_storage.save(broken.file.name, io.BytesIO(b"no picture"))
    with caplog.at_level(logging.ERROR):
        assert picture_copies.make_missing() == 1
        assert picture_copies.make_missing() == 0
    assert all(map(default_storage.exists, names_of(good)))
    assert [record.args for record in caplog.records] == [(str(broken.file.name).removeprefix("images/"),)]


def test_a_full_disk_stops_the_round_and_leaves_no_part_and_the_next_round_makes_them(db, monkeypatch):
    image = kept(photograph(size=(600, 400)))
    with monkeypatch.context() as full:

        def save(name, _content):
            Path(default_storage.path(name)).write_bytes(b"RIFF")
            raise OSError(28, "No space left on device")

        full.setattr(image.file.storage, "save", save)
        with pytest.raises(OSError, match="No space"):
            picture_copies.make_missing()
        picture_copies.make(image)  # at an upload: the picture is there, only its copies are not
    assert not any(map(default_storage.exists, names_of(image)))
    assert picture_copies.make_missing() == 1


@pytest.mark.parametrize("form", ["avif", "webp", "jpg"])
def test_a_part_that_a_killed_process_left_is_not_read_and_is_replaced(db, form):
    image = kept(photograph(size=(600, 400)))
    picture_copies.make(image)
    [name, *_more] = picture_names.copies(str(image.file.name), image.width)[form]
    whole = stored(name)
    assert picture_copies.read(default_storage, name) == whole
    for length in (0, 3, 30, len(whole) // 2, len(whole) - 1):
        default_storage.delete(name)
        default_storage.save(name, io.BytesIO(whole[:length]))
        assert picture_copies.read(default_storage, name) is None
    picture_copies.make(image)
    assert picture_copies.read(default_storage, name) == whole


def test_a_deleted_picture_takes_its_copies_along_also_of_widths_that_are_no_longer_made(
    db, django_capture_on_commit_callbacks
):
    image, other = kept(photograph(size=(600, 400))), kept(photograph(size=(601, 400)))
    for one in (image, other):
        picture_copies.make(one)
    default_storage.save(f"images/{image.sha256}-123.gif", io.BytesIO(b"of another version"))
    with django_capture_on_commit_callbacks(execute=True):
        images.forget(image)
    left = {str(other.file.name), *names_of(other)}
    assert {f"images/{name}" for name in images.names_stored()} == left


def test_a_picture_that_is_deleted_while_its_copies_are_made_has_none_afterwards(
    db, monkeypatch, django_capture_on_commit_callbacks
):
    kept(photograph(size=(600, 400)))
    make = picture_copies._copy
    made: list[bytes] = []

    def redacted_meanwhile(*args):
        if not made:
            with django_capture_on_commit_callbacks(execute=True):
                images.forget(Image.objects.get())
        made.append(make(*args))
        return made[-1]

    monkeypatch.setattr(picture_copies, "_copy", redacted_meanwhile)
    assert picture_copies.make_missing() == 1
    assert made
    assert images.names_stored() == []
