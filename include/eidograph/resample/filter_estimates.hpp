// SPDX-License-Identifier: MIT
#pragma once

#include "../base/memory.hpp"
#include "filter_kernels.hpp"

namespace eido::inline EIDO_ABI::detail {

/// About the weights of a few outputs of an axis, see filter_kernels.hpp.
class filter_estimates {
 public:
  status reserve(index most_taps) noexcept {
    index room = 0;
    if (!multiply(most_taps, functions_.outputs, room)) {
      return status::failure(errc::memory_error, "resize: ", most_taps, " weights of an output are too many");
    }
    return weights_.resize(room);
  }
  index outputs() const noexcept { return functions_.outputs; }

  /// Those of rule's outputs from number `output` on, at most `left` of them, whose spans are given.
  template <class Rule>
  void weigh(const Rule& rule, index output, const index* first, const i32* count, index left) noexcept {
    f64 distance[kernels::filter_functions::most_outputs];
    n_ = left < functions_.outputs ? static_cast<int>(left) : functions_.outputs;
    most_ = 0;
    for (int lane = 0; lane < functions_.outputs; ++lane) {
      const int i = lane < n_ ? lane : n_ - 1;  // lanes that are left repeat the last output
      distance[lane] = rule.distance(output + i, first[i]);
      counts_[lane] = count[i];
      most_ = count[i] > most_ ? count[i] : most_;
    }
    functions_.weigh[static_cast<int>(Rule::shape)](distance, counts_, most_, rule.shrink(), weights_.data());
  }
  /// Rounds them, times unit, to integers, which are written times factor, and says by a bit for each output where one
  /// is in doubt.
  u32 round(f64 unit, i32 factor, i32* out, index step) noexcept {
    return functions_.round(weights_.data(), counts_, n_, most_, unit, factor, out, step);
  }
  kernels::filter_extent extent() const noexcept { return functions_.extent(weights_.data(), most_); }

 private:
  kernels::filter_functions functions_ = kernels::filters_in_use();
  int n_ = 0;
  i32 counts_[kernels::filter_functions::most_outputs] = {}, most_ = 0;
  buffer<f64> weights_;
};

}  // namespace eido::detail
