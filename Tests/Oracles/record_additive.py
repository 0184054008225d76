"""Records how well penalised splines tell classes apart: `additive-classes.json`.

See PROVENANCE.md. The peer has cubic splines at quantiles (SplineTransformer) and a ridge penalty on them, whose size
is chosen by five folds (LogisticRegressionCV), from far more candidates than it needs.
"""

import json
import os

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.metrics import log_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer


def rows(random, count, classes):
    x = random.uniform(-2, 2, size=(count, 3))
    flag = random.integers(0, 2, size=count)
    bends = [np.sin(2.5 * x[:, 0]) * 2, x[:, 1] ** 2 - 1.3, 0.8 * flag + 0 * x[:, 2]]
    if classes == 2:
        odds = np.stack([np.zeros(count), sum(bends) - 0.3], axis=1)
    else:
        odds = np.stack([bends[0], 1.5 * bends[1], bends[2] - bends[0] / 2], axis=1)
    target = (odds + random.gumbel(size=odds.shape)).argmax(axis=1)
    return np.round(np.column_stack([x, flag]), 5), target


cases = []
for classes, count in [(2, 500), (2, 1500), (3, 800)]:
    random = np.random.default_rng(classes * 1000 + count)
    features, target = rows(random, count, classes)
    unseen, wanted = rows(random, 1000, classes)
    best = None
    for knots in (6, 10, 15):
        model = make_pipeline(
            SplineTransformer(n_knots=knots, degree=3, knots="quantile"),
            LogisticRegressionCV(Cs=np.logspace(-3, 4, 15), cv=5, scoring="neg_log_loss",
                                 max_iter=5000, l1_ratios=(0,), use_legacy_attributes=False))
        model.fit(features, target)
        score = max(np.mean(model[-1].scores_, axis=0).ravel())
        if best is None or score > best[0]:
            best = (score, knots, model)
    cases.append({
        "name": f"{classes} classes, {count} rows",
        "classCount": classes,
        "columns": features.T.tolist(), "classes": target.tolist(),
        "unseen": unseen.T.tolist(), "wanted": wanted.tolist(),
        "knots": best[1],
        "logLoss": log_loss(wanted, best[2].predict_proba(unseen)),
        "plainLogLoss": log_loss(
            wanted, LogisticRegression().fit(features, target).predict_proba(unseen)),
    })
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "additive-classes.json")
with open(path, "w") as file:
    json.dump({"scikitLearn": sklearn.__version__, "cases": cases}, file)
    file.write("\n")
