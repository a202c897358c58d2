// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <utility>

#include "../base/memory.hpp"
#include "../view/view.hpp"
#include "upsample_rule.hpp"

// Behind upsample_argmax: two source rows of all classes at a time, never the large logits.

namespace eido::inline EIDO_ABI::detail {

/// Parts of one allocation: asked for once to count them, once more to get them.
class memory_parts {
 public:
  template <class T>
  T* take(index n) noexcept {
    T* const part = base_ ? reinterpret_cast<T*>(base_ + used_) : nullptr;
    index bytes = 0;
    if (!multiply(n, static_cast<index>(sizeof(T)), bytes) || bytes > most - used_ - 64) {
      used_ = most - 64;  // more than any memory
    } else {
      used_ += (bytes + 63) / 64 * 64;
    }
    return part;
  }
  status allocate() noexcept {
    if (status s = memory_.resize(used_ + 64); !s) return s;
    base_ = memory_.data();
    used_ = 0;
    return {};
  }

 private:
  static constexpr index most = (std::numeric_limits<index>::max)();
  buffer<unsigned char> memory_;
  unsigned char* base_ = nullptr;
  index used_ = 0;
};

/// Logits as (class, row, column), any strides; f32, or what becomes f32 without rounding.
template <class T>
class upsampler {
 public:
  static constexpr index widest = 16;     // lanes of the widest register
  static constexpr index most_rows = 16;  // output rows at a time

  upsampler(const view<const T, 3>& logits, const upsample_form& form, index rows, index columns,
            upsample_wants wants) noexcept
      : logits_(logits),
        form_(form),
        rows_(rows),
        columns_(columns),
        padded_((columns + widest - 1) / widest * widest),
        wants_(wants) {
    // an odd number of cache lines from class to class: planes a power of two apart would share a few sets of the cache
    stride_ = (logits.shape(2) + 2 * widest) / widest * widest;
    if (stride_ / widest % 2 == 0) stride_ += widest;
  }

  status allocate() noexcept {
    take_parts();
    if (status s = parts_.allocate(); !s) return s;
    take_parts();
    const index classes = logits_.shape(0);
    for (index k = 0; k < classes; ++k) all_[k] = static_cast<i32>(k);
    for (source_row& r : source_) {
      std::memset(r.values, 0, static_cast<std::size_t>(classes * stride_) * sizeof(f32));
      for (index i = 0; i < stride_; ++i) r.codes[i] = -1, r.labels[i] = 0, r.bests[i] = 0;
    }
    return {};
  }

  void set_column(index i, const two_taps& t) noexcept {
    for (index at = i; at < (i + 1 == columns_ ? padded_ : i + 1); ++at) {
      left_[at] = static_cast<i32>(t.first), right_[at] = static_cast<i32>(t.second);
      left_weight_[at] = t.first_weight, right_weight_[at] = t.second_weight;
    }
  }
  void set_row(index i, const two_taps& t) noexcept {
    top_[i] = t.first, bottom_[i] = t.second;
    up_[i] = t.first_weight, down_[i] = t.second_weight;
  }

  /// store(y, ids, bytes, scores) gets each row of the output; one of ids and bytes is null.
  template <class Store>
  void run(Store&& store) noexcept {
    index tried = 0, kept = 0, rest = 0;
    const index classes = logits_.shape(0), w = logits_.shape(2);
    const kernels::upsample_columns columns{left_, right_, left_weight_, right_weight_, padded_};
    for (index y = 0, end = 0; y < rows_; y = end) {
      for (end = y + 1; end < rows_ && top_[end] == top_[y] && bottom_[end] == bottom_[y]; ++end) {
      }
      const source_row &a = source(top_[y], bottom_[y]), &b = source(bottom_[y], top_[y]);
      // lists of classes are dropped for some rows where they do not shorten the race
      if (tried > 0 && kept * 2 > tried) rest = 8;
      tried = kept = 0;
      const bool careful = !a.calm || !b.calm, prunes = form_.prunes && !careful;
      const bool select = prunes && rest-- <= 0;
      for (index i = 0; select && i <= w / 4; ++i) found_cells_[i] = -1;
      const f32 largest = a.largest > b.largest ? a.largest : b.largest;
      const kernels::upsample_pair pair{
          a.values,     b.values, a.codes, b.codes,
          a.labels,     b.labels, a.bests, b.bests,
          classes,      stride_,  w,       form_.grouped,
          careful,      prunes,   select,  careful ? 0 : largest * form_.margins.below + form_.margins.more_below,
          all_,         list_,    names_,  cells_,
          found_cells_, &tried,   &kept};
      for (index at = y; at < end; at += most_rows) {
        const index n = end - at < most_rows ? end - at : most_rows;
        form_.kernel(pair, columns,
                     kernels::upsample_rows{up_ + at, down_ + at, n, ids_, bytes_, found_, padded_,
                                            wants_ == upsample_wants::shares});
        const auto row = [&](auto* rows, index i) { return rows ? rows + i * padded_ : rows; };
        for (index i = 0; i < n; ++i) store(at + i, row(ids_, i), row(bytes_, i), row(found_, i));
      }
    }
  }

 private:
  struct source_row {
    f32 *values, *bests;
    i32 *codes, *labels;
    f32 largest = 0;
    bool calm = false;  // nothing that needs care
    index row = -1;
  };

  void take_parts() noexcept {
    const index classes = logits_.shape(0), blocks = logits_.shape(2) / 4 + 1;
    left_ = parts_.take<i32>(padded_), right_ = parts_.take<i32>(padded_);
    left_weight_ = parts_.take<f32>(padded_), right_weight_ = parts_.take<f32>(padded_);
    top_ = parts_.take<index>(rows_), bottom_ = parts_.take<index>(rows_);
    up_ = parts_.take<f32>(rows_), down_ = parts_.take<f32>(rows_);
    for (source_row& r : source_) {
      r.values = parts_.take<f32>(classes * stride_), r.bests = parts_.take<f32>(stride_);
      r.codes = parts_.take<i32>(stride_), r.labels = parts_.take<i32>(stride_);
    }
    all_ = parts_.take<i32>(classes), list_ = parts_.take<i32>(classes);
    names_ = parts_.take<i32>(form_.prunes ? (classes + 1) * blocks : 0);
    cells_ = parts_.take<u32>(form_.prunes ? (classes + 1) * blocks : 0);
    found_cells_ = parts_.take<index>(blocks);
    ids_ = classes > 256 ? parts_.take<i32>(most_rows * padded_) : nullptr;
    bytes_ = classes > 256 ? nullptr : parts_.take<u8>(most_rows * padded_);
    found_ = wants_ != upsample_wants::labels ? parts_.take<f32>(most_rows * padded_) : nullptr;
  }

  /// Source row r, read unless it is there; row `needed` stays.
  const source_row& source(index r, index needed) noexcept {
    for (source_row& s : source_) {
      if (s.row == r) return s;
    }
    source_row& s = source_[0].row == needed && needed >= 0 ? source_[1] : source_[0];
    const index classes = logits_.shape(0), w = logits_.shape(2), step = logits_.stride(2);
    const f32* from = s.values;
    index from_step = stride_;
    bool seen = false;  // read by the scan itself
    if constexpr (std::is_same_v<T, f32>) {
      seen = step == 1;
      if (seen) from = logits_.data() + r * logits_.stride(1), from_step = logits_.stride(0);
    }
    for (index k = 0; k < classes && !seen; ++k) {
      const T* const line = logits_.data() + k * logits_.stride(0) + r * logits_.stride(1);
      for (index c = 0; c < w; ++c) s.values[k * stride_ + c] = static_cast<f32>(line[c * step]);
    }
    s.calm = kernels::upsample_scan(from, from_step, classes, stride_, w, form_.against_all, form_.margins.ahead,
                                    form_.margins.more_ahead, s.values, s.bests, s.codes, s.labels, &s.largest);
    // the last cell has no right side of its own
    for (index k = 0; k < classes; ++k) s.values[k * stride_ + w] = s.values[k * stride_ + w - 1];
    s.labels[w] = s.labels[w - 1], s.codes[w] = s.codes[w - 1], s.bests[w] = s.bests[w - 1];
    s.row = r;
    return s;
  }

  view<const T, 3> logits_;
  upsample_form form_;
  index rows_, columns_, padded_, stride_ = 0;
  upsample_wants wants_;
  memory_parts parts_;
  source_row source_[2];
  i32 *left_ = nullptr, *right_ = nullptr, *all_ = nullptr, *list_ = nullptr, *ids_ = nullptr;
  f32 *left_weight_ = nullptr, *right_weight_ = nullptr, *up_ = nullptr, *down_ = nullptr, *found_ = nullptr;
  index *top_ = nullptr, *bottom_ = nullptr;
  u8* bytes_ = nullptr;
  i32* names_ = nullptr;
  u32* cells_ = nullptr;
  index* found_cells_ = nullptr;
};

}  // namespace eido::detail
