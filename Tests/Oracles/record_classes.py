"""Records figures of real peers for classes. See PROVENANCE.md.

usage: record_classes.py
"""
import json
import os

import numpy as np
import xgboost
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

HERE = os.path.dirname(os.path.abspath(__file__))


def write_json(name, value):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(value, file)
        file.write("\n")


def regression(name, x, y, weights, l2):
    """The coefficients by Newton's method, which is near enough to exact on any scale."""
    model = LogisticRegression(C=1 / l2, tol=1e-12, max_iter=10000, solver="newton-cholesky")
    model.fit(x, y, sample_weight=weights)
    other = LogisticRegression(C=1 / l2, tol=1e-12, max_iter=1000000, solver="lbfgs")
    other.fit(x, y, sample_weight=weights)
    intercept = model.intercept_ - (model.intercept_.mean() if len(model.intercept_) > 1 else 0)
    print(name, "solvers differ by", np.abs(model.predict_proba(x) - other.predict_proba(x)).max())
    return {"name": name, "l2": l2, "columns": x.T.tolist(), "classes": y.tolist(),
            "weights": None if weights is None else weights.tolist(),
            "intercepts": intercept.tolist(), "coefficients": model.coef_.tolist(),
            "probabilities": model.predict_proba(x).tolist()}


def regressions():
    random = np.random.default_rng(11)
    x = np.round(random.normal(size=(60, 2)), 3)
    y = (x[:, 0] - x[:, 1] + random.normal(size=60) > 0.5).astype(int)
    plain = regression("two classes", x, y, None, 1.0)
    # An income in thousands beside an age, a copy of it, and weights, one of them 0.
    age = random.integers(18, 80, 80).astype(float)
    income = np.round(random.lognormal(10, 0.5, 80))
    x = np.c_[age, income, 2 * age]
    y = (random.uniform(size=80) < 1 / (1 + np.exp(3 - age / 20))).astype(int)
    weights = np.round(random.uniform(0.2, 3, 80), 2)
    weights[7] = 0
    scaled = regression("two classes, weighted and on other scales", x, y, weights, 0.1)
    x = np.round(random.normal(size=(90, 3)), 3)
    y = np.argmax(x + random.gumbel(size=(90, 3)), axis=1)
    three = regression("three classes", x, y, None, 1.0)
    x = np.round(random.normal(size=(120, 4)) * [1, 5, 0.2, 30], 3)
    y = np.argmax(x / [1, 5, 0.2, 30] * 1.5 + random.gumbel(size=(120, 4)), axis=1)
    weights = np.round(random.uniform(0.2, 3, 120), 2)
    four = regression("four classes, weighted", x, y, weights, 5.0)
    write_json("logistic.json", [plain, scaled, three, four])


class Rule:
    """Numbers in 0..<1 by a rule that the tests repeat."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) / 2**31


def drawn(count, steps, class_count, seed):
    """Four features, whole numbers below the steps where there are some, and a noisy class."""
    rule = Rule(seed)
    rows, classes = [], []
    for _ in range(count):
        u = [rule.next() for _ in range(4)]
        if steps:
            u = [int(v * steps) / steps for v in u]
        score = 2 * u[0] + u[1] * u[2] + (0.5 if u[3] > 0.5 else 0) + 0.8 * rule.next()
        cuts = [1.9] if class_count == 2 else [1.5, 2.2]
        rows.append([v * steps for v in u] if steps else u)
        classes.append(sum(score > cut for cut in cuts))
    return np.array(rows), np.array(classes)


def boosted(name, steps, class_count, weighted, rounds, seed):
    x, y = drawn(3000, steps, class_count, seed)
    weights = 0.5 + np.arange(2000) % 4 if weighted else None
    train = xgboost.DMatrix(x[:2000], y[:2000], weight=weights)
    settings = {"tree_method": "hist", "nthread": 1}
    if class_count == 2:
        settings["objective"] = "binary:logistic"
    else:
        settings.update(objective="multi:softprob", num_class=class_count)
    model = xgboost.train(settings, train, rounds)
    probabilities = model.predict(xgboost.DMatrix(x[2000:])).astype(float)
    if class_count == 2:
        probabilities = np.c_[1 - probabilities, probabilities]
    return {"name": name, "steps": steps, "classCount": class_count, "isWeighted": weighted,
            "rounds": rounds, "seed": seed, "logLoss": float(log_loss(y[2000:], probabilities)),
            "probabilities": [[round(v, 7) for v in row] for row in probabilities[:60].tolist()]}


def boosts():
    write_json("boosted-classes.json", [
        boosted("two classes, few distinct values", 12, 2, False, 10, 1),
        boosted("two classes, weighted, few distinct values", 12, 2, True, 10, 2),
        boosted("three classes, few distinct values", 12, 3, False, 10, 3),
        boosted("three classes, weighted, few distinct values", 12, 3, True, 10, 4),
        boosted("two classes", 0, 2, False, 60, 5),
        boosted("three classes", 0, 3, False, 60, 6),
    ])


if __name__ == "__main__":
    regressions()
    boosts()
