// SPDX-License-Identifier: MIT
#pragma once

// Verbs that make less of an array: argmax and its kin, upsample_argmax, explain_diff.

#include "reduce/argmax.hpp"
#include "reduce/explain_diff.hpp"
#include "reduce/upsample_argmax.hpp"
