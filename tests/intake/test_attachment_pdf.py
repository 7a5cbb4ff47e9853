"""What a PDF has apart from its pages: the properties that name people, and what it may not have."""

import io

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from pressreleases.intake import attachment_errors as refused
from pressreleases.intake.attachment_pdf import facts_of_pdf, read_facts
from tests.attachments import pdf_file


def with_remark(kind: int) -> bytes:
    document = pdfium.PdfDocument.new()
    page = document.new_page(200, 200)
    raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(page.raw, kind))
    page.close()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_the_process_of_its_own_finds_the_same_properties() -> None:
    data = pdf_file("en-embargo-at-foot-with-reference.pdf")
    assert facts_of_pdf(data) == read_facts(data)
    assert read_facts(data)["author"] == "python-docx"


def test_the_process_of_its_own_refuses_for_the_same_reason() -> None:
    with pytest.raises(refused.HasRemarks):
        facts_of_pdf(with_remark(raw.FPDF_ANNOT_TEXT))


def test_a_name_that_is_only_in_the_xml_is_the_author() -> None:
    data = pdf_file() + b"<dc:creator><rdf:Seq><rdf:li>L. Aliyeva</rdf:li></rdf:Seq></dc:creator>"
    assert read_facts(data)["author"].split() == ["L.", "Aliyeva"]
    assert read_facts(pdf_file())["author"] == ""


def test_remarks_are_counted_and_a_link_is_none() -> None:
    with pytest.raises(refused.HasRemarks) as refusal:
        read_facts(with_remark(raw.FPDF_ANNOT_HIGHLIGHT))
    assert refusal.value.params["count"] == 1
    assert read_facts(with_remark(raw.FPDF_ANNOT_LINK))["author"] == ""


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", pdf_file()[:400]])
def test_what_is_no_whole_pdf_is_broken_and_not_protected(data: bytes) -> None:
    with pytest.raises(refused.IsBroken):
        read_facts(data)
