"""Records quantiles and spreads of groups as NumPy gives them. See PROVENANCE.md."""
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(11)
SHARES = [0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.6, 0.75, 0.9, 0.999, 1]
groups = []
for count in [1, 2, 3, 4, 5, 10, 31, 64]:
    for scale in [1, 1e-9, 1e9]:
        values = random.normal(size=count) * scale + (1e6 if scale == 1e9 else 0)
        if count == 31:
            values = np.round(values / scale) * scale
        groups.append({
            "values": values.tolist(),
            "quantiles": [float(np.quantile(values, share)) for share in SHARES],
            "median": float(np.median(values)),
            "variance": float(np.var(values, ddof=1)) if count > 1 else None,
            "deviation": float(np.std(values, ddof=1)) if count > 1 else None,
        })
with open(os.path.join(HERE, "sample-functions.json"), "w") as file:
    json.dump({"shares": SHARES, "groups": groups}, file)
    file.write("\n")
