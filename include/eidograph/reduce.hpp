// SPDX-License-Identifier: MIT
#pragma once

// Verbs that make less of an array: argmax and its kin, topk, softmax, upsample_argmax, what is in a mask,
// explain_diff.

#include "reduce/argmax.hpp"
#include "reduce/explain_diff.hpp"
#include "reduce/mask.hpp"
#include "reduce/softmax.hpp"
#include "reduce/topk.hpp"
#include "reduce/upsample_argmax.hpp"
