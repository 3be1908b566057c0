"""Tables for spreadsheet programs: read back whole, and nothing in them is calculated."""

import csv
import io

import pytest

from api.text.spreadsheets import as_csv


def read_back(*cells: object) -> list[str]:
    (row,) = csv.reader(io.StringIO(as_csv([cells]).decode("utf-8-sig"), newline=""))
    return row


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(0)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1",
     "\uff1d1", "\uff0b1", "\uff0d1", "\uff20SUM(1)", "\tx"],
)  # fmt: skip
def test_t08_no_text_becomes_a_formula(text: str) -> None:
    (cell,) = read_back(text)

    assert cell.startswith("'")
    assert cell.replace("'", "") == text


@pytest.mark.parametrize("separator", [";", "\t", "\r", "\n"])
def test_t08_nor_behind_the_separator_of_another_locale(separator: str) -> None:
    assert f"{separator}=" not in read_back(f"a{separator}=1")[0]


def test_what_is_no_formula_stays_as_it_is() -> None:
    row = ["Một, “hai”", 'Ba "bốn"', "Số 12-QĐ/UBND", "a=b", "năm; sáu", "e@x.vn", ""]

    assert read_back(*row, None, -3) == [*row, "", "-3"]
