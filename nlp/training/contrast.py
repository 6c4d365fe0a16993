"""The contrast sentences of configs/lexicon/contrast.tsv as examples: what single words mislead the models about."""

from __future__ import annotations

from core.errors import BadInput
from core.paths import data_dir
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise
from nlp.training.corpus import Example

#: Stands for every group: the hostility model reads all of them as one mark.
_SOME_GROUP = "dayak"
_OUTPUTS = {"ujaran": "sara.ujaran", "klaim": "klaim"}


def read_contrast() -> list[Example]:
    """Return the sentences as posts.

    Raises: BadInput when a line has not three columns or another label than 1 or 0.
    """
    path = data_dir("configs") / "lexicon" / "contrast.tsv"
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 3 or columns[0] not in _OUTPUTS or columns[1] not in ("0", "1"):
            raise BadInput(f"configs/lexicon/contrast.tsv, line {number}: use output, 1 or 0, sentence, with tabs.")
        tokens = tokenise(normalise(columns[2].replace("{id}", _SOME_GROUP)))
        targets = {_OUTPUTS[columns[0]]: columns[1] == "1"}
        examples.append(Example("contrast", "contrast", "post", [], tokens, targets))
    return examples
