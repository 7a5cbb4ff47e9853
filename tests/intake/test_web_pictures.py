"""Pictures of HTML files: those in the file itself, signs, drawings."""

import pytest

from pressreleases.intake.reading import read

HEAD = (
    "<!DOCTYPE html><html lang=en><head><title>Not read</title><style>p{color:red}</style></head><body>"
    "<p style='text-align:center'><b>Permanent Mission of Solandia</b></p>"
    "<p style='text-align:center'><b>to the United Nations</b></p>"
    "<p>PRESS RELEASE</p><p>20 January 2024</p><h1>The Mission Opens an Exhibition of Maps</h1>"
    "<p>The Permanent Mission opened an exhibition of maps in the hall of the building.</p>"
)


def test_only_pictures_in_the_file_itself_are_taken():
    document = read(
        f"{HEAD}<p><img src='data:image/png;base64,iVBORw0KGgo=' alt='A  map'></p><p><img src='https://x.example/a.png'>"
        "<img src='file:///etc/passwd'>It is open.</p>".encode()
    )
    assert [picture.data for picture in document.pictures] == [b"\x89PNG\r\n\x1a\n", b""]
    assert '<p><img data-picture="0" alt="A map"></p>' in document.body
    assert [str(each) for each in document.questions] == [
        "The picture after “It is open.” is not in the file. Will you insert it?"
    ]


@pytest.mark.parametrize("source", ["https://x.example/a.png", "cid:one@x", "a.png"])
def test_a_described_picture_that_is_not_in_the_file_is_asked_about(source):
    document = read(f"{HEAD}<p>It is open.</p><p><img src='{source}' alt='A map'></p><p>It closes.</p>".encode())
    assert [picture.data for picture in document.pictures] == [b""]
    assert [str(each) for each in document.questions] == [
        "The picture after “It is open.” is not in the file. Will you insert it?"
    ]


def test_a_picture_without_words_for_it_is_asked_about_unless_it_is_a_sign():
    signs = "<img src='https://x.example/dot.gif' width=1 height=1><img src='share.png' width='24px'><img alt=''>"
    document = read(f"{HEAD}<p>It is open.{signs}</p><p><img src='photo.jpg' alt=''></p><p>It closes.</p>".encode())
    assert [(picture.data, picture.lost) for picture in document.pictures] == [(b"", "elsewhere")]
    assert [str(each) for each in document.questions] == [
        "The picture after “It is open.” is not in the file. Will you insert it?"
    ]


@pytest.mark.parametrize(
    ("drawing", "alt"),
    [
        ("<svg width=400 height=200><text x=1>Trade &lt; 2023</text><rect/></svg>", "Trade &lt; 2023"),
        ('<svg width=16 height=16><text>Say "yes" onload=x</text></svg>', "Say &quot;yes&quot; onload=x"),
        ("<svg width='300' height='300'><svg><text>In</text></svg><text>Out</text></svg>", "In Out"),
        ("<svg viewBox='0 0 640 480'><path d='M0'/></svg>", ""),
        ("<svg viewBox='0 0 1.2.3 4'><path d='M0'/></svg>", ""),
        ("<svg viewBox='0 0 . .'><path d='M0'/></svg>", ""),
        ("<img src='data:image/svg+xml;base64,PHN2Zy8+' width=300>", ""),
    ],
)
def test_a_drawing_with_words_or_larger_than_a_sign_is_asked(drawing, alt):
    document = read(f"{HEAD}<p>Seen.</p>{drawing}<p>After it.</p>".encode())
    assert [str(question) for question in document.questions] == [
        "There is a drawing after “Seen.”, which cannot be taken over. Will you insert a picture of it?"
    ]
    assert f'<p>Seen.</p>\n<p><img data-picture="0" alt="{alt}"></p>\n<p>After it.</p>' in document.body


@pytest.mark.parametrize(
    "sign",
    [
        "<svg viewBox='0 0 24 24'><path d='M0'/></svg>",
        "<svg width='1em' height='1em' viewBox='0 0 512 512'><path/></svg>",
        "<svg width=64 height=64><title>Facebook</title><path/></svg>",
        "<svg style='display:none'><symbol id=a><text>x</text></symbol></svg>",
        "<i title=\"<svg width=300 height=300><text>a 'b'</text></svg>\"></i>",
        "<script>var a = '<svg width=300><text>b</text></svg>'</script>",
    ],
)
def test_a_sign_drawn_in_the_page_is_left_out_without_a_question(sign):
    document = read(f"{HEAD}<p>Seen.</p>{sign}".encode())
    assert (document.body.split("</p>\n", 1)[1], document.questions) == ("<p>Seen.</p>", ())
