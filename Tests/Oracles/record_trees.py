"""Records figures of real peers for options of trees and for forests. See PROVENANCE.md.

usage: record_trees.py
"""
import json
import os

import lightgbm
import numpy as np
import xgboost
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import log_loss

from record_classes import Rule

HERE = os.path.dirname(os.path.abspath(__file__))
TRAIN = 2000


def drawn(count, steps, seed):
    """Four features, whole numbers below the steps where there are some, and a noisy value."""
    rule = Rule(seed)
    rows, values = [], []
    for _ in range(count):
        u = [rule.next() for _ in range(4)]
        if steps:
            u = [int(v * steps) / steps for v in u]
        level = [2.0, 0.0, 3.0, 1.0, 4.0][int(u[3] * 5)]
        values.append(3 * u[0] + u[1] * u[2] * 4 + level + 2 * rule.next())
        rows.append([v * steps for v in u] if steps else u)
    return np.array(rows), np.array(values)


def entry(name, steps, seed, predictions, test, **more):
    error = predictions - test
    return {"name": name, "steps": steps, "seed": seed, **more,
            "pinball": float(np.maximum(-0.8 * error, 0.2 * error).mean()),
            "below": float((error > 0).mean()), "mae": float(np.abs(error).mean()), "rmse": float(np.sqrt((error ** 2).mean())),
            "predictions": [round(float(v), 6) for v in predictions[:60]]}


def xgb(name, seed, steps=12, **settings):
    x, y = drawn(3000, steps, seed)
    if settings.get("objective") == "count:poisson":
        y = np.floor(y)
    train = xgboost.DMatrix(x[:TRAIN], y[:TRAIN])
    model = xgboost.train({"tree_method": "hist", "nthread": 1, **settings}, train, 10)
    return entry(name, steps, seed, model.predict(xgboost.DMatrix(x[TRAIN:])), y[TRAIN:])


def lgb(name, seed, levels=False, **settings):
    x, y = drawn(3000, 0, seed)
    if levels:
        x = np.c_[x[:, :3], np.floor(x[:, 3] * 5)]
    train = lightgbm.Dataset(x[:TRAIN], y[:TRAIN], categorical_feature=[3] if levels else [])
    model = lightgbm.train({"verbose": -1, "num_threads": 1, **settings}, train, 100)
    return entry(name, 0, seed, model.predict(x[TRAIN:]), y[TRAIN:])


def forest(name, seed, loss):
    x, y = drawn(3000, 0, seed)
    model = RandomForestRegressor(100, criterion=loss, random_state=0, oob_score=True)
    model.fit(x[:TRAIN], y[:TRAIN])
    left = np.abs(model.oob_prediction_ - y[:TRAIN])
    return entry(name, 0, seed, model.predict(x[TRAIN:]), y[TRAIN:],
                 outOfBag=float((left ** 2).mean() if loss == "squared_error" else left.mean()))


def classes(name, seed):
    x, y = drawn(3000, 0, seed)
    y = np.digitize(y, [4.5, 6.0])
    model = RandomForestClassifier(100, random_state=0, min_samples_leaf=5)
    model.fit(x[:TRAIN], y[:TRAIN])
    found = model.predict_proba(x[TRAIN:])
    return {"name": name, "steps": 0, "seed": seed, "predictions": [],
            "mae": float(log_loss(y[TRAIN:], found)),
            "rmse": float((found.argmax(1) == y[TRAIN:]).mean())}


if __name__ == "__main__":
    tree = {"objective": "reg:squarederror"}
    entries = [
        xgb("xgboost leaf-wise", 21, grow_policy="lossguide", max_leaves=9, max_depth=0, **tree),
        xgb("xgboost monotone", 22, monotone_constraints="(1,0,-1,1)", **tree),
        xgb("xgboost poisson", 23, objective="count:poisson", max_depth=3),
        lgb("lightgbm", 24),
        lgb("lightgbm levels", 25, levels=True),
        lgb("lightgbm quantile", 26, objective="quantile", alpha=0.8),
        lgb("lightgbm absolute", 27, objective="regression_l1"),
        lgb("lightgbm linear", 28, linear_tree=True, linear_lambda=1.0),
        forest("forest squared", 29, "squared_error"),
        forest("forest absolute", 30, "absolute_error"),
        classes("forest classes", 31),
    ]
    with open(os.path.join(HERE, "trees-options.json"), "w") as file:
        json.dump(entries, file)
        file.write("\n")
