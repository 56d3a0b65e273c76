"""Exports a network for inference as TorchScript, which DJL loads.

    python benchmarks/peers/torchscript.py MODEL FILE
"""
import sys

import torch

from networks import NETWORKS

create, image = NETWORKS[sys.argv[1]]
network = torch.jit.trace(create().eval(), torch.zeros(2, *image))
# Frozen: weights are constants, and batch normalization is folded into them.
torch.jit.save(torch.jit.freeze(network), sys.argv[2])
