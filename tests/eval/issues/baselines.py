"""What else groups headlines: methods of the field, built anew from their descriptions, as something to be better than.

- `alone`: every document is a story of its own.
- `single link`: character TF-IDF, every pair above a threshold is joined.
- `one pass`: word TF-IDF, each document joins the nearest centroid above a threshold (the classic of news clustering).
- `keyword communities`: as in the story clustering of Taranis AI (state of 2026): words that stand together form a
  graph, Louvain communities of it are topics, each document goes to the likest topic, and a topic is cut up by how
  like its documents are to its first one. Their English and German parts are replaced: our stems, our encoder.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.groups.issues.reader import Encoder
from nlp.groups.issues.words import heading_and_lead, telling_stems
from nlp.training.issues.stories import StorySet

Matrix = npt.NDArray[np.float64]


def alone(source: StorySet) -> list[int]:
    """Return a group for each document."""
    return list(range(len(source.views)))


def single_link(source: StorySet, threshold: float) -> list[int]:
    """Return the connected parts of the graph of alike titles."""
    titles = [view.title for view in source.views]
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(titles)
    alike = (rows @ rows.T).toarray() >= threshold
    group = list(range(len(titles)))
    for one, other in zip(*np.nonzero(alike), strict=True):
        old, new = group[one], group[other]
        if old != new:
            group = [new if value == old else value for value in group]
    return group


def one_pass(source: StorySet, threshold: float) -> list[int]:
    """Return the groups of a single pass with centroids; the rarity of words is that of all titles, in its favour."""
    rows = TfidfVectorizer(analyzer=telling_stems).fit_transform(
        [_title(source, at) for at in range(len(source.views))]
    )
    sums: list[Matrix] = []
    group = []
    for row in rows.toarray():
        likeness = [float(row @ total / (np.linalg.norm(total) or 1.0)) for total in sums]
        best = int(np.argmax(likeness)) if likeness else -1
        if best < 0 or likeness[best] < threshold:
            best = len(sums)
            sums.append(np.zeros_like(row))
        sums[best] = sums[best] + row
        group.append(best)
    return group


def keyword_communities(source: StorySet, encoder: Encoder, threshold: float) -> list[int]:
    """Return the groups of keyword communities, cut up at a likeness to the first document."""
    words = [set(telling_stems(_title(source, at))) for at in range(len(source.views))]
    often = Counter(word for some in words for word in some)
    edges: Counter[tuple[str, str]] = Counter()
    for some in words:
        ordered = sorted(some)
        edges.update((one, other) for at, one in enumerate(ordered) for other in ordered[at + 1 :])
    kept = {edge: n for edge, n in edges.items() if n / (often[edge[0]] + often[edge[1]]) >= 0.05}
    community = _communities(kept)
    topics = [_topic(some, often, community, len(words)) for some in words]
    vectors = encoder.encode([_title(source, at) for at in range(len(words))])
    first: defaultdict[int, list[int]] = defaultdict(list)
    group = []
    for at, topic in enumerate(topics):
        near = [one for one in first[topic] if float(vectors[one] @ vectors[at]) >= threshold]
        if not near:
            first[topic].append(at)
        group.append(near[0] if near else at)
    return group


def _topic(some: set[str], often: Counter[str], community: dict[str, int], count: int) -> int:
    """Return the community that has most of a title's rare words; a title without any has its own (negative)."""
    votes: defaultdict[int, float] = defaultdict(float)
    for word in some & community.keys():
        votes[community[word]] += float(np.log(count / often[word])) ** 2
    return max(votes, key=lambda one: (votes[one], one)) if votes else -1


def _communities(edges: dict[tuple[str, str], int], resolution: float = 5.0) -> dict[str, int]:
    """Return a community for each word: words move to the neighbours' that gains most modularity, until none does."""
    near: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), weight in edges.items():
        near[one][other] = near[other][one] = weight
    degree = {word: sum(others.values()) for word, others in near.items()}
    total = sum(degree.values()) or 1
    community = {word: at for at, word in enumerate(sorted(near))}
    weight_of: Counter[int] = Counter({community[word]: value for word, value in degree.items()})
    order = sorted(near)
    random.Random(42).shuffle(order)
    for _ in range(20):
        moved = False
        for word in order:
            own = community[word]
            weight_of[own] -= degree[word]
            to: defaultdict[int, float] = defaultdict(float)
            for other, weight in near[word].items():
                to[community[other]] += weight
            gain = {one: to[one] - resolution * degree[word] * weight_of[one] / total for one in {*to, own}}
            best = max(gain, key=lambda one: (gain[one], one == own, -one))
            weight_of[best] += degree[word]
            moved |= best != own
            community[word] = best
        if not moved:
            break
    return community


def best_threshold(groups: dict[float, Sequence[Sequence[int]]], scores: dict[float, float]) -> float:
    """Return the threshold of the best score."""
    return max(groups, key=lambda threshold: scores[threshold])


def _title(source: StorySet, at: int) -> str:
    return heading_and_lead(source.views[at].title, source.views[at].text)[0]
