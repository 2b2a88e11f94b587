"""What can be wrong with a paper: a code for programs, a sentence and a way out for people."""

from __future__ import annotations

from enum import StrEnum

from lianshou.core.wording import Wording


class Fault(StrEnum):
    """Codes of ``PaperError``; the sentences are in ``SENTENCES``."""

    NOT_A_PAPER = "not_a_paper"
    TOO_LARGE = "too_large"
    OUTSIDE_LINK = "outside_link"
    BROKEN_TAG = "broken_tag"
    BROKEN_LAYOUT = "broken_layout"
    FORBIDDEN_TAG = "forbidden_tag"
    UNKNOWN_FIELD = "unknown_field"
    NOT_TEXT = "not_text"
    NOT_PLAIN = "not_plain"
    NOTHING_TO_JOIN = "nothing_to_join"
    DIFFERENT_TEMPLATES = "different_templates"
    PROGRAM_INSIDE = "program_inside"
    FIELD_MISSING = "field_missing"


SENTENCES: dict[Fault, tuple[Wording, Wording]] = {
    Fault.NOT_A_PAPER: (
        Wording(
            "这不是能打开的 Word 文档（.docx）：{what}",
            "this is not a Word document (.docx) that opens: {what}",
        ),
        Wording(
            "请在 Word 或 WPS 中打开原文件，另存为“Word 文档（*.docx）”后再用；不要只改文件扩展名。",
            "Open the original in Word or WPS and save it as “Word document (*.docx)”; renaming is not enough.",
        ),
    ),
    Fault.TOO_LARGE: (
        Wording("文档太大：{what}", "the document is too large: {what}"),
        Wording(
            "请删去模板中的大图片，或减少一次生成的份数。",
            "Remove large pictures, or make fewer papers at once.",
        ),
    ),
    Fault.OUTSIDE_LINK: (
        Wording(
            "模板引用了外部文件或网络内容：{what}", "the template draws on an outside file or address: {what}"
        ),
        Wording(
            "请把图片直接粘贴到模板中，并断开与外部模板、对象的链接。",
            "Paste pictures into the template itself and break its links to outside templates and objects.",
        ),
    ),
    Fault.BROKEN_TAG: (
        Wording(
            "模板中有一处标记写错或没有写完：“{what}”",
            "a tag in the template is broken or unfinished: “{what}”",
        ),
        Wording(
            "字段写作 {{ 名称 }}，循环以 {%p for … %} 开始、以 {%p endfor %} 结束，大括号要用半角并成对。",
            "A field is {{ name }}; a loop opens with {%p for … %} and closes with {%p endfor %}; braces come in pairs.",
        ),
    ),
    Fault.BROKEN_LAYOUT: (
        Wording(
            "循环或条件的起止不在同一层段落中，无法生成文档：{what}",
            "a loop or condition starts and ends at different levels, no document can be made: {what}",
        ),
        Wording(
            "跨段落的循环或条件，起止标记各占一段，写作 {%p for … %} 和 {%p endfor %}；表格整行用 {%tr … %}。",
            "Give the opening and closing tags a paragraph each: {%p for … %}, {%p endfor %}; table rows use {%tr … %}.",
        ),
    ),
    Fault.FORBIDDEN_TAG: (
        Wording("模板中不允许使用：“{what}”", "the template may not use: “{what}”"),
        Wording(
            "模板只能取字段的值、写循环和条件；请改用字段清单中的名称。",
            "A template may only show fields, loop and decide; use the names in the list of fields.",
        ),
    ),
    Fault.UNKNOWN_FIELD: (
        Wording(
            "模板用到的字段“{what}”没有数据", "the template uses a field “{what}” for which there is no value"
        ),
        Wording("{hint}请对照字段清单改正模板中的名称。", "{hint}Correct the name by the list of fields."),
    ),
    Fault.NOT_TEXT: (
        Wording(
            "字段“{what}”不是一段文字，不能直接写出",
            "the field “{what}” is not one text and cannot be written as it is",
        ),
        Wording(
            "请写出它下面的某一项（如 {{ host.name }}），或用循环逐项写出。",
            "Write one of its parts (such as {{ host.name }}), or loop over it.",
        ),
    ),
    Fault.NOT_PLAIN: (
        Wording(
            "交给模板的值“{what}”不是普通数据", "the value “{what}” given to the template is not plain data"
        ),
        Wording(
            "这是程序问题，请把这句话告诉维护人员。",
            "This is a fault of the program; pass this sentence to those who maintain it.",
        ),
    ),
    Fault.NOTHING_TO_JOIN: (
        Wording("没有要生成的文书", "there is no paper to make"),
        Wording("请至少选择一份。", "Choose at least one."),
    ),
    Fault.PROGRAM_INSIDE: (
        Wording(
            "文档里带有宏、控件或嵌入的文件：{what}",
            "the document carries macros, controls or embedded files: {what}",
        ),
        Wording(
            "请在 Word 中另存为“Word 文档（*.docx）”，并删去控件和嵌入的对象。",
            "Save it in Word as “Word document (*.docx)”, and delete controls and embedded objects.",
        ),
    ),
    Fault.FIELD_MISSING: (
        Wording("模板缺少必须有的字段“{what}”", "the template lacks the required field “{what}”"),
        Wording(
            "请在模板中应写出它的地方加上该字段。",
            "Put the field in the place of the template where it belongs.",
        ),
    ),
    Fault.DIFFERENT_TEMPLATES: (
        Wording(
            "这些文书出自不同的模板，不能合成一个文件：{what}",
            "these papers come from different templates and cannot be joined: {what}",
        ),
        Wording(
            "请分别下载，或用同一模板重新生成。",
            "Download them separately, or make them anew from one template.",
        ),
    ),
}


class PaperError(Exception):
    """A paper that cannot be made, said so that an officer can mend it.

    ``what`` is the field, tag or part concerned, as the officer sees it in Word.
    """

    def __init__(self, code: Fault, *, what: str = "", hint: Wording | None = None) -> None:
        sentence, way_out = SENTENCES[code]
        self.code = code
        self.what = what
        self.wording = _put(sentence, what=what, hint=hint)
        self.way_out = _put(way_out, what=what, hint=hint)
        super().__init__(f"{code}: {self.wording.en}")


def _put(wording: Wording, *, what: str, hint: Wording | None) -> Wording:
    """Fill by replacement: the sentences show Jinja braces, so ``Wording.fill`` is not for them."""
    hint = hint or Wording("", "")
    return Wording(
        wording.zh.replace("{what}", what).replace("{hint}", hint.zh),
        wording.en.replace("{what}", what).replace("{hint}", hint.en),
    )
