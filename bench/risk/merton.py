"""The path kernel in blocked numpy, for comparison: 512 lanes at once, numpy's own generator. Arguments: first block, blocks."""
import json
import sys
import time

import numpy as np

first, blocks = int(sys.argv[1]), int(sys.argv[2])
steps, lanes = 288, 512
r, sigma, rate, mean, deviation = 0.05, 0.6, 10.0, -0.03, 0.05
dt = 1 / 365 / steps
drift = (r - sigma**2 / 2 - rate * (np.exp(mean + deviation**2 / 2) - 1)) * dt
total = 0.0
start = time.perf_counter()
for block in range(first, first + blocks):
    rng = np.random.Generator(np.random.SFC64([block, 1]))
    x = np.zeros(lanes)
    low = np.zeros(lanes)
    for _ in range(steps):
        x += drift + sigma * np.sqrt(dt) * rng.standard_normal(lanes)
        count = rng.poisson(rate * dt, lanes)
        if count.any():
            x += count * mean + np.sqrt(count) * deviation * rng.standard_normal(lanes)
        np.minimum(low, x, out=low)
    total += np.maximum(np.exp(x) - 1, 0).sum()
print(json.dumps({"mean": total / (blocks * lanes), "seconds": time.perf_counter() - start}))
