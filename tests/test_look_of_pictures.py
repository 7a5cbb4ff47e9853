"""Pictures keep their look: a corpus of what cameras, scanners and telephones make, each read back and measured."""

import io
import struct

import pytest
from PIL import Image as Pillow
from PIL import ImageCms

from pressreleases import images
from tests.test_images import encoded

# By its primaries and white (xy) and its gamma.
ADOBE_RGB = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), 2.19921875)
DISPLAY_P3 = ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06), 2.2)
D65 = (0.3127, 0.329)
SRGB = ((0.64, 0.33), (0.3, 0.6), (0.15, 0.06), 2.2)


def xyz(x, y):
    return (x / y, 1.0, (1 - x - y) / y)


def times(matrix, vector):
    return [sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix]


def inverse(matrix):
    (a, b, c), (d, e, f), (g, h, i) = matrix
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    rows = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return [[each / det for each in row] for row in rows]


def to_xyz(space):
    """The matrix from linear light in `space` to XYZ, for the white D65."""
    columns = [xyz(*primary) for primary in space[:3]]
    matrix = [list(row) for row in zip(*columns, strict=True)]
    scales = times(inverse(matrix), xyz(*D65))
    return [[each * scale for each, scale in zip(row, scales, strict=True)] for row in matrix]


# Bradford's, from D65 to the white of profiles, D50.
TO_D50 = ((1.0478, 0.0229, -0.0501), (0.0295, 0.9905, -0.0171), (-0.0092, 0.0150, 0.7521))


def icc(space):
    """A colour profile for `space`, such as a camera puts into its files (ICC version 2, a matrix and a gamma)."""

    def fixed(value):
        return struct.pack(">i", round(value * 65536))

    def of_xyz(values):
        return b"XYZ \0\0\0\0" + b"".join(map(fixed, values))

    matrix = to_xyz(space)
    columns = list(zip(*matrix, strict=True))
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(space[3] * 256)) + b"\0\0"
    name = b"A camera\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78 + 1),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": of_xyz((0.9642, 1.0, 0.8249)),
        **{
            key: of_xyz(times(TO_D50, column)) for key, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
        },
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, data, at = b"", b"", 128 + 4 + 12 * len(tags)
    for key, value in tags.items():
        padded = value + bytes(-len(value) % 4)
        table += key + struct.pack(">II", at + len(data), len(padded))
        data += padded
    size = at + len(data)
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s", 2024, 1, 1, 0, 0, 0, b"acsp") + bytes(28) + b"".join(map(fixed, (0.9642, 1, 0.8249)))
    return head + bytes(128 - len(head)) + struct.pack(">I", len(tags)) + table + data


def in_srgb(colour, space):
    """How `colour`, numbers of `space`, looks in sRGB, by arithmetic of our own."""
    light = times(to_xyz(space), [(value / 255) ** space[3] for value in colour])
    linear = [min(max(value, 0), 1) for value in times(inverse(to_xyz(SRGB)), light)]
    return [round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)) for v in linear]


def pixel(content, at=(4, 4)):
    value = Pillow.open(io.BytesIO(content)).getpixel(at)
    return value if isinstance(value, tuple) else (value,)


def near(found, wanted, most=4):
    return all(abs(one - other) <= most for one, other in zip(found, wanted, strict=True))


def plain(colour, kind="PNG", mode="RGB", **writing):
    stream = io.BytesIO()
    Pillow.new(mode, (16, 16), colour).save(stream, format=kind, **writing)
    stream.seek(0)
    return stream


@pytest.mark.parametrize("space", [ADOBE_RGB, DISPLAY_P3], ids=["Adobe RGB", "Display P3"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("colour", [(180, 90, 60), (90, 160, 110), (128, 128, 128), (255, 255, 255)])
def test_a_picture_with_a_profile_looks_as_it_did(space, kind, colour):
    writing = {"lossless": True} if kind == "WEBP" else {"quality": 100, "subsampling": 0} if kind == "JPEG" else {}
    wanted = in_srgb(colour, space)
    stored = images.read(plain(colour, kind, icc_profile=icc(space), **writing)).content
    assert near(pixel(stored), wanted), (pixel(stored), wanted)
    assert "icc_profile" not in Pillow.open(io.BytesIO(stored)).info


def noted(space, interoperability=None):
    """The notes of a camera on the colours of its picture."""
    exif = Pillow.Exif()
    exif[0x0110] = "A camera"
    exif.get_ifd(0x8769)[0xA001] = space
    if interoperability:
        exif.get_ifd(0x8769)[0xA005] = {1: interoperability}
    return exif


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("notes", [(65535, "R03"), (2, None)], ids=["as DCF has it", "as some write it"])
@pytest.mark.parametrize("colour", [(180, 90, 60), (90, 160, 110), (128, 128, 128)])
def test_a_picture_that_only_the_camera_calls_adobe_rgb_looks_as_it_did(kind, notes, colour):
    writing = {"lossless": True} if kind == "WEBP" else {"quality": 100, "subsampling": 0} if kind == "JPEG" else {}
    stored = images.read(plain(colour, kind, exif=noted(*notes), **writing)).content
    wanted = in_srgb(colour, ADOBE_RGB)
    assert near(pixel(stored), wanted), (pixel(stored), wanted)
    assert not Pillow.open(io.BytesIO(stored)).getexif()


@pytest.mark.parametrize("notes", [(1, "R98"), (65535, "R98"), (65535, None), (1, "R03")])
def test_other_notes_of_a_camera_change_no_colours(notes):
    stored = images.read(plain((180, 90, 60), exif=noted(*notes))).content
    assert near(pixel(stored), (180, 90, 60), most=1)


def test_a_profile_counts_more_than_what_the_camera_noted():
    writing = {"icc_profile": icc(DISPLAY_P3), "exif": noted(65535, "R03")}
    assert near(pixel(images.read(plain((180, 90, 60), **writing)).content), in_srgb((180, 90, 60), DISPLAY_P3))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_picture_of_other_channels_is_not_taken_for_adobe_rgb(mode):
    kind, colour = ("PNG", 120) if mode == "L" else ("JPEG", (40, 40, 40, 0))
    found = pixel(images.read(plain(colour, kind, mode, exif=noted(65535, "R03"))).content)
    assert found == pixel(images.read(plain(colour, kind, mode)).content)


def test_a_saturated_green_changes_and_a_grey_does_not():
    green = images.read(plain((60, 200, 60), icc_profile=icc(ADOBE_RGB))).content
    assert not near(pixel(green), (60, 200, 60))
    grey = images.read(plain((128, 128, 128), icc_profile=icc(ADOBE_RGB))).content
    assert near(pixel(grey), (128, 128, 128), most=2)


def test_a_picture_in_srgb_and_one_without_a_profile_keep_their_numbers():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for writing in ({"icc_profile": srgb}, {}):
        assert near(pixel(images.read(plain((180, 90, 60), **writing)).content), (180, 90, 60), most=1)


def test_a_see_through_picture_with_a_profile_keeps_both():
    stored = images.read(plain((180, 90, 60, 77), mode="RGBA", icc_profile=icc(ADOBE_RGB))).content
    red, green, blue, alpha = pixel(stored)
    assert alpha == 77
    assert near((red, green, blue), in_srgb((180, 90, 60), ADOBE_RGB))


@pytest.mark.parametrize("profile", [b"", b"no profile", icc(ADOBE_RGB)[:200]], ids=["empty", "nonsense", "cut off"])
def test_a_broken_profile_is_left_out_and_the_picture_is_taken(profile):
    stored = images.read(plain((180, 90, 60), icc_profile=profile)).content
    assert near(pixel(stored), (180, 90, 60), most=1)


def test_a_profile_of_other_channels_is_left_out():
    stored = images.read(plain(120, mode="L", icc_profile=icc(ADOBE_RGB))).content
    assert near(pixel(stored), (120,), most=1)


@pytest.mark.parametrize(("value", "wanted"), [(0, 0), (257 * 64, 64), (257 * 128, 128), (65535, 255)])
def test_sixteen_bits_of_grey_are_scaled(value, wanted):
    stored = images.read(plain(value, mode="I;16")).content
    assert Pillow.open(io.BytesIO(stored)).mode == "L"
    assert near(pixel(stored), (wanted,), most=1)


def test_a_large_scan_in_sixteen_bits_is_made_smaller_and_keeps_its_greys():
    stream = io.BytesIO()
    scan = Pillow.new("I;16", (3000, 100), 257 * 200)
    scan.paste(257 * 40, (0, 0, 1500, 100))
    scan.save(stream, format="PNG")
    stream.seek(0)
    picture = images.read(stream)
    assert (picture.width, picture.height) == (2400, 80)
    assert (pixel(picture.content, (100, 40)), pixel(picture.content, (2300, 40))) == ((40,), (200,))


def test_a_palette_is_no_reason_for_jagged_edges():
    stream = io.BytesIO()
    drawn = Pillow.new("L", (4800, 16), 0)
    drawn.paste(255, (2401, 0, 4800, 16))
    drawn.convert("P").save(stream, format="PNG")
    stream.seek(0)
    stored = Pillow.open(io.BytesIO(images.read(stream).content))
    assert len(stored.convert("L").getcolors() or ()) > 2


def test_of_several_photographs_in_one_file_the_first_is_taken_upright():
    stream = io.BytesIO()
    first, second = Pillow.new("RGB", (40, 20), "teal"), Pillow.new("RGB", (40, 20), "red")
    exif = Pillow.Exif()
    exif[0x0112] = 6
    first.save(stream, format="MPO", save_all=True, append_images=[second], exif=exif)
    stream.seek(0)
    assert Pillow.open(stream).format == "MPO"
    stream.seek(0)
    picture = images.read(stream)
    assert (picture.ending, picture.width, picture.height) == ("jpg", 20, 40)
    assert near(pixel(picture.content), (0, 128, 128), most=6)
    assert Pillow.open(io.BytesIO(picture.content)).format == "JPEG"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_still_refused(kind):
    stream = io.BytesIO()
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in ("red", "green")]
    frames[0].save(stream, format=kind, save_all=True, append_images=frames[1:])
    stream.seek(0)
    with pytest.raises(images.Animated):
        images.read(stream)


def test_forty_eight_megapixels_are_taken_and_more_than_fifty_are_not():
    picture = images.read(encoded("JPEG", (8064, 6048)))
    assert (picture.width, picture.height) == (2400, 1800)
    assert near(pixel(picture.content), (0, 128, 128), most=6)
    with pytest.raises(images.TooManyPixels):
        images.read(encoded("JPEG", (8200, 6200)))
