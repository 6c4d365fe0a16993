from __future__ import annotations

import numpy as np

from nlp.categories.identities import group_names
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise
from nlp.training.contrast import read_functions
from nlp.training.corpus import Example
from nlp.training.hostility import FOREIGN
from nlp.training.precise.rows import SHOWN, draw, make_rows

OUTPUTS = ("sara", "sara.ujaran")
HOSTILE = "sara.ujaran"


def example(set_: str, source: str, text: str, **targets: bool) -> Example:
    known = {name.replace("_", "."): value for name, value in targets.items()}
    return Example(set_, source, "post", [], tokenise(normalise(text)), known)


def test_a_sets_own_definition_is_not_the_guides() -> None:
    rows = make_rows([example("hate", "netifier", "usir mereka", sara_ujaran=True)], OUTPUTS)
    answer = dict(zip(rows.outputs, rows.targets[0].tolist(), strict=True))
    assert answer[FOREIGN["netifier"]] == 1.0
    assert np.isnan(answer[HOSTILE])
    assert np.isnan(answer[FOREIGN["ibrohim2019"]])


def test_contrast_sentences_hold_by_every_definition_and_come_with_a_bare_name_too() -> None:
    rows = make_rows([example("contrast", "contrast", "dayak memasak di dapur", sara_ujaran=False)], OUTPUTS)
    assert len(rows.texts) == 2
    assert "golongan" in rows.texts[0]
    assert any(name in rows.texts[1] for name in group_names())
    assert (rows.targets[:, 1:] == 0.0).all()


def test_an_epoch_shows_every_hostile_row_of_the_large_set_and_some_of_the_others() -> None:
    texts = [example("hate", "netifier", f"kalimat nomor {i}", sara_ujaran=i < 50) for i in range(SHOWN["hate"] + 500)]
    rows = make_rows(texts, OUTPUTS)
    shown = draw(rows, np.arange(len(texts)), np.random.default_rng(1))
    assert set(range(50)) <= set(shown.tolist())
    assert len(shown) == len(set(shown.tolist())) == SHOWN["hate"]


def test_an_epoch_shows_as_few_as_it_is_told() -> None:
    rows = make_rows([example("weak", "factchecks", f"pesan nomor {i}", klaim=True) for i in range(30)], ("klaim",))
    assert len(draw(rows, np.arange(30), np.random.default_rng(1), {"weak": 12})) == 12


def test_the_sentences_for_the_transformer_alone_teach_both_sides() -> None:
    sentences = read_functions()
    hostile = [example.targets[HOSTILE] for example in sentences]
    assert len(sentences) >= 250
    assert 0.4 < sum(hostile) / len(hostile) < 0.6


def test_criticism_of_institutions_is_hostility_by_no_definition() -> None:
    rows = make_rows([example("mirror", "mirror", "dinas itu lamban sekali", sara=False)], OUTPUTS)
    assert (rows.targets == 0.0).all()


def test_frames_say_the_same_words_both_ways() -> None:
    framed = [example for example in read_functions() if example.set == "frames"]
    marks = [example.mark for example in framed]
    assert len(marks) == len(set(marks)) >= 2000
    said = {" ".join(t.form for t in example.text): example.targets[HOSTILE] for example in framed}
    for word in ("membasmi", "licik", "jujur"):
        assert {hostile for text, hostile in said.items() if word in text} == {True, False}
    rows = make_rows(framed, OUTPUTS)
    assert len(rows.texts) == len(framed)
    assert not np.isnan(rows.targets[:, 1:]).any()
    shown = draw(rows, np.arange(len(rows.texts)), np.random.default_rng(1))
    assert len(shown) == SHOWN["frames"]
