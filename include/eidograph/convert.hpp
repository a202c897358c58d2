// SPDX-License-Identifier: MIT
#pragma once

// Copies, casts and normalize.

#include "convert/convert.hpp"
#include "convert/normalize.hpp"
