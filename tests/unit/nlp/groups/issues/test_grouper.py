"""Grouping documents into issues, and what people decide about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nlp.groups.issues.grouper import Grouper
from nlp.groups.issues.view import DocumentView

START = datetime(2026, 11, 1, tzinfo=UTC)
FLOOD = (
    "Banjir merendam ratusan rumah di Kecamatan Bungoro",
    "Ratusan rumah di Bungoro terendam banjir",
    "Banjir Bungoro: warga mengungsi, rumah terendam",
)
OTHERS = (
    "Harga cabai naik menjelang akhir tahun",
    "KPU buka pendaftaran petugas pemungutan suara",
    "Jembatan gantung di Latimojong putus",
    "Polisi tangkap pelaku pencurian sepeda motor",
    "Gubernur lantik pejabat eselon dua",
)


def view(key: int, title: str, hours: float = 0, **more: object) -> DocumentView:
    return DocumentView(key, title, "", START + timedelta(hours=hours), **more)  # type: ignore[arg-type]


def grouped() -> Grouper:
    grouper = Grouper()
    for key, title in enumerate(OTHERS, 100):
        grouper.assign(view(key, title))
    for key, title in enumerate(FLOOD):
        grouper.assign(view(key, title, key))
    return grouper


def test_documents_about_one_story_share_the_issue_of_the_first() -> None:
    grouper = grouped()
    assert [grouper.issue_of(key) for key in range(3)] == [0, 0, 0]
    assert [grouper.issue_of(key) for key in range(100, 105)] == [100, 101, 102, 103, 104]
    assert grouper.members(0) == [0, 1, 2]


def test_proposing_changes_nothing_and_names_the_likest_document() -> None:
    grouper = grouped()
    proposal = grouper.propose(view(9, FLOOD[1], 4))
    assert (proposal.issue, proposal.like) == (0, 1)
    assert len(grouper) == 8


def test_a_copy_goes_where_its_original_is_whatever_it_says() -> None:
    grouper = grouped()
    proposal = grouper.assign(view(9, "Judul lain sama sekali", 4, copy_of=1))
    assert proposal.issue == 0


def test_nothing_joins_after_the_window() -> None:
    grouper = grouped()
    assert grouper.assign(view(9, FLOOD[1], 24 * 30)).issue == 9


def test_a_merge_lasts_and_the_absorbed_issue_is_never_proposed_again() -> None:
    grouper = grouped()
    grouper.merge(0, 102)
    assert [grouper.issue_of(key) for key in (0, 1, 2, 102)] == [102] * 4
    assert grouper.members(0) == grouper.members(102) == [102, 0, 1, 2]
    assert grouper.assign(view(9, FLOOD[0], 4)).issue == 102


STRIKE = (
    "Buruh pelabuhan mogok kerja menuntut upah",
    "Mogok buruh pelabuhan masuk hari kedua, upah dituntut naik",
)
#: What either story goes on with.
FOLLOW = ("Warga Bungoro mengungsi, ratusan rumah terendam banjir", "Mogok buruh pelabuhan berakhir, upah naik")


def two_stories(grouper: Grouper, *issues: int) -> Grouper:
    """Fill a grouper with two stories, put into these issues."""
    for key, title in enumerate(OTHERS, 100):
        grouper.add(view(key, title), key)
    for issue, keys, titles in zip(issues, ((0, 1), (10, 11)), (FLOOD[:2], STRIKE), strict=True):
        for key, title in zip(keys, titles, strict=True):
            grouper.add(view(key, title, key % 10), issue)
    return grouper


def test_what_follows_either_of_two_merged_stories_joins_them() -> None:
    alone = two_stories(Grouper(), 0, 10)
    assert [alone.propose(view(20, title, 4)).issue for title in FOLLOW] == [0, 10]
    alone.merge(10, 0)
    assert [alone.propose(view(20, title, 4)).issue for title in FOLLOW] == [0, 0]
    for absorbed in (101, 102, 104, 0):
        alone.merge(absorbed, 100)
    assert [alone.assign(view(20 + n, title, 4)).issue for n, title in enumerate(FOLLOW)] == [100, 100]
    assert [alone.assign(view(30 + n, title, 6)).issue for n, title in enumerate(FOLLOW)] == [100, 100]
    assert alone.propose(view(40, OTHERS[3], 5)).issue == 103


def test_a_merge_that_is_stored_draws_what_follows_too() -> None:
    known = two_stories(Grouper(), 0, 10)
    stored = [(view(key, title, key % 10), 7) for key, title in (*enumerate(FLOOD[:2]), *enumerate(STRIKE, 10))]
    restored = Grouper()
    restored.restore(((view(key, title), key) for key, title in enumerate(OTHERS, 100)), [7])
    restored.restore(stored)
    for title in FOLLOW:
        assert restored.propose(view(20, title, 4)) == known.propose(view(20, title, 4))._replace(issue=7)
        unmerged = two_stories(Grouper(), 7, 7).propose(view(20, title, 4))
        assert unmerged.probability < restored.propose(view(20, title, 4)).probability, "there the mean of all decides"


def test_a_document_that_is_split_off_a_merged_issue_leaves_its_part() -> None:
    grouper = two_stories(Grouper(), 0, 10)
    grouper.merge(10, 0)
    grouper.split([10, 11], 50)
    assert [grouper.propose(view(20, title, 4)).issue for title in FOLLOW] == [0, 50]


def test_a_split_moves_documents_and_what_is_like_them_follows() -> None:
    grouper = grouped()
    grouper.split([2], 2)
    assert [grouper.issue_of(key) for key in range(3)] == [0, 0, 2]
    assert grouper.assign(view(9, FLOOD[2], 4)).issue == 2
    assert grouper.assign(view(10, FLOOD[0], 4)).issue == 0


def test_a_store_s_documents_and_issues_are_restored() -> None:
    before = grouped()
    after = Grouper()
    after.restore((view(key, title, key), 55) for key, title in enumerate(FLOOD))
    assert after.propose(view(9, FLOOD[1], 4)).issue == 55
    assert len(before) == 8


def test_a_known_document_stays_with_its_new_text() -> None:
    grouper = grouped()
    changed = view(1, "Sama sekali lain", 5)
    assert grouper.assign(changed).issue == 0
    assert grouper.members(0) == [0, 2, 1]


def test_an_empty_document_is_alone() -> None:
    grouper = grouped()
    assert grouper.assign(view(9, "")).issue == 9
    assert grouper.assign(view(10, "")).issue == 10


def test_what_is_alike_is_suggested_until_a_person_keeps_it_apart() -> None:
    grouper = Grouper()
    for key, title in enumerate(OTHERS, 100):
        grouper.add(view(key, title), key)
    for key, title in enumerate(FLOOD):
        grouper.add(view(key, title, key), key)
    suggested = grouper.alike(0)
    assert {issue for issue, _ in suggested} <= {1, 2}
    assert suggested
    assert suggested[0][1] <= 1
    grouper.keep_apart(suggested[0][0], 0)
    assert suggested[0][0] not in {issue for issue, _ in grouper.alike(0)}


def test_a_split_issue_is_not_suggested_again() -> None:
    grouper = grouped()
    grouper.split([2], 2)
    assert 0 not in {issue for issue, _ in grouper.alike(2)}


def test_old_documents_leave_with_their_issue() -> None:
    grouper = grouped()
    for day in range(1, 21):
        grouper.assign(view(9 + day, f"Hal baru{day}", 24 * day))
    assert len(grouper) == 10
    assert grouper.members(0) == []
    assert grouper.issue_of(0) is None
