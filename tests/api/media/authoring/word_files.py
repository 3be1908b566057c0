"""Word files as Word writes them, as far as it matters here."""

from tests.api.media.documents import Parts, docx

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES = f"""<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="Heading1">
<w:name w:val="heading 1"/></w:style></w:styles>""".encode()
DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>'


def relations(**targets: str) -> bytes:
    """What a part belongs to: the kind of each relation with its target."""
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'.encode()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(runs)}</w:p>"


def picture() -> str:
    """A drawing that shows the picture of relation r2."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"'
        f' xmlns:a="{drawing}/main" xmlns:p="{drawing}/picture" xmlns:r="{_OFFICE}"><a:graphic>'
        '<a:graphicData><p:pic><p:blipFill><a:blip r:embed="r2"/></p:blipFill></p:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def document(*blocks: str) -> bytes:
    body = f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}</w:body></w:document>"
    return DECLARED + body.encode()


def word(*blocks: str, extra: Parts | None = None) -> bytes:
    """A Word file with these blocks."""
    return docx({
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(
            styles="styles.xml", comments="comments.xml", image="media/image1.png"
        ),
        "word/styles.xml": STYLES,
        "word/document.xml": document(*blocks),
        **(extra or {}),
    })  # fmt: skip
