"""Who speaks, and the title that this makes."""

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read

HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"
TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."


def text(more: str, head: str = HEAD) -> Document:
    return read(f"{head}{more}".encode())


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


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


def test_an_office_that_begins_like_an_occasion_is_kept() -> None:
    text = "Good morning, everyone.\n\nA museum without walls must be a cold place in winter, I am sure of that.\n"
    head = "REMARKS\n\nMs. Ines Falk\n{}\n\nMuseums for All\n\n5 May 2024\n\n"
    assert of(head.format("Under-Secretary for Culture") + text).speaker_office == "Under-Secretary for Culture"
    assert of(head.format("under the dome of the museum") + text).speaker_office == ""


def test_an_office_before_a_name_speaks() -> None:
    document = text(
        "Señor Presidente:\n\nEl Uruguay agradece la convocatoria de este debate.\n\nMuchas gracias.",
        "Misión Permanente de Uruguay\n\nIntervención de la Representante Permanente, Embajadora Lucía Ferreira\n\n"
        "Debate sobre la protección de civiles\n\n23 de mayo de 2024\n\n",
    )
    assert (document.speaker_name, document.speaker_office) == ("Embajadora Lucía Ferreira", "Representante Permanente")
    assert document.title == "Debate sobre la protección de civiles"


SPEECH = "Statement\nby H.E. Ms. Ana Ruiz, Ambassador,\nat the annual meeting on gardens\n\nGeneva, 5 May 2024\n\n{}"
SAID = "Madam Chair,\n\nMy delegation thanks the secretariat for its report, which says what has to be said."


def test_a_line_under_the_date_of_a_speech_with_an_occasion_is_asked_whether_it_is_the_title() -> None:
    document = of(SPEECH.format(f"Words may still change\n\n{SAID}"))
    assert "title" in asked(document)
    assert "Words may still change" in str([question.lines for question in document.questions])


def test_a_title_above_the_date_or_without_an_occasion_is_not_asked() -> None:
    above = SPEECH.replace("\n\nGeneva", "\n\nGardens for All\n\nGeneva")
    assert "title" not in asked(of(above.format(SAID)))
    without = SPEECH.replace(",\nat the annual meeting on gardens", "")
    assert "title" not in asked(of(without.format(f"Gardens for All of Us\n\n{SAID}")))


def test_a_notice_that_what_is_said_counts_is_no_title() -> None:
    for words in ("The spoken word prevails", "Not an official record"):
        document = of(SPEECH.format(f"{words}\n\n{SAID}"))
        assert document.title == "Statement by H.E. Ms. Ana Ruiz, Ambassador, at the annual meeting on gardens"
        assert document.notices == (words,)
        assert asked(document) == []
