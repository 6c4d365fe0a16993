"""The wheel: built, unpacked elsewhere, and used without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as file:
        file.extractall(target)
    return target


def run(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "SUAR_DATA": str(folder / "data")}
    return subprocess.run(
        [sys.executable, "-m", "core.cli", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_wheel_holds_the_four_packages_and_their_data(unpacked: Path) -> None:
    found = {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}
    assert found == {"core", "crawler", "nlp", "api"}
    assert (unpacked / "core/_configs/default.toml").is_file()
    assert (unpacked / "core/_models/categories/CURRENT").is_file()
    suite = {"templates.tsv", "identities.tsv", "criticism.tsv", "institutions.txt", "headlines.tsv"}
    suite |= {"partisan.tsv", "partisan_names.tsv"}
    assert {path.name for path in (unpacked / "core/_suite").iterdir()} == suite


def test_wheel_works_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    assert run(unpacked, tmp_path, "init").returncode == 0
    doctor = run(unpacked, tmp_path, "doctor")
    assert str(unpacked) in doctor.stdout
    assert doctor.returncode == 0, doctor.stdout
    (tmp_path / "in.jsonl").write_text('{"id": "a", "kind": "news", "title": "", "text": "Rapat di Kabupaten Luwu."}\n')
    analyse = run(unpacked, tmp_path, "analyse", "--input", "in.jsonl", "--output", "out.jsonl")
    assert analyse.returncode == 0, analyse.stderr
    assert '"73.17"' in (tmp_path / "out.jsonl").read_text()


def test_no_dependency_owns_a_name_of_ours() -> None:
    from importlib.metadata import packages_distributions

    owners = packages_distributions()
    for name in ("core", "crawler", "nlp", "api"):
        assert set(owners.get(name, [])) <= {"suar"}
