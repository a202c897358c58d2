// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

// ---- how two rows or columns become one; the orders are those of resample/ ----

struct cv2_mix {
  static constexpr bool alone_at_border = true;  // the last column has one tap: no inf * 0 there
  static v::f32s mix(v::f32s a, v::f32s b, v::f32s wa, v::f32s wb) noexcept {
    return v::add(v::mul(wa, a), v::mul(wb, b));
  }
};
struct torch_mix {
  static constexpr bool alone_at_border = false;
  static v::f32s mix(v::f32s a, v::f32s b, v::f32s wa, v::f32s wb) noexcept { return v::fma(wa, a, v::mul(wb, b)); }
};
struct tf_mix {
  static constexpr bool alone_at_border = false;
  static v::f32s mix(v::f32s a, v::f32s b, v::f32s, v::f32s wb) noexcept { return v::add(a, v::mul(v::sub(b, a), wb)); }
};

/// Mixes columns, then rows.
template <class Mix>
struct two_passes {
  struct weights {
    v::f32s up, down;
    weights(v::f32s, v::f32s, f32 u, f32 d) noexcept : up(v::set_f32(u)), down(v::set_f32(d)) {}
    weights() noexcept = default;
  };
  struct ends {
    v::f32s upper, lower;
    ends(v::f32s a, v::f32s b, v::f32s c, v::f32s d, v::f32s wl, v::f32s wr, v::mask alone) noexcept
        : upper(Mix::mix(a, b, wl, wr)), lower(Mix::mix(c, d, wl, wr)) {
      if constexpr (Mix::alone_at_border) {
        upper = v::select(alone, a, upper);
        lower = v::select(alone, c, lower);
      }
    }
    v::f32s at(const weights& w, bool) const noexcept { return Mix::mix(upper, lower, w.up, w.down); }
  };
};

/// torch's sum of four products: whole groups of 8 classes in one order, the rest in another.
struct four_products {
  struct weights {
    v::f32s a, b, c, d;
    weights(v::f32s wl, v::f32s wr, f32 u, f32 dn) noexcept
        : a(v::mul(v::set_f32(u), wl)),
          b(v::mul(v::set_f32(u), wr)),
          c(v::mul(v::set_f32(dn), wl)),
          d(v::mul(v::set_f32(dn), wr)) {}
    weights() noexcept = default;
  };
  struct ends {
    v::f32s a, b, c, d;
    ends(v::f32s p, v::f32s q, v::f32s r, v::f32s s, v::f32s, v::f32s, v::mask) noexcept : a(p), b(q), c(r), d(s) {}
    v::f32s at(const weights& w, bool grouped) const noexcept {
      if (grouped) return v::fma(a, w.a, v::fma(b, w.b, v::fma(d, w.d, v::mul(c, w.c))));
      return v::fma(d, w.d, v::fma(c, w.c, v::fma(a, w.a, v::mul(b, w.b))));
    }
  };
};

// ---- the race of the classes ----

/// Rows y to y + R - 1 of one register of columns: the listed classes against each other.
template <class Form, int R, bool Careful>
static inline void upsample_race(const upsample_pair& p, const upsample_columns& c, index g, const i32* list, index n,
                                 const upsample_rows& r, index y) noexcept {
  const i32 base = c.left[g];
  const v::i32s first = v::set_i32(base);
  const v::i32s left = v::sub(v::load(c.left + g), first), right = v::sub(v::load(c.right + g), first);
  const bool one_load = c.right[g + v::lanes - 1] - base < v::lanes;
  const auto ends_of = [&](const f32* row, v::f32s& a, v::f32s& b) {
    if (one_load) {
      const v::f32s all = v::load(row + base);
      a = v::pick_lanes(all, left), b = v::pick_lanes(all, right);
    } else {
      f32 l[v::lanes], m[v::lanes];
      for (int i = 0; i < v::lanes; ++i) l[i] = row[c.left[g + i]], m[i] = row[c.right[g + i]];
      a = v::load(l), b = v::load(m);
    }
  };
  const v::f32s wl = v::load(c.left_weight + g), wr = v::load(c.right_weight + g);
  const v::mask alone = v::equal(left, right);
  typename Form::weights w[R];
  v::f32s best[R];
  v::i32s where[R];
#pragma GCC unroll 4
  for (int j = 0; j < R; ++j) w[j] = typename Form::weights(wl, wr, r.up[y + j], r.down[y + j]);
  for (index i = 0; i < n; ++i) {
    const i32 k = list[i];
    v::f32s a, b, d, e;
    ends_of(p.upper + k * p.stride, a, b);
    ends_of(p.lower + k * p.stride, d, e);
    const typename Form::ends ends(a, b, d, e, wl, wr, alone);
    const v::i32s id = v::set_i32(k);
    const bool grouped = k < p.grouped;
#pragma GCC unroll 4
    for (int j = 0; j < R; ++j) {
      const v::f32s x = ends.at(w[j], grouped);
      if (i == 0) {
        best[j] = x, where[j] = id;
        continue;
      }
      v::mask m = v::greater(x, best[j]);
      if constexpr (Careful) {
        m = v::either(m, v::without(v::is_nan(x), v::is_nan(best[j])));
        best[j] = v::select(m, x, best[j]);
      } else {
        best[j] = v::maximum(x, best[j]);
      }
      where[j] = v::select(m, id, where[j]);
    }
  }
#pragma GCC unroll 4
  for (int j = 0; j < R; ++j) {
    v::store(r.ids + (y + j) * r.stride + g, where[j]);
    if (r.scores) v::store(r.scores + (y + j) * r.stride + g, best[j]);
  }
}

/// The class that all source pixels of a span are known to be, or -1.
static inline i32 upsample_code(const upsample_pair& p, index first, index span) noexcept {
  const i32 code = p.upper_codes[first];
  if (code < 0) return -1;
  const v::i32s same = v::set_i32(code);
  for (index i = 0; i < span; i += v::lanes) {
    const index n = span - i < v::lanes ? span - i : v::lanes;
    const u32 wanted = (1u << n) - 1;
    const v::mask m =
        v::both(v::equal(v::load(p.upper_codes + first + i), same), v::equal(v::load(p.lower_codes + first + i), same));
    if ((v::bits(m) & wanted) != wanted) return -1;
  }
  return code;
}

/// Which classes may win somewhere in the cells from c0 on: bit i of cells[k] is class k in cell c0 + i.
/// Let M be the mean, at each corner, of the values of the four corners' winners. One of them is at least the
/// interpolated M, so a class that is below M by `margin` at all four corners never wins.
static inline void upsample_find(const upsample_pair& p, index c0, u32* cells) noexcept {
  f32 least[4][v::lanes];
  for (int i = 0; i < v::lanes; ++i) {
    const index c = c0 + i < p.w ? c0 + i : p.w - 1;
    const i32 winners[4] = {p.upper_labels[c], p.upper_labels[c + 1], p.lower_labels[c], p.lower_labels[c + 1]};
    f32 mean[4] = {};
    for (const i32 k : winners) {
      const f32 *const a = p.upper + k * p.stride + c, *const b = p.lower + k * p.stride + c;
      mean[0] += a[0] * 0.25f, mean[1] += a[1] * 0.25f, mean[2] += b[0] * 0.25f, mean[3] += b[1] * 0.25f;
    }
    for (int q = 0; q < 4; ++q) least[q][i] = mean[q] - p.margin;
  }
  const v::f32s t0 = v::load(least[0]), t1 = v::load(least[1]), t2 = v::load(least[2]), t3 = v::load(least[3]);
  for (index k = 0; k < p.classes; ++k) {
    const f32 *const a = p.upper + k * p.stride + c0, *const b = p.lower + k * p.stride + c0;
    const v::mask below = v::both(v::both(v::greater(t0, v::load(a)), v::greater(t1, v::load(a + 1))),
                                  v::both(v::greater(t2, v::load(b)), v::greater(t3, v::load(b + 1))));
    cells[k] = ~v::bits(below);
  }
}

/// The classes that may win between two columns; the count. Blocks of cells are looked at once.
static inline index upsample_listed(const upsample_pair& p, index first, index last) noexcept {
  const index b0 = first / v::lanes, b1 = last / v::lanes;
  for (index b = b0; b <= b1; ++b) {
    if (p.known[b]) continue;
    upsample_find(p, b * v::lanes, p.cells + b * p.classes);
    p.known[b] = true;
  }
  const u32 all = static_cast<u32>((u64(1) << v::lanes) - 1);
  const u32 from = all << (first - b0 * v::lanes) & all, to = all >> (v::lanes - 1 - (last - b1 * v::lanes));
  const u32 mask0 = b0 == b1 ? from & to : from, mask1 = b0 == b1 ? 0 : to;
  const u32 *const cells0 = p.cells + b0 * p.classes, *const cells1 = p.cells + b1 * p.classes;
  index n = 0;
  for (index k = 0; k < p.classes; ++k) {
    p.list[n] = static_cast<i32>(k);
    n += ((cells0[k] & mask0) | (cells1[k] & mask1)) != 0;
  }
  return n;
}

template <class Form>
static inline void upsample_pixels(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  for (index g = 0; g < c.count; g += v::lanes) {
    const index first = c.left[g], last = c.left[g + v::lanes - 1], span = c.right[g + v::lanes - 1] - first + 1;
    const i32 code = p.prune ? upsample_code(p, first, span) : -1;
    if (code >= 0 && !r.scores) {
      for (index y = 0; y < r.count; ++y) v::store(r.ids + y * r.stride + g, v::set_i32(code));
      continue;
    }
    const i32* list = p.all;
    index n = p.classes;
    if (code >= 0) {
      list = &code, n = 1;
    } else if (p.select && span <= v::lanes) {
      n = upsample_listed(p, first, last);
      list = p.list;
      *p.tried += p.classes, *p.kept += n;
    }
    if (p.careful) {
      for (index y = 0; y < r.count; ++y) upsample_race<Form, 1, true>(p, c, g, list, n, r, y);
      continue;
    }
    index y = 0;
    for (; y + 4 <= r.count; y += 4) upsample_race<Form, 4, false>(p, c, g, list, n, r, y);
    if (y + 2 <= r.count) upsample_race<Form, 2, false>(p, c, g, list, n, r, y), y += 2;
    if (y < r.count) upsample_race<Form, 1, false>(p, c, g, list, n, r, y);
  }
}

static inline void upsample_by_cv2(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  upsample_pixels<two_passes<cv2_mix>>(p, c, r);
}
static inline void upsample_by_torch(const upsample_pair& p, const upsample_columns& c,
                                     const upsample_rows& r) noexcept {
  upsample_pixels<two_passes<torch_mix>>(p, c, r);
}
static inline void upsample_by_quad(const upsample_pair& p, const upsample_columns& c,
                                    const upsample_rows& r) noexcept {
  upsample_pixels<four_products>(p, c, r);
}
static inline void upsample_by_tf(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  upsample_pixels<two_passes<tf_mix>>(p, c, r);
}

/// What pruning knows of a source row; see upsample_scan.
static inline bool upsample_scanned(const f32* values, index classes, index stride, index w, bool against_all,
                                    i32* codes, i32* labels, f32* largest) noexcept {
  constexpr f32 lowest = -0x1p126f;
  v::f32s most = v::set_f32(0), sum = most;
  const v::f32s zero = most;
  const auto size = [&](v::f32s x) { return v::maximum(x, v::sub(zero, x)); };
  for (index at = 0; at < w; at += v::lanes) {
    v::f32s best = v::load(values + at), rival = v::set_f32(lowest);
    v::i32s where = v::set_i32(0);
    most = v::maximum(size(best), most);
    sum = v::add(sum, best);
    for (index k = 1; k < classes; ++k) {
      const v::f32s x = v::load(values + k * stride + at);
      const v::mask m = v::greater(x, best);
      // the best class in front of the winner; or, where classes have two formulas, the best of all others
      rival = against_all ? v::maximum(v::minimum(x, best), rival) : v::select(m, best, rival);
      best = v::maximum(x, best);
      where = v::select(m, v::set_i32(static_cast<i32>(k)), where);
      most = v::maximum(size(x), most);
      sum = v::add(sum, x);
    }
    const v::f32s need = v::muladd(v::set_f32(0x1p-21f), v::add(size(best), size(rival)), v::set_f32(0x1p-140f));
    const v::mask wins = v::greater(v::sub(best, rival), need);
    v::store(labels + at, where);
    v::store(codes + at, v::select(wins, where, v::set_i32(-1)));
  }
  *largest = v::reduce_max(most);
  return !v::any(v::is_nan(sum)) && *largest <= 0x1p126f;
}

static inline void upsample_bytes(const i32* x, index n, u8* out) noexcept {
  index i = 0;
  for (; i + v::lanes <= n; i += v::lanes) v::store_i32_u8(out + i, v::load(x + i));
  for (; i < n; ++i) out[i] = static_cast<u8>(x[i]);
}

}  // namespace eido::kernels::EIDO_TIER
