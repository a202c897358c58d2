// SPDX-License-Identifier: MIT
#pragma once

#include "argmax.hpp"
#include "topk_kernels.hpp"

namespace eido::inline EIDO_ABI {
namespace detail {

/// The best `count` elements seen so far, in memory of the caller: a heap with the worst of them at the root.
template <class T, class I>
class best_heap {
 public:
  best_heap(I* ids, index ids_step, T* values, index values_step, index count) noexcept
      : ids_(ids), ids_step_(ids_step), values_(values), values_step_(values_step), count_(count) {}

  /// Elements come in the order of their positions.
  void meet(T value, index id) noexcept {
    if (size_ < count_) {
      index at = size_++;
      for (; at > 0 && before(value_at((at - 1) / 2), id_at((at - 1) / 2), value, id); at = (at - 1) / 2) {
        put(at, value_at((at - 1) / 2), id_at((at - 1) / 2));
      }
      put(at, value, id);
    } else if (beats<false>(value, value_at(0))) {  // an equal one comes later, and loses
      sink(value, id);
    }
  }

  /// What an element must beat.
  bool full() const noexcept { return size_ == count_; }
  T least() const noexcept { return value_at(0); }

  /// From the best to the worst.
  void sort() noexcept {
    while (size_ > 1) {
      const T value = value_at(size_ - 1);
      const index id = id_at(size_ - 1);
      put(size_ - 1, value_at(0), id_at(0));
      --size_;
      sink(value, id);
    }
  }

 private:
  T value_at(index i) const noexcept { return values_[i * values_step_]; }
  index id_at(index i) const noexcept { return static_cast<index>(ids_[i * ids_step_]); }
  void put(index i, T value, index id) noexcept {
    values_[i * values_step_] = value;
    ids_[i * ids_step_] = static_cast<I>(id);
  }
  /// Larger values first, NaN before all; of equals the one with the lower position.
  static bool before(T a, index i, T b, index j) noexcept {
    if (beats<false>(a, b)) return true;
    return !beats<false>(b, a) && i < j;
  }
  /// In place of the root.
  void sink(T value, index id) noexcept {
    index at = 0;
    for (;;) {
      index child = 2 * at + 1;
      if (child >= size_) break;
      if (child + 1 < size_ && before(value_at(child), id_at(child), value_at(child + 1), id_at(child + 1))) ++child;
      if (before(value_at(child), id_at(child), value, id)) break;
      put(at, value_at(child), id_at(child));
      at = child;
    }
    put(at, value, id);
  }

  I* ids_;
  index ids_step_;
  T* values_;
  index values_step_, count_, size_ = 0;
};

/// Where the results of a line go.
template <class T, class I>
struct topk_output {
  I* ids;
  index ids_step, ids_line_step;
  T* values;
  index values_step, values_line_step;
};

/// What kernels look at: f32, and what becomes f32 exactly.
template <class T>
inline constexpr bool has_topk_kernel = std::is_same_v<T, f32> || is_half<T>;

/// One line: elements that are not above the worst of the best so far are passed over, 64 at a time.
template <class T, class I>
void topk_line(const T* x, index count, index step, best_heap<T, I> best) noexcept {
  index i = 0;
  if constexpr (has_topk_kernel<T>) {
    const auto done = [&best] {  // full of NaN
      const f32 least = static_cast<f32>(best.least());
      return least != least;
    };
    const auto pass = [&](const f32* from, index n) {
      for (index at = 0; at < n && !done(); at += 64) {
        u64 which = 0;
        at = kernels::topk_next(from, at, n, static_cast<f32>(best.least()), which);
        for (; which; which &= which - 1) {
          const index found = i + at + __builtin_ctzll(which);
          best.meet(x[found], found);
        }
      }
    };
    if (step == 1) {
      for (; !best.full(); ++i) best.meet(x[i], i);
      if constexpr (std::is_same_v<T, f32>) {
        pass(x + i, count - i);
      } else {
        f32 wide[1024];
        for (index n = 0; i < count && !done(); i += n) {
          n = count - i < 1024 ? count - i : 1024;
          widen(x + i, n, wide);
          pass(wide, n);
        }
      }
      i = count;
    }
  }
  for (; i < count; ++i) best.meet(x[i * step], i);
  best.sort();
}

/// Many lines at once, as f32; returns how many are done. one_by_one(i, n) does lines i to i + n - 1.
template <class T, class I, class F>
index topk_together(const T* x, const line_layout& in, index k, const topk_output<T, I>& out, F one_by_one) noexcept {
  constexpr index most = kernels::topk_most, most_lines = kernels::topk_most_lines, room = is_half<T> ? 4096 : 1;
  // rows are better one by one where most of their elements are passed over
  const bool rows = in.step == 1 && in.count <= 64, planes = !rows && in.line_step == 1;
  if (k > most || in.count < 4 || in.count > (std::numeric_limits<i32>::max)() || !(rows || planes)) return 0;
  const index together = !is_half<T> || room / in.count > most_lines ? most_lines : room / in.count;
  if (together < 16) return 0;
  i32 ids[most * most_lines];
  f32 values[most * most_lines];
  [[maybe_unused]] f32 wide[room];
  index done = 0;
  while (in.lines - done >= 16) {
    const index n = in.lines - done < together ? in.lines - done : together;
    const T* const first = x + done * in.line_step;
    const auto found = [&](const f32* from, index step, index line_step) {
      return kernels::topk_lines(from, in.count, step, n, line_step, k, ids, values);
    };
    bool usual = false;
    if constexpr (is_half<T>) {
      widen_runs(first, rows ? half_runs{n, in.count, in.line_step, 1} : half_runs{in.count, n, in.step, 1}, wide);
      usual = found(wide, rows ? 1 : n, rows ? in.count : 1);
    } else {
      usual = found(first, in.step, in.line_step);
    }
    if (!usual) {
      one_by_one(done, n);
      done += n;
      continue;
    }
    for (index i = 0; i < n; ++i, ++done) {
      for (index j = 0; j < k; ++j) {
        const index id = ids[j * n + i];
        out.ids[done * out.ids_line_step + j * out.ids_step] = static_cast<I>(id);
        T& value = out.values[done * out.values_line_step + j * out.values_step];
        if constexpr (is_half<T>) {
          value = first[i * in.line_step + id * in.step];
        } else {
          value = values[j * n + i];
        }
      }
    }
  }
  return done;
}

template <class T, class I>
void topk_lines(const T* x, const line_layout& in, index k, const topk_output<T, I>& out) noexcept {
  if (k == 1) {
    return best_lines<false>(x, in, best_output<T, I>{out.ids, out.ids_line_step, out.values, out.values_line_step});
  }
  const auto one_by_one = [&](index from, index n) {
    for (index i = from; i < from + n; ++i) {
      topk_line(x + i * in.line_step, in.count, in.step,
                best_heap<T, I>(out.ids + i * out.ids_line_step, out.ids_step, out.values + i * out.values_line_step,
                                out.values_step, k));
    }
  };
  index done = 0;
  if constexpr (has_topk_kernel<T>) done = topk_together(x, in, k, out, one_by_one);
  one_by_one(done, in.lines - done);
}

/// dst must have x's shape but for the axis, along which both results have k elements.
template <class T, int R, class D>
status check_topk(const char* name, const view<const T, R>& x, int at, const D& dst, index k) noexcept {
  index_array<R> expected = x.shape();
  expected[at] = k;
  if (!(dst.shape() == expected)) {
    return status::failure(errc::shape_error, "topk: ", name, " has shape ", dst.shape(), "; expected ", expected);
  }
  if (may_overlap(dst, x)) return status::failure(errc::value_error, "topk: ", name, " overlaps x");
  return {};
}

}  // namespace detail

/// values and ids of the k largest elements along an axis, from the largest on; k is ids' length along the axis.
/// Python: `values, ids = torch.topk(x, k, dim=N)`, and of equal values those that come first, in their order, as
/// `np.argsort(-x, kind="stable")[:k]` has them.
/// x: integers or floats (f16 and bf16 too) of rank 1 or more, any strides; ids: any integer type; values: x's type;
/// both with x's shape but for the axis, any strides. Rules: NaN is larger than every number, -0 equals 0. Exact.
/// Errors: errc::shape_error for other shapes; errc::value_error for k larger than x, for more positions than ids' type
/// can name, or when two of the arrays overlap. Allocates nothing.
template <class S, int N, class D, class I>
status try_topk(const S& x, detail::axis_tag<N>, D&& values, I&& ids) noexcept {
  const auto src = detail::as_const_view(x);
  const auto to_ids = detail::as_output(std::forward<I>(ids));
  const auto to_values = detail::as_output(std::forward<D>(values));
  using T = typename detail::bare<decltype(src)>::value_type;
  using P = typename detail::bare<decltype(to_ids)>::value_type;
  constexpr int R = detail::bare<decltype(src)>::rank, at = detail::axis_index<N, R>();
  static_assert(detail::is_number<T>, "eidograph: topk takes integers or floats");
  static_assert(std::is_integral_v<P> && !std::is_same_v<P, bool>, "eidograph: topk writes an integer type to ids");
  static_assert(std::is_same_v<typename detail::bare<decltype(to_values)>::value_type, T>,
                "eidograph: topk's values have the element type of x");
  static_assert(detail::bare<decltype(to_ids)>::rank == R && detail::bare<decltype(to_values)>::rank == R,
                "eidograph: topk's results have as many axes as x");
  const index k = to_ids.shape(at), count = src.shape(at);
  if (k > count) {
    return status::failure(errc::value_error, "topk: k = ", k, "; axis ", N, " of an array of shape ", src.shape(),
                           " has ", count, " positions");
  }
  if (status s = detail::check_topk("ids", src, at, to_ids, k); !s) return s;
  if (status s = detail::check_topk("values", src, at, to_values, k); !s) return s;
  if (detail::may_overlap(to_ids, to_values)) {
    return status::failure(errc::value_error, "topk: ids overlaps values");
  }
  if (k == 0) return {};
  if (status s = detail::check_names<P>("topk", N, count); !s) return s;
  detail::loop_nest<R - 1, 3>(detail::without_axis(to_ids, at), detail::without_axis(to_values, at),
                              detail::without_axis(src, at))
      .for_each_run([&](index lines, const index_array<3>& offset, const index_array<3>& stride) {
        detail::topk_lines(src.data() + offset[2], detail::line_layout{count, src.stride(at), lines, stride[2]}, k,
                           detail::topk_output<T, P>{to_ids.data() + offset[0], to_ids.stride(at), stride[0],
                                                     to_values.data() + offset[1], to_values.stride(at), stride[1]});
      });
  return {};
}

#if EIDO_EXCEPTIONS
template <class S, int N, class D, class I>
void topk(const S& x, detail::axis_tag<N> which, D&& values, I&& ids) {
  detail::raise_if_failed(try_topk(x, which, std::forward<D>(values), std::forward<I>(ids)));
}
#endif

}  // namespace eido
