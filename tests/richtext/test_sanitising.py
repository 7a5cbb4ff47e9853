"""Rich text: what stays after sanitising, what is removed, and the plain text."""

import pytest

from pressreleases.richtext import from_paragraphs, plain_text, sanitise

PICTURE = "/media/images/" + "a" * 64 + ".png"

SURVIVES = [
    "<p>Plain, <strong>strong</strong> and <em>emphasised</em>.</p>",
    '<p><a href="https://www.un.org/?a=1&amp;b=2">link</a> <a href="mailto:press@mission.example">mail</a></p>',
    '<p><a href="tel:+12123712559">telephone</a> <a href="/en/contact/">here</a> <a href="#note">below</a></p>',
    "<h2>Heading</h2>\n<h3>Lower</h3>\n<h4>Lowest</h4>",
    '<ul><li>one<ul><li>in it</li></ul></li></ul>\n<ol start="3"><li>three</li></ol>',
    "<blockquote><p>Quoted.</p></blockquote>",
    '<table><tbody><tr><th scope="col">a</th><td colspan="2">b</td></tr></tbody></table>',
    '<p lang="az">Azərbaycan <span lang="ar" dir="rtl">سلام</span> H<sub>2</sub>O x<sup>2</sup></p>',
    f'<p><img src="{PICTURE}" alt="A hall"></p>',
]


@pytest.mark.parametrize("html", SURVIVES)
def test_what_a_release_may_contain_stays_unchanged(html):
    assert set(_tokens(sanitise(html))) == set(_tokens(html))
    assert sanitise(sanitise(html)) == sanitise(html)


def _tokens(html):
    import re

    return re.findall(r'[\w:/?&;=#.@+-]+="[^"]*"|</?\w+|[^<>\s]+', html)


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<style>p{}</style><p>a</p>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red" class="MsoNormal" id="x">a</p>', "<p>a</p>"),
        ('<p><a href="javascript:alert(1)">a</a></p>', "<p>a</p>"),
        ('<p><a href=" JaVaScRiPt:alert(1)">a</a></p>', "<p>a</p>"),
        ('<p><a href="java&#9;script:alert(1)">a</a></p>', "<p>a</p>"),
        ('<p><a href="data:text/html,x">a</a></p>', "<p>a</p>"),
        ('<p><a href="//evil.example/">a</a></p>', "<p>a</p>"),
        ('<p><a href="/\\evil.example/">a</a></p>', "<p>a</p>"),
        ('<p><a href="/&#9;/evil.example/x">a</a></p>', "<p>a</p>"),
        ('<p><a href="/\n/evil.example/x">a</a></p>', "<p>a</p>"),
        ('<p><a href="&#1; //evil.example/x">a</a></p>', "<p>a</p>"),
        ('<p><a href="\\\\evil.example/x">a</a></p>', "<p>a</p>"),
        ('<p><a href="https:evil.example">a</a></p>', "<p>a</p>"),
        ('<p><a href="https:///evil.example">a</a></p>', "<p>a</p>"),
        ('<p><a href="https://[evil/">a</a></p>', "<p>a</p>"),
        ('<p><a href="https://press.example@evil.example/">a</a></p>', "<p>a</p>"),
        ('<p><a href="https://user:word@evil.example/">a</a></p>', "<p>a</p>"),
        ('<p><a href="https://press.example/@name">a</a></p>', '<p><a href="https://press.example/@name">a</a></p>'),
        ('<p><a href="https://x.example:99999/">a</a></p>', "<p>a</p>"),
        ('<p><a href=" \tHTTPS:\\\\un.org\\a?b=\\ ">a</a></p>', '<p><a href="https://un.org/a?b=\\">a</a></p>'),
        ('<p><a href="/e&#10;n/ ">a</a></p>', '<p><a href="/en/">a</a></p>'),
        ('<p><a href="?a=1&copy=2">a</a></p>', "<p>a</p>"),
        ('<p>a<img src="images/%s.png"></p>' % ("a" * 64), "<p>a</p>"),
        ('<p>a<img src="https://evil.example/x.png"></p>', "<p>a</p>"),
        ('<p>a<img src="/media/images/../../x.png" onerror="x()"></p>', "<p>a</p>"),
        ('<p>a<img src="data:image/png;base64,x"></p>', "<p>a</p>"),
        ('<p>a<iframe src="https://evil.example/"></iframe></p>', "<p>a</p>"),
        ("<p>a<o:p></o:p></p><!-- [if gte mso 9]><xml>x</xml><![endif] -->", "<p>a</p>"),
        ("<p>a</p><p>&nbsp;</p><p> <br> </p>", "<p>a</p>"),
        ("<div>a</div><div>b</div>", "<p>a</p>\n<p>b</p>"),
        ("bare <b>bold</b>", "<p>bare <strong>bold</strong></p>"),
        ("<h1>Title</h1>", "<h2>Title</h2>"),
        ("<h1>Title</h1><h5>Part</h5>", "<h2>Title</h2>\n<h4>Part</h4>"),
        ('<p>742<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a></p>', "<p>742[1]</p>"),
        ('<p><a href="#_ftnref1">[1]</a> Of 1992.</p>', "<p>[1] Of 1992.</p>"),
        ('<p>742<a href="#_edn2"><sup>ii</sup></a></p>', "<p>742<sup>ii</sup></p>"),
        ('<p>742<sup><a href="#sdfootnote1sym">1</a></sup></p>', "<p>742<sup>1</sup></p>"),
        ('<p><a href="#sdendnote1anc">1</a> Of 1992.</p>', "<p>1 Of 1992.</p>"),
        ('<p>742<sup><a href="#ftnt1">[1]</a></sup><a href="#ftnt_ref1">[1]</a></p>', "<p>742<sup>[1]</sup>[1]</p>"),
        ('<p><a href="file:///C:/a.docx#_ftn1">[1]</a></p>', "<p>[1]</p>"),
        ('<p><a href="#_Toc123">The visit</a> <a href="#_msocom_1">[A1]</a></p>', "<p>The visit</p>"),
        ("<p>131 <del cite='mailto:Leyla'>secret</del><ins>civilians</ins></p>", "<p>131 civilians</p>"),
        ("<p><s>131</s> <strike>132</strike> <span style='display: none'>133</span>134</p>", "<p>134</p>"),
        (
            "<p>Words.</p><div style='mso-element:comment-list'><div style='mso-element:comment'>"
            "<div id='_com_1' class=msocomtxt><p><a href='#_msoanchor_1'>[A1]</a>Do not say this.</p>"
            "</div></div></div><p>More.</p>",
            "<p>Words.</p>\n<p>More.</p>",
        ),
        ('<p><a href="#footnote-1">[1]</a><a href="#endnote-ref-2">[2]</a></p>', "<p>[1][2]</p>"),
        ('<p><a href="#notes">the notes</a></p>', '<p><a href="#notes">the notes</a></p>'),
        ('<p><a href="/en/#_ftn1">a page</a></p>', '<p><a href="/en/#_ftn1">a page</a></p>'),
        ("<form><input name=x><button>go</button></form><p>a</p>", "<p>go</p>\n<p>a</p>"),
        ("<svg><script>alert(1)</script></svg><p>a</p>", "<p>a</p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ('<p lang="x&quot; onclick=&quot;y">a</p>', "<p>a</p>"),
        ('<table><tr><td colspan="99999">a</td></tr></table>', "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("", ""),
    ],
)
def test_everything_else_is_removed(html, clean):
    assert sanitise(html) == clean


def test_paragraphs_come_back_as_they_were():
    paragraphs = ['The "quoted" & the <unusual>.', "Second."]
    assert plain_text(sanitise(from_paragraphs(paragraphs))) == "\n\n".join(paragraphs)
