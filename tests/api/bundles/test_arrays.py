"""An array instead of lines is read object by object, each with its place and a line's bound."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from api.bundles.files import json_arrays
from api.runtime.startup import NOT_ALL
from tests.api.bundles.bundles import CATEGORY, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import faults_of, summary

OBJECTS = [
    {"key": str(n), "title": "Cầu “\"{[" + "\\" * n + "\n", "tags": ["a,", {"x": [1, "]}"]}]}
    for n in range(9)
]  # fmt: skip
A, B = '{"a": 1}', '{"b": 2}'
NO_COMMA = "not JSON: an object of the array is followed by one comma, the last by none"
NO_END = "not JSON: the array has no end, “]”"
BROKEN = {
    f"[{A}": ([A], f"f:1:10: {NO_END}"),
    f"[{A},\n{B}, ]": ([A, B], f"f:2:11: {NO_COMMA}, here “,”"),
    f"[{A} {B}]": ([A, B], f"f:1:11: {NO_COMMA}"),
    f"[{A},,{B}]": ([A, B], f"f:1:12: {NO_COMMA}, here “,,”"),
    f"[1, {A}]": ([A], f"f:1:5: {NO_COMMA}, here “1,”"),
    f"[{A}] x": (
        [A],
        "f:1:13: not JSON: nothing may stand behind the end of the array, here “x”",
    ),
    f'[{{"a": 1,\n{B},\n{A}]': (['{"a": 1,\n', B, A], None),
    f'[{{"a": [1, 2}},{B}]': (['{"a": [1, 2}', B], None),
    f'[{{"a": "x\n}}, {B}]': (['{"a": "x\n}', B], None),
    f'[{A}, {{"b": 2]': ([A, '{"b": 2'], None),
    f'[{A}, {{"b": "2': ([A, '{"b": "2'], None),
    f"[[{A}], {B}]": ([f"[{A}]", B], None),
    "[\n]": ([], None),
}


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 65_536])
@pytest.mark.parametrize("indent", [None, 2])
def test_it_parts_an_array_wherever_its_pieces_end(
    monkeypatch: pytest.MonkeyPatch, piece: int, indent: int | None
) -> None:
    text = json.dumps(OBJECTS, indent=indent, ensure_ascii=False)

    found, faults = parted(monkeypatch, "\ufeff\n " + text, piece)

    assert [json.loads(each) for _, each in found] == OBJECTS
    assert len({place for place, _ in found}) == len(OBJECTS)
    assert not faults


def test_it_names_each_of_ten_thousand_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([{"key": f"ở {n}"} for n in range(10_000)], ensure_ascii=False)

    found, _ = parted(monkeypatch, text)

    places = [
        json_arrays.Place("f", 1, text.index(f'{{"key": "ở {n}"}}') + 1) for n in range(10_000)
    ]
    assert [place for place, _ in found] == [json_arrays.Place("f", 1), *places[1:]]


@pytest.mark.parametrize("piece", [1, 65_536])
@pytest.mark.parametrize("text", BROKEN)
def test_a_bracket_or_comma_that_is_wrong_costs_its_object_alone(
    monkeypatch: pytest.MonkeyPatch, text: str, piece: int
) -> None:
    found, faults = parted(monkeypatch, text, piece)

    objects, fault = BROKEN[text]
    assert [each.decode().strip() for _, each in found] == [each.strip() for each in objects]
    assert faults == ([fault] if fault else [])


def test_an_object_that_is_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps([{"a": "x" * 9_000}, {"b": "{" * 9}])

    found, _ = parted(monkeypatch, text, 64, longest=100)

    assert [len(each) > 100 for _, each in found] == [True, False]
    assert len(found[0][1]) < 1_000


def test_brackets_without_end_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    found, faults = parted(monkeypatch, "[" + "{" * 3_000_000)

    assert len(found) == 1
    assert len(faults) == 1
    assert faults[0].endswith("so the rest of the file was not read")


def test_arrays_are_imported_as_lines_are(congxa_import: Import, tmp_path: Path) -> None:
    rows = [
        article("a", category="tin"),
        article("b", category="loi"),
        article("c", titel="x"),
        article("a", lead="x"),
    ]
    bundle = write_bundle(tmp_path / "array")
    _array(bundle, "categories", [CATEGORY, {"key": "loi", "name": ""}], indent=2)
    text = _array(bundle, "articles", rows)
    at = [text.index(json.dumps(each, ensure_ascii=False)) + 1 for each in rows]
    same = write_bundle(tmp_path / "lines", rows[:1])

    result = congxa_import(bundle, "--keep-going", "--report", str(tmp_path / "report.json"))

    assert result.exit_code == NOT_ALL
    assert result.stderr.splitlines()[:-1] == [
        "categories.jsonl:6: /name: Must not be empty.",
        f"articles.jsonl:1:{at[1]}: /category: refers to categories.jsonl:6, which is left out",
        f"articles.jsonl:1:{at[2]}: /titel: Unknown field.",
        f"articles.jsonl:1:{at[3]}: /key: “a” stands in line 1 already",
    ]
    told = json.loads((tmp_path / "report.json").read_bytes())
    assert [each["column"] for each in told["faults"]] == [None, *at[1:]]
    assert (told["counts"]["created"], told["counts"]["left out"]) == (3, 4)
    assert "0 created, 0 updated, 3 unchanged" in summary(congxa_import(same))


def test_what_is_neither_lines_nor_an_array_is_one_fault(
    congxa_import: Import, tmp_path: Path
) -> None:
    bundle = write_bundle(tmp_path / "spread", [article("a")])
    rows = [article(key) for key in "ab"]
    spread = "\ufeff\n" + "\n".join(json.dumps(row, indent=2) for row in rows)
    wrapped = '{"items": ' + json.dumps(rows, indent="\t") + "}"
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    for data, why in (
        (spread.encode(), json_arrays.SPREAD),
        (wrapped.encode(), json_arrays.SPREAD),
        (lines.encode("utf-16"), json_arrays.UTF_16),
        (b"\xfe\xff" + lines.encode("utf-16-be"), json_arrays.UTF_16),
    ):
        (bundle / "articles.jsonl").write_bytes(data)

        assert faults_of(congxa_import(bundle)) == [f"articles.jsonl:1: {why}"]


def test_a_line_that_was_cut_off_costs_no_other(congxa_import: Import, tmp_path: Path) -> None:
    bundle = write_bundle(tmp_path / "cut", [article("a")])
    lines = '{"key": "a", "title": "A", "tags": [\n' + json.dumps(article("b")) + "\n"
    (bundle / "articles.jsonl").write_text(lines)

    done = congxa_import(bundle, "--keep-going")

    assert "1 left out" in done.stdout
    assert done.stderr.startswith("articles.jsonl:1: not JSON: it is cut off")


def _array(bundle: Path, name: str, rows: list[Any], indent: int | None = None) -> str:
    text = json.dumps(rows, indent=indent, ensure_ascii=False)
    (bundle / f"{name}.jsonl").write_text(text)
    return text


def parted(
    monkeypatch: pytest.MonkeyPatch, text: str, piece: int = 65_536, longest: int = 5_000_000
) -> tuple[list[tuple[json_arrays.Place, bytes]], list[str]]:
    file, faults = io.BytesIO(text.encode()), list[json_arrays.Fault]()
    assert json_arrays.is_array(file)
    monkeypatch.setattr(json_arrays, "_PIECE", piece)
    return list(json_arrays.objects(file, "f", longest, faults)), [str(each) for each in faults]
