"""Fits linear functions: one that puts the right fact-check first, and ones that give probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.claims.model import Linear, Matrix, logistic

#: Penalty on the squared weights of scaled features. 1e-4 to 1e-2 differ by less than .003 MRR (2026-11-28).
_PENALTY = 1e-3
#: Pairs in which a stem must stand in one title alone to have a weight of its own, and how large its column is beside
#: those of figures, which spread by 1: the smaller, the more it is drawn to 0. F1 .930 to .934 for 2 to 3 pairs and .7
#: to 1 on the 369 pairs that are judged by, .923 without stems (2026-11-29).
_LEAST_PAIRS, _STEM_SIZE = 3, 0.7

Bound = tuple[float | None, float | None]
#: What the weights of figures may be, at least and at most; those not named may be anything.
Signs = Mapping[str, Bound]
AGREES: Bound = (0.0, None)
DIFFERS: Bound = (None, 0.0)
NOTHING: Bound = (0.0, 0.0)
_FREE: Signs = {}


def fit_order(
    features: Sequence[Matrix], right: Sequence[NDArray[np.bool_]], columns: tuple[str, ...], signs: Signs = _FREE
) -> Linear:
    """Return the function under which the right rows of each list are likeliest (softmax over the list).

    `signs` bounds the weights of the columns that it names.
    """
    rows, mean, scale = _scaled(np.concatenate(features))
    lengths = np.array([len(one) for one in features])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(lengths)), lengths)
    hits = np.concatenate(right)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        margins = rows @ weights
        raised = np.exp(margins - np.maximum.reduceat(margins, starts)[owner])
        share = raised / np.add.reduceat(raised, starts)[owner]
        wanted = np.where(hits, raised, 0.0)
        of_right = np.add.reduceat(wanted, starts)
        slope = rows.T @ (share - wanted / np.maximum(of_right[owner], 1e-30))
        missed = -np.log(np.maximum(np.add.reduceat(np.where(hits, share, 0.0), starts), 1e-30)).mean()
        return float(missed + _PENALTY * weights @ weights), slope / len(lengths) + 2 * _PENALTY * weights

    bounds = [signs.get(name, (None, None)) for name in columns]
    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return _unscaled(found, 0.0, mean, scale, columns)


def fit_probability(
    features: Matrix, right: NDArray[np.bool_], columns: tuple[str, ...], signs: Signs = _FREE
) -> Linear:
    """Return the function whose logistic is the probability of being right (logistic regression); `signs` as above."""
    rows, mean, scale = _scaled(features)
    weights, bias = _likeliest(rows, right, _PENALTY, [signs.get(name, (None, None)) for name in columns])
    return _unscaled(weights, bias, mean, scale, columns)


def fit_with_words(
    features: Matrix, apart: Sequence[Set[str]], same: NDArray[np.bool_], columns: tuple[str, ...], penalty: float
) -> tuple[Linear, dict[str, float]]:
    """Return the function of the features and what each stem adds to its margin, fitted together."""
    held = Counter(stem for stems in apart for stem in stems)
    place = {stem: at for at, stem in enumerate(sorted(stem for stem, n in held.items() if n >= _LEAST_PAIRS))}
    bag = np.zeros((len(apart), len(place)))
    for row, stems in enumerate(apart):
        bag[row, [place[stem] for stem in stems if stem in place]] = _STEM_SIZE
    rows, mean, scale = _scaled(features)
    weights, bias = _likeliest(np.hstack([rows, bag]), same, penalty)
    function = _unscaled(weights[: features.shape[1]], bias, mean, scale, columns)
    said = weights[features.shape[1] :] * _STEM_SIZE
    return function, {stem: round(float(said[at]), 4) for stem, at in place.items()}


def _likeliest(
    rows: Matrix, right: NDArray[np.bool_], penalty: float, bounds: Sequence[Bound] = ()
) -> tuple[Matrix, float]:
    """Return the weights and the bias of a logistic regression."""

    def loss(parameters: Matrix) -> tuple[float, Matrix]:
        weights, bias = parameters[:-1], parameters[-1]
        likely = logistic(rows @ weights + bias)
        missed = -np.log(np.where(right, likely, 1 - likely) + 1e-12).mean()
        pull = (likely - right) / len(rows)
        slope = np.append(rows.T @ pull + 2 * penalty * weights, pull.sum())
        return float(missed + penalty * weights @ weights), slope

    within = [*bounds, (None, None)] if bounds else None
    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=within).x
    return found[:-1], float(found[-1])


def _scaled(features: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale = np.where(scale < 1e-9, 1.0, scale)
    return (features - mean) / scale, mean, scale


def _unscaled(weights: Matrix, bias: float, mean: Matrix, scale: Matrix, columns: tuple[str, ...]) -> Linear:
    plain = weights / scale
    return Linear(columns, plain, bias - float(plain @ mean))
