"""The list of legal documents: the newest papers first, and what it can be asked for."""

import pytest

from tests.api.legal_documents.making import item, make_document, titles

PAPERS = {
    "Giao dự toán ngân sách": {
        "number": "15/2026/NQ-HĐND",
        "issuer": "HĐND xã",
        "field": "Tài chính",
        "issued_on": "2026-01-05",
        "effective_on": "2026-01-15",
    },
    "Quy chế làm việc": {
        "number": "Số: 07 / QĐ – UBND",
        "issuer": "UBND xã",
        "field": "Nội vụ",
        "issued_on": "2025-08-01",
        "effective_on": "2025-08-01",
        "expired_on": "2026-01-01",
    },
    "Ứng phó bão số 5": {"form": "Công điện", "issuer": "UBND xã"},
}
ALL = ["Ứng phó bão số 5", "Giao dự toán ngân sách", "Quy chế làm việc"]


@pytest.fixture
def papers(site):
    return {title: make_document(site, title, **content) for title, content in PAPERS.items()}


def test_each_filter_finds_its_own(reader, site, papers) -> None:
    storm, budget, rules = ALL
    expected = [
        ({}, ALL),
        ({"form": "Quyết định"}, [rules]),
        ({"form": "QĐ"}, [rules]),
        ({"form": "nghị quyết"}, [budget]),
        ({"form": "công điện"}, [storm]),
        ({"number": "07/qđ-ubnd"}, [rules]),
        ({"issuer": "ubnd xã"}, [storm, rules]),
        ({"field": "tài chính"}, [budget]),
        ({"status": "in_force"}, [budget]),
        ({"status": "expired"}, [rules]),
        ({"text": "du toan"}, [budget]),
        ({"text": "15/2026"}, [budget]),
        ({"text": "!?"}, []),
        ({"issued_from": "2026-01-01"}, [budget]),
        ({"issued_to": "2025-12-31"}, [rules]),
        ({"effective_from": "2026-01-15", "effective_to": "2026-01-15"}, [budget]),
        ({"published_after": "2100-01-01T00:00:00+07:00"}, []),
        ({"published_before": "2100-01-01T00:00:00+07:00"}, ALL),
        ({"updated_after": "2100-01-01T00:00:00+07:00"}, []),
        ({"form": "Nghị định"}, []),
    ]

    found = [(query, titles(reader, site=site.slug, **query)) for query, _ in expected]

    assert found == expected


def test_its_form_is_told_by_its_number(reader, papers) -> None:
    whole = item(reader, papers["Quy chế làm việc"])

    assert (whole["number"], whole["form"]) == ("07/QĐ-UBND", "Quyết định")
    assert whole["number_parts"]["issuer_code"] == "UBND"
    assert item(reader, papers["Ứng phó bão số 5"])["status"] is None


def test_a_page_leads_on_to_the_next(reader, site, papers) -> None:
    first = reader.get(f"/v1/legal-documents?site={site.slug}&limit=2&total=true").json
    second = reader.get(first["next"]).json

    assert [each["title"] for each in first["items"] + second["items"]] == ALL
    assert (first["total"], second["next"]) == (3, None)
    assert "body" not in first["items"][0]
