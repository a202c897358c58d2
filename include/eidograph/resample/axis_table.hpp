// SPDX-License-Identifier: MIT
#pragma once

#include "../base/memory.hpp"
#include "../like/axis.hpp"
#include "filter_estimates.hpp"

namespace eido::inline EIDO_ABI::detail {

/// The weights of one axis: output i is the sum over k < count[i] of source[first[i] + k] * weights(i)[k].
/// first and first + count never fall, so rows stream. Weights are kept in the contract's own precision.
class axis_table {
 public:
  index outputs = 0;
  index most_taps = 1;
  index lowest = 0;  // sources [lowest, highest) are read, no others: rows need not exist beyond them
  index highest = 0;
  i32 shift = 0;  // for arithmetics whose precision is chosen for each axis; set before build

  void (*reader)() = nullptr;  // the kernel that reads what is packed

  const index* firsts() const noexcept { return first_.data(); }
  const i32* counts() const noexcept { return count_.data(); }
  /// Only these outputs will be built, as 0, 1, ...; the others are of no interest.
  void want(index first_output, index count) noexcept {
    wanted_first_ = first_output;
    wanted_ = count;
  }

  index first(index i) const noexcept { return first_[i]; }
  i32 count(index i) const noexcept { return count_[i]; }
  template <class Weight>
  const Weight* weights(index i) const noexcept {
    return reinterpret_cast<const Weight*>(first_weight_) + i * most_taps;
  }
  static constexpr index bytes_beside = 256;  // of the weights and of what is packed, for whole registers

  /// The weights in a second form that a kernel wants: bytes_each bytes for every output, written by whoever lays the
  /// axis out. Beginnings are multiples of 64 bytes where bytes_each is one.
  status reserve_packed(index bytes_each) noexcept {
    index bytes = 0;
    packed_each_ = bytes_each;
    return multiply(outputs, bytes_each, bytes) ? resize_packed(bytes) : too_large();
  }
  /// The axis in a form of its own, `bytes` bytes from packed(0) on.
  status reserve_whole(index bytes) noexcept {
    packed_each_ = 0;
    return resize_packed(bytes);
  }
  /// What another table has packed, instead.
  void take_packed(axis_table&& other) noexcept {
    packed_ = std::move(other.packed_);
    packed_each_ = 0;
  }
  index bytes() const noexcept {
    return first_.size() * static_cast<index>(sizeof(index)) + count_.size() * static_cast<index>(sizeof(i32)) +
           weights_.size() + packed_.size();
  }
  index packed_each() const noexcept { return packed_each_; }
  /// Whether there are more outputs than sources that they read.
  bool grows() const noexcept { return outputs > highest - lowest; }
  bool shrinks() const noexcept { return outputs < highest - lowest; }
  unsigned char* packed(index i) noexcept { return packed_begin() + i * packed_each_; }
  const unsigned char* packed(index i) const noexcept { return packed_begin() + i * packed_each_; }

  /// Which sources each output reads, from rule.span(i): all that a table needs whose weights are packed.
  template <class Rule>
  status build_spans(const Rule& rule, index output_count) noexcept {
    outputs = wanted_ > 0 ? wanted_ : output_count;
    if (status s = first_.resize(outputs); !s) return s;
    if (status s = count_.resize(outputs); !s) return s;
    for (index i = 0; i < outputs; ++i) {
      const tap_span span = rule.span(wanted_first_ + i);
      first_[i] = span.first;
      count_[i] = span.count;
      if (span.count > most_taps) most_taps = span.count;
    }
    lowest = first_[0];
    highest = first_[outputs - 1] + count_[outputs - 1];
    return {};
  }

  /// Fills the table from a rule: rule.span(i), then rule.weigh(i, span, out) in double precision, each weight then
  /// converted by Arithmetic's quantise. If the rule has a shape, a distance and a shrink, and the arithmetic a unit
  /// and a factor, weights are estimated first, which most often is enough: see filter_kernels.hpp.
  template <class Arithmetic, class Rule>
  status build(const Rule& rule, index output_count) noexcept {
    using weight = typename Arithmetic::weight;
    const Arithmetic arithmetic(shift);
    if (status s = build_spans(rule, output_count); !s) return s;
    index bytes = 0;
    if (!multiply(outputs, most_taps, bytes) || !multiply(bytes, static_cast<index>(sizeof(weight)), bytes) ||
        bytes > (std::numeric_limits<index>::max)() - 2 * bytes_beside) {
      return status::failure(errc::memory_error, "resize: a table of ", outputs, " x ", most_taps,
                             " weights is too large");
    }
    buffer<f64> exact;
    if (status s = exact.resize(most_taps); !s) return s;
    if (status s = weights_.resize(bytes + 2 * bytes_beside); !s) return s;
    first_weight_ = weights_.data() + bytes_beside;
    const auto weigh = [&](index i) {
      weight* const out = reinterpret_cast<weight*>(first_weight_) + i * most_taps;
      rule.weigh(wanted_first_ + i, {first_[i], count_[i]}, exact.data());
      for (i32 k = 0; k < count_[i]; ++k) out[k] = arithmetic.quantise(exact[k]);
    };
    if constexpr (requires { Rule::shape, arithmetic.unit(); }) {
      filter_estimates estimates;
      if (status s = estimates.reserve(most_taps); !s) return s;
      for (index i = 0; i < outputs; i += estimates.outputs()) {
        estimates.weigh(rule, wanted_first_ + i, first_.data() + i, count_.data() + i, outputs - i);
        weight* const out = reinterpret_cast<weight*>(first_weight_) + i * most_taps;
        u32 doubtful = estimates.round(arithmetic.unit(), arithmetic.factor(), out, most_taps);
        for (index j = i; doubtful != 0; ++j, doubtful >>= 1) {
          if (doubtful & 1u) weigh(j);
        }
      }
    } else {
      for (index i = 0; i < outputs; ++i) weigh(i);
    }
    return {};
  }

 private:
  status too_large() const noexcept {
    return status::failure(errc::memory_error, "resize: a table of ", outputs, " outputs is too large");
  }
  status resize_packed(index bytes) noexcept {
    if (bytes > (std::numeric_limits<index>::max)() - 64 - bytes_beside) return too_large();
    return packed_.resize(bytes + 64 + bytes_beside);
  }
  unsigned char* packed_begin() const noexcept {
    unsigned char* const p = const_cast<unsigned char*>(packed_.data());
    return p + (64 - reinterpret_cast<std::uintptr_t>(p) % 64) % 64;
  }

  buffer<index> first_;
  buffer<i32> count_;
  buffer<unsigned char> weights_;
  unsigned char* first_weight_ = nullptr;
  buffer<unsigned char> packed_;
  index packed_each_ = 0;
  index wanted_first_ = 0, wanted_ = 0;
};

}  // namespace eido::detail
