// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <eidograph/resize.hpp>
#include <eidograph/simd/tier.hpp>
#include <eidograph/threads.hpp>
#include <eidograph/view/axes.hpp>

#include <cstring>
#include <limits>
#include <thread>

#include "support/allocations.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
namespace pillow = like::pillow;

namespace {

template <class T>
struct image {
  image(eido::index h, eido::index w, eido::index c, u32 seed)
      : values(eido_test::random_values<T>(h * w * c, seed)), v(values.data(), {h, w, c}) {}
  std::vector<T> values;
  view<T, 3> v;
};

errc code_of(hw from, hw to, eido::index channels, const resize_options& options = {}) {
  resize_plan<u8> made;
  return try_plan(resize(to, pillow::bilinear, options), source::of<u8>(from.h, from.w, channels), made).code();
}

}  // namespace

TEST_CASE("resample/plan: run allocates nothing, in every pass order and for every layout") {
  for (const auto& [from, to] : {std::pair(hw(90, 20), hw(7, 19)), std::pair(hw(20, 90), hw(19, 7)),
                                 std::pair(hw(30, 30), hw(30, 9)), std::pair(hw(30, 30), hw(30, 30))}) {
    image<u8> src(from.h, from.w, 4, 1), dst(to.h, to.w, 4, 2);
    auto straight = plan(resize(to, pillow::lanczos), source::rgba(from.h, from.w));
    auto plain = plan(resize(to, pillow::lanczos.plain()), source::rgba(from.h, from.w));
    auto nearest = plan(resize(to, pillow::nearest), source::rgba(from.h, from.w));
    const int before = allocations;
    straight.run(src.v, dst.v);
    plain.run(flip(src.v), dst.v);
    nearest.run(src.v, flip(dst.v, axis<2>));
    CHECK(allocations == before);
  }
  CHECK(allocations > 0);  // the trap is set
}

TEST_CASE("resample/plan: any strides in and out give the pixels of packed ones") {
  image<u8> src(33, 27, 3, 3);
  image<u8> expected(14, 50, 3, 0);
  resize(src.v, pillow::bicubic, expected.v);

  // planes in, a reversed image out
  std::vector<u8> planes(33 * 27 * 3), turned(14 * 50 * 3);
  const view<u8, 3> chw(planes.data(), {3, 33, 27});
  const auto in = moveaxis(chw, axis<0>, axis<-1>);
  detail::copy_elements(in, view<const u8, 3>(src.v));
  const auto out = flip(view<u8, 3>(turned.data(), {14, 50, 3}));
  resize(in, pillow::bicubic, out);
  for (eido::index y = 0; y < 14; ++y) {
    for (eido::index x = 0; x < 50; ++x) {
      for (eido::index c = 0; c < 3; ++c) REQUIRE(out(y, x, c) == expected.v(y, x, c));
    }
  }
}

TEST_CASE("resample/plan: a row with padding behind it keeps the padding") {
  image<f32> src(12, 10, 1, 5);
  std::vector<f32> padded(7 * 16, -7.5f);
  const view<f32, 2> dst(padded.data(), {7, 13}, {16, 1});
  resize(src.v, pillow::lanczos, view<f32, 3>(dst.data(), {7, 13, 1}, {16, 1, 1}));
  for (eido::index y = 0; y < 7; ++y) {
    for (eido::index x = 13; x < 16; ++x) CHECK(padded[static_cast<std::size_t>(y * 16 + x)] == -7.5f);
  }
}

TEST_CASE("resample/plan: rows that are made together, part by part, are those that are made alone") {
  const auto check = [](auto contract, auto tag, eido::index channels, hw to) {
    using T = decltype(tag);
    image<T> src(9, 77, channels, 11), whole(to.h, to.w, channels, 12), row(1, to.w, channels, 13);
    eido_test::for_each_target([&] {
      resize(src.v, contract, whole.v);
      bool same = true;
      for (eido::index y = 0; y < to.h; y += eido_test::slow ? 13 : 5) {
        resize_plan<T> plan;
        const detail::result_part part{y, 0, 1, to.w};
        REQUIRE(plan.make(resize(to, contract), source::of<T>(9, 77, channels), &part).ok());
        plan.run(src.v, row.v);
        same = same && std::memcmp(row.values.data(), &whole.v(y, 0, 0), row.values.size() * sizeof(T)) == 0;
      }
      CHECK(same);
    });
  };
  for (const hw to : {hw(41, 4099), hw(17, 9001)}) {
    check(pillow::bilinear, u8(), 3, to);
    check(pillow::lanczos, u8(), 4, to);
    check(pillow::bicubic, f32(), 1, to);
    check(like::torch_u8::bicubic, u8(), 3, to);
    check(like::cv2::linear, u8(), 4, to);
    check(like::cv2::lanczos4, f32(), 1, to);
    check(like::torch::bilinear, f32(), 3, to);
    check(like::torch::bicubic, f32(), 1, to);
    check(like::tf::bilinear, f32(), 2, to);
    check(like::onnx::linear, f32(), 1, to);
    check(like::tflite::bilinear, u8(), 3, to);
  }
}

TEST_CASE("resample/plan: one plan serves many threads, a workspace each") {
  image<u8> src(64, 48, 3, 9);
  const auto shared = plan(resize(hw(31, 77), pillow::bilinear), source::rgb(64, 48));
  image<u8> a(31, 77, 3, 1), b(31, 77, 3, 2);
  std::thread other([&] {
    workspace mine;
    for (int i = 0; i < 20; ++i) shared.run(src.v, a.v, mine);
  });
  workspace mine;
  for (int i = 0; i < 20; ++i) shared.run(src.v, b.v, mine);
  other.join();
  CHECK(a.values == b.values);
  CHECK(shared.workspace_bytes() < 40000);  // rows, not images
}

namespace {

/// dst of a resize of 20,000 x 20,000 pixels, all rows of which are one row in memory, and what it took besides.
template <class Contract>
std::vector<u8> shrunk_by_far(const std::vector<u8>& row, hw to, Contract contract, const executor& workers,
                              f64 reducing_gap = 0) {
  const eido::index n = static_cast<eido::index>(row.size());
  const view<const u8, 2> src(row.data(), {n, n}, {0, 1});
  std::vector<u8> dst(static_cast<std::size_t>(to.h * to.w));
  const std::size_t before = allocated;
  resize(src, contract, view<u8, 2>(dst.data(), {to.h, to.w}), {.reducing_gap = reducing_gap, .threads = workers});
  CHECK(allocated > before);  // the trap is set
  CHECK(allocated - before < std::size_t(64) * 1024 * 1024);
  return dst;
}

template <class Contract>
void check_shrinking_by_far(Contract contract, hw to, f64 reducing_gap = 0) {
  const std::vector<u8> row = eido_test::random_values<u8>(20000, 3);
  const std::vector<u8> alone = shrunk_by_far(row, to, contract, executor(), reducing_gap);
  CHECK(shrunk_by_far(row, to, contract, threads(2), reducing_gap) == alone);
}

}  // namespace

TEST_CASE("resample/plan: an image of 20,000 x 20,000 pixels shrinks with a few megabytes, by two threads as by one") {
  check_shrinking_by_far(pillow::bilinear, hw(224, 300), 2.0);
  check_shrinking_by_far(like::cv2::linear, hw(224, 300));
  if (targets().count < 3 || eido_test::slow) return;  // an old CPU, perhaps an emulated one
  check_shrinking_by_far(pillow::bilinear, hw(1, 1), 2.0);
  check_shrinking_by_far(like::cv2::area, hw(1, 1));
  check_shrinking_by_far(pillow::bilinear, hw(224, 300));
  check_shrinking_by_far(pillow::lanczos, hw(224, 300));
  check_shrinking_by_far(like::cv2::area, hw(224, 300));
}

TEST_CASE("resample/plan: bad sizes, channels and boxes are named") {
  const f64 not_a_number = std::numeric_limits<f64>::quiet_NaN();
  CHECK(code_of(hw(4, 4), hw(2, 2), 3) == errc::ok);
  CHECK(code_of(hw(0, 4), hw(2, 2), 3) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, 0), 3) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(-1, 2), 3) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, eido::index(1) << 31), 3) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, 2), 0) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, 2), 5) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, 2), 3, {.box = box(0, 0, 4.5, 4)}) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, 2), 3, {.box = box(-0.5, 0, 4, 4)}) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, 2), 3, {.box = box(2, 0, 2, 4)}) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, 2), 3, {.box = box(0, not_a_number, 4, 4)}) == errc::value_error);
  CHECK(code_of(hw(4, 4), hw(2, 2), 3, {.box = box(0, 0, not_a_number, 4)}) == errc::value_error);

  if (sizeof(eido::index) == 8) {  // refused before tables of gigabytes are built
    const int before = allocations;
    const eido::index most = (std::numeric_limits<i32>::max)();
    CHECK(code_of(hw(4, 4), hw(most, most), 1) == errc::memory_error);
    CHECK(allocations == before);
  }

  resize_plan<u8> made;
  const status bad = try_plan(resize(hw(2, 2), pillow::box, {.box = box(1, 2, 9, 3)}), source::gray(4, 5), made);
  CHECK(std::string(bad.message()) ==
        "resize: box = (1, 2, 9, 3); expected left < right and upper < lower inside (0, 0, 5, 4)");
}

TEST_CASE("resample/plan: images of another shape, and overlap, are refused and nothing is written") {
  image<u8> src(8, 8, 3, 4), dst(4, 4, 3, 5);
  const auto before = dst.values;
  auto made = plan(resize(hw(4, 4), pillow::box), source::rgb(8, 8));
  CHECK(made.try_run(src.v, view<u8, 3>(dst.values.data(), {4, 3, 4})).code() == errc::shape_error);
  CHECK(made.try_run(view<u8, 3>(src.values.data(), {8, 4, 6}), dst.v).code() == errc::shape_error);
  CHECK(made.try_run(src.v, view<u8, 3>(src.values.data() + 5, {4, 4, 3})).code() == errc::value_error);
  CHECK(dst.values == before);
  CHECK_THROWS_AS(made.run(dst.v, src.v), error);
}

TEST_CASE("resample/plan: a plan for another tier than the one in use refuses to run") {
  const auto values = eido_test::random_values<f32>(8 * 40, 3);
  const view<const f32, 3> src(values.data(), {8, 40, 1});
  std::vector<f32> first(16 * 90), made(16 * 90);
  const view<f32, 3> out(made.data(), {16, 90, 1});
  const std::string usual = target();
  resize(src, like::torch::bilinear, view<f32, 3>(first.data(), {16, 90, 1}));
  resize_plan<f32> plan;
  REQUIRE(try_plan(resize(hw(16, 90), like::torch::bilinear), image_source<f32>{8, 40, 1}, plan));
  for (const char* other : targets()) {
    force_target(other);
    const status s = plan.try_run(src, out);
    if (other == usual) {
      CHECK(s);
      CHECK(made == first);
    } else {
      CHECK(s.code() == errc::value_error);
      CHECK(std::string(s.message()) == "resize: the plan was made for target = " + usual + "; expected that of now, " +
                                            other + ": make it after force_target");
    }
  }
  force_target(usual.c_str());
}

TEST_CASE("resample/plan: a call like one of the last four allocates nothing, until their plans are forgotten") {
  image<u8> src(60, 70, 3, 1), small(20, 30, 3, 2), wide(20, 140, 3, 2), large(90, 120, 3, 2);
  const auto all = [&] {
    resize(src.v, pillow::bicubic, small.v);
    resize(src.v, pillow::lanczos, small.v);
    resize(src.v, like::cv2::linear, wide.v);
    resize(src.v, like::cv2::linear, large.v);
  };
  all();
  int before = allocations;
  all();
  CHECK(allocations == before);
  resize(src.v, like::cv2::cubic, small.v);  // a fifth one
  CHECK(allocations > before);
  before = allocations;
  resize(src.v, like::cv2::linear, large.v);
  CHECK(allocations == before);
  resize(src.v, pillow::bicubic, small.v);
  CHECK(allocations > before);
  forget_plans();
  before = allocations;
  resize(src.v, like::cv2::linear, large.v);
  CHECK(allocations > before);
}

TEST_CASE("resample/plan: a call whose tables are large keeps nothing") {
  image<u8> src(4, 400, 3, 1), dst(4, 200000, 3, 2);
  resize(src.v, pillow::lanczos, dst.v);
  const int before = allocations;
  resize(src.v, pillow::lanczos, dst.v);
  CHECK(allocations > before);
}
