# SPDX-License-Identifier: MIT
import os
import pathlib
import sys

import pytest
from hypothesis import HealthCheck, settings

# `python -m pytest` in python/ would import the sources there, which lack the compiled part
here = pathlib.Path(__file__).resolve().parents[1]
sys.path[:] = [folder for folder in sys.path if pathlib.Path(folder or ".").resolve() != here]

import eidograph  # noqa: E402

# The same cases in every run; EIDO_HYPOTHESIS_EXAMPLES=20000 makes others, and more of them.
EXAMPLES = int(os.environ.get("EIDO_HYPOTHESIS_EXAMPLES", "0"))
settings.register_profile(
    "eidograph",
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("eidograph")


@pytest.fixture(scope="module", params=eidograph.targets())
def tier(request):
    """Each test that asks for it runs once for every instruction set."""
    before = eidograph.target()
    eidograph.force_target(request.param)
    yield request.param
    eidograph.force_target(before)
