"""Records figures of real peers for the tests of classes. See PROVENANCE.md.

usage: record_class_measures.py
"""
import json
import os
import warnings

import numpy as np
from sklearn import metrics
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV, _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import PredefinedSplit

HERE = os.path.dirname(os.path.abspath(__file__))


def write_json(name, value):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(value, file, indent=None, separators=(",", ":"))
        file.write("\n")


def probabilities(random, targets, count, strength, decimals):
    scores = random.normal(size=(len(targets), count))
    scores[np.arange(len(targets)), targets] += strength
    shares = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    if decimals is not None and count == 2:
        last = np.round(shares[:, 1], decimals)
        shares = np.c_[1 - last, last]
    return shares


def scores(targets, shares, chosen, weights):
    """One class against the rest is averaged over the classes that occur."""
    count = shares.shape[1]
    faced = [1] if count == 2 else [k for k in range(count) if (targets == k).any()]
    labels = list(range(count))
    w = {"sample_weight": weights}
    return {
        "accuracy": metrics.accuracy_score(targets, chosen, **w),
        "balanced-accuracy": metrics.balanced_accuracy_score(targets, chosen, **w),
        "f1": metrics.f1_score(targets, chosen, average="binary" if count == 2 else "macro", **w),
        "auc": (
            metrics.roc_auc_score(targets, shares, multi_class="ovr", average="macro", **w)
            if count > 2 and len(faced) == count else
            np.mean([metrics.roc_auc_score(targets == k, shares[:, k], **w) for k in faced])),
        "average-precision": np.mean(
            [metrics.average_precision_score(targets == k, shares[:, k], **w) for k in faced]),
        "log-loss": metrics.log_loss(targets, shares, labels=labels, **w),
        "brier": metrics.brier_score_loss(
            targets, shares[:, 1] if count == 2 else shares,
            **({"pos_label": 1} if count == 2 else {"labels": labels}), **w),
    }


def metric_tables():
    random = np.random.default_rng(11)
    tables = []
    for name, rows, count, strength, decimals, missing in [
            ("two classes with ties", 90, 2, 0.9, 1, None),
            ("two classes, some certain", 70, 2, 2.5, 0, None),
            ("two classes, no ties", 150, 2, 0.4, None, None),
            ("three classes", 120, 3, 1.0, None, None),
            ("seven classes", 200, 7, 1.5, None, None),
            ("seven classes, one of which never occurs", 160, 7, 1.0, None, 4)]:
        targets = random.integers(0, count, rows)
        if missing is not None:
            targets = np.where(targets == missing, 0, targets)
        shares = probabilities(random, targets, count, strength, decimals)
        chosen = (shares[:, 1] >= 0.35).astype(int) if count == 2 else shares.argmax(1)
        weights = random.uniform(0, 3, rows)
        weights[::9] = 0
        tables.append({
            "name": name, "classCount": count, "targets": targets.tolist(),
            "probabilities": shares.ravel().tolist(), "chosen": chosen.tolist(),
            "weights": weights.tolist(), "plain": scores(targets, shares, chosen, None),
            "weighted": scores(targets, shares, chosen, weights)})
    return tables


def curves():
    random = np.random.default_rng(12)
    targets = random.integers(0, 2, 80)
    shares = probabilities(random, targets, 2, 1.0, 1)[:, 1]
    weights = random.uniform(0.5, 2, 80)
    fpr, tpr, limits = metrics.roc_curve(
        targets, shares, sample_weight=weights, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(targets, shares, sample_weight=weights)
    return {
        "targets": targets.tolist(), "scores": shares.tolist(), "weights": weights.tolist(),
        "falsePositiveShares": fpr[1:].tolist(), "truePositiveShares": tpr[1:].tolist(),
        "thresholds": limits[1:].tolist(), "precisions": precision[:-1][::-1].tolist(),
        "recalls": recall[:-1][::-1].tolist(),
        "confusion": metrics.confusion_matrix(
            targets, shares >= 0.5, sample_weight=weights).ravel().tolist()}


def functions():
    random = np.random.default_rng(13)
    targets = random.integers(0, 2, 120)
    shares = probabilities(random, targets, 2, 0.7, 2)[:, 1]
    weights = random.uniform(0, 2, 120)
    weights[::7] = 0
    queries = np.linspace(0, 1, 41)
    odds = np.log(shares / (1 - shares))
    query_odds = np.log(queries[1:-1] / (1 - queries[1:-1]))
    result = {
        "targets": targets.tolist(), "scores": shares.tolist(), "weights": weights.tolist(),
        "queries": queries.tolist()}
    for name, w in (("plain", None), ("weighted", weights)):
        isotonic = IsotonicRegression(out_of_bounds="clip").fit(shares, targets, sample_weight=w)
        platt = _SigmoidCalibration().fit(odds, targets, sample_weight=w)
        result[name] = {
            "isotonic": isotonic.predict(queries).tolist(),
            "platt": platt.predict(query_odds).tolist()}
    return result


class Recorded(ClassifierMixin, BaseEstimator):
    """Gives shares that were recorded before: the row's number is its only feature.

    A row may have other shares from the fit of its fold than from the fit on all rows.
    """

    def __init__(self, held_out=None, final=None, whole=0):
        self.held_out, self.final, self.whole = held_out, final, whole

    def fit(self, x, y):
        self.classes_ = np.unique(y)
        self.is_whole_ = len(x) == self.whole
        return self

    def predict_proba(self, x):
        rows = x[:, 0].astype(int)
        return (self.final if self.is_whole_ else self.held_out)[rows]

    def predict(self, x):
        return self.classes_[self.predict_proba(x).argmax(1)]


def equal_width_error(shares, targets, bins=15):
    count = shares.shape[1]
    errors = []
    for k in [1] if count == 2 else range(count):
        bin_of = np.minimum((shares[:, k] * bins).astype(int), bins - 1)
        errors.append(sum(
            abs(shares[bin_of == b, k].sum() - (targets[bin_of == b] == k).sum())
            for b in range(bins)) / len(targets))
    return float(np.mean(errors))


def calibration_tables():
    """Shares that are too sure of themselves, mended by the peer on given folds."""
    random = np.random.default_rng(14)
    tables = []
    for name, rows, new, count in [("two classes", 1500, 2000, 2), ("four classes", 1600, 2000, 4)]:
        targets = random.integers(0, count, rows + new)
        honest = probabilities(random, targets, count, 1.0, None)
        def distorted(noise):
            scores = 2.2 * np.log(honest) + noise * random.normal(size=honest.shape)
            return np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
        # Few digits, so that the file is small; a row sums to 1 within them.
        held_out, final = distorted(0.3).round(4), distorted(0.2).round(4)
        folds = random.permutation(np.arange(rows) % 5)
        x = np.arange(rows + new)[:, None]
        peer = CalibratedClassifierCV(
            Recorded(held_out, final, rows), method="isotonic", cv=PredefinedSplit(folds),
            ensemble=False).fit(x[:rows], targets[:rows])
        mended = peer.predict_proba(x[rows:])
        tables.append({
            "name": name, "classCount": count, "targets": targets[:rows].tolist(),
            "heldOut": held_out[:rows].ravel().tolist(),
            "newTargets": targets[rows:].tolist(),
            "new": final[rows:].ravel().tolist(),
            "isotonicOfFirst": mended[:200].ravel().tolist(),
            "error": equal_width_error(final[rows:], targets[rows:]),
            "isotonicError": equal_width_error(mended, targets[rows:]),
            "isotonicLogLoss": metrics.log_loss(targets[rows:], mended)})
    return tables



def boosted_trees(rows_file, folds):
    """The peer's boosted trees, mended on the folds that the product made; see PROVENANCE.md."""
    import pandas as pd
    from sklearn.ensemble import HistGradientBoostingClassifier
    rows = pd.read_csv(rows_file)
    x, y = rows[list("abcde")].values, (rows.y == "yes").values.astype(int)
    count = len(folds)
    peer = CalibratedClassifierCV(
        HistGradientBoostingClassifier(random_state=0), method="isotonic",
        cv=PredefinedSplit(folds), ensemble=False).fit(x[:count], y[:count])
    mended = peer.predict_proba(x[count:])
    return {"error": equal_width_error(mended, y[count:]),
            "logLoss": metrics.log_loss(y[count:], mended)}


if __name__ == "__main__":
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", "y_pred contains classes not in y_true")
    write_json("class-metrics.json", metric_tables())
    write_json("class-curves.json", curves())
    write_json("calibration-functions.json", functions())
    write_json("calibration-peer.json", calibration_tables())
    # The folds stay as the product made them from these rows with seed 7.
    with open(os.path.join(HERE, "calibration-trees.json")) as file:
        trees = json.load(file)
    folds = np.array([int(fold) for fold in trees["folds"]])
    write_json(
        "calibration-trees.json",
        trees | boosted_trees(os.path.join(HERE, "calibration-rows.csv"), folds))
