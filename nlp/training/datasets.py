"""The data sets that training may read, with their licences as the manifest and the card name them. Data only."""

from __future__ import annotations

#: name -> (where it comes from, licence, may it be left out with --without-nc)
DATASETS: dict[str, tuple[str, str, bool]] = {
    "labels": (
        "Suar's own categories over public news and posts, annotated by a language model after the annotation guide",
        "labels: own work; texts: nothing stated, not redistributed",
        False,
    ),
    "labels/ibrohim2019": (
        "rows of the labels whose texts come from Ibrohim & Budi 2019 (multi-label hate speech, tweets)",
        "CC BY-NC-SA 4.0",
        True,
    ),
    "labels/netifier": ("rows of the labels whose texts come from Netifier 2018", "CC BY-NC-SA 4.0", True),
    "labels/alfina2017": (
        "rows of the labels whose texts come from Alfina et al. 2017",
        "free to use, no public copies",
        True,
    ),
    "annotated": (
        "more texts of the shared sets, annotated by a language model after the guide; they only teach",
        "labels: Apache-2.0; texts: nothing stated, not redistributed",
        False,
    ),
    "annotated/ibrohim2019": ("annotated rows whose texts come from Ibrohim & Budi 2019", "CC BY-NC-SA 4.0", True),
    "annotated/netifier": ("annotated rows whose texts come from Netifier 2018", "CC BY-NC-SA 4.0", True),
    "annotated/alfina2017": (
        "annotated rows whose texts come from Alfina et al. 2017",
        "free to use, no public copies",
        True,
    ),
    "hate/ibrohim2019": ("Ibrohim & Budi 2019, religion and race columns", "CC BY-NC-SA 4.0", True),
    "hate/netifier": ("Netifier 2018, sara column", "CC BY-NC-SA 4.0", True),
    "weak/factchecks": (
        "messages quoted by TurnBackHoax fact-checks, as claims",
        "nothing stated, not redistributed",
        False,
    ),
    "weak/pilkada_jatim_2024": ("public posts of the 2024 election, as no claims", "nothing stated", False),
    "weak/pilpres_2019": ("public posts of the 2019 election, as no claims", "nothing stated", False),
    "mention": ("sentences that merely name a group, with some thirty names each, own work", "Apache-2.0", False),
    "mirror": ("criticism and praise of institutions, each with a third of the names, own work", "Apache-2.0", False),
    "stock": (
        "annotated posts with a line of our own behind that says nothing of the matter",
        "labels and lines: Apache-2.0; texts: nothing stated, not redistributed",
        False,
    ),
    "feedback": (
        "verdicts of this installation's people, each accepted for training by another person, with caps",
        "own data of the installation, not redistributed",
        False,
    ),
    "contrast": ("sentences written for this project (tests are not among them)", "Apache-2.0", False),
}


def dataset_of(set_: str, source: str) -> str:
    """Return the data set that a row belongs to."""
    bare = source.removeprefix("hate-")
    name = f"{set_}/{bare}"
    return name if name in DATASETS else set_
