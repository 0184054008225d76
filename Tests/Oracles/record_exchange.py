"""Records what real peers make of models that cross between programs: the folder `exchange`.

Rows come from a rule that both sides compute, so that only models, predictions and digests are stored.

1. Models of xgboost 3.2.0 for the product to read, with that program's predictions of 10,000 rows.
2. Predictions of the same rows by the peers for models that the product wrote. The tests write them:
   WORKBENCH_EXCHANGE=FOLDER swift test --filter ExchangeTests     then     python record_exchange.py FOLDER

Versions: xgboost 3.2.0, onnxruntime 1.32.0, safetensors 0.8.0, NumPy 2.4.6, pandas 3.1.1.
"""
import hashlib
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import xgboost

HERE = pathlib.Path(__file__).parent / "exchange"
NAMES = ["a", "b", "c", "d", "k", "m"]
TRAINING, TEST = range(0, 4000), range(100_000, 110_000)


def hashed(index):
    """A number in [0, 1) for each index; the steps are exact in 64 bits."""
    x = (np.asarray(index, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(12345)) % np.uint64(1 << 32)
    x = (x ^ (x >> np.uint64(15))) * np.uint64(2246822519) % np.uint64(1 << 32)
    x = x ^ (x >> np.uint64(13))
    return x.astype(np.float64) / 2.0 ** 32


def rows(numbers):
    """Six features of float numbers, the last two of categories, each missing in one row of twelve."""
    i = np.array(numbers)
    u = np.stack([hashed(i * 12 + j) for j in range(6)], axis=1)
    x = np.stack([10 * u[:, 0] - 5, 100 * u[:, 1] * u[:, 1], np.floor(12 * u[:, 2]), u[:, 3],
                  np.floor(12 * u[:, 4]), np.floor(3 * u[:, 5])], axis=1).astype(np.float32)
    gone = np.stack([hashed(i * 12 + 6 + j) for j in range(6)], axis=1) < 1 / 12
    x[gone] = np.nan
    return x


def target(x):
    z = np.where(np.isnan(x), 0, x.astype(np.float64))
    a, b, c, d, k, m = z.T
    return 20 + 3 * a + b / 10 + (k % 5) * 2 - m * a + d * c


def frame(x):
    table = pd.DataFrame(x, columns=NAMES)
    for name, count in [("k", 12), ("m", 3)]:
        codes = table[name].fillna(-1).astype(int)
        table[name] = pd.Categorical.from_codes(codes, [f"{name}{i}" for i in range(count)])
    return table


def level_rows(numbers):
    """The same rule with numbers of full precision, 40 levels in `k` and six in `m`."""
    i = np.array(numbers)
    u = np.stack([hashed(i * 12 + j) for j in range(6)], axis=1)
    x = np.stack([10 * u[:, 0] - 5, 100 * u[:, 1] * u[:, 1], np.floor(12 * u[:, 2]), u[:, 3],
                  np.floor(40 * u[:, 4]), np.floor(6 * u[:, 5])], axis=1)
    gone = np.stack([hashed(i * 12 + 6 + j) for j in range(6)], axis=1) < 1 / 12
    x[gone] = np.nan
    return x


def level_frame(x):
    """A data frame whose categories stand in another order than the model's, and with fewer of them known."""
    table = pd.DataFrame(x, columns=NAMES)
    for name, count in [("k", 40), ("m", 6)]:
        labels = table[name].map(lambda code, name=name: None if np.isnan(code) else f"{name}{int(code)}")
        table[name] = pd.Categorical(labels, [f"{name}{i}" for i in reversed(range(count))])
    return table


def require_same_row_by_row(booster, x, margins):
    """XGBoost walks single rows by other means than blocks of them: both must come to the same."""
    for row in range(200):
        one = xgboost.DMatrix(x[row:row + 1], feature_names=booster.feature_names,
                              feature_types=booster.feature_types, enable_categorical=True)
        assert np.array_equal(booster.predict(one, output_margin=True)[0], margins[row]), row


def store_levels(name, booster):
    """Keeps the digest of 10,000 rows of margins; of two models all predictions too."""
    x = level_rows(TEST)
    matrix = xgboost.DMatrix(x, feature_names=NAMES, feature_types=booster.feature_types, enable_categorical=True)
    margins = booster.predict(matrix, output_margin=True)
    require_same_row_by_row(booster, x, margins)
    # Labels of a data frame are found by what they are called, not by their numbers.
    named = booster.predict(xgboost.DMatrix(level_frame(x), enable_categorical=True), output_margin=True)
    assert np.array_equal(margins, named), name
    if name in ("levels-values.xgboost", "levels-two-classes.xgboost"):
        store(name, booster.predict(matrix))
    return hashlib.sha256(np.asarray(margins, dtype="<f4").tobytes()).hexdigest()


def store(name, values):
    np.asarray(values, dtype="<f4").tofile(HERE / f"{name}.f32")


def imports():
    x, probe = rows(TRAINING), rows(TEST)
    y = target(x)
    cases = [
        ("values", "reg:squarederror", y, {}, 40, False),
        ("categories", "reg:squarederror", y, {"max_cat_to_onehot": 4}, 40, True),
        ("absolute", "reg:absoluteerror", y, {}, 30, True),
        ("two-classes", "binary:logistic", (y > 24).astype(int), {}, 30, True),
        ("three-classes", "multi:softprob", np.digitize(y, [18, 28]), {"num_class": 3}, 12, True),
        ("forest", "reg:squarederror", y, {"num_parallel_tree": 3, "subsample": 0.7}, 6, False),
        ("counts", "count:poisson", np.round(np.maximum(y, 0)), {}, 20, False),
    ]
    for name, objective, goal, more, rounds, with_categories in cases:
        def matrix(values, label=None):
            if with_categories:
                return xgboost.DMatrix(frame(values), label, enable_categorical=True)
            return xgboost.DMatrix(values, label, feature_names=NAMES)
        settings = {"objective": objective, "max_depth": 4, "seed": 1, "nthread": 1, **more}
        booster = xgboost.train(settings, matrix(x, goal), rounds)
        booster.save_model(HERE / f"xgboost-{name}.json")
        store(f"xgboost-{name}", booster.predict(matrix(probe)))


def exports(folder):
    probe = rows(TEST)
    digests = {}
    for path in sorted(folder.glob("*")):
        data = path.read_bytes()
        digests[path.name] = hashlib.sha256(data).hexdigest()
        if path.name.endswith(".xgboost.json"):
            booster = xgboost.Booster(model_file=path)
            if path.name.startswith("levels-"):
                digests[path.name + " margins"] = store_levels(path.name.removesuffix(".json"), booster)
                continue
            matrix = xgboost.DMatrix(probe, feature_names=booster.feature_names)
            require_same_row_by_row(booster, probe, booster.predict(matrix, output_margin=True))
            store(path.name.removesuffix(".json"), booster.predict(matrix))
        elif path.suffix == ".onnx":
            import onnx
            import onnxruntime
            onnx.checker.check_model(onnx.load(path), full_check=True)
            session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
            known = np.nan_to_num(probe[:1000]).astype(np.float64)
            store(path.stem + ".onnx", session.run(None, {"features": known})[0])
        elif path.suffix == ".safetensors":
            import safetensors.numpy
            tensors = safetensors.numpy.load_file(path)
            sums = {name: [list(t.shape), float(t.astype(np.float64).sum())] for name, t in sorted(tensors.items())}
            (HERE / (path.name + ".json")).write_text(json.dumps(sums, indent=1) + "\n")
    (HERE / "digests.json").write_text(json.dumps(digests, indent=1) + "\n")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    if len(sys.argv) > 1:
        exports(pathlib.Path(sys.argv[1]))
    else:
        imports()
