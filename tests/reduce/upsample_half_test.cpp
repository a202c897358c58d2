// SPDX-License-Identifier: MIT
// upsample_argmax of 16-bit floats: that of the same values as f32.
#include <doctest/doctest.h>
#include <eidograph/base/half.hpp>
#include <eidograph/overlay/logits.hpp>
#include <eidograph/reduce/upsample_argmax.hpp>

#include <cstring>
#include <vector>

#include "support/guarded.hpp"
#include "support/pattern.hpp"
#include "support/tiers.hpp"

using namespace eido;
using eido_test::guarded;
using eido_test::pattern;

namespace {

template <class H, class Contract>
void check(const Contract& contract, pattern& random) {
  const eido::index classes = random.between(1, 20), h = random.between(1, 12), w = random.between(1, 40);
  const bool copies = random.next() % 4 == 0, hwc = random.next() % 2;
  const hw size = copies ? hw(h, w) : hw(random.between(1, 60), random.between(1, 90));
  const index_array<3> shape = hwc ? index_array<3>(h, w, classes) : index_array<3>(classes, h, w);
  guarded<H> halves(classes * h * w);
  std::vector<f32> floats;
  const bool special = random.next() % 4 == 0;
  for (eido::index i = 0; i < halves.size(); ++i) {
    u16 bits = static_cast<u16>(random.next());
    if (!special) bits = static_cast<u16>(0x3c00 + random.next() % 64 + (random.next() % 2 ? 0x8000 : 0));
    halves.data()[i].bits = bits;
    floats.push_back(static_cast<f32>(halves.data()[i]));
  }
  const auto run = [&](auto logits, std::vector<u8>& ids, std::vector<f32>& scores, upsample_score score) {
    ids.assign(static_cast<std::size_t>(size.h * size.w), 7);
    scores.assign(ids.size(), 7);
    upsample_options options;
    options.layout = hwc ? logits_layout::hwc : logits_layout::chw;
    options.score = score;
    const view<u8, 2> dst(ids.data(), {size.h, size.w});
    if (random.next() % 2) options.scores = view<f32, 2>(scores.data(), {size.h, size.w});
    return try_upsample_argmax(logits, size, contract, options, dst);
  };
  for (const upsample_score score : {upsample_score::logit, upsample_score::softmax}) {
    std::vector<u8> ids, wanted;
    std::vector<f32> scores, wanted_scores;
    const pattern before = random;
    REQUIRE(run(view<const H, 3>(halves.data(), shape), ids, scores, score).ok());
    random = before;
    REQUIRE(run(view<const f32, 3>(floats.data(), shape), wanted, wanted_scores, score).ok());
    REQUIRE(ids == wanted);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const bool same =
          scores[i] == wanted_scores[i] || (scores[i] != scores[i] && wanted_scores[i] != wanted_scores[i]);
      REQUIRE(same);
    }
  }
}

template <class H>
void check_all(pattern& random) {
  for (int round = 0; round < eido_test::cases(25); ++round) {
    check<H>(like::cv2::linear, random);
    check<H>(like::torch::bilinear, random);
    check<H>(like::tf::bilinear, random);
    check<H>(like::tflite::bilinear, random);
    check<H>(like::torch::nearest, random);
    check<H>(like::cv2::nearest_exact, random);
  }
}

}  // namespace

TEST_CASE("reduce/upsample_argmax: 16-bit floats are taken as f32") {
  eido_test::for_each_target([] {
    pattern random(3);
    check_all<f16>(random);
    check_all<bf16>(random);
  });
}

TEST_CASE("reduce/upsample_argmax: 16-bit logits over an image") {
  const f16 logits[2][1][2] = {{{{0x3c00}, {0x3c00}}}, {{{0x3bff}, {0x3c01}}}};
  u8 img[1][2][3] = {{{9, 9, 9}, {9, 9, 9}}};
  const palette two({color(0, 0, 0), color(200, 100, 0)});
  overlay_logits(img, view<const f16, 3>(&logits[0][0][0], {2, 1, 2}), two, 1.0, like::numpy::blend,
                 like::torch::bilinear);
  CHECK(img[0][0][0] == 9);
  CHECK(img[0][1][0] == 200);
}
