// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp, behind softmax_rows.kernel.hpp, which says what is computed.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

// ---- each lane is a line ----

/// Registers of lines that are summed together: whole cache lines of each plane.
inline constexpr int softmax_registers = v::lanes < 16 ? 4 : 2;
inline constexpr index softmax_group = softmax_registers * v::lanes;

/// Lines that a block has most of: enough for each plane to be read and written in long runs.
inline constexpr index softmax_most = 128;

/// Lines side by side, a multiple of softmax_group: row k of `work`, `step` behind the one before, is their elements k.
struct softmax_block {
  f32* work;
  index step;
  bool some_nan;
  alignas(64) f32 most[softmax_most];
  alignas(64) f32 total[softmax_most];
};

static inline index softmax_groups(index lines) noexcept {
  return (lines + softmax_group - 1) / softmax_group * softmax_group;
}

/// n lines of x and their maxima; 0 fills the last group.
static inline void softmax_meet(softmax_block& b, const f32* x, index n, const softmax_layout& l) noexcept {
  for (index i = 0; i < softmax_groups(n); i += v::lanes) {
    v::f32s best = v::set_f32(-::std::numeric_limits<f32>::infinity());
    for (index k = 0; k < l.count; ++k) {
      const f32* const p = x + k * l.step + i;
      const v::f32s a = i + v::lanes <= n ? v::load(p) : i < n ? v::load_first(p, n - i) : v::set_f32(0);
      best = v::maximum(a, best);
      v::store(b.work + k * b.step + i, a);
    }
    v::store(b.most + i, best);
  }
}

/// Exponentials, which take the values' place unless Log, and what is made of their sums. Beside them, so that memory
/// is busy while there is most to compute, the results in `other` go out and its place is taken by lines of `next_x`;
/// both are n lines, or null.
template <bool Log>
static inline void softmax_sum(softmax_block& b, index n, const softmax_layout& l, softmax_block& other,
                               const f32* next_x, f32* other_out, bool streams) noexcept {
  constexpr int R = softmax_registers;
  const index count = l.count, step = l.step, out_step = l.out_step, work_step = b.step;
  f32* const work = b.work;
  f32* const other_work = other.work;
  bool some_nan = false;
  for (index i = 0; i < softmax_groups(n); i += softmax_group) {
    v::f32s best[R], next_best[R], part[16][R];
    EIDO_UNROLL
    for (int j = 0; j < R; ++j) {
      best[j] = v::load(b.most + i + j * v::lanes);
      next_best[j] = v::set_f32(-::std::numeric_limits<f32>::infinity());
    }
    for (index k = 0; k < count; ++k) {
      f32* const row = work + k * work_step + i;
      f32* const other_row = other_work + k * work_step + i;
      v::f32s e[R];
      EIDO_UNROLL
      for (int j = 0; j < R; ++j) e[j] = v::sub(v::load(row + j * v::lanes), best[j]);
      v::exp_down_scaled(e);
      EIDO_UNROLL
      for (int j = 0; j < R; ++j) {
        if constexpr (!Log) v::store(row + j * v::lanes, e[j]);
        part[k & 15][j] = k < 16 ? e[j] : v::add(part[k & 15][j], e[j]);
      }
      if (other_out) {
        EIDO_UNROLL
        for (int j = 0; j < R; ++j) {
          const index at = i + j * v::lanes;
          const v::f32s most = v::load(other.most + at), total = v::load(other.total + at);
          const v::f32s a = softmax_last<Log>(v::load(other_row + j * v::lanes), most, total);
          if (streams) {
            v::stream(other_out + k * out_step + at, a);
          } else {
            v::store(other_out + k * out_step + at, a);
          }
        }
      }
      if (next_x) {
        EIDO_UNROLL
        for (int j = 0; j < R; ++j) {
          const v::f32s a = v::load(next_x + k * step + i + j * v::lanes);
          next_best[j] = v::maximum(a, next_best[j]);
          v::store(other_row + j * v::lanes, a);
        }
      }
    }
    v::add_parts(part, count);
    EIDO_UNROLL
    for (int j = 0; j < R; ++j) {
      const v::mask bad = v::is_nan(part[0][j]);
      some_nan = some_nan || v::any(bad);
      v::store(b.total + i + j * v::lanes, v::select(bad, part[0][j], softmax_total<Log>(part[0][j])));
      if (next_x) v::store(other.most + i + j * v::lanes, next_best[j]);
    }
  }
  b.some_nan = some_nan;
}

/// What softmax_sum does with `other`, for any n.
template <bool Log>
static inline void softmax_finish(const softmax_block& b, index n, const softmax_layout& l, f32* out) noexcept {
  for (index k = 0; k < l.count; ++k) {
    for (index i = 0; i < n; i += v::lanes) {
      const v::f32s most = v::load(b.most + i), total = v::load(b.total + i);
      const v::f32s a = softmax_last<Log>(v::load(b.work + k * b.step + i), most, total);
      f32* const to = out + k * l.out_step + i;
      if (i + v::lanes <= n) {
        v::store(to, a);
      } else {
        v::store_first(to, a, n - i);
      }
    }
  }
}

/// Then, since NaN have many bits: one NaN in every line that has any.
static inline void softmax_repair(const softmax_block& b, index n, const softmax_layout& l, f32* out) noexcept {
  for (index i = 0; b.some_nan && i < n; ++i) {
    if (b.total[i] == b.total[i]) continue;
    for (index k = 0; k < l.count; ++k) out[k * l.out_step + i] = one_nan();
  }
}

/// n lines side by side, in blocks of `width` lines but for the first one, of `first`, and the last. `room` has place
/// for a block, or for two.
template <bool Log>
static inline void softmax_beside(const f32* x, f32* out, const softmax_layout& l, index n, index first, index width,
                                  f32* room, bool two, bool streams) noexcept {
  softmax_block blocks[2];
  for (int i = 0; i < 2; ++i) {
    blocks[i].work = two && i ? room + l.count * width : room;
    blocks[i].step = width;
  }
  softmax_block *now = blocks, *other = blocks + 1;
  index at = 0, size = first < n ? first : n;
  f32* other_out = nullptr;
  softmax_meet(*now, x, size, l);
  for (;;) {
    const index after = at + size, next = n - after < width ? n - after : width;
    const bool meets = two && size == width && next == width;
    softmax_sum<Log>(*now, size, l, *other, meets ? x + after : nullptr, other_out, streams);
    if (other_out) softmax_repair(*other, width, l, other_out);
    if (meets) {
      other_out = out + at;
      softmax_block* const met = other;
      other = now;
      now = met;
    } else {
      softmax_finish<Log>(*now, size, l, out + at);
      softmax_repair(*now, size, l, out + at);
      if (next == 0) break;
      other_out = nullptr;
      softmax_meet(*now, x + after, next, l);
    }
    at = after;
    size = next;
  }
  if (streams) v::stream_end();
}

/// The same where the lines have too many elements for any room: n is a multiple of softmax_group, and out is the room.
template <bool Log>
static inline void softmax_in_place(const f32* x, f32* out, const softmax_layout& l, index n) noexcept {
  softmax_block b;
  for (index i = 0, m; i < n; i += m) {
    m = n - i < softmax_most ? n - i : softmax_most;
    b.work = out + i;
    b.step = l.out_step;
    softmax_meet(b, x + i, m, l);
    softmax_sum<Log>(b, m, l, b, nullptr, nullptr, false);
    softmax_finish<Log>(b, m, l, out + i);
    softmax_repair(b, m, l, out + i);
  }
}

/// A group of lines of at least 4 elements, one behind the other. `work` has room for it.
template <bool Log>
static inline void softmax_behind(const f32* x, f32* out, const softmax_layout& l, f32* work) noexcept {
  constexpr index step = softmax_group;
  softmax_block b;
  b.work = work;
  b.step = step;
  // four elements at a time; the last four may repeat some
  const auto fours = [&](auto f) {
    for (index k = 0; k < l.count; k += 4) f(k + 4 <= l.count ? k : l.count - 4);
  };
  const f32* const next = x + l.line_step * step * (1 + 512 / (l.count * step));
  for (index j = 0; j < step; j += v::lanes) {
    v::f32s a[4], best = v::set_f32(-::std::numeric_limits<f32>::infinity());
    fours([&](index k) {
      for (index i = 0; i < 4 * v::lanes; i += 16) __builtin_prefetch(next + j * l.count + k * v::lanes + i);
      v::load_turned(x + k + j * l.line_step, l.line_step, a);
      EIDO_UNROLL
      for (int i = 0; i < 4; ++i) {
        best = v::maximum(a[i], best);
        v::store(work + (k + i) * step + j, a[i]);
      }
    });
    v::store(b.most + j, best);
  }
  softmax_sum<Log>(b, step, l, b, nullptr, nullptr, false);
  for (index j = 0; j < step; j += v::lanes) {
    const v::f32s best = v::load(b.most + j), sum = v::load(b.total + j);
    fours([&](index k) {
      v::f32s a[4];
      EIDO_UNROLL
      for (int i = 0; i < 4; ++i) {
        a[i] = v::load(work + (k + i) * step + j);
        a[i] = b.some_nan ? softmax_proper<Log>(a[i], best, sum) : softmax_last<Log>(a[i], best, sum);
      }
      v::store_turned(out + k + j * l.out_line_step, l.out_line_step, a);
    });
  }
}

/// n lines that lie anyhow, of at most a group; `work` as above.
template <bool Log>
static inline void softmax_anyhow(const f32* x, f32* out, const softmax_layout& l, index n, f32* work) noexcept {
  softmax_block b;
  b.work = work;
  b.step = softmax_group;
  const auto each = [&](auto f) {
    for (index j = 0; j < softmax_group; j += v::lanes) {
      for (index k = 0; k < l.count; ++k) f(j, k, work + k * softmax_group + j);
    }
  };
  for (f32& most : b.most) most = -::std::numeric_limits<f32>::infinity();
  each([&](index j, index k, f32* at) {
    const v::f32s a = gathered(x + k * l.step + j * l.line_step, l.line_step, n - j);
    v::store(b.most + j, v::maximum(a, v::load(b.most + j)));
    v::store(at, a);
  });
  softmax_sum<Log>(b, softmax_group, l, b, nullptr, nullptr, false);
  each([&](index j, index k, const f32* at) {
    const v::f32s a = softmax_proper<Log>(v::load(at), v::load(b.most + j), v::load(b.total + j));
    scattered(out + k * l.out_step + j * l.out_line_step, l.out_line_step, n - j, a);
  });
}

template <bool Log>
static inline void softmax_of(const f32* x, f32* out, const softmax_layout& l) noexcept {
  f32 room[softmax_room];
  const bool near_rows = l.step == 1 && l.out_step == 1, near_lines = l.line_step == 1 && l.out_line_step == 1;
  const bool fits = l.count <= softmax_room / softmax_group;
  index i = 0;
  if (near_lines && l.n > 1) {
    if (fits) {
      constexpr index line = 16, size = sizeof(f32);
      const index half = softmax_room / 2 / l.count;  // lines that fit twice
      index width = softmax_most;
      while (width > softmax_group && width > half) width /= 2;
      const bool two = width <= half;
      const bool streams = v::has_stream && two && l.out_step % line == 0 && l.count * l.n >= most_cached / size;
      const index edge = streams ? to_boundary(out, 64) % line : 0;
      return softmax_beside<Log>(x, out, l, l.n, edge > 0 ? edge : width, width, room, two, streams);
    }
    i = l.n / softmax_group * softmax_group;
    softmax_in_place<Log>(x, out, l, i);
  } else if (near_rows && l.count >= 4 && l.count <= 128 && fits) {
    for (; i + softmax_group <= l.n; i += softmax_group) {
      softmax_behind<Log>(x + i * l.line_step, out + i * l.out_line_step, l, room);
    }
  }
  if (near_rows && l.count >= 8) return softmax_rows<true, Log>(x, out, l, i, room);
  if (!fits) return softmax_rows<false, Log>(x, out, l, i, room);
  for (index m; i < l.n; i += m) {
    m = l.n - i < softmax_group ? l.n - i : softmax_group;
    softmax_anyhow<Log>(x + i * l.line_step, out + i * l.out_line_step, l, m, room);
  }
}

// ---- sigmoid ----

/// e = exp_down(-|x|): 1 / (1 + e) where x is not negative, else e / (1 + e); all of them 2^64 times as large.
template <int R>
static inline void sigmoid_of(v::f32s (&x)[R]) noexcept {
  const v::i32s sign = v::set_i32((::std::numeric_limits<i32>::min)());
  const v::f32s one = v::set_f32(0x1p64f);
  v::f32s e[R];
  EIDO_UNROLL
  for (int j = 0; j < R; ++j) e[j] = v::as_f32(v::bit_or(v::as_i32(x[j]), sign));
  v::exp_down_scaled(e);
  v::f32s sum = v::set_f32(0);
  EIDO_UNROLL
  for (int j = 0; j < R; ++j) {
    x[j] = v::div(v::select(v::greater(v::set_f32(0), x[j]), e[j], one), v::add(one, e[j]));
    sum = v::add(sum, x[j]);
  }
  if (!v::any(v::is_nan(sum))) return;
  for (int j = 0; j < R; ++j) x[j] = v::select(v::is_nan(x[j]), v::set_f32(one_nan()), x[j]);
}

static inline void sigmoids(const f32* x, index step, index n, f32* out, index out_step) noexcept {
  constexpr index R = 4, block = R * v::lanes;
  index i = 0;
  const auto blocks = [&](index end, auto put) {
    for (; i + block <= end; i += block) {
      v::f32s a[R];
      EIDO_UNROLL
      for (int j = 0; j < R; ++j) a[j] = v::load(x + i + j * v::lanes);
      sigmoid_of(a);
      EIDO_UNROLL
      for (int j = 0; j < R; ++j) put(out + i + j * v::lanes, a[j]);
    }
  };
  const auto stores = [](f32* p, v::f32s a) { v::store(p, a); };
  if (step == 1 && out_step == 1) {
    if (v::has_stream && x != out && n > most_cached / static_cast<index>(sizeof(f32))) {
      blocks(block, stores);
      i = to_boundary(out, 4 * v::lanes);
      blocks(n, [](f32* p, v::f32s a) { v::stream(p, a); });
      v::stream_end();
    }
    blocks(n, stores);
  }
  for (; i < n; i += v::lanes) {
    v::f32s a[1] = {gathered(x + i * step, step, n - i)};
    sigmoid_of(a);
    scattered(out + i * out_step, out_step, n - i, a[0]);
  }
}

}  // namespace eido::kernels::EIDO_TIER
