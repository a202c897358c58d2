// SPDX-License-Identifier: MIT
// Files of any content: a picture, an array, an orientation, or an error; never a crash or a leak.
#include <eidograph/io/decode.hpp>
#include <eidograph/io/exif.hpp>
#include <eidograph/io/npy.hpp>

#include "bytes.hpp"

namespace {

template <class T, int R>
void read_array(const eido::u8* data, eido::index size) {
  eido::buffer<T> elements;
  eido::index count = 0;
  const eido::status s = eido::detail::load_npy<T, R>(
      eido::detail::origin{"npy::load"}, data, size, [&](const eido::index_array<R>& shape, T*& out) {
        if (!eido::detail::count_elements(shape, count) || !elements.resize(count)) return false;
        out = elements.data();
        return true;
      });
  if (s.ok()) eido_test::demand(count * static_cast<eido::index>(sizeof(T)) <= size, "the elements were in the file");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const eido::u8* data, std::size_t size) {
  const auto n = static_cast<eido::index>(size);
  const eido::read_options small{.max_pixels = 1 << 16};
  eido::pixels<eido::u8> bytes;
  eido::pixels<eido::u16> words;
  if (eido::try_imdecode(data, n, eido::rgba, bytes, small)) {
    eido_test::demand(bytes.channels == 4 && bytes.h * bytes.w <= small.max_pixels, "the limit holds");
  }
  (void)eido::try_imdecode(data, n, eido::gray, bytes, small);
  (void)eido::try_imdecode(data, n, eido::rgb, words, small);

  int orientation = 0;
  if (eido::try_exif_orientation(data, n, orientation)) {
    eido_test::demand(orientation >= 1 && orientation <= 8, "an orientation");
  }
  orientation = eido::detail::tiff_orientation(data, n);  // what an EXIF segment holds, without a picture around it
  eido_test::demand(orientation >= 1 && orientation <= 8, "an orientation");

  read_array<eido::u8, 3>(data, n);
  read_array<eido::f32, 2>(data, n);
  read_array<bool, 1>(data, n);
  return 0;
}
