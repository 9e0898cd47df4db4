#!/usr/bin/env python3
"""How near does `kindred run --primary` come to the best of all sets of up to two helpers?

primary.py BINARY OUT.csv FOLDER [CASE ...]   one line a set: what was chosen, and every set of up to two helpers, measured
primary.py summary OUT.csv                    regret of each case

The truth: every set of up to two helpers of the same kind (and the chosen set) trained by five-fold cross-validation of all rows, in
`TRUTH` replicates, as plans of the user's own in a study without verification rows. Studies are kept in FOLDER and taken up again.
Needs numpy and pandas; TDC needs fingerprints made by fingerprints.py in FOLDER/tdc_ecfp1024.csv.gz. Panels are those of ../shared/data
(KINDRED_SHARED).
"""
import csv, itertools, json, os, subprocess, sys
from pathlib import Path

import numpy as np
import pandas as pd

SHARED = Path(os.environ.get("KINDRED_SHARED", Path(__file__).resolve().parents[2].parent / "shared")) / "data"
TRUTH = 20

# name: (file, rows at most, primary task, options of training)
CASES = {
    "pxr": ("openadmet_pxr_ecfp1024.csv.gz", None, "pEC50", []),
    "pxr-chemprop": ("openadmet_pxr_ecfp1024.csv.gz", None, "pEC50", ["--like", "chemprop"]),
    "qm9": ("qm9_5k_ecfp1024.csv.gz", 1000, "gap", []),
    "kinase20": ("kinase20_ecfp1024.csv.gz", 1500, "JAK1", []),
    "tdc-lipophilicity": ("tdc_ecfp1024.csv.gz", 6000, "lipophilicity_astrazeneca", []),
    "tdc-herg": ("tdc_ecfp1024.csv.gz", 6000, "herg", []),
    "tdc-caco2": ("tdc_ecfp1024.csv.gz", 6000, "caco2_wang", []),
}


def sample(name, folder):
    """The panel's table, the kind of each task, and the primary task."""
    file, rows, primary, _ = CASES[name]
    source = folder / file if file.startswith("tdc") else SHARED / file
    frame = pd.read_csv(source)
    tasks = [c for c in frame.columns if not c.startswith("fp") and c not in ("id", "mol_id", "smiles")]
    if rows is not None and len(frame) > rows:
        # Rows of the primary task first, up to half of all.
        draw = np.random.default_rng(0)
        own = np.flatnonzero(frame[primary].notna())
        own = draw.permutation(own)[: rows // 2]
        rest = draw.permutation(np.setdiff1d(np.arange(len(frame)), own))[: rows - len(own)]
        frame = frame.iloc[np.sort(np.concatenate([own, rest]))]
    path = folder / f"{name}.csv"
    frame.drop(columns=[c for c in ("mol_id", "smiles") if c in frame]).to_csv(path, index=False)
    kinds = {t: frame[t].dropna().isin([0, 1]).all() for t in tasks if frame[t].notna().sum() >= 30}
    return path, kinds, primary


def call(binary, *words):
    done = subprocess.run([binary, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stderr}")
    return done.stdout


def chosen(study):
    """What the command recommends, and what of networks."""
    answer = json.load(open(study / "helpers.json"))["primaries"][0]
    return answer["recommended"], answer["networks"], answer


def run(binary, name, folder):
    path, kinds, primary = sample(name, folder)
    options = CASES[name][3]
    panel = [path, "--target-columns", *kinds, "--id-column", "id"]
    study = folder / f"{name}-run"
    out = call(binary, "run", *panel, "--study", study, "--primary", primary, "--threads", "1", "-q", *options)
    print(out.splitlines()[0], file=sys.stderr)
    recommended, networks, _ = chosen(study)
    others = sorted(t for t in kinds if kinds[t] == kinds[primary] and t != primary)
    sets = {tuple(c) for size in range(3) for c in itertools.combinations(others, size)} | {tuple(sorted(networks))}
    plans = []
    for number, helpers in enumerate(sorted(sets)):
        if not helpers:
            continue
        plan = folder / f"{name}-plan{number}.csv"
        plan.write_text("group,task\n" + "".join(f'1,"{t}"\n' for t in [primary, *helpers]))
        plans += ["--plan", f"set{number}={plan}"]
    truth = folder / f"{name}-truth"
    call(
        binary, "label", *panel, "--study", truth, "--verify-fraction", "0", "--seed", "1", "--threads", "1", "-q", *options,
        "--replicates", TRUTH, "--baseline-replicates", TRUTH, "--budget", "0")
    config = truth / "study.toml"
    # All sets and the baseline are paid for, no search.
    fits = 5 * TRUTH * (len(sets) + 6) + 4
    config.write_text(config.read_text().replace('budget = "0"', f'budget = "{fits}"'))
    call(binary, "group", "--study", truth, "--primary", primary, "--plan-replicates", TRUTH, "--threads", "1", "-q", *plans)
    measured = json.load(open(truth / "helpers.json"))["primaries"][0]["measured"]
    by_set = {}
    for entry in measured:
        if entry["name"] == "linear alone":
            by_set["linear"] = entry
        else:
            by_set.setdefault(tuple(sorted(entry["helpers"])), entry)
    for key, entry in by_set.items():
        helpers = "linear" if key == "linear" else ";".join(key)
        mark = int(key == tuple(sorted(networks)))
        yield [name, primary, recommended, helpers, mark, f'{entry["gain"]:.5f}', f'{entry.get("gain_error") or 0:.5f}']


def summary(path):
    table = pd.read_csv(path, keep_default_na=False)
    for name, part in table.groupby("case", sort=False):
        nets = part[(part.helpers != "linear") & (part.helpers.str.count(";") < 2)]
        best = nets.loc[nets.gain.idxmax()]
        own = part[part.chosen == 1].iloc[0]
        linear = part[part.helpers == "linear"].gain
        print(
            f"| {name} | {own.primary} | {own.recommended} | {own.helpers or 'alone'} | {100 * own.gain:+.2f} | "
            f"{best.helpers or 'alone'} | {100 * best.gain:+.2f} | {100 * max(0, best.gain - own.gain):.2f} | {len(nets)} | "
            f"{100 * linear.iloc[0]:+.2f} |" if len(linear) else "")


if __name__ == "__main__":
    if sys.argv[1] == "summary":
        summary(sys.argv[2])
    else:
        binary, out, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
        folder.mkdir(parents=True, exist_ok=True)
        done = set(pd.read_csv(out)["case"]) if out.exists() else set()
        with open(out, "a", newline="") as file:
            writer = csv.writer(file)
            if not done:
                writer.writerow(["case", "primary", "recommended", "helpers", "chosen", "gain", "gain_se"])
            for name in sys.argv[4:] or CASES:
                if name not in done:
                    writer.writerows(run(binary, name, folder))
                    file.flush()
