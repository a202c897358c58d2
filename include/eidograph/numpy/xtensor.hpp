// SPDX-License-Identifier: MIT
#pragma once

#include "../base/config.hpp"

// The only file that names xtensor's headers: they moved into folders with 0.26.

#if !EIDO_EXCEPTIONS
#error \
    "eidograph: the numpy-like layer stands on xtensor, which throws; with -fno-exceptions include eidograph/core.hpp"
#endif

#if __has_include(<xtensor/containers/xtensor.hpp>)
#include <xtensor/containers/xtensor.hpp>
#elif __has_include(<xtensor/xtensor.hpp>)
#include <xtensor/xtensor.hpp>
#else
#error "eidograph: eido::tensor needs xtensor (0.24 or newer) on the include path; views and kernels (core.hpp) do not"
#endif
