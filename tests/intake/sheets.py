"""Documents for tests, and a builder of their variations."""

from datetime import date

from pressreleases.intake.document import Document, Name, Number

NAMES = """**Azərbaycan Respublikasının
BMT yanında Daimi
Nümayəndəliyi**


**Permanent Mission of the
Republic of Azerbaijan
to the United Nations**"""
ADDRESS = "633 Third Avenue, Suite 3210, New York, NY, 10017"
NUMBERS = "Tel: (212) 371-2559, 371-2832 (ext. 101); Fax: (212) 371-2784, (646) 738-6143"
HEAD = f"{NAMES}\n\n{ADDRESS}\n{NUMBERS}"
TITLE = 'The Mission Opens an Exhibition of "Old Maps"'
PARAGRAPHS = (
    "On 18 January 2024 the Permanent Mission opened an exhibition of old maps. It is open to the public until the "
    "end of March, and the entrance is free of charge for all visitors.",
    "The maps were lent by three libraries in Baku. The oldest of them was drawn in 1712.",
    "Schools may book a guided visit by telephone on any working day.",
)
AZ_HEAD = HEAD.replace("Fax:", "Faks:").replace("(ext. 101)", "(daxili 101)")
AZ_TITLE = "Nümayəndəlikdə “Köhnə xəritələr” sərgisi açılıb"
AZ_PARAGRAPHS = (
    "18 yanvar 2024-cü il tarixində Daimi Nümayəndəlikdə köhnə xəritələrin sərgisi açılıb. Giriş hamı üçün pulsuzdur.",
    "Xəritələr Bakıdakı üç kitabxana tərəfindən verilib.",
)

WHOLE = Document(
    language="en",
    kind="press-release",
    issued_on=date(2024, 1, 20),
    title=TITLE,
    body="\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS),
    names=(
        Name("az", ("Azərbaycan Respublikasının", "BMT yanında Daimi", "Nümayəndəliyi")),
        Name("en", ("Permanent Mission of the", "Republic of Azerbaijan", "to the United Nations")),
    ),
    address=ADDRESS,
    numbers=(
        Number("telephone", "+12123712559"),
        Number("telephone", "+12123712832", "101"),
        Number("fax", "+12123712784"),
        Number("fax", "+16467386143"),
    ),
)


def english(
    *,
    head: str = HEAD,
    label: str = "Press release",
    day: str = "20 January 2024",
    title: str = TITLE,
    body: str = "\n\n".join(PARAGRAPHS),
) -> str:
    """Return a sheet in English; a part given as an empty string is left out."""
    parts = [head, "\n".join(line for line in (label, day) if line), title, body]
    return "\n\n".join(part for part in parts if part) + "\n"


def azerbaijani(*, head: str = AZ_HEAD, label: str = "Mətbuat xəbəri", day: str = "20 yanvar 2024") -> str:
    """Return the sheet in Azerbaijani."""
    return english(head=head, label=label, day=day, title=AZ_TITLE, body="\n\n".join(AZ_PARAGRAPHS))
