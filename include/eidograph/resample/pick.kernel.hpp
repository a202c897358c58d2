// SPDX-License-Identifier: MIT
// Included once for each tier, see pick_kernels.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static inline int pick_bytes() noexcept { return v::has_permute_bytes ? 4 * v::lanes : v::has_byte_shuffle ? 16 : 0; }

static void pick_in_runs(const u8* row, const pick_runs& runs, u8* out) noexcept {
  constexpr index size = v::has_permute_bytes ? 4 * v::lanes : 16, at_once = 4 * v::lanes / size;
  const pick_runs t = runs;
  const auto pick = [&](index r) {
    const v::u8s places = v::load(t.places + r * size);
    if constexpr (v::has_permute_bytes) return v::permute_bytes(v::load(row + t.begin[r]), places);
    const u8* from[v::lanes];
    EIDO_UNROLL for (int k = 0; k < at_once; ++k) from[4 * k] = row + t.begin[r + k];
    return v::shuffle_in_blocks(v::load_blocks(from, 0), places);
  };
  const index step = at_once * t.each;
  index r = 0, at = 0;
  for (; at + step - t.each + size <= t.bytes; r += at_once, at += step) {  // what is too much is written over
    if constexpr (v::has_permute_bytes) {
      v::store(out + at, pick(r));
    } else {
      v::store_blocks(out + at, t.each, pick(r));
    }
  }
  for (; at < t.bytes; r += at_once) {
    u8 last[4 * v::lanes];
    v::store(last, pick(r));
    for (index k = 0; k < at_once && at < t.bytes; ++k, at += t.each) {
      const index left = t.bytes - at;
      ::std::memcpy(out + at, last + k * size, static_cast<std::size_t>(left < t.each ? left : t.each));
    }
  }
}

}  // namespace eido::kernels::EIDO_TIER
