"""Word files as HTML, by mammoth. Runs in the worker only; what could cost much is refused first.

What a word processor deleted or hid is taken out with its text, and told; pictures are named only.
"""

import gc
import json
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from api.media.errors import AttachmentTooCostly, BadAttachment, NotADocx
from api.media.inspect import archive, office
from api.media.inspect.archive import Member
from api.runtime.errors import ApiError

MAX_CPU_SECONDS = 10
MOST_XML = 6_000_000
"""Bytes of all parts together: its parser takes fifty times as much."""
MOST_HTML = 4_000_000
_MAIN = "word/document"
_COMMENTS = "word/comments.xml"
_STYLES = "u => u\nstrike => s\np[style-name='Title'] => h2:fresh"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_OFF = {"0", "false", "off"}
Lost = list[tuple[str, str]]
"""Kinds of losses (`text/losses.py`), each with what was lost."""


def answer(data: bytes) -> list[bytes]:
    """The worker's answer: a JSON head with the losses or the refusal, then the HTML."""
    try:
        lost, html = convert(data)
    except ApiError as refusal:
        return _refused(type(refusal))
    except MemoryError:
        return _refused(AttachmentTooCostly)
    except Exception:
        # Parsers raise whatever comes to them on bytes that were made to confuse them.
        return _refused(BadAttachment)
    finally:
        gc.collect()
    return [json.dumps({"lost": lost}).encode(), html]


def _refused(refusal: type[Exception]) -> list[bytes]:
    return [json.dumps({"refused": refusal.__name__}).encode()]


def convert(data: bytes) -> tuple[Lost, bytes]:
    """What was lost, and the HTML. Raise why it is not taken."""
    if office.inspect(data).kinds != ("docx",):
        raise NotADocx
    parts, lost = _parts(data), Lost()
    for name in parts:
        if name.startswith(_MAIN):
            parts[name] = _without_hidden(parts[name], lost)
    lost += [("comment_removed", comment) for comment in _comments(parts.pop(_COMMENTS, b""))]
    html = _html(_packed(parts), lost).encode("utf-8", "replace")
    if len(html) > MOST_HTML:
        raise AttachmentTooCostly
    return lost, html


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts that are XML; no other one is unpacked."""
    members = [e for e in archive.read(data) if e.name.endswith((".xml", ".rels"))]
    if sum(member.size for member in members) > MOST_XML:
        raise AttachmentTooCostly
    return {member.name: _xml(data, member) for member in members}


def _xml(data: bytes, member: Member) -> bytes:
    """A part in an encoding in which a declaration is seen, and that declares nothing."""
    xml = archive.unpack(data, member, keep=MOST_XML)
    if b"\0" in xml or any(declaration in xml for declaration in _DECLARATIONS):
        raise BadAttachment
    return xml


def _without_hidden(xml: bytes, lost: Lost) -> bytes:
    """The text without what was deleted, hidden or drawn, which is told."""
    root = ElementTree.fromstring(xml)  # noqa: S314 - it declares no entity
    for parent in root.iter():
        for child in list(parent):
            if code := _code_of(child):
                lost.append((code, _text(child)))
                parent.remove(child)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _code_of(element: ElementTree.Element) -> str | None:
    """What the loss of an element is called; None for one that stays."""
    name = _local(element)
    if name in ("del", "moveFrom") and element.find("./*") is not None and _is_run_holder(element):
        return "deletion_removed"
    if name == "r" and _is_hidden(element):
        return "hidden_removed"
    return "drawing_dropped" if name in ("oMath", "oMathPara", "chart") else None


def _is_run_holder(element: ElementTree.Element) -> bool:
    """Whether it holds text: below properties `del` is a mark alone."""
    return any(_local(child) == "r" for child in element)


def _is_hidden(run: ElementTree.Element) -> bool:
    for properties in run:
        if _local(properties) == "rPr":
            return any(_local(e) == "vanish" and _value(e) not in _OFF for e in properties)
    return False


def _value(element: ElementTree.Element) -> str:
    return next((v for name, v in element.items() if name.rpartition("}")[2] == "val"), "1")


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: ElementTree.Element) -> str:
    return "".join(e.text or "" for e in element.iter() if _local(e) in ("t", "delText"))


def _comments(xml: bytes) -> Iterator[str]:
    if xml:
        root = ElementTree.fromstring(xml)  # noqa: S314 - it declares no entity
        yield from (_text(child) for child in root if _local(child) == "comment")


def _packed(parts: Mapping[str, bytes]) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, xml in parts.items():
            packed.writestr(name, xml)
    return file


def _html(file: BytesIO, lost: Lost) -> str:
    # It is large, so only a process that gets a Word file loads it.
    import mammoth

    def picture(_image: Any) -> dict[str, str]:
        lost.append(("image_dropped", ""))
        return {}

    made = mammoth.convert_to_html(
        file,
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(picture),
    )
    return str(made.value)
