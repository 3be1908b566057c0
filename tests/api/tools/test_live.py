"""Both commands as they are run: their own processes, against the server as it is run."""

import json
import re
from pathlib import Path

from tests import serving
from tests.api.tools.world import files_in

NOWHERE = {"PATH": ""}
SITE = {"slug": "yen-hoa", "name": "Xã Yên Hòa"}


def test_they_find_the_demo_identical_and_as_the_contract_says(
    live_server: serving.LiveServer, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"

    copied = serving.congxa(NOWHERE, "mirror", live_server.url, str(folder))
    conforms = serving.congxa(NOWHERE, "conform", live_server.url)
    judged = serving.congxa(NOWHERE, "conform", live_server.url, "--criteria", "vn-2026-07")

    # What it lacks is the label of the state's measuring, which nobody gives a made-up commune.
    assert re.findall(r"(?m)^missing +(\S+)", judged.stdout) == ["measurement"]
    assert judged.stdout.endswith("\nyen-hoa: 97.0 of 100.\n")
    assert copied.stdout.startswith("Identical: 125 objects; 125 written, 0 removed.")
    assert len([name for name in files_in(folder) if name.startswith("media/")]) > 100
    assert " 0 broken, 0 not checked." in conforms.stdout


def test_they_work_on_each_kind_of_database(empty_database_url: str, tmp_path: Path) -> None:
    environ = serving.environment(tmp_path, CONGXA_DATABASE_URL=empty_database_url)
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "site.json").write_text(json.dumps(SITE), "utf-8")
    lines = (json.dumps({"key": str(number), "title": f"Bài {number}"}) for number in range(9))
    (bundle / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    serving.congxa(environ, "import", str(bundle))

    with serving.serving(environ) as server:
        copied = serving.congxa(NOWHERE, "mirror", server.url, str(tmp_path / "copy"))
        conforms = serving.congxa(NOWHERE, "conform", server.url)

    assert copied.stdout == "Identical: 10 objects; 10 written, 0 removed.\n"
    assert " 0 broken, " in conforms.stdout
