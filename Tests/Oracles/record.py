"""Records figures of real peers for the tests. See PROVENANCE.md.

usage: record.py ROWS-FOLDER    (the folder holds train.csv and test.csv; they are not written anywhere)
"""
import json
import os
import sys

import numpy as np
import pandas as pd
import scipy.stats
import xgboost
from sklearn import metrics
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold
from sklearn.preprocessing import (
    KBinsDiscretizer, MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler,
    TargetEncoder)

HERE = os.path.dirname(os.path.abspath(__file__))
NUMBERS = [f"X{i}" for i in range(1, 10)]
LOW = np.array([10, 20, 30, 40, 50, 60, 70, 80, 90.0])
HIGH = np.array([30, 70, 70, 70, 130, 130, 80, 170, 150.0])
CODE = {"DAF": 1, "DEB": 2, "ACV": 3, "AED": 4, "OIF": 5, "QWE": 6}


def formula(rows):
    u = (rows[NUMBERS].values - LOW) / (HIGH - LOW)
    total = sum(np.sin(0.1 * (i + 1) * u[:, i]) for i in range(3))
    total = total + sum(np.cos(k * u[:, j]) for j, k in ((3, 0.6), (4, 0.7), (5, 0.8)))
    total = total + (u[:, 6:] ** 2).sum(1)
    return 123 + 100 * (total + np.log(10 * rows.X10.map(CODE).astype(float).values))


def path(name):
    return os.path.join(HERE, name)


def write_json(name, value):
    with open(path(name), "w") as file:
        json.dump(value, file, indent=1)
        file.write("\n")


def write_numbers(name, values):
    with open(path(name), "w") as file:
        file.writelines(f"{value!r}\n" for value in map(float, values))


def original(folder):
    train = pd.read_csv(os.path.join(folder, "train.csv"))
    test = pd.read_csv(os.path.join(folder, "test.csv"))
    low, high = train[NUMBERS].min(), train[NUMBERS].max()
    levels = sorted(train.X10.unique())

    def features(rows):
        numbers = ((rows[NUMBERS] - low) / (high - low)).values
        return np.c_[numbers, np.array([(rows.X10 == level).values * 1.0 for level in levels]).T]

    x, y, xt, yt, ft = features(train), train.Y.values, features(test), test.Y.values, formula(test)
    fold = np.zeros(len(y), dtype=int)
    splits = list(KFold(5, shuffle=True, random_state=0).split(x))
    for index, (_, held_out) in enumerate(splits):
        fold[held_out] = index
    text = "".join(map(str, fold))
    with open(path("folds-9000.txt"), "w") as file:
        file.writelines(text[start:start + 100] + "\n" for start in range(0, len(text), 100))

    write_numbers("linear-test-predictions.txt", LinearRegression().fit(x, y).predict(xt))

    def boosted():
        return xgboost.XGBRegressor(
            n_estimators=1000, learning_rate=0.01, random_state=42, n_jobs=1)

    predictions = boosted().fit(x, y).predict(xt).astype(float)
    held_out_error = np.zeros(len(y))
    for kept, held_out in splits:
        held_out_error[held_out] = np.abs(
            boosted().fit(x[kept], y[kept]).predict(x[held_out]) - y[held_out])
    write_json("boosted-original.json", {
        "testMAE": float(np.abs(predictions - yt).mean()),
        "formulaMAE": float(np.abs(predictions - ft).mean()),
        "heldOutMAE": float(np.mean([held_out_error[h].mean() for _, h in splits])),
        "trainMean": float(y.mean()),
    })


def synthetic():
    """A table of 60 rows: two numbers, their sum (so the rank is short), a text, a target."""
    random = np.random.default_rng(7)
    rows = pd.DataFrame({
        "a": random.normal(5, 2, 60).round(6), "b": random.uniform(-1, 1, 60).round(6),
        "level": random.choice(["low", "mid", "top"], 60),
    })
    rows["c"] = rows.a + rows.b
    rows["y"] = (3 * rows.a - rows.b + rows.level.map({"low": 0, "mid": 1, "top": 4})
                 + random.normal(0, 0.5, 60)).round(6)
    rows.to_csv(path("synthetic.csv"), index=False, float_format="%.17g")
    numbers = ["a", "b", "c"]
    min_max = MinMaxScaler().fit(rows[numbers])
    standard = StandardScaler().fit(rows[numbers])
    one_hot = OneHotEncoder(sparse_output=False).fit(rows[["level"]])
    dummies = one_hot.transform(rows[["level"]])
    scaled = np.c_[min_max.transform(rows[["a", "b", "c"]]), dummies]
    names = [f"level={level}" for level in one_hot.categories_[0]]
    prepared = {f"min-max {n}": scaled[:, i] for i, n in enumerate(numbers)}
    prepared |= {f"standard {n}": standard.transform(rows[numbers])[:, i]
                 for i, n in enumerate(numbers)}
    prepared |= {n: dummies[:, i] for i, n in enumerate(names)}
    model = LinearRegression().fit(scaled, rows.y)
    prepared["linear"] = model.predict(scaled)
    # Rows of an unseen level are all zeros: here only the solution of least norm agrees.
    prepared["linear unseen"] = model.predict(np.c_[scaled[:, :3], np.zeros((60, 3))])
    weights = np.arange(60) % 4 + 0.5
    prepared["linear weighted"] = (
        LinearRegression().fit(scaled, rows.y, sample_weight=weights).predict(scaled))
    pd.DataFrame(prepared).to_csv(
        path("synthetic-prepared.csv"), index=False, float_format="%.17g")


def steps():
    """What peers make of the made-up rows, and of two levels more, by each step of a recipe."""
    rows = pd.read_csv(path("synthetic.csv"))
    new = pd.DataFrame({"level": list(rows.level) + ["new", "top"]})
    numbers = rows[["a", "b"]]
    order = OrdinalEncoder(
        categories=[["low", "mid", "top"]], handle_unknown="use_encoded_value", unknown_value=-1)
    by_text = OrdinalEncoder().fit(rows[["level"]])
    value = {
        "levels": list(new.level),
        "robust": RobustScaler().fit_transform(numbers).T.tolist(),
        "ordinal given": order.fit(rows[["level"]]).transform(new).ravel().tolist(),
        "ordinal text": by_text.transform(rows[["level"]]).ravel().tolist(),
    }
    for name, strategy in (("bins width", "uniform"), ("bins quantiles", "quantile")):
        bins = KBinsDiscretizer(
            n_bins=7, encode="ordinal", strategy=strategy, quantile_method="linear")
        value[name] = bins.fit_transform(numbers).T.tolist()
    for smoothing in (0.0, 3.5, 10.0):
        means = TargetEncoder(smooth=smoothing, target_type="continuous")
        value[f"target-mean {smoothing}"] = (
            means.fit(rows[["level"]], rows.y).transform(new).ravel().tolist())
    write_json("steps.json", value)


def measures():
    random = np.random.default_rng(11)
    targets = (random.normal(100, 30, 41)).round(4)
    predictions = (targets + random.normal(2, 8, 41)).round(4)
    weights = random.integers(1, 4, 41).astype(float)
    value = {"targets": targets.tolist(), "predictions": predictions.tolist(),
             "weights": weights.tolist()}
    for key, w in (("plain", None), ("weighted", weights)):
        value[key] = {
            "mae": metrics.mean_absolute_error(targets, predictions, sample_weight=w),
            "rmse": metrics.root_mean_squared_error(targets, predictions, sample_weight=w),
            "r2": metrics.r2_score(targets, predictions, sample_weight=w),
            "mape": 100 * metrics.mean_absolute_percentage_error(
                targets, predictions, sample_weight=w),
            "bias": float(np.average(predictions - targets, weights=w)),
        }
    value["plain"]["median-absolute-error"] = metrics.median_absolute_error(targets, predictions)
    # A weight counts a row so many times; the peer's own weighted median has another rule.
    repeated = np.repeat(np.arange(41), weights.astype(int))
    value["weighted"]["median-absolute-error"] = metrics.median_absolute_error(
        targets[repeated], predictions[repeated])
    write_json("metrics.json", value)


def shift():
    random = np.random.default_rng(13)
    held_out = random.normal(0, 2, 50).round(5)
    test = random.uniform(-1, 4, 35).round(5)
    welch = scipy.stats.ttest_ind(test, held_out, equal_var=False)
    interval = welch.confidence_interval(0.95)
    ks = scipy.stats.ks_2samp(held_out, test, method="asymp")
    write_json("shift.json", {
        "heldOut": held_out.tolist(), "test": test.tolist(),
        "difference": float(test.mean() - held_out.mean()),
        "low": float(interval.low), "high": float(interval.high),
        "distance": float(ks.statistic),
        "exactPValue": float(scipy.stats.ks_2samp(held_out, test, method="exact").pvalue),
    })


def cuts():
    """Where the peer cuts three columns that need no file: the first and last cut are only ends."""
    value = []
    for count, steps, bins in ((9000, 0, 256), (30000, 0, 64), (12000, 300, 256)):
        column = np.mod(np.arange(1, count + 1) * 0.6180339887498949, 1.0)
        if steps:
            column = np.floor(column * steps) / steps
        matrix = xgboost.DMatrix(column.reshape(-1, 1), column)
        xgboost.train({"tree_method": "hist", "max_bin": bins}, matrix, 1)
        _, found = matrix.get_quantile_cut()
        value.append({"count": count, "steps": steps, "bins": bins,
                      "cuts": [float(cut) for cut in found[1:-1]]})
    write_json("sketch-cuts.json", value)


def profile():
    """What a table of 40 rows with ties and gaps holds, and how it differs from another sample."""
    random = np.random.default_rng(23)
    a = random.integers(0, 15, 40).astype(float)
    b = (2 * a + random.normal(0, 4, 40)).round(4)
    c = np.exp(random.normal(0, 1, 40)).round(4)
    b[[3, 17, 30]] = np.nan
    levels = random.choice(["red", "green", "blue"], 40, p=[.5, .3, .2])
    table = pd.DataFrame({"a": a, "b": b, "c": c})
    other_a = random.integers(3, 18, 25).astype(float)
    other_levels = random.choice(["red", "green", "black"], 25, p=[.2, .6, .2])
    shares = pd.concat([pd.Series(levels).value_counts(normalize=True),
                        pd.Series(other_levels).value_counts(normalize=True)], axis=1).fillna(0)
    def known(column):
        return table[column].dropna()
    write_json("profile.json", {
        "columns": {k: [None if np.isnan(v) else v for v in table[k].tolist()] for k in table},
        "levels": levels.tolist(), "otherA": other_a.tolist(), "otherLevels": other_levels.tolist(),
        "quantiles": {k: [float(v) for v in known(k).quantile([0, .05, .25, .5, .75, .95, 1])]
                      for k in table},
        "mean": {k: float(known(k).mean()) for k in table},
        "deviation": {k: float(known(k).std()) for k in table},
        "skewness": {k: float(scipy.stats.skew(known(k))) for k in table},
        "distinct": {k: int(table[k].nunique()) for k in table},
        "spearman": table.corr(method="spearman").values.tolist(),
        "distance": float(scipy.stats.ks_2samp(a, other_a).statistic),
        "variation": float((shares.iloc[:, 0] - shares.iloc[:, 1]).abs().sum() / 2),
    })


if __name__ == "__main__":
    original(sys.argv[1])
    synthetic()
    steps()
    measures()
    shift()
    cuts()
    profile()
