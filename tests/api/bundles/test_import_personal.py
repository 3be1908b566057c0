"""Personal data is told at its place, masked, and refuses nothing."""

from pathlib import Path

import pytest

from api.articles.models import Article
from api.bundles.lines.personal_data import in_content
from api.publishing.content_type import Content, content_type
from api.text.losses import Losses
from tests.api.bundles.bundles import SITE, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import summary
from tests.api.media import documents

CITIZEN, MOBILE = "038090001234", "0912 345 678"


def test_t71_it_is_told_at_its_place_and_nothing_is_refused(
    congxa_import: Import, tmp_path: Path
) -> None:
    bundle, report = tmp_path / "bundle", tmp_path / "report.json"
    (bundle / "media").mkdir(parents=True)
    (bundle / "media" / "a.pdf").write_bytes(documents.text_pdf(b"So 038090001234 va 0912345678"))
    row = article(
        "a", title=f"Danh sách {CITIZEN}", attachments=[{"file": "media/a.pdf"}],
        body_html="<p>Theo đơn khiếu nại của ông Lê Văn An, gọi 0238.3870123,"
        " 0912<b> 345 </b>679.</p>"
        f"<p hidden>CCCD {CITIZEN}</p>",
    )  # fmt: skip
    site = {**SITE, "phone": MOBILE, "hotline": "0238 3870 123"}

    done = congxa_import(write_bundle(bundle, [row], site=site), "--report", str(report))

    assert done.stderr.splitlines() == [
        f"warning: articles.jsonl:1: {each}"
        for each in (
            "/body_html: 1 hidden text removed: “CCCD 038•••••••34” (after “A…, gọi"
            " 023•.•••••23, 091• ••• •79.”)",
            "/attachments: 2 pieces of personal data: “media/a.pdf (038•••••••34)”,"
            " “media/a.pdf (091•••••78)”",
            "/title: 1 piece of personal data: “038•••••••34” (after “Danh sách”)",
            "/body_html: 2 pieces of personal data: “đơn khiếu nại của ông L… V… A…”,"
            " “091• ••• •79” (after “Theo”)",
        )
    ]
    assert summary(done).endswith("To look at: 5 pieces of personal data.")
    assert '"personal_data":5' in report.read_text().replace(" ", "")
    assert CITIZEN not in report.read_text() + done.output + done.stderr
    # An address is passed on without being read.
    assert Article.get().slug == "danh-sach"


@pytest.mark.parametrize(
    ("name", "content", "fields"),
    [
        ("site", {"name": "X", "phone": MOBILE, "fax": MOBILE, "hotline": MOBILE}, []),
        ("site", {"address": f"Xóm 1, {MOBILE}"}, ["/address"]),
        ("official", {"name": "A", "phone": MOBILE, "email": "0912345678@x.vn"}, []),
        ("official", {"position": f"Trưởng ban {MOBILE}"}, ["/position"]),
        ("calendar_entry", {"internal_note": MOBILE, "note": MOBILE}, ["/note"]),
        ("article", {"tags": ["a", MOBILE], "cover": {"media": "0" * 40, "alt": CITIZEN}},
         ["/tags", "/cover"]),
        ("article", {"category": MOBILE, "byline": MOBILE}, ["/byline"]),
        ("calendar_entry", {"chair": MOBILE}, ["/chair"]),
        ("banner", {"link": "https://x.vn/0912345678", "label": MOBILE}, ["/label"]),
        ("notice", {"number": "15/TB-UBND", "issued_on": "2026-07-11"}, []),
        # Figures beside each other are no telephone; the boxes of a form are one number.
        ("page", {"body_html": "<table><tr><td>0912</td><td>345</td><td>678</td></table>"}, []),
        ("page", {"body_html": f"<table><tr><td>CCCD</td><td>{'</td><td>'.join(CITIZEN)}</td></tr>"
          "</table>"}, ["/body_html"]),
        ("page", {"body_html": "<p>Gọi 0912<strong> 345</strong> 678</p>"}, ["/body_html"]),
    ],
)  # fmt: skip
def test_it_is_seen_in_every_text_but_what_is_there_to_call(
    app: object, name: str, content: Content, fields: list[str]
) -> None:
    assert [field for field, _ in in_content(content, content_type(name))] == fields


def test_whatever_a_report_quotes_is_masked() -> None:
    losses = Losses()
    losses.add("link_dropped", f"tel:{CITIZEN}", f"Số {CITIZEN} của bà Hà <b>", 40)

    assert (
        losses.all()[0].said()
        == "1 link dropped: “tel:038•••••••34” (after “Số 038•••••••34 của bà Hà”)"
    )
