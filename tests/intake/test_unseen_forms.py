"""Forms that sheets from elsewhere have: each is read or asked about, and what only looks like it is left alone."""

import pytest

from pressreleases.intake.datelines import read_dateline
from pressreleases.intake.dates import find_date_line, is_about_days
from pressreleases.intake.document import Document, names_forum
from pressreleases.intake.embargo import has_deadline, read_embargo, seems_embargo
from pressreleases.intake.lines import read_blocks, unquoted
from pressreleases.intake.parts import Role, kind_of_title, parts_of
from pressreleases.intake.reading import read
from pressreleases.intake.textual import gap_in

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def role_of(text: str) -> Role:
    (block,) = read_blocks(text)
    return parts_of(block.first)[0].role


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("EMBARGOED UNTIL 0001 GMT, 17 MARCH 2025", "2025-03-17T00:01:00+00:00"),
        ("Embargoed until 0930 hrs GMT on 17 March 2025", "2025-03-17T09:30:00+00:00"),
        ("Embargo: 9:00 a.m. EDT / 1:00 p.m. GMT, 10 July 2025", "2025-07-10T09:00:00-04:00"),
        ("Embargo: 10 July 2025, 15:00 Geneva time (13:00 GMT)", "2025-07-10T15:00:00+02:00"),
    ],
)
def test_an_hour_in_four_figures_or_by_two_clocks_is_one_instant(line: str, instant: str) -> None:
    found = read_embargo(line)
    assert found.embargo.at is not None
    assert found.embargo.at.isoformat() == instant
    assert not found.lacks_zone


@pytest.mark.parametrize(
    "line",
    [
        "Embargo: 9:00 a.m. EDT / 2:00 p.m. GMT, 10 July 2025",
        "Embargo: 9:00 a.m. / 1:00 p.m. GMT, 10 July 2025",
        "Embargo until 930 on 17 March 2025",
    ],
)
def test_hours_that_differ_or_are_not_read_are_asked(line: str) -> None:
    found = read_embargo(line)
    assert found.embargo.at is None
    assert found.lacks_zone


def test_a_year_is_no_hour() -> None:
    found = read_embargo("Embargo until 17 March 2025")
    assert found.embargo.at is None
    assert not found.lacks_zone


def test_an_hour_and_a_day_are_a_deadline() -> None:
    assert has_deadline("Not to be quoted before 10 a.m. on 2 June 2025")
    assert has_deadline("For use after 10 a.m. on 2 June 2025")
    assert not has_deadline("The Museum Before 2 June 2025")


@pytest.mark.parametrize(
    ("line", "day", "place"),
    [
        ("Bruxelles, 19.II.2025", "2025-02-19", "Bruxelles"),
        ("14 VI 2025", "2025-06-14", ""),
        ("WASHINGTON, D.C. (Sept. 4, 2024)", "2024-09-04", "WASHINGTON, D.C."),
        ("التاريخ: ١٤ رمضان ١٤٤٦ هـ الموافق ١٤ مارس ٢٠٢٥ م", "2025-03-14", ""),
        ("الرياض، 3 شوال 1446 هـ - 1 أبريل 2025 م", "2025-04-01", "الرياض"),
    ],
)
def test_dates_with_roman_months_initials_and_two_calendars(line: str, day: str, place: str) -> None:
    found = find_date_line(line)
    assert found is not None
    assert [each.isoformat() for each in found.printed.days] == [day]
    assert found.place == place


def test_a_line_of_two_days_or_of_another_calendar_is_no_title() -> None:
    assert is_about_days("Port Elma, 22/23 November 2024")
    assert is_about_days("٢٥ شعبان ١٤٤٦ هـ")
    assert not is_about_days("The Foreign Ministers Meet in Port Elma on 22-23 November 2024")
    assert not is_about_days("22 November 2024")
    document = of(f"Press release\n\nPort Elma, 22-23 November 2024\n\n{TEXT}")
    assert "title" in asked(document)


def test_a_name_right_above_the_label_is_above_it() -> None:
    document = of(f"EMBASSY OF THE LAKES\nPress release\n5 May 2024\n\nA Garden for All\n\n{TEXT}")
    assert document.title == "A Garden for All"
    assert document.names[0].lines == ("EMBASSY OF THE LAKES",)
    assert "title" not in asked(document)


def test_a_name_under_the_label_is_asked_only_above_other_lines() -> None:
    both = of(f"Press release\n5 May 2024\n\nEmbassy of the Lakes, Ottawa\n\nA Garden for All Who Like It\n\n{TEXT}")
    alone = of(f"Press release\n5 May 2024\n\nEmbassy of the Lakes Opens a Garden\n\n{TEXT}")
    assert {"title", "lead"} <= set(asked(both))
    assert "title" not in asked(alone)


def test_a_line_that_begins_with_a_capital_under_a_title_is_asked() -> None:
    title = "The embassy opens a garden for neighbours"
    head = "Press release\n5 May 2024\n\n"
    under = of(f"{head}{title}\nForty people planted trees\n\n{TEXT}")
    wrapped = of(f"{head}{title}\nand forty people plant trees\n\n{TEXT}")
    after_a_small_word = of(f"{head}The embassy opens a garden in\nPort Elma for all\n\n{TEXT}")
    assert "lead" in asked(under)
    assert "lead" not in asked(wrapped)
    assert wrapped.title == f"{title} and forty people plant trees"
    assert after_a_small_word.title == "The embassy opens a garden in Port Elma for all"


def test_a_mail_head_is_asked_and_gives_no_field() -> None:
    mail = "From: Desk <desk@mail.example>\nDate: Mon, 6 May 2024 10:00\nTo: All\nSubject: Garden\n\n"
    document = of(mail + HEAD + TEXT)
    assert asked(document) == ["line-1"]
    assert (document.title, document.issued_on.isoformat() if document.issued_on else "") == (
        "The Embassy Opens a Garden",
        "2024-05-05",
    )
    assert document.addressee == ()


WORDS_OF_MAIL = "Dear colleagues,\n\nplease put the text below on the site today.\n\nLeyla\n\n"


def test_the_words_of_a_forwarded_message_are_one_question_and_give_no_field() -> None:
    head = "From: Desk <desk@mail.example>\nDate: Mon, 6 May 2024 10:00\nTo: All\nSubject: Garden\n\n"
    sheet = "PRESS RELEASE\n\nOttawa, 5 May 2024\n\nThe Embassy Opens a Garden\n\n" + TEXT
    mail = head + WORDS_OF_MAIL + sheet + "\n\n###\n--\nLeyla Example\nPress Officer\n"
    document = of(mail)
    assert [(question.key, len(question.lines)) for question in document.questions] == [("line-1", 10)]
    assert (document.title, document.names, document.notes) == ("The Embassy Opens a Garden", (), ())
    dropped = read(mail.encode(), answers={"line-1": "drop"})
    assert (dropped.questions, dropped.body) == ((), of(sheet).body)
    noted = read(mail.encode(), answers={"line-1": "notes"})
    assert "Dear colleagues, please put" in " ".join(noted.notes)


def test_a_title_above_the_label_stays_one_in_a_forwarded_message() -> None:
    head = "From: Desk <desk@mail.example>\nDate: Mon, 6 May 2024 10:00\nTo: All\nSubject: Garden\n\n"
    document = of(f"{head}A Garden for All Neighbours\n\nPRESS RELEASE\n\nOttawa, 5 May 2024\n\n{TEXT}")
    assert (document.title, asked(document)) == ("A Garden for All Neighbours", ["line-1"])


def test_a_sheet_quoted_as_a_whole_is_read_and_a_quotation_in_it_stays() -> None:
    sheet = HEAD + TEXT
    assert unquoted("\n".join(f"> {row}".rstrip() for row in sheet.split("\n"))) == sheet
    partly = f"{sheet}\n\n> Trees are patient.\n> So are we.\n"
    assert unquoted(partly) == partly


@pytest.mark.parametrize("words", ["[COUNTRY]", "[Quote from Minister to come]", "TBC", "____", "XX"])
def test_a_place_left_open_is_asked_in_a_title_and_in_the_text(words: str) -> None:
    assert "title" in asked(of(HEAD.replace("a Garden", f"a Garden in {words}") + TEXT))
    assert gap_in(f"Up to {words} students will come.")


@pytest.mark.parametrize("words", ["the XX century", "[sic]", "[Applause]", "the UN and the OSCE", "a_b"])
def test_other_brackets_and_capitals_leave_nothing_open(words: str) -> None:
    assert gap_in(f"He spoke of {words}.") == ""


def test_a_section_about_the_mission_is_a_note_and_one_about_something_else_is_text() -> None:
    about = "\n\nAbout the Embassy of the Lakes\n\nIt has been in Ottawa since 1923."
    noted, kept = of(HEAD + TEXT + about), of(HEAD + TEXT + about.replace("Embassy of the Lakes", "garden"))
    assert noted.notes == ("About the Embassy of the Lakes", "It has been in Ottawa since 1923.")
    assert kept.notes == ()
    assert "<h2>About the garden</h2>" in kept.body


def test_stars_above_the_notes_are_no_text_and_between_paragraphs_they_stay() -> None:
    notes = "\n\nNotes to editors:\nThe garden was planted in 1923."
    assert "*" not in of(f"{HEAD}{TEXT}\n\n* * *{notes}").body
    assert "*" in of(f"{HEAD}{TEXT}\n\n* * *\n\n{TEXT}").body


def test_the_name_of_the_mission_above_the_date_at_the_foot_is_its_letterhead() -> None:
    document = of(f"Press release\n\nA Garden for All\n\n{TEXT}\n\nEmbassy of the Lakes\nOttawa, 5 May 2024")
    assert document.issued_on is not None
    assert document.names[0].lines == ("Embassy of the Lakes",)
    assert asked(document) == []


def test_a_date_under_a_contact_is_that_of_issue() -> None:
    sheet = f"Press release\n\nA Garden for All\n\n{TEXT}\n\nContact: Ana Ruiz, ana@lakes.example\n"
    dated, undated = of(f"{sheet}Ottawa, 5 May 2024"), of(f"{sheet}Press Officer")
    assert dated.contact == ("Contact: Ana Ruiz, ana@lakes.example",)
    assert dated.place == "Ottawa"
    assert undated.contact[-1] == "Press Officer"


def test_a_first_paragraph_in_bold_is_the_lead_and_a_bold_text_is_not() -> None:
    assert of(f"{HEAD}**{TEXT}**\n\n{TEXT}").lead == TEXT
    assert of(f"{HEAD}**{TEXT}**\n\n**{TEXT}**").lead == ""
    assert of(f"{HEAD}**The Embassy** opened a garden for all its neighbours.\n\n{TEXT}").lead == ""


def test_a_committee_is_neither_title_nor_place_without_a_question() -> None:
    assert names_forum("Third Committee, 79th session")
    assert not names_forum("On Rivers and Lakes")
    head = "Statement\nby Ms. Hana Okoro, Counsellor\n\n"
    text = "Madam Chair,\n\nOur delegation thanks the organizers of this meeting and has three points.\n"
    document = of(f"{head}Peace and Rivers\n\nSecond Committee, 21 November 2024\n\n{text}")
    assert asked(document) == ["place"]
    assert asked(of(f"{head}Third Committee\n\n21 November 2024\n\n{text}")) == ["title"]
    assert asked(of(f"{head}Peace and Rivers\n\n21 November 2024\n\n{text}")) == []


def test_an_office_in_the_genitive_or_alone_is_asked_who_speaks() -> None:
    text = "Господин Председатель,\n\nНаша делегация благодарит организаторов этого заседания за работу.\n"
    genitive = "Выступление\nПостоянного представителя при ООН\nК.А. Солта\nна заседании Комитета\n\n5 мая 2024 г."
    document = of(f"{genitive}\n\n{text}")
    assert "speaker_name" in asked(document)
    assert document.title.startswith("Выступление Постоянного")
    nominative = "Выступление\nЗаместитель министра\nКарим Солт\n\nО реках\n\n5 мая 2024 г."
    assert "speaker_name" not in asked(of(f"{nominative}\n\n{text}"))
    spoken = "Statement by the Spokesperson\n\nOn Rivers\n\n5 May 2024\n\n"
    assert "speaker_name" in asked(of(f"{spoken}{TEXT}"))
    assert "speaker_name" not in asked(of(f"{spoken.replace('the Spokesperson', 'Ms. Ana Ruiz, Consul')}{TEXT}"))


def test_a_check_in_other_words_is_a_notice_and_a_speech_is_not() -> None:
    assert role_of("Проверяется по мере произнесения") is Role.NOTICE
    assert role_of("Please check it against what is delivered") is Role.NOTICE
    assert role_of("Discours prononcé par M. Karim Solt") is not Role.NOTICE
    assert role_of("Delivery of the First Trees") is not Role.NOTICE


def test_figures_with_a_year_are_a_reference_and_a_date_is_none() -> None:
    assert role_of("812-14-05-2025") is Role.REFERENCE
    assert role_of("Réf. : 0456/AMB/2025") is Role.REFERENCE
    assert role_of("14-05-2025") is Role.DATE
    assert role_of("212-555-0142") is Role.DETAILS


@pytest.mark.parametrize(
    ("line", "place", "begins"),
    [
        ("NEW YORK, 9 APRIL 2025. The Republic of the Lakes gave ten trees.", "NEW YORK", "The Republic"),
        ("Madrid, 9 de abril de 2025.- La República de los Lagos dio árboles.", "Madrid", "La República"),
        ("القاهرة – 2 يونيو 2025: وقعت جمهورية البحيرات اتفاقية للنقل البحري.", "القاهرة", "وقعت"),
    ],
)
def test_datelines_with_other_signs_are_read(line: str, place: str, begins: str) -> None:
    found = read_dateline(line)
    assert found is not None
    assert found.date is not None
    assert found.place == place
    assert line[found.end :].startswith(begins)


def test_a_sentence_that_begins_with_a_place_and_a_day_is_no_dateline() -> None:
    assert read_dateline("Green Gardens, 9 April 2025. A book with this title was printed today.") is None
    assert read_dateline("It was signed on 9 April 2025. The Embassy has a copy of it now.") is None


def test_a_note_verbale_is_a_letter_without_its_label_and_a_compliment_is_not() -> None:
    head = "EMBASSY OF THE LAKES\n\n"
    text = (
        "The Embassy of the Lakes presents its compliments to the Ministry and has the honour to inform it of a feast."
    )
    foot = "\n\nOttawa, 5 May 2024\n\nMinistry of Feasts\nOttawa"
    noted = of(f"{head}{text}{foot}")
    assert (noted.kind, noted.addressee) == ("note", ("Ministry of Feasts", "Ottawa"))
    assert of(f"{head}{text.replace('presents its compliments', 'sent compliments')}{foot}").kind == ""


def test_lines_above_and_under_the_label_that_could_be_the_title_are_asked() -> None:
    above = "Corrected version of the text that was sent at noon"
    both = of(f"{above}\n\nPress release\n5 May 2024\n\nBridge Named After Poet\n\n{TEXT}")
    alone = of(f"{above}\n\nPress release\n5 May 2024\n\n{TEXT}")
    assert {"title", "lead"} <= set(asked(both))
    assert asked(alone) == []


def test_a_speaker_in_the_line_of_the_label_is_not_lost() -> None:
    text = "Señora Presidenta:\n\nMi delegación agradece a los organizadores de esta reunión y hará tres comentarios.\n"
    head = (
        "del Embajador Tomás Quiroga\nRepresentante Permanente de los Lagos ante las Naciones Unidas\n\nSobre los ríos"
    )
    document = of(f"Declaración {head}\n\n5 de mayo de 2024\n\n{text}")
    assert document.speaker_name == "Embajador Tomás Quiroga"
    assert document.speaker_office.startswith("Representante Permanente")
    assert document.title == "Sobre los ríos"
    of_a_ministry = of(f"Declaración del Ministerio de los Lagos\n\nSobre los ríos\n\n5 de mayo de 2024\n\n{text}")
    assert of_a_ministry.speaker_name == ""


def test_an_hour_until_which_nothing_may_be_printed_is_asked_without_a_day() -> None:
    assert seems_embargo("Saat 15:00-dək dərc edilməsin")
    assert not seems_embargo("Saat 15:00-dək davam edəcək")


def test_a_date_before_immediate_release_is_read() -> None:
    both = of(f"5 May 2024 | For immediate release\n\nThe Embassy Opens a Garden\n\n{TEXT}")
    assert both.issued_on is not None
    assert both.kind == "press-release"


def test_a_message_above_the_sheet_is_asked_and_a_sentence_about_a_release_is_not() -> None:
    message = "Dear colleagues,\n\nplease find below a press release of our Embassy.\n\nBest regards,\n\n"
    below = of(f"Subject: A Garden for All\n\n{message}PRESS RELEASE\n\nA Garden for All\n\n{TEXT}")
    assert any(lines == ((9, "PRESS RELEASE"),) for lines in [question.lines for question in below.questions])
    mentioned = of(f"{HEAD}{TEXT}\n\nPress release readers may reprint this text without asking.")
    assert asked(mentioned) == []


def test_a_name_that_ends_like_a_form_of_address_does_not_take_the_next_line() -> None:
    head = "Statement by Mr. Otto Riis, Minister of Fisheries of Pelm\nOcean Conference\n\n5 May 2024\n\n"
    text = "Madam Chair,\n\nOur delegation thanks the organizers of this meeting and has three points.\n"
    assert of(head + text).speaker_office == "Minister of Fisheries of Pelm"
    wrapped = of(head.replace("Statement by Mr.", "Statement by H.E. Mr.\n") + text)
    assert wrapped.speaker_name == "H.E. Mr. Otto Riis"


def test_an_office_that_begins_like_an_occasion_is_kept() -> None:
    text = "Good morning, everyone.\n\nA museum without walls must be a cold place in winter, I am sure of that.\n"
    head = "REMARKS\n\nMs. Ines Falk\n{}\n\nMuseums for All\n\n5 May 2024\n\n"
    assert of(head.format("Under-Secretary for Culture") + text).speaker_office == "Under-Secretary for Culture"
    assert of(head.format("under the dome of the museum") + text).speaker_office == ""


def test_a_head_in_a_frame_is_read_and_a_table_with_bars_stays() -> None:
    frame = "+----------------------+\n|  EMBASSY OF THE LAKES  |\n|  Press release  |\n+----------------------+\n\n"
    document = of(f"{frame}5 May 2024\n\nA Garden for All\n\n{TEXT}\n\n| Year | Trees |\n| 2023 | 40 |\n| 2024 | 60 |")
    assert document.title == "A Garden for All"
    assert document.names[0].lines == ("EMBASSY OF THE LAKES",)
    assert "<td>60</td>" in document.body


def test_a_joint_communique_in_chinese_is_no_press_release() -> None:
    assert kind_of_title("南岭国与北川国联合新闻公报")[0] == "statement"
    assert kind_of_title("南岭国新闻公报")[0] == "press-release"


def test_an_address_in_the_text_is_asked_and_no_heading() -> None:
    address = "Yeni adresimiz: Turan Güneş Bulvarı No: 55, Çankaya, Ankara"
    text = "Büyükelçiliğimiz Pazartesi gününden itibaren yeni binasında hizmet verecektir."
    document = of(f"Basın duyurusu\n5 Mayıs 2024\n\nYeni binamıza taşınıyoruz\n\n{text}\n\n{address}\n\n{text}")
    assert f"<p>{address}</p>" in document.body
    assert asked(document) == ["line-8"]


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


def test_an_addressee_a_small_letter_or_a_colon_is_asked_as_a_title() -> None:
    for title in ("His Excellency\nMr. Jon Abel", "under the roof of the museum", "The secretary of the mission:"):
        assert "title" in asked(of(f"Press release\n5 May 2024\n\n{title}\n\n{TEXT}")), title
    assert "title" not in asked(of(f"Press release\n5 May 2024\n\nHis Excellency Jon Abel Visits\n\n{TEXT}"))


def test_a_quoted_line_under_a_chinese_title_is_asked() -> None:
    text = "11月11日，南岭国代表团在纽约宣布，将向非洲十国捐赠一万台太阳能收音机。"
    head = "新闻稿\n2025年11月11日\n\n南岭国向非洲捐赠一万台收音机\n"
    assert "lead" in asked(of(f"{head}“让每个村庄都能听到世界”\n\n{text}"))
    assert "lead" not in asked(of(f"{head}和五千台电视机\n\n{text}"))


def test_an_arabic_line_that_goes_on_with_the_label_makes_the_title_with_it() -> None:
    text = "اجتمع وزراء خارجية الدول الثلاث اليوم لبحث حماية الشعاب المرجانية."
    label = "بيان مشترك\n"
    issued = of(f"{label}صادر عن وزراء خارجية الدول الثلاث\n\n8 سبتمبر 2025\n\n{text}")
    own = of(f"{label}حماية الشعاب المرجانية\n\n8 سبتمبر 2025\n\n{text}")
    assert issued.title == "بيان مشترك صادر عن وزراء خارجية الدول الثلاث"
    assert own.title == "حماية الشعاب المرجانية"


def test_the_label_of_a_second_text_is_no_question_of_its_own() -> None:
    azerbaijani = "Nümayəndəliyin kitabxanasında tələbələr üçün oxu zalı açılıb. Zalda iyirmi dörd yer var."
    second = f"MƏTBUAT ÜÇÜN MƏLUMAT\n5 may 2024-cü il\n\nKitabxanada oxu zalı açılıb\n\n{azerbaijani}\n"
    both = f"{HEAD}{TEXT}\n\n* * *\n\n{second}"
    assert asked(of(both)) == ["languages"]
    one = read(both.encode(), answers={"languages": "one"})
    assert [question.key.startswith("line-") for question in one.questions] == [True]
