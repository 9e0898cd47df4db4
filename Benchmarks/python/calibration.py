#!/usr/bin/env python3
"""Do errors and choices hold on other rows?

calibration.py halves BINARY OUT.csv   the entities of panels in two halves that never meet, both labelled: one line a gain
calibration.py choice BINARY OUT.csv [OPTION ...]   whole runs, with further options of `kindred run`: development and untouched figures of the recommended plan, one line a run
calibration.py summary OUT.csv         standard deviations and means of the standardised differences

Panels are samples of ../shared/data (KINDRED_SHARED) and synthetic ones; lines that are there already are not made again.
Needs numpy and pandas.
"""
import csv, json, os, subprocess, sys, tempfile
from pathlib import Path

import numpy as np
import pandas as pd

SHARED = Path(os.environ.get("KINDRED_SHARED", Path(__file__).resolve().parents[2].parent / "shared")) / "data"


def stacked(file, task, target, drop=(), ids=None):
    frame = pd.read_csv(SHARED / file).drop(columns=list(drop))
    return dict(frame=frame, kind="stacked", task=task, targets=[target], ids=ids)


def wide(file):
    frame = pd.read_csv(SHARED / file)
    targets = [c for c in frame.columns if not c.startswith("fp") and not c.startswith("d_") and c != "id"]
    return dict(frame=frame, kind="wide", task=None, targets=targets, ids=None)


def small_tasks(rows, tasks=24, seed=0):
    """Stacked regressions of a few rows each in three families with a common part and much noise."""
    draw = np.random.default_rng(seed)
    family = draw.normal(size=(3, 8))
    frames = []
    for task in range(tasks):
        x = draw.normal(size=(rows, 8))
        own = family[task % 3] + 0.7 * draw.normal(size=8)
        y = np.tanh(x @ own / 2) + 0.7 * draw.normal(size=rows)
        part = pd.DataFrame(x, columns=[f"x{k}" for k in range(8)])
        part.insert(0, "task", f"t{task}")
        part["y"] = y
        frames.append(part)
    return dict(frame=pd.concat(frames), kind="stacked", task="task", targets=["y"], ids=None)


# name: (how to read, tasks, rows at most: of a task where stacked, of the panel where wide)
PANELS = {
    "landmine": (lambda: stacked("landmine.csv", "task", "label"), 8, 600),
    "school": (lambda: stacked("school.csv", "task", "ExamScore"), 10, 300),
    "mhc": (lambda: stacked("mhc.csv.gz", "task", "label", ids="peptide"), 8, 500),
    "parkinsons": (lambda: stacked("parkinsons.csv", "task", "total_UPDRS", ["motor_UPDRS", "test_time"]), 8, 200),
    "tox21": (lambda: wide("tox21_ecfp1024.csv.gz"), 6, 1500),
    "tox21-small": (lambda: wide("tox21_ecfp1024.csv.gz"), 6, 500),
    "sider": (lambda: wide("sider_ecfp1024.csv.gz"), 6, 700),
    "pxr": (lambda: wide("openadmet_pxr_ecfp1024.csv.gz"), 6, 1000),
    "kinase20": (lambda: wide("kinase20_ecfp1024.csv.gz"), 6, 1200),
    "qm9": (lambda: wide("qm9_5k_ecfp1024.csv.gz"), 6, 800),
    "small20": (lambda: small_tasks(40), 12, 40),
    "small45": (lambda: small_tasks(90, seed=1), 12, 90),
    "small200": (lambda: small_tasks(400, 12, seed=2), 8, 400),
}


def sample(name, seed, factor=1.0):
    """A sample of a panel's tasks and rows."""
    read, tasks, rows = PANELS[name]
    panel = read()
    draw = np.random.default_rng(1000 + seed)
    frame = panel["frame"]
    if panel["kind"] == "stacked":
        names = sorted(frame[panel["task"]].unique(), key=str)
        chosen = [names[k] for k in draw.permutation(len(names))[:tasks]]
        parts = []
        for task in chosen:
            part = frame[frame[panel["task"]] == task]
            parts.append(part.iloc[draw.permutation(len(part))[: int(rows * factor)]])
        panel["frame"] = pd.concat(parts)
    else:
        targets = [panel["targets"][k] for k in draw.permutation(len(panel["targets"]))[:tasks]]
        features = [c for c in frame.columns if c.startswith("fp")]
        kept = frame.iloc[draw.permutation(len(frame))]
        kept = kept[kept[targets].notna().any(axis=1)].head(int(rows * factor))
        used = [c for c in features if kept[c].any()]
        panel["frame"], panel["targets"] = kept[used + targets], targets
    return panel


def write(panel, frame, path):
    frame.to_csv(path, index=False)
    options = ["--target-columns", *panel["targets"]]
    if panel["task"]:
        options += ["--task-column", panel["task"]]
    if panel["ids"]:
        options += ["--id-column", panel["ids"]]
    return [str(path), *options]


def entity_halves(panel, seed):
    frame = panel["frame"]
    draw = np.random.default_rng(77 + seed)
    if panel["ids"]:
        names = frame[panel["ids"]].unique()
        first = set(draw.permutation(names)[: len(names) // 2])
        mask = frame[panel["ids"]].isin(first).to_numpy()
    elif panel["task"]:
        mask = np.zeros(len(frame), bool)
        for task in frame[panel["task"]].unique():
            rows = np.flatnonzero((frame[panel["task"]] == task).to_numpy())
            mask[draw.permutation(rows)[: len(rows) // 2]] = True
    else:
        mask = np.zeros(len(frame), bool)
        mask[draw.permutation(len(frame))[: len(frame) // 2]] = True
    return frame[mask], frame[~mask]


def replicate_error(study, target, partner, names):
    """The standard error over replicates alone: of plain paired differences."""
    alone, together = {}, {}
    with open(study / "labels/journal-1-of-1.jsonl") as lines:
        for line in lines:
            entry = json.loads(line)
            if entry.get("learner") or "tasks" not in entry or not entry.get("outcomes"):
                continue
            for task, outcome in zip(entry["tasks"], entry["outcomes"]):
                if entry["tasks"] == [names.index(target)] and task == names.index(target):
                    alone[entry["replicate"]] = outcome["loss"]
                if sorted(entry["tasks"]) == sorted([names.index(target), names.index(partner)]) and task == names.index(target):
                    together[entry["replicate"]] = outcome["loss"]
    both = [alone[k] - together[k] for k in together if k in alone]
    return np.std(both, ddof=1) / len(both) ** 0.5 / np.mean(list(alone.values()))


def run(binary, arguments):
    return subprocess.run([binary, *arguments], capture_output=True, text=True)


def halves(binary, out):
    columns = ["panel", "seed", "target", "partner", "rows", "gain_a", "se_a", "rep_a", "gain_b", "se_b", "rep_b"]
    done = known(out, columns)
    for seed in range(3):
        for name in PANELS:
            if (name, str(seed)) in done:
                continue
            panel = sample(name, seed, factor=2)
            tables, rows = [], {}
            with tempfile.TemporaryDirectory() as folder:
                for index, part in enumerate(entity_halves(panel, seed)):
                    study = Path(folder) / f"half{index}"
                    files = write(panel, part, Path(folder) / f"half{index}.csv")
                    answer = run(binary, ["label", *files, "--study", str(study), "--verify-fraction", "0", "--fraction", "1",
                        "--replicates", "5", "--baseline-replicates", "10", "--threads", "1"])
                    if answer.returncode != 0:
                        print(name, seed, answer.stderr[-300:], file=sys.stderr)
                        break
                    gains = pd.read_csv(study / "gains.csv", dtype={"target": str, "partner": str})
                    tasks = pd.read_csv(study / "tasks.csv", dtype={"task": str})
                    names = list(tasks["task"])
                    rows = dict(zip(tasks["task"], tasks["rows"]))
                    gains["rep"] = [replicate_error(study, t, p, names) for t, p in zip(gains["target"], gains["partner"])]
                    tables.append(gains.set_index(["target", "partner"]))
            if len(tables) < 2:
                continue
            both = tables[0].join(tables[1], suffixes=("", "_b"), how="inner")
            with open(out, "a", newline="") as file:
                writer = csv.writer(file)
                for (target, partner), line in both.iterrows():
                    writer.writerow([name, seed, target, partner, rows[target], line["gain"], line["gain_se"], line["rep"],
                        line["gain_b"], line["gain_se_b"], line["rep_b"]])
            print(name, seed, len(both), flush=True)


def choice(binary, out, options=()):
    columns = ["panel", "seed", "recommended", "development", "development_se", "untouched", "untouched_se", "best_simple",
        "lead", "lead_se", "development_lead", "development_lead_se", "untouched_lead", "untouched_lead_se", "best", "regret", "regret_se", "headline"]
    done = known(out, columns)
    for seed in range(5):
        for name in PANELS:
            if (name, str(seed)) in done:
                continue
            panel = sample(name, 10 + seed)
            with tempfile.TemporaryDirectory() as folder:
                study = Path(folder) / "study"
                files = write(panel, panel["frame"], Path(folder) / "panel.csv")
                answer = run(binary, ["run", *files, "--study", str(study), "--replicates", "4", "--baseline-replicates", "8",
                    "--plan-replicates", "5", "--fraction", "0.5", "--threads", "1", "--seed", str(seed), *options])
                if not (study / "metrics.json").exists():
                    print(name, seed, answer.stderr[-300:], file=sys.stderr)
                    continue
                plan = json.load(open(study / "metrics.json")).get("plan")
            if not plan:
                print(name, seed, answer.stderr[-300:], file=sys.stderr)
                continue
            keys = ["recommended", "development_gain", "development_error", "untouched_gain", "untouched_error", "best_simple",
                "lead_over_simple", "lead_over_simple_error", "development_lead", "development_lead_error", "untouched_lead",
                "untouched_lead_error", "best", "regret",
                "regret_error"]
            with open(out, "a", newline="") as file:
                csv.writer(file).writerow([name, seed, *[plan.get(key, "") for key in keys], answer.stdout.split("\n")[0]])
            print(name, seed, plan["recommended"], flush=True)


def known(out, columns):
    if not os.path.exists(out):
        with open(out, "w", newline="") as file:
            csv.writer(file).writerow(columns)
    return {(line["panel"], line["seed"]) for line in csv.DictReader(open(out))}


def spread(values):
    values = np.asarray([v for v in values if np.isfinite(v)])
    return f"mean {values.mean():+.2f}, sd {values.std(ddof=1):.2f}, n {len(values)}"


def summary(out):
    frame = pd.read_csv(out)
    if "gain_a" in frame:
        difference = frame["gain_a"] - frame["gain_b"]
        z = difference / np.hypot(frame["se_a"], frame["se_b"])
        old = difference / np.hypot(frame["rep_a"], frame["rep_b"])
        print("all: over rows and replicates", spread(z), "| over replicates alone", spread(old))
        size = pd.cut(frame["rows"], [0, 40, 100, 300, 10**9])
        for key, index in list(frame.groupby("panel").groups.items()) + list(frame.groupby(size, observed=True).groups.items()):
            print(key, spread(z[index]), "| replicates", spread(old[index]))
    else:
        z = (frame["development"] - frame["untouched"]) / np.hypot(frame["development_se"], frame["untouched_se"])
        lead = (frame["development_lead"] - frame["untouched_lead"]) / np.hypot(frame["development_lead_se"], frame["untouched_lead_se"])
        print("gain, development less untouched:", spread(z[frame["development_se"] > 0]))
        print("lead over the best simple plan:", spread(lead[frame["untouched_lead_se"] > 0]))
        print("mean regret %.4f, optimism %.4f" % (frame["regret"].mean(), (frame["development"] - frame["untouched"]).mean()))
        print("lost to the best simple plan by two standard errors:", int((frame["lead"] < -2 * frame["lead_se"]).sum()), "of", len(frame))
        print(frame.groupby("recommended").size().to_string())


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "halves":
        halves(sys.argv[2], sys.argv[3])
    elif len(sys.argv) >= 4 and sys.argv[1] == "choice":
        choice(sys.argv[2], sys.argv[3], sys.argv[4:])
    elif len(sys.argv) == 3 and sys.argv[1] == "summary":
        summary(sys.argv[2])
    else:
        sys.exit(__doc__)
