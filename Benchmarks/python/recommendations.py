#!/usr/bin/env python3
"""Do recommendations hold on rows nobody touched?

recommendations.py BINARY OUT.csv [SEEDS] [BUDGET] [-- OPTION ...]   `kindred run` on every panel of ../shared/data, one line a run:
    what it recommends, gains on development and untouched rows, the best simple plan, optimism, regret (metrics.json, `plan`),
    mean losses of plans on untouched rows and the way of training that was chosen
recommendations.py summary OUT.csv                       the same as a table, and what must hold

Panels are those of KINDRED_SHARED (../shared); of ToxCast every tenth task, of School the first forty schools. Lines that are there
already are not made again.
"""
import csv, gzip, json, os, statistics, subprocess, sys, tempfile, time
from pathlib import Path

SHARED = Path(os.environ.get("KINDRED_SHARED", Path(__file__).resolve().parents[2].parent / "shared")) / "data"
STACKED = ["--task-column", "task", "--target-columns"]
SMILES = ["--smiles-columns", "smiles"]
PANELS = {
    "landmine": ("landmine.csv", STACKED + ["label"]),
    "school": ("school.csv", STACKED + ["ExamScore"]),
    "mhc": ("mhc.csv.gz", STACKED + ["label", "--id-column", "peptide"]),
    "parkinsons": ("parkinsons.csv", STACKED + ["total_UPDRS", "--ignore-columns", "motor_UPDRS", "test_time"]),
    "tox21": ("tox21.csv", SMILES + ["--target-columns", "NR-*", "SR-*"]),
    "sider": ("sider.csv", SMILES),
    "pxr": ("openadmet_pxr.csv", SMILES + ["--ignore-columns", "name", "split"]),
    "kinase20": ("kinase20.csv", SMILES + ["--ignore-columns", "split_*"]),
    "qm9": ("qm9_5k.csv", SMILES + ["--ignore-columns", "mol_id"]),
    "tdc": ("tdc_admet22.csv.gz", SMILES),
    "toxcast": ("toxcast.csv.gz", SMILES),
}
FIGURES = [
    "recommended", "development_gain", "development_error", "untouched_gain", "untouched_error", "best_simple",
    "lead_over_simple", "lead_over_simple_error", "best", "regret", "regret_error", "optimism", "optimism_error",
]
PLANS = ["linear alone", "all alone", "all together"]


def panel(name, folder):
    """The panel's file, or a part of it."""
    path = SHARED / PANELS[name][0]
    if name not in ("school", "toxcast"):
        return path
    opener = gzip.open if path.suffix == ".gz" else open
    part = Path(folder) / f"{name}.csv"
    with opener(path, "rt", newline="") as source, open(part, "w", newline="") as target:
        rows, writer = csv.reader(source), csv.writer(target)
        header = next(rows)
        columns = [k for k, c in enumerate(header) if name == "school" or c == "smiles" or k % 10 == 1]
        writer.writerow([header[k] for k in columns])
        schools = []
        for row in rows:
            if name == "school":
                task = row[header.index("task")]
                if task not in schools:
                    schools.append(task)
                if schools.index(task) >= 40:
                    continue
            writer.writerow([row[k] for k in columns])
    return part


def losses(study):
    """Mean loss of each plan on untouched rows."""
    found = {}
    with open(study / "verification.csv", newline="") as file:
        for line in csv.DictReader(file):
            found.setdefault(line["plan"], []).append(float(line["loss"]))
    return {plan: statistics.fmean(values) for plan, values in found.items()}


def chosen(study):
    """The ways of training that a search chose, alone and together."""
    if not (study / "tune.csv").exists():
        return "", ""
    with open(study / "tune.csv", newline="") as file:
        lines = list(csv.DictReader(file))
    return tuple(
        next((line["configuration"] for line in lines if line[f"{side}_chosen"] == "yes"), "")
        for side in ("alone", "together"))


def run(binary, name, seed, budget, options):
    with tempfile.TemporaryDirectory() as folder:
        study, start = Path(folder) / "study", time.time()
        command = [binary, "run", str(panel(name, folder)), *PANELS[name][1], "--study", str(study), "--seed", str(seed)]
        result = subprocess.run(
            command + ["--budget", budget, "--no-probe", "--threads", "2", "-q"] + options, capture_output=True, text=True)
        line = {"panel": name, "seed": seed, "options": " ".join(options), "seconds": round(time.time() - start)}
        if result.returncode != 0:
            return {**line, "error": result.stderr.strip()[-200:]}
        if not (study / "metrics.json").exists():
            return {**line, "error": result.stdout.split("\n")[0]}
        plan = json.loads((study / "metrics.json").read_text())["plan"]
        found = losses(study)
        line["alone_by"], line["together_by"] = chosen(study)
        line.update({key: plan.get(key, "") for key in FIGURES})
        line.update({f"loss {p}": found.get(p, "") for p in PLANS})
        line["loss recommended"] = found.get(plan["recommended"], "")
        line["headline"] = result.stdout.split("\n")[0]
        return line


COLUMNS = ["panel", "seed", "options", "seconds", "alone_by", "together_by", *FIGURES, *[f"loss {p}" for p in PLANS],
           "loss recommended", "headline", "error"]


def read(path):
    if not Path(path).exists():
        return []
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def measure(binary, out, seeds, budget, options):
    done = {(line["panel"], line["seed"], line["options"]) for line in read(out)}
    for seed in range(seeds):
        for name in PANELS:
            if (name, str(seed), " ".join(options)) in done:
                continue
            line = run(binary, name, seed, budget, options)
            is_new = not Path(out).exists()
            with open(out, "a", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS)
                if is_new:
                    writer.writeheader()
                writer.writerow(line)
            print(name, seed, line["seconds"], "s", line.get("headline", line.get("error", "")), flush=True)


def percent(value, error=""):
    if value == "":
        return ""
    text = f"{100 * float(value):+.1f}"
    return text + (f" +- {100 * float(error):.1f}" if error != "" else "")


def summary(path):
    lines = [line for line in read(path) if not line["error"]]
    print("| panel | seed | recommended | development, % | untouched, % | best simple plan | lead over it, % | regret, % | optimism, % |")
    print("|---|---|---|---|---|---|---|---|---|")
    for line in sorted(lines, key=lambda l: (list(PANELS).index(l["panel"]), int(l["seed"]))):
        cells = [percent(line[k + a], line[k + b]) for k, a, b in (
            ("development_", "gain", "error"), ("untouched_", "gain", "error"))]
        print("|", " | ".join([
            line["panel"], line["seed"], line["recommended"], *cells, line["best_simple"],
            percent(line["lead_over_simple"], line["lead_over_simple_error"]),
            percent(line["regret"], line["regret_error"]), percent(line["optimism"], line["optimism_error"])]), "|")
    worse = [line for line in lines if line["lead_over_simple"] != "" and line["lead_over_simple_error"] not in ("", "0")
             and float(line["lead_over_simple"]) < -2 * float(line["lead_over_simple_error"])]
    regrets = [float(line["regret"]) for line in lines if line["regret"] != ""]
    print(f"\n{len(lines)} runs; worse than the best simple plan by more than two standard errors: {len(worse)}; "
          f"mean regret {100 * statistics.fmean(regrets):.2f} %")


if __name__ == "__main__":
    words = sys.argv[1:]
    options = words[words.index("--") + 1:] if "--" in words else []
    words = words[:words.index("--")] if "--" in words else words
    if len(words) == 2 and words[0] == "summary":
        summary(words[1])
    elif len(words) >= 2:
        measure(words[0], words[1], int(words[2]) if len(words) > 2 else 2, words[3] if len(words) > 3 else "60s", options)
    else:
        sys.exit(__doc__)
