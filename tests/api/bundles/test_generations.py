"""Lines of one file that name each other are written from the oldest on, and never in a circle."""

from api.bundles.importing.identities import generations


def test_a_line_comes_behind_all_that_it_names() -> None:
    above = {"a": ("b", "c"), "b": ("c",), "c": ("elsewhere",), "d": ()}

    assert generations(above) == {"c": 0, "d": 0, "b": 1, "a": 2}


def test_what_leads_in_a_circle_by_any_way_is_left_out() -> None:
    above = {"a": ("x", "b"), "b": ("a",), "below": ("b",), "x": (), "itself": ("itself",)}

    assert generations(above) == {"x": 0}


def test_ten_thousand_lines_below_each_other_are_no_matter() -> None:
    found = generations({str(n): (str(n - 1),) for n in range(10_000)})

    assert found["9999"] == 9_999
