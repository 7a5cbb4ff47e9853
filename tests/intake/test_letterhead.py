"""Letterheads: names and their languages, addresses, email, and every form of number."""

import pytest

from pressreleases.intake.document import Document, Name, Number
from pressreleases.intake.errors import UnreadableNumber
from pressreleases.intake.letterhead import Head, has_contact_data, has_house, is_address, read_letterhead
from pressreleases.intake.lines import read_blocks
from pressreleases.intake.reading import read
from tests.intake.sheets import ADDRESS, english


def of(text: str) -> Document:
    return read(text.encode())


def head(text: str, region: str = "") -> Head:
    return read_letterhead([block.lines for block in read_blocks(text)], region=region)


def printed(text: str, region: str = "") -> list[str]:
    """Numbers in short: `T+12123712559`, `F+12123712784`, `T+12123712832x101`."""
    numbers = head(text, region).numbers
    return [
        f"{number.kind[0].upper()}{number.number}{'x' * bool(number.extension)}{number.extension}" for number in numbers
    ]


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Tel: (212) 371-2559", ["T+12123712559"]),
        ("TEL.: 212-371-2559", ["T+12123712559"]),
        ("Telephone: 212.371.2559", ["T+12123712559"]),
        ("Phone (212) 371-2559", ["T+12123712559"]),
        ("T: +1 212 371 2559 | F: +1 212 371 2784", ["T+12123712559", "F+12123712784"]),
        ("Tel: (212) 371-2559, 371-2832", ["T+12123712559", "T+12123712832"]),
        ("Tel: (212) 371-2559; 371-2832; Fax: 371-2784", ["T+12123712559", "T+12123712832", "F+12123712784"]),
        ("Tel: (212) 371-2559 and (646) 738-6143", ["T+12123712559", "T+16467386143"]),
        ("Tel: (646) 738-6143, (212) 371-2559, 371-2832", ["T+16467386143", "T+12123712559", "T+12123712832"]),
        ("Tel./Fax: (212) 371-2559", ["T+12123712559", "F+12123712559"]),
        ("Telephone and fax: (212) 371-2559", ["T+12123712559", "F+12123712559"]),
        ("Telefon: (212) 371-2559, Faks: (212) 371-2784", ["T+12123712559", "F+12123712784"]),
        ("TELEFAKS: (212) 371-2784", ["F+12123712784"]),
        ("Tel: (212) 371-2832 (ext. 101)", ["T+12123712832x101"]),
        ("Tel: (212) 371-2832 ext 101", ["T+12123712832x101"]),
        ("Tel: (212) 371-2832, ext. 101, (646) 738-6143", ["T+12123712832x101", "T+16467386143"]),
        ("Tel: (212) 371-2832 x101", ["T+12123712832x101"]),
        ("Tel: (212) 371-2832 (daxili 101)", ["T+12123712832x101"]),
        ("Tel: (212) 371-2832 (DAXİLİ: 101)", ["T+12123712832x101"]),
        ("Tel: +994 12 596 90 00", ["T+994125969000"]),
        ("Tel: +44 (0)20 7938 3412, 7938 3413", ["T+442079383412", "T+442079383413"]),
        ("Tel: +49 30 219 16 13, 219 16 14", ["T+49302191613", "T+49302191614"]),
        ("Tel:\u00a0(212)\u00a0371\u20112559".replace("\u2011", "-"), ["T+12123712559"]),
        (
            "Tel: (212) 371-2559\n(212) 371-2832\nFax: (212) 371-2784",
            ["T+12123712559", "T+12123712832", "F+12123712784"],
        ),
    ],
)
def test_numbers_are_read_in_order(line: str, numbers: list[str]) -> None:
    assert printed(f"{ADDRESS}\n{line}") == numbers


@pytest.mark.parametrize(
    "line", ["Tel: 371-2559", "Tel: (212) 371-255", "Tel: (212) 371-2559 (the press office)", "Tel: (212) 371-2559/60"]
)
def test_an_incomplete_number_is_refused(line: str) -> None:
    with pytest.raises(UnreadableNumber, match="in line 2 is not a full telephone number"):
        printed(f"{ADDRESS}\n{line}")


def test_without_a_country_only_international_numbers_are_read() -> None:
    assert printed("Tel: +1 212 371 2559, 371 2832") == ["T+12123712559", "T+12123712832"]
    assert printed("Tel: 00994 12 596 90 00") == ["T+994125969000"]
    with pytest.raises(UnreadableNumber):
        printed("Tel: (212) 371-2559")


def test_a_given_region_counts_more_than_the_address() -> None:
    assert printed("Tel: (012) 596 90 00, 596 90 01", "AZ") == ["T+994125969000", "T+994125969001"]
    assert printed("Tel: (030) 21916-13, 21916-14", "DE") == ["T+49302191613", "T+49302191614"]
    assert printed(f"{ADDRESS}\nTel: (012) 596 90 00", "AZ") == ["T+994125969000"]


@pytest.mark.parametrize(
    "text",
    [
        "633 Third Avenue, Suite 3210\nNew York, NY, 10017",
        "Address: 633 Third Avenue, Suite 3210, New York, NY, 10017",
        "Ünvan: 633 Third Avenue, Suite 3210, New York, NY, 10017",
        "633 Third Avenue, Suite 3210, New York, NY, 10017; Tel: (212) 371-2559",
    ],
)
def test_an_address_is_one_line(text: str) -> None:
    assert head(text).address == ADDRESS


def test_a_line_below_the_numbers_is_a_number_only_if_it_is_valid() -> None:
    found = head("Tel: +1 212 371 2559,\n633 Third Avenue\nNew York, NY\n10017")
    assert (found.address, len(found.numbers)) == ("633 Third Avenue, New York, NY, 10017", 1)


def test_email_is_read_and_web_sites_are_ignored() -> None:
    found = head(f"{ADDRESS}\nTel: (212) 371-2559; E-mail: press@mission.example; Web-site: https://mission.example/en")
    assert found == Head(address=ADDRESS, email="press@mission.example", numbers=(Number("telephone", "+12123712559"),))


def test_names_are_separated_by_language_without_an_empty_line() -> None:
    assert head("AZƏRBAYCAN RESPUBLİKASININ\nSƏFİRLİYİ\nEMBASSY OF THE\nREPUBLIC OF AZERBAIJAN").names == (
        Name("az", ("AZƏRBAYCAN RESPUBLİKASININ", "SƏFİRLİYİ")),
        Name("en", ("EMBASSY OF THE", "REPUBLIC OF AZERBAIJAN")),
    )


def test_a_name_in_an_unknown_language_is_not_recognised() -> None:
    assert head("Botschaft Aserbaidschans").names == (Name("und", ("Botschaft Aserbaidschans",)),)


def test_a_telephone_number_is_not_read_as_a_date() -> None:
    document = read(english(head="Tel: 12-34-5678").encode())
    assert [question.key for question in document.needed] == ["country"]
    assert "12-34-5678" in str(document.needed[0])


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("48 Cedar Terrace, Suite 410, New York, NY 10022", True),
        ("237 route des Peupliers, 1292 Chambésy", True),
        ("ул. Речная, д. 2", True),
        ("25 Years of Friendship, and Counting", False),
        ("The mission moved to 48 Cedar Terrace, Suite 410.", False),
        ("Cedar Terrace", False),
    ],
)
def test_an_address_has_a_number_and_a_street_and_is_no_sentence(line: str, is_one: bool) -> None:
    assert is_address(line) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("press@mission.example.org", True),
        ("X: @ExampleMission", True),
        ("电话：+86 10 5555 0123", True),
        ("Тел.: +1 212 555 0142", True),
        ("On 12 March 2024, 45 guests came", False),
        ("Tel Aviv", False),
    ],
)
def test_contact_data_are_numbers_and_addresses_of_the_net(line: str, is_one: bool) -> None:
    assert has_contact_data(line) is is_one


@pytest.mark.parametrize(
    ("words", "has_one"),
    [
        ("The reception is at 48 Cedar Court, on the ground floor.", True),
        ("Rendez-vous au 5 rue des Tanneurs.", True),
        ("Встреча пройдет по адресу: ул. Речная, д. 5.", True),
        ("Write to us in New York, NY 10022.", True),
        ("On 5 March 2024 the Street was closed.", False),
        ("The 12 New Member States met on the Square.", False),
        ("The road has 48 bends.", False),
    ],
)
def test_the_address_of_a_house_is_found_in_a_sentence(words: str, has_one: bool) -> None:
    assert has_house(words) is has_one


def test_what_surrounds_a_web_address_is_no_name() -> None:
    assert head("Follow us on X: @mission and www.mission.example").names == ()
    assert head("Embassy of the Lakes | www.mission.example").names[0].lines == ("Embassy of the Lakes",)


def test_a_line_with_the_name_in_two_languages_is_read_as_both() -> None:
    found = head("AZƏRBAYCAN RESPUBLİKASI / REPUBLIC OF AZERBAIJAN\nDAİMİ NÜMAYƏNDƏLİK / PERMANENT MISSION")
    assert found.names == (
        Name("az", ("AZƏRBAYCAN RESPUBLİKASI", "DAİMİ NÜMAYƏNDƏLİK")),
        Name("en", ("REPUBLIC OF AZERBAIJAN", "PERMANENT MISSION")),
    )
    assert head("Permanent Mission to the UN / Geneva").names == (
        Name("en", ("Permanent Mission to the UN / Geneva",)),
    )


def test_a_number_without_a_label_is_none_of_the_address() -> None:
    found = head("237 Route des Fayards, CH-1290 Versoix | +41 22 901 18 15")
    assert (found.address, found.numbers) == (
        "237 Route des Fayards, CH-1290 Versoix",
        (Number("telephone", "+41229011815"),),
    )
    assert head("48 Linden Court, Suite 410, New York, NY 10022").numbers == ()


def test_two_numbers_without_a_label_are_asked() -> None:
    document = read(
        english(head="Embassy of Orland\n1 Lake Road, Geneva | +41 22 901 18 15 | +41 22 901 18 16").encode()
    )
    assert [question.lines[0][0] for question in document.questions] == [2]


def test_the_name_in_a_line_with_the_address_is_a_name() -> None:
    found = head("Ministry of Foreign Affairs | 100 Lake Avenue | press@mfa.example")
    assert (found.names, found.address) == ((Name("en", ("Ministry of Foreign Affairs",)),), "100 Lake Avenue")


def test_a_person_above_an_office_at_the_united_nations_is_no_letterhead() -> None:
    text = "Mr. President,\n\nPeace is made of small habits, and one of them is to listen to other people.\n"
    office = "Permanent Representative of the Lakes to the United Nations"
    head = (
        f"Statement by\n\nH.E. Ms. Rosa Lind\n{office}\n\nto the General Assembly\n\nCulture of Peace\n\n5 May 2024\n\n"
    )
    document = of(head + text)
    assert (document.speaker_name, document.speaker_office) == ("H.E. Ms. Rosa Lind", office)
    assert document.names == ()
    split = of(head.replace(" to the United", "\nto the United") + text)
    assert split.speaker_office == office


def test_two_names_apart_by_bars_are_two_names_and_a_bar_in_a_title_is_none() -> None:
    names = "Göllər Respublikasının Səfirliyi | Embassy of the Republic\nOttava şəhəri | of the Lakes"
    sheet = "{}\n\nPress release\n5 May 2024\n\n{}\n\nThe Embassy opened a garden for its neighbours on Tuesday."
    document = read(sheet.format(names, "A Garden Opens").encode())
    assert [name.lines[-1] for name in document.names if name.language == "en"] == ["of the Lakes"]
    document = read(sheet.format("Embassy of the Lakes", "Gardens | Trees\nOttawa | Spring").encode())
    assert document.title == "Gardens | Trees Ottawa | Spring"
