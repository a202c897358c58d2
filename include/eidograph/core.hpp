// SPDX-License-Identifier: MIT
#pragma once

// Views and kernels: no xtensor, no iostream, no exceptions needed. Results go into memory of yours.

#include "convert.hpp"
#include "geometry.hpp"
#include "overlay.hpp"
#include "recipe.hpp"
#include "reduce.hpp"
#include "resize.hpp"
#include "simd/tier.hpp"
#include "view.hpp"
