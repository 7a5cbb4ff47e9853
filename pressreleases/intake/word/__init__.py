"""Read a Word file (.docx) into the small HTML of `formatted`.

mammoth and python-docx read such files too, but neither resolves styles, languages and directions, which a press
release needs, and both build trees of a hostile file before its size is known. So the XML is read here directly.
"""

from pressreleases.intake.word.reading import read_word

__all__ = ["read_word"]
