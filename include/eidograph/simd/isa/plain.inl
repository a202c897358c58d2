// SPDX-License-Identifier: MIT
// What follows from a tier's own verbs, included at the end of its namespace. NEON has instructions for some of it.

#include "plain_dots.inl"
#include "plain_sums.inl"
#include "plain_look_up.inl"
#include "plain_convert.inl"
#include "plain_doubles.inl"
#include "exp_log.inl"
#include "turned.inl"
