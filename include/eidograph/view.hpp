// SPDX-License-Identifier: MIT
#pragma once

// Views of anybody's memory, numpy slices and einops rearrange. No intrinsics, no kernels: cheap to include.

#include "slice/literal.hpp"
#include "slice/rearrange.hpp"
#include "slice/select.hpp"
#include "view/assign.hpp"
#include "view/axes.hpp"
#include "view/reshape.hpp"
#include "view/view_of.hpp"
