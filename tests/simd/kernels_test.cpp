// SPDX-License-Identifier: MIT
// Every kernel on every tier against plain code, between pages that may not be touched.
#include <doctest/doctest.h>
#include <eidograph/convert.hpp>
#include <eidograph/reduce/argmax.hpp>

#include <cstring>
#include <limits>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using eido_test::guarded;
using eido_test::pattern;

namespace {

template <class T>
typename guarded<T>::side any_side(pattern& random) {
  return random.next() % 2 ? guarded<T>::side::behind : guarded<T>::side::before;
}

/// Memory for a view of this shape whose axes lie in any order.
template <class T>
view<T, 3> in_any_order(T* data, const index_array<3>& shape, pattern& random) {
  int order[3] = {0, 1, 2};
  for (int i = 2; i > 0; --i) std::swap(order[i], order[random.between(0, i)]);
  index_array<3> stored;
  for (int k = 0; k < 3; ++k) stored[k] = shape[order[k]];
  int back[3];
  for (int k = 0; k < 3; ++k) back[order[k]] = k;
  return detail::permuted(view<T, 3>(data, stored), back);
}

/// Some of: backwards, every second, without the first.
template <class T>
view<T, 3> in_any_steps(view<T, 3> v, pattern& random) {
  for (int k = 0; k < 3; ++k) {
    if (random.next() % 3 == 0) v = detail::turned(v, k);
    if (random.next() % 4 == 0) {
      index_array<3> shape = v.shape(), strides = v.strides();
      shape[k] = (shape[k] + 1) / 2;
      strides[k] *= 2;
      v = view<T, 3>(v.data(), shape, strides);
    }
    if (random.next() % 4 == 0 && v.shape(k) > 1) {
      index_array<3> shape = v.shape();
      --shape[k];
      v = view<T, 3>(v.data() + v.stride(k), shape, v.strides());
    }
  }
  return v;
}

template <class A, class F>
void at_every(const A& a, F f) {
  for (eido::index i = 0; i < a.shape(0); ++i) {
    for (eido::index j = 0; j < a.shape(1); ++j) {
      for (eido::index k = 0; k < a.shape(2); ++k) f(i, j, k);
    }
  }
}

template <class T>
void copy_any(pattern& random) {
  const index_array<3> shape(random.between(1, 30), random.between(1, 67), random.between(1, 5));
  guarded<T> from(shape[0] * shape[1] * shape[2], any_side<T>(random));
  for (eido::index i = 0; i < from.size() * eido::index(sizeof(T)); ++i) {
    reinterpret_cast<u8*>(from.data())[i] = static_cast<u8>(random.next());
  }
  const view<const T, 3> src = in_any_steps(in_any_order<const T>(from.data(), shape, random), random);
  guarded<T> to(src.size(), any_side<T>(random), static_cast<u8>(random.next()));
  const view<T, 3> dst = in_any_order(to.data(), src.shape(), random);
  REQUIRE(try_copy(src, dst).ok());
  int wrong = 0;
  at_every(src, [&](auto... at) { wrong += std::memcmp(&src.at(at...), &dst.at(at...), sizeof(T)) != 0; });
  REQUIRE(wrong == 0);
  REQUIRE(to.intact());
}

/// Pixels of three elements, the elements of each or all pixels turned round.
template <class T>
void copy_turned(pattern& random, eido::index w, bool swap, bool back) {
  guarded<T> from(2 * w * 3, any_side<T>(random)), to(2 * w * 3, any_side<T>(random));
  for (eido::index i = 0; i < from.size() * eido::index(sizeof(T)); ++i) {
    reinterpret_cast<u8*>(from.data())[i] = static_cast<u8>(random.next());
  }
  view<const T, 3> src(from.data(), {2, w, 3});
  const view<T, 3> dst(to.data(), {2, w, 3});
  if (swap) src = detail::turned(src, 2);
  if (back) src = detail::turned(src, 1);
  REQUIRE(try_copy(src, dst).ok());
  int wrong = 0;
  at_every(src, [&](auto... at) { wrong += std::memcmp(&src.at(at...), &dst.at(at...), sizeof(T)) != 0; });
  REQUIRE(wrong == 0);
  REQUIRE(to.intact());
}

f32 expected(u8 x, f32 mean, f32 std) {
  volatile f32 unit = static_cast<f32>(x) / 255.0f;
  volatile f32 centred = unit - mean;
  volatile f32 scaled = centred / std;
  return scaled;
}

}  // namespace

TEST_CASE("simd/kernels: copy, elements of 1 to 8 bytes, any order, steps and directions") {
  eido_test::for_each_target([] {
    pattern random(5);
    for (int i = 0; i < 500; ++i) {
      copy_any<u8>(random);
      copy_any<u16>(random);
      copy_any<f32>(random);
      copy_any<u64>(random);
    }
  });
}

TEST_CASE("simd/kernels: copy, pixels of three elements turned round, of every width") {
  eido_test::for_each_target([] {
    pattern random(6);
    for (eido::index w = 1; w < 70; ++w) {
      for (const int kind : {1, 2, 3}) {
        copy_turned<u8>(random, w, (kind & 1) != 0, (kind & 2) != 0);
        copy_turned<u16>(random, w, (kind & 1) != 0, (kind & 2) != 0);
        copy_turned<f32>(random, w, (kind & 1) != 0, (kind & 2) != 0);
      }
    }
  });
}

TEST_CASE("simd/kernels: normalize, to pixels and planes, has the bits of divisions") {
  eido_test::for_each_target([] {
    pattern random(7);
    for (int i = 0; i < 250; ++i) {
      const index_array<3> shape(random.between(1, 9), random.between(1, 300), random.between(1, 5));
      guarded<u8> from(shape[0] * shape[1] * shape[2], any_side<u8>(random));
      for (eido::index k = 0; k < from.size(); ++k) from.data()[k] = static_cast<u8>(random.next());
      guarded<f32> to(from.size(), any_side<f32>(random));
      norm values({0.5}, {0.5});
      values.channels = static_cast<int>(shape[2]);
      for (int c = 0; c < values.channels; ++c) {
        values.mean[c] = static_cast<f32>(random.between(1, 900)) / 1000;
        values.std[c] = static_cast<f32>(random.between(1, 900)) / 1000;
      }
      const view<const u8, 3> src = in_any_steps(view<const u8, 3>(from.data(), shape), random);
      values.channels = static_cast<int>(src.shape(2));
      const view<f32, 3> whole = in_any_order(to.data(), src.shape(), random);
      REQUIRE(try_normalize(src, values, like::torchvision::normalize, whole).ok());
      int wrong = 0;
      at_every(src, [&](eido::index y, eido::index x, eido::index c) {
        wrong += whole.at(y, x, c) != expected(src.at(y, x, c), values.mean[c], values.std[c]);
      });
      REQUIRE(wrong == 0);
      REQUIRE(to.intact());
    }
  });
}

TEST_CASE("simd/kernels: casts of every length, extremes and NaN among them") {
  const f32 special[] = {0.0f,
                         -0.0f,
                         0.5f,
                         1.5f,
                         2.5f,
                         254.5f,
                         255.5f,
                         -0.6f,
                         255.99f,
                         3e9f,
                         -3e9f,
                         1e-40f,
                         std::numeric_limits<f32>::infinity(),
                         -std::numeric_limits<f32>::infinity(),
                         std::numeric_limits<f32>::quiet_NaN()};
  eido_test::for_each_target([&] {
    pattern random(11);
    for (eido::index n = 1; n < 200; ++n) {
      guarded<f32> floats(n, any_side<f32>(random)), back(n, any_side<f32>(random));
      guarded<u8> cut(n, any_side<u8>(random)), nearest(n, any_side<u8>(random));
      for (eido::index i = 0; i < n; ++i) {
        floats.data()[i] =
            random.next() % 3 ? static_cast<f32>(random.between(-3000, 6000)) / 16 : special[random.between(0, 14)];
      }
      const view<const f32, 1> x(floats.data(), {n});
      REQUIRE(try_astype(x, view<u8, 1>(cut.data(), {n})).ok());
      REQUIRE(try_saturate(x, view<u8, 1>(nearest.data(), {n})).ok());
      REQUIRE(try_astype(view<const u8, 1>(cut.data(), {n}), view<f32, 1>(back.data(), {n})).ok());
      int wrong = 0;
      for (eido::index i = 0; i < n; ++i) {
        wrong += cut.data()[i] != detail::cast<u8>(x.at(i));
        wrong += nearest.data()[i] != detail::saturated<u8>(x.at(i));
        wrong += back.data()[i] != static_cast<f32>(cut.data()[i]);
      }
      REQUIRE(wrong == 0);
      REQUIRE(cut.intact());
      REQUIRE(nearest.intact());
      REQUIRE(back.intact());
    }
  });
}

TEST_CASE("simd/kernels: argmax along planes and along rows, ties and NaN") {
  eido_test::for_each_target([] {
    pattern random(13);
    for (int round = 0; round < 300; ++round) {
      const eido::index count = random.between(1, 70), n = random.between(1, 300);
      guarded<f32> values(count * n, any_side<f32>(random));
      for (eido::index i = 0; i < values.size(); ++i) {
        const u32 pick = random.next() % 60;
        values.data()[i] = pick == 0 ? std::numeric_limits<f32>::quiet_NaN() : static_cast<f32>(pick % 9) - 4;
      }
      guarded<u8> bytes(n, any_side<u8>(random));
      guarded<i32> words(n, any_side<i32>(random));
      const bool rows = random.next() % 2;
      const view<const f32, 2> planes = rows ? transpose(view<const f32, 2>(values.data(), {n, count}))
                                             : view<const f32, 2>(values.data(), {count, n});
      REQUIRE(try_argmax(planes, axis<0>, view<u8, 1>(bytes.data(), {n})).ok());
      REQUIRE(try_argmax(planes, axis<0>, view<i32, 1>(words.data(), {n})).ok());
      int wrong = 0;
      for (eido::index i = 0; i < n; ++i) {
        eido::index best = 0;
        for (eido::index k = 1; k < count; ++k)
          best = detail::beats<false>(planes.at(k, i), planes.at(best, i)) ? k : best;
        wrong += bytes.data()[i] != best || words.data()[i] != best;
      }
      REQUIRE(wrong == 0);
      REQUIRE(bytes.intact());
      REQUIRE(words.intact());
    }
  });
}
