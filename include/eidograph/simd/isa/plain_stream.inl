// SPDX-License-Identifier: MIT
// Stores past the caches where the instruction set has none: included inside of a tier's namespace.

inline constexpr bool has_stream = false;  // whether anything is gained
/// store() for memory that is not read soon: p at a multiple of the register's size. stream_end() after the last one.
static inline void stream(f32* p, f32s a) noexcept { store(p, a); }
static inline void stream(i32* p, i32s a) noexcept { store(p, a); }
static inline void stream(u8* p, u8s a) noexcept { store(p, a); }
/// The blocks of a, b and c in turn: a's first, b's first, c's first, a's second, ...
static inline void stream_threes(u8* p, u8s a, u8s b, u8s c) noexcept {
  store_blocks(p, 48, a);
  store_blocks(p + 16, 48, b);
  store_blocks(p + 32, 48, c);
}
/// store_channels() of three.
template <class T, class Register>
static inline void stream_channels(T* p, const Register (&in)[3]) noexcept {
  store_channels(p, in);
}
static inline void stream_end() noexcept {}
