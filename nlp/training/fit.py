"""Fits the linear models: once for each fold, to measure, and once on everything, to ship."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from nlp.training.matrix import Counts, Matrix, Rows, inverse_frequencies, weigh

Floats = NDArray[np.float32]

#: Known features of all texts from which on each fold gets a process of its own: below, starting them costs more.
_MANY = 2_000_000
#: Rounds of the solver. Rare outputs would take 200 to over 1,000 to reach its tolerance, half a minute each; after 60
#: their margins are within .1 of those, after 200 within .015, and F1 on a fold is the same in nine outputs of ten, one
#: of 82 positives moving by one text (2026-11-29).
MOST_ROUNDS = 100
NONE_HELD = -1  #: the number of no fold
SHIFT = 3.0  #: value of the column for rows of a foreign definition


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the fit depends on besides the data."""

    strength: float = 6.0  #: C of the logistic regression
    lean: float = 0.5  #: how much features that lean to one side are favoured, 0 not at all
    balanced: bool = True  #: weigh positives and negatives alike
    least_words: int = 3  #: a word feature stands in at least so many texts
    least_pieces: int = 4


@dataclass(frozen=True, slots=True)
class Task:
    """One output: its truth on the rows that know it, and how much each of those rows counts."""

    output: str
    rows: NDArray[np.int64]
    truth: Rows
    weight: Floats
    #: 0 or SHIFT: rows of a set that labels by another definition. One column that only training sees takes up how
    #: much more often that set says yes, so that its words teach and its threshold does not.
    foreign: Floats
    blind: bool = False  #: names of parties and of people in politics weigh nothing (nlp/categories/politics.py)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of several outputs over one vocabulary."""

    idf: Floats
    weights: Floats  #: features x outputs
    bias: Floats

    def margins(self, matrix: Matrix) -> NDArray[np.float64]:
        """Return rows x outputs."""
        return np.asarray(matrix @ self.weights + self.bias, dtype=np.float64)


def fit(counts: Counts, tasks: Sequence[Task], train: Rows, recipe: Recipe) -> tuple[Fitted, Matrix]:
    """Fit every task on the rows of `train`; also return the weighted matrix of all rows."""
    idf = inverse_frequencies(counts, train, recipe.least_words, recipe.least_pieces)
    matrix = weigh(counts, idf)
    columns, biases = [], []
    for task in tasks:
        use = train[task.rows]
        rows, truth, weight = matrix[task.rows[use]], task.truth[use], task.weight[use]
        lean = _lean(rows, truth, weight, recipe.lean) * ~(counts.blind & task.blind)
        seen = sparse.hstack([rows @ sparse.diags(lean), sparse.csr_matrix(task.foreign[use][:, None])]).tocsr()
        with catch_warnings():
            simplefilter("ignore", ConvergenceWarning)
            model = _regression(recipe).fit(seen, truth, sample_weight=weight)
        columns.append((model.coef_[0, :-1] * lean).astype(np.float32))
        biases.append(float(model.intercept_[0]))
    return Fitted(idf, np.stack(columns, axis=1), np.array(biases, dtype=np.float32)), matrix


def _lean(rows: Matrix, truth: Rows, weight: Floats, power: float) -> Floats:
    """Return how far each feature leans to one side (naive Bayes log ratio, Laplace-smoothed), to a power.

    Scaling features by it lets the regression spend its freedom on those that tell the sides apart (Wang & Manning
    2012). The scale is part of the shipped weights. Power 0.5 lifted out-of-fold F1 of politik .877 to .888, sara .722
    to .734, klaim .739 to .755; power 1 about half of that.
    """
    present = (rows > 0).astype(np.float32)
    sides = [np.asarray(present[side].T @ weight[side]).ravel() + 1.0 for side in (truth, ~truth)]
    ratio = np.log((sides[0] / sides[0].sum()) / (sides[1] / sides[1].sum()))
    scale: Floats = (np.abs(ratio) ** power).astype(np.float32)
    return scale


def _regression(recipe: Recipe) -> LogisticRegression:
    """Return the estimator. The dual solver at this tolerance is six times faster, average precision equal to 1e-4."""
    return LogisticRegression(
        C=recipe.strength,
        class_weight="balanced" if recipe.balanced else None,
        solver="liblinear",
        dual=True,
        tol=0.01,
        max_iter=MOST_ROUNDS,
        random_state=0,
    )


def out_of_fold(counts: Counts, tasks: Sequence[Task], folds: NDArray[np.int64], recipe: Recipe) -> NDArray[np.float64]:
    """Return the margins of all rows, rows x outputs, each by a model that has not seen the row's group."""
    margins = np.zeros((counts.matrix.shape[0], len(tasks)))
    for fold in np.unique(folds).tolist():
        margins[folds == fold] = _fit_without(counts, tasks, folds, recipe, fold)[1]
    return margins


def fit_and_judge(
    counts: Counts, tasks: Sequence[Task], folds: NDArray[np.int64], recipe: Recipe, say: Callable[[str], object]
) -> tuple[Fitted, NDArray[np.float64]]:
    """Return the models fitted on everything, and the margins of `out_of_fold`.

    Large sets are fitted a fold a process: the solver draws from one stream of random numbers a process, so threads
    would make the result hang on the clock.
    """
    jobs = [*np.unique(folds).tolist(), NONE_HELD]
    workers = min(len(jobs), os.cpu_count() or 1) if counts.matrix.nnz >= _MANY else 1
    with ProcessPoolExecutor(workers, get_context("spawn")) if workers > 1 else nullcontext() as pool:
        results = []
        for result in (pool.map if pool else map)(partial(_fit_without, counts, tasks, folds, recipe), jobs):
            results.append(result)
            say(f"fitted {len(results)} of {len(jobs)} times")
    margins = np.zeros((counts.matrix.shape[0], len(tasks)))
    for fold, (_, found) in zip(jobs, results, strict=True):
        margins[folds == fold] = found
    return results[-1][0], margins


def _fit_without(
    counts: Counts, tasks: Sequence[Task], folds: NDArray[np.int64], recipe: Recipe, fold: int
) -> tuple[Fitted, NDArray[np.float64]]:
    """Return the models fitted without the rows of a fold, and their margins of those rows."""
    held = folds == fold
    fitted, matrix = fit(counts, tasks, ~held, recipe)
    return fitted, fitted.margins(matrix[held])
