"""Records what peers say each column adds to predictions of the models in `exchange`: `attributions.json`.

Rows come from the rule of `record_exchange.py`, so that only values are stored.

1. `contributions`: XGBoost's `pred_contribs` of 40 rows, the base last; for classes one list a class.
2. `interactions`: its `pred_interactions` of 6 rows, the base last in both directions.
3. `interventional`: shap's TreeExplainer with 50 background rows, 40 rows; models without categories, as
   shap walks no splits of categories, and no forests, which it refuses. `base` is its expected value.

Versions: xgboost 3.2.0, shap 0.51.0, NumPy 2.4.6, pandas 3.1.1.
"""
import json
import pathlib

import numpy as np
import shap
import xgboost

from record_exchange import HERE, NAMES, frame, rows

ROWS, FEW, BACKGROUND = range(100_000, 100_040), 6, range(50)
PLAIN, LEVELS = ["values", "forest", "counts"], ["categories", "absolute", "two-classes", "three-classes"]


def listed(values):
    return np.asarray(values, dtype=np.float64).tolist()


def main():
    found = {}
    x, background = rows(ROWS), rows(BACKGROUND)
    for name in PLAIN + LEVELS:
        booster = xgboost.Booster(model_file=HERE / f"xgboost-{name}.json")
        if name in PLAIN:
            matrix = xgboost.DMatrix(x, feature_names=NAMES)
        else:
            matrix = xgboost.DMatrix(frame(x), enable_categorical=True)
        few = matrix.slice(list(range(FEW)))
        found[name] = {
            "contributions": listed(booster.predict(matrix, pred_contribs=True)),
            "interactions": listed(booster.predict(few, pred_interactions=True)),
        }
        if name in PLAIN and name != "forest":
            explainer = shap.TreeExplainer(booster, background, feature_perturbation="interventional")
            found[name]["interventional"] = listed(explainer.shap_values(x, check_additivity=False))
            found[name]["base"] = float(explainer.expected_value)
    path = pathlib.Path(__file__).parent / "attributions.json"
    text = json.dumps(found, separators=(",", ":"))
    path.write_text(text.replace('},"', '},\n"') + "\n")


if __name__ == "__main__":
    main()
