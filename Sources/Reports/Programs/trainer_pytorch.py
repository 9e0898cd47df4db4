#!/usr/bin/env python3
"""A small network of PyTorch as a trainer for Kindred; make it yours.

    kindred run PANEL --study DIR --trainer 'python trainer-pytorch.py {job}'
"""
import json, pathlib, sys
import numpy, pandas, torch

folder = pathlib.Path(sys.argv[1])
job = json.loads((folder / "job.json").read_text())
data = pandas.read_csv(folder / "data.csv")
torch.manual_seed(job["seed"])
torch.set_num_threads(1)
x = torch.tensor(numpy.load(folder / "features.npy").astype("float32"))
y = torch.tensor(data[job["tasks"]].to_numpy("float32"))
sides = torch.tensor(numpy.load(folder / job["bounds"])) if job.get("bounds") else torch.zeros_like(y)
is_class = torch.tensor([kind == "classification" for kind in job["kinds"]])
part = {name: torch.tensor((data["split"] == name).to_numpy()) for name in ("train", "val", "test")}

known = ~y[part["train"]].isnan()
mean = torch.where(is_class, 0.0, y[part["train"]].nan_to_num().sum(0) / known.sum(0).clamp(min=1))
spread = ((y[part["train"]] - mean).nan_to_num().square().sum(0) / known.sum(0).clamp(min=1)).sqrt()
spread = torch.where(is_class | (spread == 0), 1.0, spread)
z = (y - mean) / spread
model = torch.nn.Sequential(
    torch.nn.Linear(x.shape[1], 64), torch.nn.ReLU(), torch.nn.Linear(64, 32), torch.nn.ReLU(), torch.nn.Linear(32, y.shape[1]))

def loss(rows):
    output, target = model(x[rows]), z[rows]
    measured = ~target.isnan()
    target = target.nan_to_num()
    each = torch.where(is_class, torch.nn.functional.binary_cross_entropy_with_logits(output, target.clamp(0, 1), reduction="none"),
                       (output - target).square()) * measured
    # An output that keeps a bound costs nothing.
    each = each * ~((sides[rows] != 0) & (sides[rows] * (output - target) >= 0))
    if job["objective"] == "cells":
        return each.sum() / measured.sum().clamp(min=1)
    return (each.sum(0) / measured.sum(0).clamp(min=1)).sum()

optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
train, best, best_weights, waited = part["train"].nonzero().flatten(), float("inf"), model.state_dict(), 0
for epoch in range(300):
    for batch in train[torch.randperm(len(train))].split(64):
        optimiser.zero_grad()
        loss(batch).backward()
        optimiser.step()
    with torch.no_grad():
        now = loss(part["val"]).item()
    waited = 0 if now < best else waited + 1
    if now < best:
        best, best_weights = now, {name: value.clone() for name, value in model.state_dict().items()}
    if waited == 20:
        break
model.load_state_dict(best_weights)
with torch.no_grad():
    output = model(x[part["test"]])
result = torch.where(is_class, output.sigmoid(), output * spread + mean)
table = pandas.DataFrame(result.numpy(), columns=job["tasks"])
table.insert(0, "id", data["id"][part["test"].numpy()].to_numpy())
table.to_csv(folder / "predictions.csv", index=False)
