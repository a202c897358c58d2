// SPDX-License-Identifier: MIT
#pragma once

// Everything but files (io.hpp): the core and the numpy-like layer, whose results are eido::tensor.

#include "core.hpp"
#include "numpy/create.hpp"
#include "numpy/print.hpp"
#include "numpy/tensor.hpp"
#include "numpy/verbs.hpp"
#include "numpy/verbs_geometry.hpp"
#include "numpy/verbs_overlay.hpp"
#include "numpy/verbs_recipe.hpp"
