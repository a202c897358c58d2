// SPDX-License-Identifier: MIT
// One table of hashes for every target and every tier: where this file passes, the kernels give the same bits as
// everywhere else. It needs no exceptions, so that it runs on all of them, as goldens_test.cpp does.
#ifndef EIDO_EXTRA_TIERS
#define EIDO_EXTRA_TIERS 1
#endif

#include <doctest/doctest.h>
#include <eidograph/core.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "support/hash.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;

namespace {

using eido_test::hash_of;
using eido_test::random_values;

constexpr eido::index h = 13, w = 67;  // whole registers and a rest, in each tier

std::vector<u8> bytes() { return random_values<u8>(h * w * 4, 1); }
std::vector<f32> floats() { return random_values<f32>(h * w * 4, 2); }

/// A view of (h, w, channels) with the channels in front, as planes have them.
template <class T>
view<T, 3> planes_of(T* interleaved, eido::index channels) {
  return view<T, 3>(interleaved, {channels, h, w}, {1, w * channels, channels});
}

template <class T>
std::string copied(const std::vector<T>& from, index_array<3> shape, index_array<3> strides, eido::index first) {
  std::vector<T> to(static_cast<std::size_t>(shape[0] * shape[1] * shape[2]));
  REQUIRE(try_copy(view<const T, 3>(from.data() + first, shape, strides), view<T, 3>(to.data(), shape)).ok());
  return hash_of(to);
}
template <class T>
std::string split_and_merged(const std::vector<T>& from, eido::index channels) {
  std::vector<T> planes(static_cast<std::size_t>(h * w * channels)), back(planes.size());
  const view<T, 3> split(planes.data(), {channels, h, w});
  REQUIRE(try_copy(planes_of(from.data(), channels), split).ok());
  REQUIRE(try_copy(split, planes_of(back.data(), channels)).ok());
  CHECK(std::equal(back.begin(), back.end(), from.begin()));
  return hash_of(planes);
}

template <class T, class S, class Verb>
std::string converted(const std::vector<S>& from, Verb verb) {
  std::vector<T> to(from.size());
  const eido::index n = static_cast<eido::index>(from.size());
  REQUIRE(verb(view<const S, 1>(from.data(), {n}), view<T, 1>(to.data(), {n})).ok());
  return hash_of(to);
}

template <class S>
std::string normalized(const std::vector<S>& from, bool to_planes) {
  std::vector<f32> to(static_cast<std::size_t>(h * w * 3));
  const view<const S, 3> image(from.data(), {h, w, 3});
  const view<f32, 3> out =
      to_planes ? view<f32, 3>(to.data(), {h, w, 3}, {w, 1, h * w}) : view<f32, 3>(to.data(), {h, w, 3});
  REQUIRE(try_normalize(image, norm::imagenet, like::torchvision::normalize, out).ok());
  return hash_of(to);
}

template <int Axis>
std::string argmax_along(const std::vector<f32>& from, index_array<2> shape) {
  std::vector<i32> to(static_cast<std::size_t>(h * w));
  REQUIRE(try_argmax(view<const f32, 3>(from.data(), {Axis == 0 ? 4 : h, Axis == 0 ? h : w, Axis == 0 ? w : 4}),
                     axis<Axis>, view<i32, 2>(to.data(), shape))
              .ok());
  return hash_of(to);
}

template <int Axis>
std::string softmax_along(const std::vector<f32>& from, index_array<3> shape, bool log) {
  std::vector<f32> to(from.size());
  const view<const f32, 3> src(from.data(), shape);
  const view<f32, 3> dst(to.data(), shape);
  REQUIRE((log ? try_log_softmax(src, axis<Axis>, dst) : try_softmax(src, axis<Axis>, dst)).ok());
  return hash_of(to);
}

struct result {
  const char* name;
  const char* wanted;  // from make_same_bits.py
  std::string made;
};

std::vector<result> results() {
  const auto b = bytes();
  const auto f = floats();
  const auto as = [](const auto& from, const auto& to) { return try_astype(from, to); };
  const auto nearest = [](const auto& from, const auto& to) { return try_saturate(from, to); };
  const auto sigmoids = [](const auto& from, const auto& to) { return try_sigmoid(from, to); };
  const index_array<3> rgb(h, w, 3);
  return {
      {"copy u8, 2 planes", "1826546d0192545cb9ba1d85b9411fe2", split_and_merged(b, 2)},
      {"copy u8, 3 planes", "0239a6e4cddf46225cdf88c20dd533bc", split_and_merged(b, 3)},
      {"copy u8, 4 planes", "f5871f1fca931890bc2ade0db60d28f5", split_and_merged(b, 4)},
      {"copy f32, 3 planes", "bfc455d00e1977ae8f3a2e2c5b82408c", split_and_merged(f, 3)},
      {"copy u8, channels backwards", "ee295382f8ef9fc9207cae0c69420e26", copied(b, rgb, {w * 3, 3, -1}, 2)},
      {"copy u8, mirrored", "f65e50a1dc0ef4c24f6953be13543355", copied(b, rgb, {w * 3, -3, 1}, (w - 1) * 3)},
      {"copy u8, 3 of 4 channels", "120158dc2543d89d50604ff3003d0a8e", copied(b, rgb, {w * 4, 4, 1}, 1)},
      {"copy u8, turned", "c4b3da0406d6be5c2442b6ccabb74883", copied(b, {w, h, 3}, {3, w * 3, 1}, 0)},
      {"copy f32, turned", "c3ac2b235f544937f64bcade070595d6", copied(f, {w, h, 1}, {1, w, 1}, 0)},
      {"astype u8 f32", "f9081130e11e7aa39551b568aaa94b27", converted<f32>(b, as)},
      {"astype f32 u8", "6bcd96357078555a9b96bda55ea48cbb", converted<u8>(f, as)},
      {"saturate f32 u8", "e61959b5b793bf795ee6375b35b7b4dd", converted<u8>(f, nearest)},
      {"normalize u8 to pixels", "3334c1103bc949fd9bd738bd5bc4dc8e", normalized(b, false)},
      {"normalize u8 to planes", "fc3a529df52f80420bcae0898e1d2790", normalized(b, true)},
      {"normalize f32", "75cc85ea7e6f4e710fc75f34808224e0", normalized(f, false)},
      {"argmax of planes", "31b735a30fdf41917d7d3b88a5e21c06", argmax_along<0>(f, {h, w})},
      {"argmax of pixels", "e5513bcf0553c2d3a7ea824191dd296b", argmax_along<2>(f, {h, w})},
      {"softmax of planes", "3c17b5ede344e84693626f500cc44a48", softmax_along<0>(f, {4, h, w}, false)},
      {"softmax of rows", "642237ab2aa9e83b11219290567a2ef2", softmax_along<2>(f, {4, h, w}, false)},
      {"log_softmax of pixels", "fb12e18154f331797842ae6a836af23b", softmax_along<2>(f, {h, w, 4}, true)},
      {"sigmoid", "cea7e5ecefb6dca35261150f38c06b1d", converted<f32>(f, sigmoids)},
  };
}

}  // namespace

TEST_CASE("cross/same_bits: every tier of every target gives the hashes of one table") {
  int tiers = 0;
  eido_test::for_every_target([&] {
    ++tiers;
    for (const result& r : results()) {
      INFO(std::string(r.name));
      CHECK(r.made == r.wanted);
    }
  });
  CHECK(tiers > 0);
}
