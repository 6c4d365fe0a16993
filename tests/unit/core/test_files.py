"""What stands in the way of writing a file is told by name; a device stays a device."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from core.errors import BadInput, DiskFull
from core.files import unwritable, write_whole


def test_device_is_written_and_stays_a_device() -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("no /dev/full here")
    with pytest.raises(DiskFull, match="/dev/full"):
        write_whole(Path("/dev/full"), b"x")
    assert Path("/dev/full").is_char_device()
    write_whole(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("target", ["tidak-ada/laporan.csv", "."])
def test_place_that_cannot_be_written_is_named(tmp_path: Path, target: str) -> None:
    with pytest.raises(BadInput) as caught:
        write_whole(tmp_path / target, b"x")
    assert str(tmp_path / target) in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_told_from_a_wrong_place() -> None:
    assert isinstance(unwritable("x", OSError(errno.ENOSPC, "No space left on device")), DiskFull)
    assert not isinstance(unwritable("x", OSError(errno.EACCES, "Permission denied")), DiskFull)
