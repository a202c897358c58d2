// SPDX-License-Identifier: MIT
#pragma once

// Verbs that make less of an array: argmax, explain_diff.

#include "reduce/argmax.hpp"
#include "reduce/explain_diff.hpp"
