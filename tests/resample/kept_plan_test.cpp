// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>
#include <eidograph/threads.hpp>
#include <eidograph/view/axes.hpp>

#include <thread>
#include <vector>

#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
namespace pillow = like::pillow;

namespace {

using bytes = std::vector<u8>;

view<const u8, 3> image_of(const bytes& values, hw size, eido::index channels) {
  return {values.data(), {size.h, size.w, channels}};
}

template <class Contract>
bytes resized(const view<const u8, 3>& src, hw to, Contract contract, const resize_options& options = {}) {
  bytes out(static_cast<std::size_t>(to.h * to.w * src.shape(2)));
  resize(src, contract, view<u8, 3>(out.data(), {to.h, to.w, src.shape(2)}), options);
  return out;
}

/// What a plan of its own makes.
template <class Contract>
bytes planned(const view<const u8, 3>& src, hw to, Contract contract, const resize_options& options = {}) {
  bytes out(static_cast<std::size_t>(to.h * to.w * src.shape(2)));
  auto made = plan(resize(to, contract, options), source::of<u8>(src.shape(0), src.shape(1), src.shape(2)));
  made.run(src, view<u8, 3>(out.data(), {to.h, to.w, src.shape(2)}));
  return out;
}

/// A pool of one that resizes something else, and something equal, before it works.
struct busy_pool {
  view<const u8, 3> src;
  bytes other, same;

  static void run(void* pool, int count, executor::job work, void* context) noexcept {
    busy_pool& self = *static_cast<busy_pool*>(pool);
    self.other = resized(self.src, hw(9, 70), pillow::bicubic);
    self.same = resized(self.src, hw(40, 21), pillow::lanczos);
    for (int i = 0; i < count; ++i) work(context, i);
  }
};

/// Resizes when its thread ends, after what the thread keeps has gone.
struct late {
  view<const u8, 3> src{nullptr, {0, 0, 0}};
  bytes* out = nullptr;
  ~late() {
    if (out) *out = resized(src, hw(12, 13), pillow::bilinear);
  }
};

}  // namespace

TEST_CASE("resample/kept_plan: calls in any order, what a thread keeps or not, give the bits of plans of their own") {
  const bytes values = eido_test::random_values<u8>(60 * 80 * 4, 1);
  const hw sizes[] = {hw(31, 40), hw(40, 31), hw(90, 100)};
  eido_test::for_each_target([&] {
    u32 state = 7;
    const auto below = [&](u32 n) { return (state = state * 1664525u + 1013904223u) / 256 % n; };
    for (int i = 0; i < 120; ++i) {
      const hw to = sizes[below(3)];
      const eido::index channels = below(2) == 0 ? 3 : 4;
      view<const u8, 3> src = image_of(values, below(2) == 0 ? hw(60, 80) : hw(80, 60), channels);
      if (below(3) == 0) src = flip(src, axis<1>);
      resize_options options;
      if (below(3) == 0) options.box = box(1, 2, 50.5, 41);
      if (below(4) == 0) options.threads = threads(2);
      const auto check = [&](auto contract) {
        CHECK(resized(src, to, contract, options) == planned(src, to, contract, options));
      };
      switch (below(5)) {
        case 0: check(pillow::bilinear); break;
        case 1: check(pillow::bilinear.plain()); break;
        case 2: check(pillow::bicubic); break;
        case 3: check(pillow::bicubic.version(11)); break;
        default: options.box = {}; check(like::cv2::linear);
      }
    }
  });
}

TEST_CASE("resample/kept_plan: the target that is forced between two calls has a plan of its own") {
  const bytes values = eido_test::random_values<u8>(50 * 60 * 3, 2);
  const view<const u8, 3> src = image_of(values, hw(50, 60), 3);
  const bytes first = resized(src, hw(20, 90), pillow::lanczos);
  for (int twice = 0; twice < 2; ++twice) {
    eido_test::for_every_target([&] { CHECK(resized(src, hw(20, 90), pillow::lanczos) == first); });
  }
}

TEST_CASE("resample/kept_plan: a plan that is in use is not taken by a call inside of it") {
  const bytes values = eido_test::random_values<u8>(80 * 60 * 3, 3);
  const view<const u8, 3> src = image_of(values, hw(80, 60), 3);
  busy_pool pool{src, {}, {}};
  const executor busy(busy_pool::run, &pool, 2);
  const bytes wanted = planned(src, hw(40, 21), pillow::lanczos);
  for (int i = 0; i < 3; ++i) {
    CHECK(resized(src, hw(40, 21), pillow::lanczos, {.threads = busy}) == wanted);
    CHECK(pool.same == wanted);
    CHECK(pool.other == planned(src, hw(9, 70), pillow::bicubic));
  }
}

TEST_CASE("resample/kept_plan: threads keep plans of their own, and work until their very end") {
  const bytes values = eido_test::random_values<u8>(40 * 50 * 3, 4);
  const view<const u8, 3> src = image_of(values, hw(40, 50), 3);
  const bytes wanted = planned(src, hw(12, 13), pillow::bilinear);
  bytes early[2], last[2];
  std::thread both[2];
  for (int i = 0; i < 2; ++i) {
    both[i] = std::thread([&, i] {
      static thread_local late at_the_end;  // made before what the thread keeps, so it goes after that
      at_the_end.src = src;
      at_the_end.out = &last[i];
      for (int k = 0; k < 50; ++k) early[i] = resized(src, hw(12, 13), pillow::bilinear);
    });
  }
  for (std::thread& t : both) t.join();
  for (int i = 0; i < 2; ++i) {
    CHECK(early[i] == wanted);
    CHECK(last[i] == wanted);
  }
}
