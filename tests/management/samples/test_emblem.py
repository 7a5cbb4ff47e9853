"""The emblem of the sample mission."""

from PIL import Image

from pressreleases.management.samples import emblem


def test_it_is_a_small_square_png_that_is_drawn_alike_each_time():
    drawn = emblem.draw()
    picture = Image.open(drawn)
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (emblem.SIDE, emblem.SIDE))
    assert len(drawn.getvalue()) < 20_000
    assert drawn.getvalue() == emblem.draw().getvalue()


def test_it_stands_on_any_page_since_all_but_its_ink_is_transparent():
    picture = Image.open(emblem.draw())
    ink = picture.getchannel("A")
    middle = emblem.SIDE // 2
    assert (ink.getpixel((0, 0)), ink.getpixel((middle, middle)), ink.getextrema()) == (0, 0, (0, 255))
    # The right half mirrors the left one.
    assert ink.getpixel((4, middle)) == ink.getpixel((emblem.SIDE - 5, middle)) == 255
