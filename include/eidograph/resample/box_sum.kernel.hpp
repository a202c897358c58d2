// SPDX-License-Identifier: MIT
// Included once for each tier, see box_sum_kernels.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

static inline void add_rows(const u8* rows, index step, index count, index n, u16* out) noexcept {
  constexpr index lanes = 2 * v::lanes;
  index i = 0;
  for (; i + 2 * lanes <= n; i += 2 * lanes) {
    const u8* p = rows + i;
    v::i16s low = v::load_u8_i16(p), high = v::load_u8_i16(p + lanes);
    for (index k = 1; k < count; ++k) {
      p += step;
      low = v::add(low, v::load_u8_i16(p));
      high = v::add(high, v::load_u8_i16(p + lanes));
    }
    v::store(reinterpret_cast<i16*>(out + i), low);
    v::store(reinterpret_cast<i16*>(out + i + lanes), high);
  }
  for (; i < n; ++i) {
    u32 sum = 0;
    for (index k = 0; k < count; ++k) sum += rows[i + k * step];
    out[i] = static_cast<u16>(sum);
  }
}

}  // namespace eido::kernels::EIDO_TIER
