"""The parts of a Word file (Office Open XML, ECMA-376) around its text: styles, lists, page, properties."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.html import escape
from PIL import Image as Pillow

from pressreleases.editorial.word_files.paragraphs import BULLETS, NUMBERS, Files
from pressreleases.language.languages import direction

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_OFFICE = f"{_OPEN}/officeDocument/2006"
_NAMES = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/relationships" '
    f'xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_OPEN}/drawingml/2006/main" '
    f'xmlns:pic="{_OPEN}/drawingml/2006/picture" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MEDIA_TYPE = f"{_WORD}.document"
# Of the same files always the same bytes.
_MADE_AT = (1980, 1, 1, 0, 0, 0)
_MARGIN = 1134  # 20 mm, in twentieths of a point
PAPERS = {"a4": (11_906, 16_838), "us-letter": (12_240, 15_840)}
# As Word names languages, for its spelling checker.
_TAGS = {
    "ar": "ar-SA",
    "az": "az-Latn-AZ",
    "en": "en-US",
    "es": "es-ES",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "tr": "tr-TR",
    "zh": "zh-CN",
}
_RULE = '<w:{} w:val="single" w:sz="4" w:space="4" w:color="969696"/>'
_RULES = f"<w:pBdr>{_RULE.format('top')}{_RULE.format('bottom')}</w:pBdr>"
# The names are those that `intake.word.returned` reads.
_STYLES = (
    # id, name, based on, paragraph, characters
    ("Title", "Title", "Normal", '<w:keepNext/><w:spacing w:before="240" w:after="160"/>', "<w:b/><w:bCs/>34"),
    ("Heading2", "heading 2", "Normal", '<w:keepNext/><w:spacing w:before="280" w:after="100"/>|1', "<w:b/><w:bCs/>27"),
    ("Heading3", "heading 3", "Normal", '<w:keepNext/><w:spacing w:before="240" w:after="80"/>|2', "<w:b/><w:bCs/>24"),
    ("Heading4", "heading 4", "Normal", '<w:keepNext/><w:spacing w:before="200" w:after="60"/>|3', "<w:i/><w:iCs/>23"),
    ("ListParagraph", "List Paragraph", "Normal", '<w:spacing w:after="60"/>', ""),
    ("Quote", "Quote", "Normal", '<w:ind w:start="567" w:left="567" w:end="567" w:right="567"/>', ""),
    ("Caption", "caption", "Normal", '<w:spacing w:after="200"/>', "18"),
    ("TableText", "Table Text", "Normal", '<w:spacing w:before="20" w:after="20"/>', "20"),
    ("TableHead", "Table Head", "TableText", "<w:keepNext/>", "<w:b/><w:bCs/>20"),
    ("AfterTable", "After Table", "Normal", '<w:spacing w:after="0"/>', "12"),
    ("ReleaseTitle", "Release Title", "Title", "", ""),
    ("ReleaseLead", "Release Lead", "Normal", "", "<w:i/><w:iCs/>"),
    ("ReleaseSpeaker", "Release Speaker", "Normal", '<w:keepNext/><w:spacing w:after="0"/>', "<w:b/><w:bCs/>"),
    ("ReleaseOffice", "Release Office", "Normal", "", ""),
    ("ReleasePictureCaption", "Release Picture Caption", "Normal", '<w:spacing w:after="140"/>', "18"),
    ("ReleaseNotes", "Release Notes", "Normal", "", "20"),
    ("ReleasePressContact", "Release Press Contact", "Normal", "", "20"),
    ("ReleaseFacts", "Release Facts", "Normal", '<w:spacing w:after="60"/>', ""),
    ("ReleaseSheet", "Release Sheet", "Normal", '<w:spacing w:after="60"/>', "18"),
    (
        "ReleaseMark",
        "Release Draft Mark",
        "Normal",
        '<w:spacing w:after="160"/>',
        '<w:color w:val="A3001B"/>24',
    ),
    ("ReleaseHead", "Release Letterhead", "Normal", '<w:spacing w:after="0"/>', "<w:b/><w:bCs/>21"),
    (
        "ReleaseHeadLine",
        "Release Letterhead Line",
        "Normal",
        f'{_RULES}<w:spacing w:before="120" w:after="280"/>',
        "18",
    ),
    ("ReleaseHeading", "Release Sheet Heading", "ReleaseSheet", '<w:keepNext/><w:spacing w:before="240"/>', "<w:b/>"),
    ("ReleaseEnd", "Release End", "Normal", '<w:jc w:val="center"/>', ""),
    ("ReleaseParting", "Release Parting", "Normal", "", ""),
)


@dataclass(frozen=True)
class PagePart:
    """A header or footer: its paragraphs, and what they refer to."""

    xml: str
    files: Files = field(default_factory=lambda: Files({}))


@dataclass(frozen=True)
class WordFile:
    """What is in the file, as WordprocessingML; `starts` are the lists of `paragraphs.Writer`.

    `first` is the header of the first page, `header` and `footer` are those of all others.
    """

    language: str
    title: str
    paper: str
    made_at: dt.datetime
    body: str
    files: Files
    starts: Mapping[int, tuple[int, int]]
    first: PagePart
    header: PagePart
    footer: PagePart
    properties: Mapping[str, str]


def packed(file: WordFile) -> bytes:
    """The file as bytes."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(_PACKAGE),
        "docProps/core.xml": _core(file),
        "docProps/custom.xml": _custom(file.properties),
        "word/document.xml": _document(file),
        "word/styles.xml": _styles(file),
        "word/numbering.xml": _numbering(file),
        "word/settings.xml": _settings(file),
        "word/footer1.xml": _part("ftr", file.footer.xml),
        "word/header1.xml": _part("hdr", file.first.xml),
        "word/header2.xml": _part("hdr", file.header.xml),
    }
    for name, files, more in (
        ("document", file.files, _OF_DOCUMENT),
        ("header1", file.first.files, {}),
        ("header2", file.header.files, {}),
        ("footer1", file.footer.files, {}),
    ):
        pictures = {key: f"media/{_media_name(picture, files)}" for picture, key in files.shown.items()}
        parts |= {f"word/media/{_media_name(picture, files)}": files.pictures[picture] for picture in files.shown}
        targets = {key: ("image", target) for key, target in pictures.items()}
        parts[f"word/_rels/{name}.xml.rels"] = _relations({**more, **targets}, files.links)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _MADE_AT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return written.getvalue()


_PACKAGE = {
    "document": ("officeDocument", "word/document.xml"),
    "core": (f"{_OPEN}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
    "custom": ("custom-properties", "docProps/custom.xml"),
}
_OF_DOCUMENT = {
    "styles": ("styles", "styles.xml"),
    "numbering": ("numbering", "numbering.xml"),
    "settings": ("settings", "settings.xml"),
    "first": ("header", "header1.xml"),
    "header": ("header", "header2.xml"),
    "footer": ("footer", "footer1.xml"),
}


def _media_name(picture: str, files: Files) -> str:
    with Pillow.open(io.BytesIO(files.pictures[picture])) as opened:
        return f"{picture}.{'jpg' if opened.format == 'JPEG' else 'png'}"


def _types() -> str:
    parts = {
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "settings": "settings",
        "header1": "header",
        "header2": "header",
        "footer1": "footer",
    }
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in parts.items()
    )
    return (
        f'{_XML}<Types xmlns="{_OPEN}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="jpg" ContentType="image/jpeg"/>{rows}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/custom.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
    )


def _relations(parts: Mapping[str, tuple[str, str]], links: Mapping[str, str] | None = None) -> str:
    rows = [
        f'<Relationship Id="{key}" Type="{kind if "/" in kind else f"{_OFFICE}/relationships/{kind}"}" '
        f'Target="{target}"/>'
        for key, (kind, target) in parts.items()
    ]
    rows += [
        f'<Relationship Id="{key}" Type="{_OFFICE}/relationships/hyperlink" Target="{escape(address)}" '
        'TargetMode="External"/>'
        for address, key in (links or {}).items()
    ]
    return f'{_XML}<Relationships xmlns="{_OPEN}/package/2006/relationships">{"".join(rows)}</Relationships>'


def _core(file: WordFile) -> str:
    """Title and language, and when it was made; Word would show an author, whom nobody has named."""
    made_at = file.made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_OPEN}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(file.title)}</dc:title><dc:language>{file.language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made_at}</dcterms:created></cp:coreProperties>'
    )


def _custom(properties: Mapping[str, str]) -> str:
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    return (
        f'{_XML}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{rows}</Properties>'
    )


def _document(file: WordFile) -> str:
    width, height = PAPERS[file.paper]
    references = (
        '<w:headerReference w:type="first" r:id="first"/><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="first" r:id="footer"/><w:footerReference w:type="default" r:id="footer"/>'
    )
    is_rtl = "<w:bidi/>" if direction(file.language) == "rtl" else ""
    page = (
        f'<w:sectPr>{references}<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" '
        f'w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>{is_rtl}'
        "</w:sectPr>"
    )
    return f"{_XML}<w:document {_NAMES}><w:body>{file.body}{page}</w:body></w:document>"


def _part(name: str, xml: str) -> str:
    return f"{_XML}<w:{name} {_NAMES}>{xml}</w:{name}>"


def _styles(file: WordFile) -> str:
    tag = _TAGS.get(file.language, file.language)
    lang = f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>'
    fonts = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:eastAsia="SimSun" w:cs="Times New Roman"/>'
    styles = "".join(_style(*row) for row in _STYLES)
    return (
        f"{_XML}<w:styles {_NAMES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:sz w:val="23"/><w:szCs w:val="26"/>{lang}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
        '<w:color w:val="0B4A8F"/><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '</w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/></w:style>{styles}</w:styles>'
    )


def _style(key: str, name: str, base: str, paragraph: str, characters: str) -> str:
    paragraph, _bar, level = paragraph.partition("|")
    outline = f'<w:outlineLvl w:val="{level}"/>' if level else ""
    marks, size = characters.rstrip("0123456789"), characters[len(characters.rstrip("0123456789")) :]
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{int(size) + 2}"/>' if size else ""
    # A paragraph that is added below one of a field belongs to the same field.
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(key.startswith(("Release", "Table", "After")))}" '
        f'w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/><w:next w:val="{_NEXT.get(key, key)}"/>'
        f"<w:qFormat/><w:pPr>{paragraph}{outline}</w:pPr><w:rPr>{marks}{sizes}</w:rPr></w:style>"
    )


_NEXT = {"Heading2": "Normal", "Heading3": "Normal", "Heading4": "Normal", "Caption": "Normal", "AfterTable": "Normal"}


def _numbering(file: WordFile) -> str:
    bullets = "".join(_level(level, "bullet", "•" if level % 2 == 0 else "–") for level in range(9))
    counted = "".join(_level(level, "decimal", f"%{level + 1}.") for level in range(9))
    abstracts = [_abstract(BULLETS, bullets)]
    # Each list that counts is made from a pattern of its own, so that none counts on where another has ended.
    abstracts += [_abstract(number, counted) for number in file.starts]
    lists = [f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="1"/></w:num>']
    lists += [
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/><w:lvlOverride w:ilvl="{level}">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, (level, start) in file.starts.items()
    ]
    assert NUMBERS > BULLETS  # noqa: S101  the first key of a list that counts
    return f"{_XML}<w:numbering {_NAMES}>{''.join(abstracts)}{''.join(lists)}</w:numbering>"


def _abstract(number: int, levels: str) -> str:
    kind = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'


def _level(level: int, kind: str, text: str) -> str:
    indent = 357 * (level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:start="{indent}" w:left="{indent}" w:hanging="357"/></w:pPr></w:lvl>'
    )


def _settings(file: WordFile) -> str:
    tag = _TAGS.get(file.language, file.language)
    return (
        f'{_XML}<w:settings {_NAMES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/></w:settings>'
    )
