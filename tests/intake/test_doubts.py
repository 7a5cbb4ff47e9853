"""What is read above a text and is likely something else is asked about; what only looks like it is not."""

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.embargo import says_from_when
from pressreleases.intake.letterhead import is_bare_name
from pressreleases.intake.reading import read

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
SPEECH = "Madam Chair,\n\nOur delegation thanks the organizers of this meeting and has three points to make today.\n"


def of(text: str, **answers: str) -> Document:
    return read(text.encode(), answers=answers)


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def release(title: str, under: str = "") -> Document:
    return of(f"Press release\n5 May 2024\n\n{title}\n\n{f'{under}{chr(10) * 2}' if under else ''}{TEXT}")


@pytest.mark.parametrize(
    ("under", "is_asked"),
    [
        ("Forty neighbours come and plant trees", True),
        ("Forty neighbours came and planted trees.", False),
        ("Mr. Karim Solt, Counsellor of the Embassy", True),
        ("Doors open at 10:30 for the neighbours", True),
        ("Statement of the Embassy to the neighbours", True),
    ],
)
def test_a_lead_that_names_a_person_an_hour_or_a_kind_is_asked(under: str, is_asked: bool) -> None:
    assert ("lead" in asked(release("Garden Opens for All Neighbours", under))) is is_asked


def test_a_speech_has_no_lead_without_a_question() -> None:
    head = (
        "Statement\nby Ms. Hana Okoro, Counsellor\n\nPeace and Rivers\n\nWhat three lakes can learn\n\n5 May 2024\n\n"
    )
    assert "lead" in asked(of(head + SPEECH))


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("The Embassy Opens a Garden and", True),
        ("5 May 2024, a day for gardens", True),
        ("The Garden of 5 May 1992", False),
        ("A Garden " * 25, True),
    ],
)
def test_a_title_that_is_open_a_day_or_very_long_is_asked(title: str, is_asked: bool) -> None:
    assert ("title" in asked(release(title))) is is_asked


def test_an_agenda_item_alone_is_asked_as_a_title_and_one_with_words_is_not() -> None:
    head = "Statement\nby Ms. Hana Okoro, Counsellor\n\n{}\n\n5 May 2024\n\n"
    assert "title" in asked(of(head.format("Agenda item 72") + SPEECH))
    assert "title" not in asked(of(head.format("Agenda item 72: Rivers and lakes") + SPEECH))


def test_a_committee_beside_a_title_is_asked_and_is_not_the_title() -> None:
    document = of(f"Human Rights Council, 55th session\n\nExplanation of vote after the vote\n\n5 May 2024\n\n{SPEECH}")
    assert document.title == "Explanation of vote after the vote"
    assert asked(document) == ["line-1", "speaker_name"]
    occasion = "AT THE SESSION OF THE COMMITTEE"
    whole = of(f"STATEMENT BY\nMS. HANA OKORO\nCOUNSELLOR\n\n{occasion}\n\n5 May 2024\n\n{SPEECH}")
    assert whole.title.endswith(occasion)
    assert asked(whole) == []


@pytest.mark.parametrize(
    ("name", "is_asked"), [("the Ambassador", True), ("Ms. Ana Ruiz, Consul", False), ("Mr. X the 4th, Consul", True)]
)
def test_an_office_alone_and_a_name_with_figures_are_asked(name: str, is_asked: bool) -> None:
    assert ("speaker_name" in asked(of(f"Statement by {name}\n\nOn Rivers\n\n5 May 2024\n\n{SPEECH}"))) is is_asked


def test_a_place_that_is_not_known_is_asked_and_taken_off_by_the_answer() -> None:
    sheet = f"Press release\n5 May 2024\n\nA Garden for All\n\nPort Elma – {TEXT}"
    document = of(sheet)
    assert asked(document) == ["place"]
    assert "Port Elma –" in document.body
    answered = of(sheet, place="Port Elma")
    assert (answered.place, answered.body) == ("Port Elma", f"<p>{TEXT}</p>")
    other = of(sheet, place="Ottawa")
    assert "Port Elma –" in other.body
    assert asked(of(f"Press release\n5 May 2024\n\nA Garden for All\n\n{TEXT} Trees – all of them – grow.")) == []


def test_a_dateline_that_is_not_read_whole_is_asked() -> None:
    head = "Press release\n5 May 2024\n\nA Garden for All\n\n"
    assert asked(of(f"{head}Elma, 5 May (2024). {TEXT}")) == ["place"]
    assert asked(of(f"{head}Trees, 5 oaks and 3 elms, were planted. {TEXT}")) == []


def test_thirty_between_dashes_is_the_end_and_another_number_is_a_page() -> None:
    sheet = f"Press release\n5 May 2024\n\nA Garden for All\n\n{TEXT}\n\n- {{}} -\n\nCall us at noon."
    assert of(sheet.format(30)).notes == ("Call us at noon.",)
    assert "Call us at noon." in of(sheet.format(2)).body


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("To be used from 22 September 2024 only", True),
        ("Publicable a partir del 8 de marzo de 2024", True),
        ("يسمح بالنشر اعتبارا من 16 تموز/يوليو 2024", True),
        ("Atlas Published after Ten Years of Work", False),
        ("The Museum Opens on 22 September 2024", False),
    ],
)
def test_a_line_says_from_when_a_text_may_be_published(line: str, is_one: bool) -> None:
    assert says_from_when(line) is is_one


def test_a_line_that_says_so_is_asked_and_no_title() -> None:
    document = of(f"Press release\n5 May 2024\nTo be used from 6 May 2024 only\n\nA Garden for All\n\n{TEXT}")
    assert document.title == "A Garden for All"
    assert asked(document) == ["line-3"]


def test_the_name_of_a_mission_alone_is_no_title_without_a_question() -> None:
    assert is_bare_name("Permanent Mission of Brandia to the United Nations")
    assert not is_bare_name("Embassy of the Lakes Opens a Garden")
    assert not is_bare_name("Mission Hosts Round Table on Springs")


@pytest.mark.parametrize("title", ["TESSALY", "Prot. 1184/24", "Version 2", "[Second version] A Garden"])
def test_a_title_of_a_word_or_a_number_is_asked(title: str) -> None:
    assert "title" in asked(release(title))


def test_a_title_of_two_words_is_not_asked() -> None:
    assert asked(release("Bees Return")) == []


@pytest.mark.parametrize("second", ["Press Section", "Category: Culture", "Volume 12, Issue 3", "Новости"])
def test_a_line_of_its_own_within_a_title_is_asked(second: str) -> None:
    assert "title" in asked(release(f"Film Week Opens in the Garden\n{second}"))


def test_a_title_that_goes_on_is_not_asked() -> None:
    assert asked(release("Film Week Opens in the\nOld Garden")) == []


def test_a_note_as_the_last_paragraph_stays_until_that_is_answered() -> None:
    sheet = f"Press release\n5 May 2024\n\nA Garden for All\n\n{TEXT}\n\nNote: The garden has no gate.\n"
    key = f"line-{sheet.count(chr(10))}"
    assert key in asked(of(sheet))
    assert "no gate" in of(sheet).body
    answered = of(sheet, **{key: "notes"})
    assert "no gate" not in answered.body
    assert any("no gate" in note for note in answered.notes)
    assert asked(of(sheet.replace("Note: The", "The"))) == []


def test_a_statement_to_somebody_has_a_speaker() -> None:
    head = "Statement\n5 May 2024\n\nOn the Garden and Its Gate\n\n"
    assert "speaker_name" in asked(of(head + SPEECH))
    assert asked(of(head + TEXT)) == []


def test_lines_of_a_letterhead_that_name_a_day_and_an_hour_are_asked() -> None:
    sheet = "Embassy of the Lakes\n{}\n\nPress release\n5 May 2024\n\nA Garden for All\n\n" + TEXT
    assert "line-2" in asked(of(sheet.format("Open days 6 May 2024 10:00 and later")))
    assert "line-2" not in asked(of(sheet.format("Press Section")))


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        ("CORRIGENDUM", True),
        ("VACANCY ANNOUNCEMENT No. 3/2025", True),
        ("EMBARGO LIFTED", True),
        ("Convocatoria pública 02/2025", True),
        ("İHALE DUYURUSU", True),
        ("Press and Information Section", False),
        ("Government of Orland", False),
        ("TO THE UNITED NATIONS", False),
    ],
)
def test_a_line_that_is_no_part_of_a_name_is_asked_and_leaves_the_letterhead(line: str, is_asked: bool) -> None:
    text = f"EMBASSY OF ORLAND\n\n{line}\n\nPress release\n5 May 2024\n\nGarden Opens for All Neighbours\n\n{TEXT}"
    document = of(text)
    assert bool(asked(document)) is is_asked
    assert (line in str(document.names)) is not is_asked
    if is_asked:
        assert of(text, **{asked(document)[0]: "notes"}).notes == (line,)
        assert not asked(of(text, **{asked(document)[0]: "drop"}))


def test_a_title_that_was_read_as_a_name_leaves_the_letterhead_when_it_is_answered() -> None:
    line = "Message of the Minister for Foreign Affairs of the Republic of Orland on the Day of Lakes"
    text = f"{line}\n\n5 May 2024\n\n{TEXT}"
    assert [name.lines for name in of(text).names] in ([], [(line,)])
    assert of(text, title=line, kind="statement").names == ()
    assert of(text, title="Another", kind="statement").title == "Another"


def test_two_dates_are_asked_also_where_one_of_them_was_read_as_the_title() -> None:
    text = f"Press release\n\nLower Pelm - 3 May 2024\n\nGarden Opens for All\n\n{TEXT}\n\nAlmera, 5 May 2024"
    assert "issued_on" in asked(of(text))


def test_a_letterhead_that_a_text_quotes_stays_in_the_text() -> None:
    quoted = "EMBASSY OF LIRONA\n14 Harbour Street, Port Azul\nTel. 555 0133"
    head = "Press release\n5 May 2024\n\nEmbassy Rejects a Forged Letter\n\n"
    document = of(f"{head}The letter begins with these words, which are not ours:\n\n{quoted}\n\n{TEXT}\n\n{TEXT}")
    assert "EMBASSY OF LIRONA" in document.body
    assert (document.names, document.address, document.numbers) == ((), "", ())
    # At the foot it is the letterhead.
    assert of(f"{head}{TEXT}\n\n{TEXT}\n\n{quoted.replace('555', '+1 212 555')}").names != ()


def test_words_at_the_edge_of_a_page_are_asked_and_the_paragraph_is_whole() -> None:
    half = "The neighbours planted forty trees on Tuesday and on Wednesday, and after that"
    head = "Press release\n5 May 2024\n\nGarden Opens for All\n\n"
    for edge in ("Please recycle\n\n- 2 -", "- 2 -\n\nOrland Mission"):
        document = of(f"{head}{half}\n\n{edge}\n\nthey watered them for a week.")
        assert document.body == f"<p>{half} they watered them for a week.</p>"
        assert len(asked(document)) == 1
    assert not asked(of(f"{head}{half}\n\n- 2 -\n\nthey watered them for a week."))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("PORT AZUL/GENEVA - ", "PORT AZUL/GENEVA"),
        ("Port Azul/Geneva – ", "Port Azul/Geneva"),
        ("ALMERA, 14-15 May 2024 - ", "ALMERA"),
    ],
)
def test_a_dateline_of_two_places_or_days_is_asked_and_cut_off_by_the_answer(line: str, place: str) -> None:
    text = f"Press release\n5 May 2024\n\nGarden Opens for All\n\n{line}{TEXT}"
    assert asked(of(text)) == ["place"]
    document = of(text, place=place)
    assert (document.body, document.place) == (f"<p>{TEXT}</p>", place)


def test_a_sheet_under_a_message_is_no_part_of_its_contact() -> None:
    message = "Dear editors,\n\nplease find below our press release of today.\n\nKind regards,\nPress Office"
    document = of(f"{message}\n\nPRESS RELEASE\n12 May 2024\n\nBeekeepers Meet\n\n{TEXT}")
    assert not {"PRESS RELEASE", "Beekeepers Meet"} & set(document.contact)
    assert any("PRESS RELEASE" in str(question.lines) for question in document.questions)


def test_a_title_that_names_a_month_is_asked_where_no_date_was_found() -> None:
    text = "{}\n\nМИД приветствует освобождение экипажа судна и благодарит всех, кто этому помог."
    of_month = of(text.format("Заявление МИД: пятого мая две тысячи двадцать пятого года"))
    assert "title" in asked(of_month)
    assert "title" not in asked(of(text.format("Заявление МИД об освобождении экипажа судна")))


def test_a_title_that_ends_with_the_words_for_a_press_release_is_one() -> None:
    under = "Xarici İşlər naziri noyabrın 17-də səfərdə olub və görüşlər keçirib."
    assert of(f"18.11.2025\n\nNazirin rəsmi səfəri haqqında mətbuat açıqlaması\n\n{under}").kind == "press-release"
    assert of(f"18.11.2025\n\nNazirliyin rəsmi açıqlaması\n\n{under}").kind == "statement"
