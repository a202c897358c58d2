// SPDX-License-Identifier: MIT
// Included once for each tier by simd/foreach_tier.hpp.

namespace eido::kernels::inline EIDO_ABI::EIDO_TIER {

namespace v = ::eido::simd::EIDO_TIER;

/// Rows rows at once share what is loaded of the tables.
template <int Rows>
static inline void across_runs_of(const cv2_runs& runs, const u8* const* from, void* const* to) noexcept {
  const u8* rows[Rows];
  i16* outs[Rows];
  EIDO_UNROLL for (int i = 0; i < Rows; ++i) rows[i] = from[i], outs[i] = static_cast<i16*>(to[i]);
  const u8* places = runs.places;
  const i16* weights = runs.weights;
  const i32* offset = runs.offset;
  for (index more = runs.values; more > 0; more -= 16, ++offset, places += 32, weights += 16) {
    if (more < 16) {  // the last block again, from where it fits
      EIDO_UNROLL for (int i = 0; i < Rows; ++i) outs[i] -= 16 - more;
    }
    const index begin = *offset;
    const v::u8s first = v::load(places), second = v::load(places + 16);
    const v::i16s low = v::load(weights), high = v::load(weights + 8);
    EIDO_UNROLL for (int i = 0; i < Rows; ++i) {
      const v::bytes64 window = v::load_64(rows[i] + begin);
      const v::u8s left = v::look_up(window, first), right = v::look_up(window, second);
      v::store(outs[i], v::mix_u8<0>(left, right, low));
      v::store(outs[i] + 8, v::mix_u8<1>(left, right, high));
      outs[i] += 16;
    }
  }
}

/// Registers have 16 bytes where bytes are looked up.
template <bool Here = v::has_look_up>
static inline void across_runs(const cv2_runs& runs, const u8* const* rows, int count, void* const* outs) noexcept {
  if constexpr (Here) {
    if (count == 4) return across_runs_of<4>(runs, rows, outs);
    for (int i = 0; i < count; ++i) across_runs_of<1>(runs, rows + i, outs + i);
  }
}

static inline bool runs_here() noexcept { return v::has_look_up; }

}  // namespace eido::kernels::EIDO_TIER
