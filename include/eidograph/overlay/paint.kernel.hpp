// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static_assert(16 * v::lanes <= 256, "eidograph: spread_mask says how much room it needs");

// ---- choice by a mask ----------------------------------------------------------------------------------------------

/// Bytes of 255 where x is not 0: 255 times bytes of 0 or 1, so that none carries.
static inline v::u8s all_or_nothing(v::u8s x) noexcept {
  const v::i32s one = v::as_i32(v::minimum(x, v::set_u8(1)));
  return v::as_u8(v::sub(v::shift_left<8>(one), one));
}

/// `Set` of the bytes get the value of the mask, the others are 0.
template <int Times, int Set = Times>
static inline void spread_to(const u8* mask, index n, u8* out) noexcept {
  constexpr index step = 4 * v::lanes;
  for (index at = 0; at < n; at += step) {
    const v::u8s x = all_or_nothing(n - at < step ? v::load_first(mask + at, n - at) : v::load(mask + at));
    if constexpr (Times == 1) {
      v::store(out + at, x);
    } else {
      v::u8s each[Times];
      for (int k = 0; k < Times; ++k) each[k] = k < Set ? x : v::set_u8(0);
      v::store_channels(out + at * Times, each);
    }
  }
}

static inline void spread_mask(const u8* mask, index n, int times, u8* out) noexcept {
  switch (times) {
    case 1: return spread_to<1>(mask, n, out);
    case 2: return spread_to<2>(mask, n, out);
    case 3: return spread_to<3>(mask, n, out);
    default: return spread_to<4>(mask, n, out);
  }
}

static inline void choose_bytes(const u8* mask, const u8* a, const u8* b, index n, u8* dst) noexcept {
  constexpr index step = 4 * v::lanes;
  const auto chosen = [](v::u8s mask_bytes, v::u8s x, v::u8s y) {
    const v::i32s m = v::as_i32(mask_bytes), rest = v::sub(v::set_i32(-1), m);
    return v::as_u8(v::bit_or(v::bit_and(v::as_i32(x), m), v::bit_and(v::as_i32(y), rest)));
  };
  index at = 0;
  for (; at + step <= n; at += step) {
    v::store(dst + at, chosen(v::load(mask + at), v::load(a + at), v::load(b + at)));
  }
  if (at == n) return;
  const index m = n - at;
  v::store_first(dst + at, chosen(v::load_first(mask + at, m), v::load_first(a + at, m), v::load_first(b + at, m)), m);
}

/// 32-bit words of a and b; the mask is spread as far as it goes before a byte is a word.
static inline void choose_spread(const u8* spread, const i32* a, const i32* b, index n, i32* dst,
                                 bool streams) noexcept {
  const auto block = [&](index i) {
    return v::select(v::greater(v::load_u8_i32(spread + i), v::set_i32(0)), v::load(a + i), v::load(b + i));
  };
  index i = 0;
  if (n >= v::lanes) {
    const v::i32s last = block(n - v::lanes);  // dst may be a or b
    if (streams) {
      v::store(dst, block(0));
      i = to_boundary(dst, 4 * v::lanes);
      for (; i + v::lanes <= n; i += v::lanes) v::stream(dst + i, block(i));
    } else {
      for (; i + v::lanes <= n; i += v::lanes) v::store(dst + i, block(i));
    }
    return v::store(dst + n - v::lanes, last);
  }
  for (; i < n; ++i) ::std::memcpy(dst + i, spread[i] ? a + i : b + i, sizeof *dst);
}

static inline void choose_words(const u8* mask, const i32* a, const i32* b, index n, int times, i32* dst,
                                bool streams) noexcept {
  constexpr index most = 256, room = 256;
  u8 held[2][8 * most + room];
  for (index at = 0; at < n; at += most) {
    const index m = n - at < most ? n - at : most, first = at * times;
    const u8* spread = mask + at;
    if (times > 4) {  // 6 and 8
      spread_mask(spread, m, times / 2, held[0]);
      spread_mask(held[0], m * (times / 2), 2, held[1]);
      spread = held[1];
    } else if (times > 1) {
      spread_mask(spread, m, times, held[0]);
      spread = held[0];
    }
    choose_spread(spread, a + first, b + first, m * times, dst + first, streams);
  }
  if (streams) v::stream_end();
}

/// The first of n mask values that is not 0, in steps of registers: up to a register's size in front of it, or n.
static inline index first_set(const u8* mask, index at, index n) noexcept {
  constexpr index step = 4 * v::lanes;
  while (at + step <= n && v::unequal(v::load(mask + at), v::set_u8(0)) == 0) at += step;
  return at;
}

static inline void paint_masked(const u8* mask, index n, const u8* pixels, int channels, u8* dst) noexcept {
  constexpr index most = 256, room = 256;
  u8 spread[4 * most + room];
  for (index at = first_set(mask, 0, n); at < n; at = first_set(mask, at, n)) {
    const index m = n - at < most ? n - at : most;
    (channels == 3 ? spread_to<3> : spread_to<4, 3>)(mask + at, m, spread);
    u8* const to = dst + at * channels;
    choose_bytes(spread, pixels, to, m * channels, to);
    at += m;
  }
}

// ---- a fourth channel ----------------------------------------------------------------------------------------------

static inline void add_fourth(const u8* three, const u8* fourth, index pixels, u8* dst) noexcept {
  constexpr index step = 4 * v::lanes;
  const auto block = [](const u8* from, const u8* more, u8* to) {
    v::u8s c[3];
    v::load_channels(from, c);
    const v::u8s all[4] = {c[0], c[1], c[2], v::load(more)};
    v::store_channels(to, all);
  };
  index at = 0;
  for (; at + step <= pixels; at += step) block(three + 3 * at, fourth + at, dst + 4 * at);
  if (at == pixels) return;
  u8 last[3][4 * step] = {};
  const auto n = static_cast<std::size_t>(pixels - at);
  ::std::memcpy(last[0], three + 3 * at, 3 * n);
  ::std::memcpy(last[1], fourth + at, n);
  block(last[0], last[1], last[2]);
  ::std::memcpy(dst + 4 * at, last[2], 4 * n);
}

// ---- colors --------------------------------------------------------------------------------------------------------

/// Pixels up to `end` of n. Each is stored with a byte too much, without a branch; the next one overwrites it.
static inline void color_some(const u8* labels, index at, index end, index n, const u8* colors, u8* dst) noexcept {
  const index whole = end < n ? end : n - 1;
  for (; at < whole; ++at) ::std::memcpy(dst + 3 * at, colors + 4 * labels[at], 4);
  if (at < end) ::std::memcpy(dst + 3 * at, colors + 4 * labels[at], 3);
}

static inline void color_runs(const u8* labels, index n, const u8* colors, u8* dst) noexcept {
  constexpr index step = 4 * v::lanes;
  index done = 0;  // pixels up to here
  for (index at = 0; at + step <= n; at += step) {
    if (v::unequal(v::load(labels + at), v::set_u8(labels[at])) != 0) continue;
    color_some(labels, done, at, n, colors, dst);
    const u8* const c = colors + 4 * labels[at];
    const v::u8s color[3] = {v::set_u8(c[0]), v::set_u8(c[1]), v::set_u8(c[2])};
    v::store_channels(dst + 3 * at, color);
    done = at + step;
  }
  color_some(labels, done, n, n, colors, dst);
}

/// Each channel looked up.
static inline void color_planes(const u8* labels, index n, const u8 (*planes)[256], u8* dst) noexcept {
  constexpr index step = 4 * v::lanes;
  const v::bytes256 table[3] = {v::load_256(planes[0]), v::load_256(planes[1]), v::load_256(planes[2])};
  const auto block = [&](v::u8s x, u8* to) {
    const v::u8s color[3] = {v::look_up(table[0], x), v::look_up(table[1], x), v::look_up(table[2], x)};
    v::store_channels(to, color);
  };
  index at = 0;
  for (; at + step <= n; at += step) block(v::load(labels + at), dst + 3 * at);
  if (at == n) return;
  u8 last[3 * step];
  block(v::load_first(labels + at, n - at), last);
  ::std::memcpy(dst + 3 * at, last, static_cast<std::size_t>(3 * (n - at)));
}

static inline void color_labels(const u8* labels, index n, const color_tables& colors, u8* dst) noexcept {
  if constexpr (v::has_look_up_256) return color_planes(labels, n, colors.planes, dst);
  return color_runs(labels, n, colors.pixels[0], dst);
}

}  // namespace eido::kernels::EIDO_TIER
