"""Records three epochs of small trainings by PyTorch: networks.json.

Weights, rows and their order come from a rule that both sides compute, so that nothing but losses is
stored. Run it with torch 2.15.0, NumPy 2.4.6:  python record_networks.py
"""
import json
import math

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
ROWS, EPOCHS = 2000, 3
ACTIVATIONS = {"relu": nn.ReLU, "selu": nn.SELU, "silu": nn.SiLU, "tanh": nn.Tanh, "gelu": nn.GELU,
               "mish": nn.Mish, "sigmoid": nn.Sigmoid, "linear": nn.Identity}
LOSSES = {"absolute": nn.L1Loss(), "squared": nn.MSELoss(), "huber": nn.HuberLoss(delta=0.5)}
SEED_NET = [128, 64, 128, 64, 32, 4]
STANDARD = dict(layers=[32, 16], activation="silu", output="linear", loss="squared", optimiser="adamw",
                rate=0.003, batch=64, epsilon=1e-8, momentum=0.0, decay=0.0, scaled=True)
CASES = [
    dict(STANDARD, name="the network of the exercise", layers=SEED_NET, activation="relu", output="relu",
         loss="absolute", optimiser="adam", rate=0.005, epsilon=1e-7, scaled=False),
    dict(STANDARD, name="plain descent", optimiser="sgd", rate=0.01, activation="tanh"),
    dict(STANDARD, name="descent with momentum", optimiser="sgd", rate=0.01, momentum=0.9, activation="selu",
         batch=32),
    dict(STANDARD, name="decoupled decay", decay=0.1, activation="mish", loss="huber"),
    dict(STANDARD, name="decay in the slope", optimiser="adam", decay=0.01, activation="gelu"),
    dict(STANDARD, name="sigmoids", optimiser="adam", activation="sigmoid", loss="absolute", batch=300),
]


def hashed(index):
    """A number in [0, 1) for each index; the steps are exact in 64 bits."""
    x = (np.asarray(index, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(12345)) % np.uint64(1 << 32)
    x = (x ^ (x >> np.uint64(15))) * np.uint64(2246822519) % np.uint64(1 << 32)
    x = x ^ (x >> np.uint64(13))
    return x.astype(np.float64) / 2.0 ** 32


def rows():
    """Nine numbers, six columns of a level, and the formula of the exercise."""
    i = np.arange(ROWS)
    u = np.stack([hashed(i * 9 + j) for j in range(9)], axis=1)
    level = i % 6
    x = np.concatenate([u, np.eye(6)[level]], axis=1)
    y = 123 + 100 * (np.sin(.1 * u[:, 0]) + np.sin(.2 * u[:, 1]) + np.sin(.3 * u[:, 2])
                     + np.cos(.6 * u[:, 3]) + np.cos(.7 * u[:, 4]) + np.cos(.8 * u[:, 5])
                     + (u[:, 6:9] ** 2).sum(1) + np.log(10.0 * (level + 1)))
    return x, y


def network(case):
    widths = [15] + case["layers"] + [1]
    parts = []
    for layer in range(len(widths) - 1):
        inputs, outputs = widths[layer], widths[layer + 1]
        linear = nn.Linear(inputs, outputs)
        limit = math.sqrt(6 / (inputs + outputs))
        weights = (2 * hashed(np.arange(inputs * outputs) + 1_000_000 * (layer + 1)) - 1) * limit
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(weights.reshape(inputs, outputs).T))
            linear.bias.zero_()
        last = layer == len(widths) - 2
        parts += [linear, ACTIVATIONS[case["output"] if last else case["activation"]]()]
    return nn.Sequential(*parts)


def optimiser(case, model):
    weights = [p for p in model.parameters() if p.ndim == 2]
    biases = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": weights, "weight_decay": case["decay"]}, {"params": biases, "weight_decay": 0.0}]
    if case["optimiser"] == "sgd":
        return torch.optim.SGD(groups, lr=case["rate"], momentum=case["momentum"])
    kind = torch.optim.AdamW if case["optimiser"] == "adamw" else torch.optim.Adam
    return kind(groups, lr=case["rate"], eps=case["epsilon"])


def losses(case, dtype):
    x, y = rows()
    if case["scaled"]:
        y = (y - 700) / 100
    x, y = torch.tensor(x, dtype=dtype), torch.tensor(y, dtype=dtype)[:, None]
    model = network(case).to(dtype)
    steps, loss_of, found = optimiser(case, model), LOSSES[case["loss"]], []
    for epoch in range(EPOCHS):
        order = (np.arange(ROWS) * 1237 + 17 * epoch) % ROWS
        total = 0.0
        for start in range(0, ROWS, case["batch"]):
            chosen = order[start:start + case["batch"]]
            steps.zero_grad()
            loss = loss_of(model(x[chosen]), y[chosen])
            loss.backward()
            steps.step()
            total += float(loss) * len(chosen)
        found.append(total / ROWS)
    return found


if __name__ == "__main__":
    cases = []
    for case in CASES:
        floats, doubles = losses(case, torch.float32), losses(case, torch.float64)
        print(case["name"], floats, doubles)
        cases.append(dict(case, losses=floats))
    with open("networks.json", "w") as file:
        json.dump({"cases": cases}, file, indent=1)
        file.write("\n")
