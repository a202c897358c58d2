// SPDX-License-Identifier: MIT
// Lines of 32-bit elements as lanes, included at the end of each tier's namespace.

/// 16 bytes of each of `lanes` lines, line_bytes apart, as four registers: register i has quarter i of all lines. In each
/// block of 16 bytes line 4b + j's quarters 0 1 2 3, in register j, change places with lines 4b .. 4b + 3 of quarter i.
static inline void load_turned(const u8* p, index line_bytes, i32s (&r)[4]) noexcept {
  EIDO_UNROLL
  for (int j = 0; j < 4; ++j) r[j] = as_i32(load_blocks(p + j * line_bytes, 4 * line_bytes));
  transpose_blocks(r);
}
/// The same for elements of 32 bits, and back: register i has element i of all lines.
static inline void load_turned(const i32* p, index line_step, i32s (&r)[4]) noexcept {
  load_turned(reinterpret_cast<const u8*>(p), 4 * line_step, r);
}
static inline void load_turned(const f32* p, index line_step, f32s (&a)[4]) noexcept {
  i32s r[4];
  load_turned(reinterpret_cast<const i32*>(p), line_step, r);
  EIDO_UNROLL
  for (int j = 0; j < 4; ++j) a[j] = as_f32(r[j]);
}
static inline void store_turned(f32* p, index line_step, const f32s (&a)[4]) noexcept {
  i32s r[4];
  EIDO_UNROLL
  for (int j = 0; j < 4; ++j) r[j] = as_i32(a[j]);
  transpose_blocks(r);
  EIDO_UNROLL
  for (int j = 0; j < 4; ++j) store_blocks(reinterpret_cast<u8*>(p + j * line_step), 16 * line_step, as_u8(r[j]));
}
