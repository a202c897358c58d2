// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

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

/// Of rules that need none.
struct no_weights {
  no_weights(v::f32s, v::f32s, f32, f32) noexcept {}
  no_weights() noexcept = default;
};

/// cv2's means of 2 x 2 pixels: in pairs, but in reading order for the columns behind whole groups of 4.
struct four_means {
  using weights = no_weights;
  struct ends {
    v::f32s mean;
    ends(v::f32s a, v::f32s b, v::f32s c, v::f32s d, v::f32s last, v::f32s, v::mask) noexcept {
      const v::f32s upper = v::add(a, b), pairs = v::add(upper, v::add(c, d)), read = v::add(v::add(upper, c), d);
      mean = v::mul(v::select(v::greater(last, v::set_f32(0)), read, pairs), v::set_f32(0.25f));
    }
    v::f32s at(const weights&, bool) const noexcept { return mean; }
  };
};

// ---- the race of the classes ----

/// One register of columns, for R rows of these weights.
template <class Form, int R>
class upsample_group {
 public:
  upsample_group(const upsample_pair& p, const upsample_columns& c, index g, const f32* up, const f32* down) noexcept
      : p_(p),
        at_left_(c.left + g),
        at_right_(c.right + g),
        wl_(v::load(c.left_weight + g)),
        wr_(v::load(c.right_weight + g)) {
    const v::i32s first = v::set_i32(at_left_[0]);
    left_ = v::sub(v::load(at_left_), first), right_ = v::sub(v::load(at_right_), first);
    one_load_ = at_right_[v::lanes - 1] - at_left_[0] < v::lanes;
    alone_ = v::equal(left_, right_);
#pragma GCC unroll 4
    for (int j = 0; j < R; ++j) w_[j] = typename Form::weights(wl_, wr_, up[j], down[j]);
  }

  /// use(j, value) with class k's interpolated values of each row.
  template <class Use>
  void values(i32 k, Use use) const noexcept {
    v::f32s a, b, d, e;
    load(p_.upper + k * p_.stride, a, b);
    load(p_.lower + k * p_.stride, d, e);
    const typename Form::ends ends(a, b, d, e, wl_, wr_, alone_);
    const bool grouped = k < p_.grouped;
#pragma GCC unroll 4
    for (int j = 0; j < R; ++j) use(j, ends.at(w_[j], grouped));
  }

 private:
  void load(const f32* row, v::f32s& a, v::f32s& b) const noexcept {
    if (one_load_) {
      const v::f32s all = v::load(row + at_left_[0]);
      a = v::pick_lanes(all, left_), b = v::pick_lanes(all, right_);
    } else {
      f32 l[v::lanes], m[v::lanes];
      for (int i = 0; i < v::lanes; ++i) l[i] = row[at_left_[i]], m[i] = row[at_right_[i]];
      a = v::load(l), b = v::load(m);
    }
  }

  const upsample_pair& p_;
  const i32 *at_left_, *at_right_;
  v::f32s wl_, wr_;
  v::i32s left_, right_;
  v::mask alone_;
  bool one_load_;
  typename Form::weights w_[R];
};

static inline void upsample_put(const upsample_rows& r, index y, index g, v::i32s ids) noexcept {
  if (r.bytes) return v::store_i32_u8(r.bytes + y * r.stride + g, ids);
  v::store(r.ids + y * r.stride + g, ids);
}

/// Rows y to y + R - 1 of one register of columns: the listed classes against each other.
template <class Form, int R, bool Careful>
static inline void upsample_race(const upsample_pair& p, const upsample_columns& c, index g, const i32* list, index n,
                                 const upsample_rows& r, index y) noexcept {
  const upsample_group<Form, R> group(p, c, g, r.up + y, r.down + y);
  v::f32s best[R];
  v::i32s where[R];
#pragma GCC unroll 4
  for (int j = 0; j < R; ++j) best[j] = v::set_f32(0), where[j] = v::set_i32(0);  // for g++, which sees n = 0
  for (index i = 0; i < n; ++i) {
    const i32 k = list[i];
    const v::i32s id = v::set_i32(k);
    group.values(k, [&](int j, v::f32s x) {
      if (i == 0) {
        best[j] = x, where[j] = id;
        return;
      }
      v::mask m = v::greater(x, best[j]);
      if constexpr (Careful) {
        m = v::either(m, v::without(v::is_nan(x), v::is_nan(best[j])));
        best[j] = v::select(m, x, best[j]);
      } else {
        best[j] = v::maximum(x, best[j]);
      }
      where[j] = v::select(m, id, where[j]);
    });
  }
#pragma GCC unroll 4
  for (int j = 0; j < R; ++j) {
    upsample_put(r, y + j, g, where[j]);
    if (r.scores) v::store(r.scores + (y + j) * r.stride + g, best[j]);
  }
}

/// The winners' values become their shares: 1 / the sum of all classes' exponentials, added as softmax adds them.
/// Rows y to y + 3, or the last one again.
template <class Form>
static inline void upsample_share(const upsample_pair& p, const upsample_columns& c, index g, const upsample_rows& r,
                                  index y) noexcept {
  constexpr int rows = 4;
  const auto row = [&](int j) { return y + j < r.count ? y + j : r.count - 1; };
  const f32 up[rows] = {r.up[row(0)], r.up[row(1)], r.up[row(2)], r.up[row(3)]};
  const f32 down[rows] = {r.down[row(0)], r.down[row(1)], r.down[row(2)], r.down[row(3)]};
  const upsample_group<Form, rows> group(p, c, g, up, down);
  v::f32s most[rows], part[16][rows];
  for (int j = 0; j < rows; ++j) most[j] = v::load(r.scores + row(j) * r.stride + g);
  for (index k = 0; k < p.classes; ++k) {
    v::f32s e[rows];
    group.values(static_cast<i32>(k), [&](int j, v::f32s x) { e[j] = v::sub(x, most[j]); });
    v::exp_down_scaled(e);
    for (int j = 0; j < rows; ++j) part[k % 16][j] = k < 16 ? e[j] : v::add(part[k % 16][j], e[j]);
  }
  v::add_parts(part, p.classes);
  const v::f32s nan = v::set_f32(::std::numeric_limits<f32>::quiet_NaN());
  for (int j = 0; j < rows; ++j) {
    const v::f32s share = v::mul(v::set_f32(0x1p64f), v::div(v::set_f32(1.0f), part[0][j]));
    v::store(r.scores + row(j) * r.stride + g, v::select(v::is_nan(share), nan, share));
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

/// Which classes may win somewhere in the cells from c0 on: bit i of cells[n] is class names[n] in cell c0 + i. Returns
/// how many; the name behind them is larger than any.
/// Let M be the mean, at each corner, of the values of the four corners' winners. One of them is at least the
/// interpolated M, so a class that is below M by `margin` at all four corners never wins.
static inline index upsample_find(const upsample_pair& p, index c0, i32* names, u32* cells) noexcept {
  constexpr u32 all = static_cast<u32>((u64(1) << v::lanes) - 1);
  f32 least[4][v::lanes];
  const v::f32s margin = v::set_f32(p.margin);
  const auto put = [&](f32* to, const f32* best) { v::store(to, v::sub(v::load(best), margin)); };
  put(least[0], p.upper_best + c0), put(least[1], p.upper_best + c0 + 1);  // right where all four have one winner
  put(least[2], p.lower_best + c0), put(least[3], p.lower_best + c0 + 1);
  const auto label = [&](const i32* labels, index c) { return v::load(labels + c); };
  const v::i32s first = label(p.upper_labels, c0);
  const v::mask same =
      v::both(v::equal(first, label(p.upper_labels, c0 + 1)),
              v::both(v::equal(first, label(p.lower_labels, c0)), v::equal(first, label(p.lower_labels, c0 + 1))));
  for (u32 mixed = ~v::bits(same) & all; mixed != 0; mixed &= mixed - 1) {
    const int i = __builtin_ctz(mixed);
    const index c = c0 + i;
    if (c >= p.w) break;
    const i32 winners[4] = {p.upper_labels[c], p.upper_labels[c + 1], p.lower_labels[c], p.lower_labels[c + 1]};
    f32 mean[4] = {};
    for (const i32 k : winners) {
      const f32 *const a = p.upper + k * p.stride + c, *const b = p.lower + k * p.stride + c;
      mean[0] += a[0] * 0.25f, mean[1] += a[1] * 0.25f, mean[2] += b[0] * 0.25f, mean[3] += b[1] * 0.25f;
    }
    for (int q = 0; q < 4; ++q) least[q][i] = mean[q] - p.margin;
  }
  const v::f32s t0 = v::load(least[0]), t1 = v::load(least[1]), t2 = v::load(least[2]), t3 = v::load(least[3]);
  index n = 0;
  for (index k = 0; k < p.classes; ++k) {
    const f32 *const a = p.upper + k * p.stride + c0, *const b = p.lower + k * p.stride + c0;
    const v::mask below = v::both(v::both(v::greater(t0, v::load(a)), v::greater(t1, v::load(a + 1))),
                                  v::both(v::greater(t2, v::load(b)), v::greater(t3, v::load(b + 1))));
    names[n] = static_cast<i32>(k);
    cells[n] = ~v::bits(below) & all;
    n += cells[n] != 0;
  }
  names[n] = (::std::numeric_limits<i32>::max)();
  return n;
}

/// The classes that may win between two columns; the count.
static inline index upsample_listed(const upsample_pair& p, index first, index last) noexcept {
  const index b0 = first / v::lanes, b1 = last / v::lanes, room = p.classes + 1;
  for (index b = b0; b <= b1; ++b) {  // blocks of cells are looked at once
    if (p.found[b] < 0) p.found[b] = upsample_find(p, b * v::lanes, p.names + b * room, p.cells + b * room);
  }
  const u32 all = static_cast<u32>((u64(1) << v::lanes) - 1);
  const u32 from = all << (first - b0 * v::lanes) & all, to = all >> (v::lanes - 1 - (last - b1 * v::lanes));
  const i32 *names0 = p.names + b0 * room, *names1 = p.names + b1 * room;
  const u32 *cells0 = p.cells + b0 * room, *cells1 = p.cells + b1 * room;
  index n = 0;
  if (b0 == b1) {
    for (index i = 0; i < p.found[b0]; ++i) {
      p.list[n] = names0[i];
      n += (cells0[i] & from & to) != 0;
    }
    return n;
  }
  const i32* const ends = names0 + p.found[b0];
  const i32* const ends1 = names1 + p.found[b1];
  while (names0 < ends || names1 < ends1) {  // in order
    const i32 a = *names0, b = *names1, k = a < b ? a : b;
    p.list[n] = k;
    n += ((a == k ? *cells0 & from : 0) | (b == k ? *cells1 & to : 0)) != 0;
    names0 += a == k, cells0 += a == k;
    names1 += b == k, cells1 += b == k;
  }
  return n;
}

template <class Form>
static inline void upsample_pixels(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  for (index g = 0; g < c.count; g += v::lanes) {
    const index first = c.left[g], last = c.left[g + v::lanes - 1], span = c.right[g + v::lanes - 1] - first + 1;
    const i32 code = p.prune ? upsample_code(p, first, span) : -1;
    if (code >= 0 && !r.scores) {
      for (index y = 0; y < r.count; ++y) upsample_put(r, y, g, v::set_i32(code));
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
    } else {
      index y = 0;
      for (; y + 4 <= r.count; y += 4) upsample_race<Form, 4, false>(p, c, g, list, n, r, y);
      if (y + 2 <= r.count) upsample_race<Form, 2, false>(p, c, g, list, n, r, y), y += 2;
      if (y < r.count) upsample_race<Form, 1, false>(p, c, g, list, n, r, y);
    }
    for (index y = 0; r.shares && y < r.count; y += 4) upsample_share<Form>(p, c, g, r, y);
  }
}

/// TFLite's four products, each rounded twice.
struct tflite_products {
  struct weights {
    v::f32s left, right, up, down;
    weights(v::f32s wl, v::f32s wr, f32 u, f32 d) noexcept
        : left(wl), right(wr), up(v::set_f32(u)), down(v::set_f32(d)) {}
    weights() noexcept = default;
  };
  struct ends {
    v::f32s a, b, c, d;
    ends(v::f32s p, v::f32s q, v::f32s r, v::f32s s, v::f32s, v::f32s, v::mask) noexcept : a(p), b(q), c(r), d(s) {}
    v::f32s at(const weights& w, bool) const noexcept {
      v::f32s sum = v::add(v::set_f32(0), v::mul(v::mul(a, w.up), w.left));  // no -0 comes out
      sum = v::add(sum, v::mul(v::mul(c, w.down), w.left));
      sum = v::add(sum, v::mul(v::mul(b, w.up), w.right));
      return v::add(sum, v::mul(v::mul(d, w.down), w.right));
    }
  };
};

/// Bytes in 1 / 2^20, rounded half away from zero. Across, |sum| < 2^7 * 2^11: exact in f32; then in i32 below 2^30.
struct tflite_integers {
  struct weights {
    v::i32s up, down;
    weights(v::f32s, v::f32s, f32 u, f32 d) noexcept
        : up(v::set_i32(static_cast<i32>(u))), down(v::set_i32(static_cast<i32>(d))) {}
    weights() noexcept = default;
  };
  struct ends {
    v::i32s upper, lower;
    ends(v::f32s a, v::f32s b, v::f32s c, v::f32s d, v::f32s wl, v::f32s wr, v::mask) noexcept
        : upper(v::trunc_i32(v::add(v::mul(a, wl), v::mul(b, wr)))),
          lower(v::trunc_i32(v::add(v::mul(c, wl), v::mul(d, wr)))) {}
    v::f32s at(const weights& w, bool) const noexcept {
      const v::i32s sum = v::add(v::mul(upper, w.up), v::mul(lower, w.down)), half = v::set_i32(1 << 19);
      const v::i32s toward = v::select(v::greater(sum, v::set_i32(0)), half, v::sub(half, v::set_i32(1)));
      return v::to_f32(v::shift_right<20>(v::add(sum, toward)));
    }
  };
};

/// Pixels that are not mixed: both taps are the one that shows.
struct picked {
  using weights = no_weights;
  struct ends {
    v::f32s value;
    ends(v::f32s a, v::f32s, v::f32s, v::f32s, v::f32s, v::f32s, v::mask) noexcept : value(a) {}
    v::f32s at(const weights&, bool) const noexcept { return value; }
  };
};

static inline void upsample_by_tflite(const upsample_pair& p, const upsample_columns& c,
                                      const upsample_rows& r) noexcept {
  upsample_pixels<tflite_products>(p, c, r);
}
static inline void upsample_by_tflite_i8(const upsample_pair& p, const upsample_columns& c,
                                         const upsample_rows& r) noexcept {
  upsample_pixels<tflite_integers>(p, c, r);
}
static inline void upsample_by_pick(const upsample_pair& p, const upsample_columns& c,
                                    const upsample_rows& r) noexcept {
  upsample_pixels<picked>(p, c, r);
}
static inline void upsample_by_cv2(const upsample_pair& p, const upsample_columns& c, const upsample_rows& r) noexcept {
  upsample_pixels<two_passes<cv2_mix>>(p, c, r);
}
static inline void upsample_by_half(const upsample_pair& p, const upsample_columns& c,
                                    const upsample_rows& r) noexcept {
  upsample_pixels<four_means>(p, c, r);
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

}  // namespace eido::kernels::EIDO_TIER
