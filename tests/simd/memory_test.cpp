// SPDX-License-Identifier: MIT
// The verbs that touch memory: the right elements, and not one byte beside them.
#include "lanewise.hpp"
#include "support/guarded.hpp"

namespace eido_test {

namespace {

template <class T>
constexpr typename guarded<T>::side side_of(bool behind) {
  return behind ? guarded<T>::side::behind : guarded<T>::side::before;
}

/// run reads exactly n elements of A and gives `count` elements: element i is expected(i, a).
template <class A, class Out, class F>
void check_load(const char* name, const verbs& t, verb run, index n, int count, F expected) {
  for (const bool behind : {true, false}) {
    guarded<A> from(n, side_of<A>(behind));
    pattern p(5);
    for (index i = 0; i < n; ++i) draw(p, from.data()[i]);
    Out made[256];
    run(from.data(), nullptr, nullptr, made);
    INFO(std::string(name), " of tier ", t.tier);
    int wrong = 0;
    for (int i = 0; i < count; ++i) wrong += !same(made[i], static_cast<Out>(expected(i, from.data())));
    CHECK(wrong == 0);
  }
}

/// run takes elements of A and writes exactly n elements: element i is expected(i, a).
template <class A, class Out, class F>
void check_store(const char* name, const verbs& t, verb run, index n, F expected) {
  A from[256];
  pattern p(6);
  for (A& x : from) draw(p, x);
  for (const bool behind : {true, false}) {
    for (const u8 fill : {u8(0xa5), u8(0x00)}) {
      guarded<Out> to(n, side_of<Out>(behind), fill);
      run(from, nullptr, nullptr, to.data());
      INFO(std::string(name), " of tier ", t.tier);
      CHECK(to.intact());
      int wrong = 0;
      for (int i = 0; i < n; ++i) wrong += !same(to.data()[i], static_cast<Out>(expected(i, from)));
      CHECK(wrong == 0);
    }
  }
}

/// A register from exactly its elements, and back.
template <class T>
void check_copy(const char* name, const verbs& t, verb run) {
  const int count = 4 * t.lanes / static_cast<int>(sizeof(T));
  check_load<T, T>(name, t, run, count, count, [](int i, const T* a) { return a[i]; });
  check_store<T, T>(name, t, run, count, [](int i, const T* a) { return a[i]; });
}

template <class T>
void check_first(const char* type, const verbs& t, first_verb load, first_verb store) {
  const int all = 4 * t.lanes / static_cast<int>(sizeof(T));
  T values[64];
  pattern p(9);
  for (T& x : values) draw(p, x);
  for (const bool behind : {true, false}) {
    for (index n = 0; n <= all; ++n) {
      INFO("load_first or store_first(", std::string(type), ") of tier ", t.tier, ", n = ", n);
      const std::size_t bytes = static_cast<std::size_t>(n) * sizeof(T);
      guarded<T> from(n, side_of<T>(behind)), to(n, side_of<T>(behind));
      std::memcpy(from.data(), values, bytes);
      T made[64];
      std::memset(made, 0x77, sizeof made);
      load(from.data(), n, made);
      int wrong = 0;
      for (int i = 0; i < all; ++i) wrong += !same(made[i], i < n ? values[i] : T(0));
      CHECK(wrong == 0);
      store(values, n, to.data());
      CHECK(to.intact());
      CHECK(std::memcmp(to.data(), values, bytes) == 0);
    }
  }
}

template <class T>
void check_channels(const char* name, const verbs& t, int channels, verb split, verb merge) {
  const int count = 4 * t.lanes / static_cast<int>(sizeof(T)), all = channels * count;
  INFO("channels = ", channels);
  check_load<T, T>(name, t, split, all, all, [&](int i, const T* a) { return a[i % count * channels + i / count]; });
  check_store<T, T>(name, t, split, all, [&](int i, const T* a) { return a[i % count * channels + i / count]; });
  check_load<T, T>(name, t, merge, all, all, [&](int i, const T* a) { return a[i % channels * count + i / channels]; });
  check_store<T, T>(name, t, merge, all, [&](int i, const T* a) { return a[i % channels * count + i / channels]; });
}

}  // namespace

TEST_CASE("simd/memory: load and store touch a register's elements") {
  for (const verbs& t : all_tiers()) {
    check_copy<f32>("load or store(f32)", t, t.copy_f32);
    check_copy<i32>("load or store(i32)", t, t.copy_i32);
    check_copy<i16>("load or store(i16)", t, t.copy_i16);
    check_copy<u8>("load or store(u8)", t, t.copy_u8);
  }
}

namespace {

/// One register stored at a multiple of its size, and nothing beside it.
template <class T>
void check_stream(const char* what, const verbs& t, verb stream) {
  constexpr int most = 64 / static_cast<int>(sizeof(T));
  const int n = 4 * t.lanes / static_cast<int>(sizeof(T));
  alignas(64) T memory[3 * most];
  T from[most];
  pattern p(7);
  for (T& x : from) draw(p, x);
  for (T& x : memory) x = T(7);
  stream(from, nullptr, nullptr, memory + most);
  INFO(what, ", tier ", t.tier);
  int wrong = 0;
  for (int i = 0; i < 3 * most; ++i) wrong += !same(memory[i], i >= most && i < most + n ? from[i - most] : T(7));
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("simd/memory: stream stores a register at a multiple of its size") {
  for (const verbs& t : all_tiers()) {
    check_stream<f32>("stream(f32)", t, t.stream);
    check_stream<i32>("stream(i32)", t, t.stream_i32);
    check_stream<u8>("stream(u8)", t, t.stream_u8);
  }
}

namespace {

/// Three registers that a verb stores at a multiple of their size; value i comes from value `at(i)` of register
/// `of(i)`.
template <class T, class Of, class At>
void check_streamed_threes(const char* name, const verbs& t, verb stream, Of of, At at) {
  constexpr int most = 64 / static_cast<int>(sizeof(T));
  const int stored = 3 * 4 * t.lanes / static_cast<int>(sizeof(T));
  alignas(64) T memory[5 * most];
  alignas(64) T from[3][most];
  pattern p(8);
  for (auto& one : from) {
    for (T& x : one) draw(p, x);
  }
  for (T& x : memory) x = 7;
  stream(from[0], from[1], from[2], memory + most);
  INFO(name, ", tier ", t.tier);
  int wrong = 0;
  for (int i = -most; i < 4 * most; ++i) {
    wrong += memory[most + i] != (i >= 0 && i < stored ? from[of(i)][at(i)] : T(7));
  }
  CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("simd/memory: three registers stored in turn, blocks or values, at a multiple of their size") {
  const auto channel = [](int i) { return i % 3; };
  const auto pixel = [](int i) { return i / 3; };
  for (const verbs& t : all_tiers()) {
    check_streamed_threes<u8>(
        "stream_threes", t, t.stream_threes, [](int i) { return i / 16 % 3; },
        [](int i) { return i / 48 * 16 + i % 16; });
    check_streamed_threes<u8>("stream_channels(u8)", t, t.stream_channels_u8, channel, pixel);
    check_streamed_threes<i32>("stream_channels(i32)", t, t.stream_channels_i32, channel, pixel);
  }
}

TEST_CASE("simd/memory: load_first and store_first touch n elements") {
  for (const verbs& t : all_tiers()) {
    check_first<f32>("f32", t, t.load_first_f32, t.store_first_f32);
    check_first<i32>("i32", t, t.load_first_i32, t.store_first_i32);
    check_first<i16>("i16", t, t.load_first_i16, t.store_first_i16);
    check_first<u8>("u8", t, t.load_first_u8, t.store_first_u8);
  }
}

TEST_CASE("simd/memory: bytes widened while they are read, clamped while they are written") {
  for (const verbs& t : all_tiers()) {
    check_load<u8, i32>("load_u8_i32", t, t.load_u8_i32, t.lanes, t.lanes, [](int i, const u8* a) { return a[i]; });
    check_load<u8, i16>("load_u8_i16", t, t.load_u8_i16, 2 * t.lanes, 2 * t.lanes,
                        [](int i, const u8* a) { return a[i]; });
    check_load<u8, f32>("load_u8_f32", t, t.load_u8_f32, 4 * t.lanes, 4 * t.lanes,
                        [](int i, const u8* a) { return a[i]; });
    check_store<i32, u8>("store_i32_u8", t, t.store_i32_u8, t.lanes, [](int i, const i32* a) {
      return a[i] < 0 ? 0 : a[i] > 255 ? 255 : a[i];
    });
    check_verb<i32, u8, u8, u8>("store_i32_u8", t, t.store_i32_u8, t.lanes,
                                [](int i, const i32* a, const u8*, const u8*) {
                                  return static_cast<u8>(a[i] < 0 ? 0 : a[i] > 255 ? 255 : a[i]);
                                });
  }
}

TEST_CASE("simd/memory: blocks of 16 bytes at a step, and transposed") {
  for (const verbs& t : all_tiers()) {
    const int all = 4 * t.lanes, last = t.lanes / 4 - 1;
    check_load<u8, u8>("load_blocks at a step", t, t.load_stepped, 21 * last + 16, all,
                       [](int i, const u8* a) { return a[i / 16 * 21 + i % 16]; });
    check_store<u8, u8>("store_blocks at a step", t, t.store_stepped, 13 * last + 16, [&](int i, const u8* a) {
      const int block = i / 13 < last ? i / 13 : last;  // of two that overlap the later one
      return a[16 * block + i - 13 * block];
    });
    check_load<i32, i32>("transpose_blocks", t, t.transpose_blocks, all, all, [&](int i, const i32* a) {
      const int j = i / t.lanes, lane = i % t.lanes;
      return a[lane % 4 * t.lanes + lane / 4 * 4 + j];
    });
  }
}

TEST_CASE("simd/memory: channels apart and together") {
  for (const verbs& t : all_tiers()) {
    for (int channels = 2; channels <= 4; ++channels) {
      check_channels<u8>("channels of bytes", t, channels, t.split_u8[channels], t.merge_u8[channels]);
      check_channels<i32>("channels of i32", t, channels, t.split_i32[channels], t.merge_i32[channels]);
    }
    for (int channels = 1; channels <= 4; ++channels) {
      const int count = 2 * t.lanes;
      check_store<i16, u8>("store_rounded", t, t.store_rounded[channels], channels * count, [&](int i, const i16* a) {
        const int x = ((a[i % channels * count + i / channels] >> 2) + 32) >> 6;
        return x < 0 ? 0 : x > 255 ? 255 : x;
      });
    }
  }
}

}  // namespace eido_test
