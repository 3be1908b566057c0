"""The pages of legal documents as they arrive: filled, in both languages, at every state."""

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at
from tests.api.legal_documents.making import make_document

LIST = "/v1/legal-documents?site=yen-hoa&limit=20"


def test_the_list_hands_what_its_address_asks_for(visit, site) -> None:
    make_document(site, "Quy chế", number="3/2026/QĐ-UBND")

    plain = visit("/van-ban")
    chosen = visit("/van-ban?q=quy%20ch%E1%BA%BF&loai=Quy%E1%BA%BFt+%C4%91%E1%BB%8Bnh&tu=x&lang=en")

    assert LIST in plain.handed["answers"]
    assert (
        f"{LIST}&text=quy+ch%E1%BA%BF&form=Quy%E1%BA%BFt+%C4%91%E1%BB%8Bnh"
        in (chosen.handed["answers"])
    )
    assert (chosen.title, chosen.headers["X-Robots-Tag"]) == (
        "Legal documents – Xã Yên Hòa",
        "noindex",
    )
    assert 'href="/van-ban/quy-che?lang=en"' in chosen.part("main")
    assert any("/feeds/legal-documents.rss" in url for _, _, url in plain.alternates)


def test_a_page_tells_people_and_machines_what_it_is(visit, site) -> None:
    old = make_document(site, "Cũ", effective_on="2025-01-01")
    make_document(site, "Mới", number="3/2026/QĐ-UBND", effective_on="2026-01-01",
                  replaces=[str(old.id)])  # fmt: skip

    page = visit("/van-ban/moi")

    assert "Còn hiệu lực" in page.part("main")
    assert page.linked_data["@type"] == "Legislation"
    assert page.linked_data["legislationIdentifier"] == "3/2026/QĐ-UBND"
    assert page.linked_data["legislationRepeals"][0].endswith("/van-ban/cu")


def test_a_withdrawn_one_says_why_and_what_stands_in_its_place(visit, site) -> None:
    gone, newer = make_document(site, "Sai"), make_document(site, "Đúng")
    why = Withdrawal("error", "Nhầm số.", newer.id)
    commands.withdraw(get_document(gone.id), OPERATOR, at(1), why)

    page = visit("/van-ban/sai")

    assert page.status == 410
    assert "Nhầm số." in page.part("main")
    assert 'href="/van-ban/dung"' in page.part("main")
    assert visit("/van-ban/khong-co").status == 404
