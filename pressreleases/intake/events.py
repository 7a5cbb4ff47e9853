"""What, when and where of a media advisory: noted as data, and asked for; its text keeps them as they are written."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import Draft
from pressreleases.intake.embargo import has_hour_without_zone
from pressreleases.intake.folding import fold_loosely, plain
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.textual import day_and_hour, key_of

# Where an event has no clock of its own.
ONLINE = tuple(
    map(
        fold_loosely,
        "online,zoom,webex,teams,webcast,livestream,youtube,virtual,onlayn,en ligne,visioconférence,en línea,"
        "videoconferencia,çevrim içi,çevrimiçi,онлайн,видеоконференц,عبر الإنترنت,在线,线上,视频".split(","),
    )
)


def take_event(blocks: list[Block], draft: Draft) -> list[Block]:
    """Return the text; ask for what it does not say. An hour is by the clock of the place, if the event has one."""
    lines: dict[str, Line] = {}
    for block in blocks:
        if (found := day_and_hour(block.lines)) and draft.put("when", found[1], [found[0]]):
            lines["when"] = found[0]
        for line in block.lines:
            part, words = key_of(plain(_of_cells(line, block)))
            if part in ("what", "when", "where") and draft.put(part, words, [line]):
                lines[part] = line
    for part, sentence in (
        ("when", _("The advisory does not say when. Is it in the text?")),
        ("where", _("The advisory does not say where. Is it in the text?")),
    ):
        if part not in draft.values and not {"what", "when", "where"}.isdisjoint(draft.values):
            draft.ask(part, sentence)
    where = fold_loosely(draft.values.get("where", ""))
    has_place = where and not any(word in where for word in ONLINE)
    if "when" not in lines or has_place or not has_hour_without_zone(draft.values["when"]):
        return blocks
    if clock := draft.answers.get("when"):
        draft.values["when"] = f"{draft.values['when']} ({clock})"
        return [_with_clock(block, lines["when"], clock) for block in blocks]
    draft.ask(
        "when", _("“When” in line %(line)s has an hour, but no time zone. By which clock is it?"), [lines["when"]]
    )
    return blocks


def _with_clock(block: Block, when: Line, clock: str) -> Block:
    """The block with the clock behind the hour; what stands in a table is left to its readers."""
    lines = (
        replace(line, text=f"{line.text} ({clock})", rich=f"{line.rich or line.text} ({clock})")
        if line is when
        else line
        for line in block.lines
    )
    return replace(block, lines=tuple(lines))


def _of_cells(line: Line, block: Block) -> str:
    """The words of a line; in a table, “When | Friday” is “When: Friday”."""
    is_row = block.form is not None and block.form.name == "table" and line.text.count(" | ") == 1
    key, _bar, value = line.text.partition(" | ")
    return f"{key.rstrip(' :')}: {value}" if is_row else line.text
