// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <eidograph/io/npy.hpp>
#include <limits>
#include <string>
#include <vector>

#include "files.hpp"
#include "support/pattern.hpp"

using namespace io_test;

namespace {

/// A file of version 1.0 to 3.0 with this dict, padded to 128 bytes, and these elements.
bytes npy(const std::string& dict, const bytes& elements, int version = 1) {
  bytes out = {0x93, 'N', 'U', 'M', 'P', 'Y', static_cast<u8>(version), 0};
  const std::size_t prefix = version == 1 ? 10 : 12, length = 128 - prefix;
  out.push_back(static_cast<u8>(length));
  out.resize(prefix);
  append(out, text(dict.c_str()));
  out.resize(127, ' ');
  out.push_back('\n');
  append(out, elements);
  return out;
}

template <class T, int R>
eido::status load(const bytes& file, eido::npy::array<T, R>& out) {
  const folder here;
  put(here / "a.npy", file);
  return eido::npy::try_load(here / "a.npy", out);
}

template <class T, int R>
std::string failure_of(const bytes& file) {
  eido::npy::array<T, R> out;
  const eido::status s = load(file, out);
  CHECK((out.data.data() != nullptr) == s.ok());
  return s.ok() ? "ok" : s.message();
}

template <class T, int R>
bytes saved(const eido::view<const T, R>& v) {
  const folder here;
  REQUIRE(eido::npy::try_save(here / "a.npy", v));
  CHECK(here.count() == 1);
  return contents_of(here / "a.npy");
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

template <class T>
void round_trip(const char* descr) {
  T values[24];
  for (int i = 0; i < 24; ++i) values[i] = i % 5 == 0 ? (std::numeric_limits<T>::max)() : static_cast<T>(i % 2);
  const bytes file = saved(eido::view<const T, 3>(values, {2, 3, 4}));
  CHECK(file.size() == 128 + 24 * sizeof(T));
  CHECK(contains(std::string(file.begin(), file.begin() + 128), descr));
  eido::npy::array<T, 3> back;
  REQUIRE(load(file, back));
  CHECK(back.shape == eido::index_array<3>(2, 3, 4));
  CHECK(listed<T>(back.as_view()) == std::vector<T>(values, values + 24));
}

const bytes six = {1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0};
const std::vector<eido::u16> one_to_six = {1, 2, 3, 4, 5, 6};

}  // namespace

TEST_CASE("io/npy: the bytes of np.save") {
  const std::vector<float> values = {1, 2, 3, 4, 5, 6};
  const std::string header = "\x93NUMPY\x01" + std::string(1, '\0') + "v" + std::string(1, '\0') +
                             "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }" + std::string(58, ' ') +
                             "\n";
  REQUIRE(header.size() == 128);
  bytes expected(header.begin(), header.end());
  append(expected,
         {0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, 0x80, 0x40, 0, 0, 0xa0, 0x40, 0, 0, 0xc0, 0x40});
  CHECK(saved(eido::view<const float, 2>(values.data(), {2, 3})) == expected);
}

TEST_CASE("io/npy: views of any strides, in the order that np.save chooses") {
  const auto head = [](const bytes& file) { return std::string(file.begin() + 10, file.begin() + 80); };
  const std::vector<eido::u16> v = one_to_six;
  const bytes c = saved(eido::view<const eido::u16, 2>(v.data(), {2, 3}));
  const bytes f = saved(eido::view<const eido::u16, 2>(v.data(), {3, 2}, {1, 3}));
  CHECK(contains(head(c), "'fortran_order': False, 'shape': (2, 3)"));
  CHECK(contains(head(f), "'fortran_order': True, 'shape': (3, 2)"));
  CHECK(bytes(c.begin() + 128, c.end()) == six);
  CHECK(bytes(f.begin() + 128, f.end()) == six);
  const bytes gaps = saved(eido::view<const eido::u16, 2>(v.data() + 5, {2, 2}, {-3, -2}));
  CHECK(contains(head(gaps), "'fortran_order': False, 'shape': (2, 2)"));
  CHECK(bytes(gaps.begin() + 128, gaps.end()) == bytes{6, 0, 4, 0, 3, 0, 1, 0});
  CHECK(contains(head(saved(eido::view<const eido::u16, 1>(v.data(), {6}))), "'shape': (6,), }"));
  CHECK(contains(head(saved(eido::view<const eido::u16, 0>(v.data(), {}))), "'shape': (), }"));
  CHECK(saved(eido::view<const eido::u16, 2>(nullptr, {0, 3})).size() == 128);
}

TEST_CASE("io/npy: every element type goes out and comes back") {
  round_trip<bool>("'|b1'");
  round_trip<eido::u8>("'|u1'");
  round_trip<eido::i8>("'|i1'");
  round_trip<eido::u16>("'<u2'");
  round_trip<eido::i16>("'<i2'");
  round_trip<eido::u32>("'<u4'");
  round_trip<eido::i32>("'<i4'");
  round_trip<eido::u64>("'<u8'");
  round_trip<eido::i64>("'<i8'");
  round_trip<long long>("'<i8'");
  round_trip<float>("'<f4'");
  round_trip<double>("'<f8'");
}

TEST_CASE("io/npy: versions, orders and spellings of the header") {
  const char* const usual = "{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), }";
  eido::npy::array<eido::u16, 2> a;
  for (const int version : {1, 2, 3}) {
    REQUIRE(load(npy(usual, six, version), a));
    CHECK(a.shape == eido::index_array<2>(2, 3));
    CHECK(listed<eido::u16>(a.as_view()) == one_to_six);
  }
  REQUIRE(load(npy("{\"shape\":( 2,3 , ) ,\n'fortran_order' :False,'descr':\t'<u2'}", six), a));
  CHECK(listed<eido::u16>(a.as_view()) == one_to_six);
  REQUIRE(load(npy("{'descr': '=u2', 'fortran_order': False, 'shape': (2L, 3L)}", six), a));
  REQUIRE(load(npy("{'descr': '>u2', 'fortran_order': False, 'shape': (2, 3)}", six), a));
  CHECK(listed<eido::u16>(a.as_view()) == std::vector<eido::u16>{256, 512, 768, 1024, 1280, 1536});
  REQUIRE(load(npy("{'descr': '<u2', 'fortran_order': True, 'shape': (2, 3)}", six), a));
  CHECK(listed<eido::u16>(a.as_view()) == std::vector<eido::u16>{1, 3, 5, 2, 4, 6});
  bytes more = six;
  append(more, text("behind"));
  REQUIRE(load(npy(usual, more), a));
  eido::npy::array<bool, 1> flags;
  REQUIRE(load(npy("{'descr': '|b1', 'fortran_order': False, 'shape': (3,)}", {0, 1, 7}), flags));
  CHECK(listed<bool>(flags.as_view()) == std::vector<bool>{false, true, true});
  eido::npy::array<double, 0> scalar;
  REQUIRE(load(npy("{'descr': '<f8', 'fortran_order': False, 'shape': ()}", {0, 0, 0, 0, 0, 0, 0xf0, 0x3f}), scalar));
  CHECK(scalar.data[0] == 1.0);
  eido::npy::array<double, 2> none;
  REQUIRE(load(npy("{'descr': '<f8', 'fortran_order': True, 'shape': (3, 0)}", {}), none));
  CHECK(none.shape == eido::index_array<2>(3, 0));
}

TEST_CASE("io/npy: what does not fit is named on both sides") {
  const bytes file = npy("{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), }", six);
  CHECK(contains(failure_of<float, 2>(file), "a.npy': the file holds <u2; expected <f4"));
  CHECK(contains(failure_of<eido::i16, 2>(file), "the file holds <u2; expected <i2"));
  CHECK(contains(failure_of<eido::u16, 3>(file), "the file holds an array of shape (2, 3); expected rank 3"));
  CHECK(contains(failure_of<float, 1>(npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", six)),
                 "named fields"));
  CHECK(contains(failure_of<float, 1>(npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", six)), "holds |O"));
  CHECK(contains(failure_of<eido::u16, 2>(bytes(file.begin(), file.end() - 1)),
                 "truncated: 11 bytes of elements; shape (2, 3) needs 12"));
  CHECK(contains(failure_of<eido::u16, 2>({}), "the file is empty"));
  CHECK(contains(failure_of<eido::u16, 2>(text("no numpy here")), "not a .npy file"));
  bytes newer = file;
  newer[6] = 4;
  CHECK(contains(failure_of<eido::u16, 2>(newer), "version 4"));
  for (std::size_t n = 0; n < file.size(); ++n) {
    CHECK(failure_of<eido::u16, 2>(bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(n))) != "ok");
  }
}

TEST_CASE("io/npy: malformed headers") {
  for (const char* dict :
       {"", "{", "}", "{}", "[]", "{'descr': '<u2'}", "{'descr': '<u2', 'fortran_order': False}",
        "{'descr': '<u2', 'fortran_order': 0, 'shape': (2, 3)}", "{'descr': '<u2', 'fortran_order': False, 'shape': 6}",
        "{'descr': '<u2', 'fortran_order': False, 'shape': (2 3)}",
        "{'descr': '<u2', 'fortran_order': False, 'shape': (2, -3)}",
        "{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3}",
        "{'descr': '<u2', 'fortran_order': False, 'shape': (2,, 3)}",
        "{'descr': '<u2', 'fortran_order': False, 'shape': (99999999999999999999, 3)}",
        "{'descr': '<u2, 'fortran_order': False, 'shape': (2, 3)}", "{descr: '<u2', 'shape': (2, 3)}",
        "{'descr': '<u2' 'fortran_order': False, 'shape': (2, 3)}", "{'descr': '<u222222222222222222', }",
        "{'descr': '<u2', 'fortran_order': False, 'shape': (2, 3), 'more': 1}"}) {
    CAPTURE(std::string(dict));
    CHECK(contains(failure_of<eido::u16, 2>(npy(dict, six)), "the header is malformed"));
  }
  CHECK(contains(failure_of<eido::u16, 1>(npy("{'descr': '<u2', 'fortran_order': False, 'shape': (3)}", six)),
                 "malformed"));
  for (const char* shape : {"(9000000000, 9000000000)", "(0, 9223372036854775807)", "(9223372036854775807, 1)"}) {
    const std::string dict = std::string("{'descr': '<u2', 'fortran_order': True, 'shape': ") + shape + "}";
    CHECK(contains(failure_of<eido::u16, 2>(npy(dict, six)), "overflows"));
  }
}

TEST_CASE("io/npy: .npy is put behind the name as np.save does, and a failure leaves nothing") {
  const folder here;
  const std::vector<u8> values = {1, 2, 3};
  const eido::view<const u8, 1> v(values.data(), {3});
  REQUIRE(eido::npy::try_save(here / "plain", v));
  REQUIRE(eido::npy::try_save(here / "a.npy", v));
  CHECK(contents_of(here / "plain.npy") == contents_of(here / "a.npy"));
  CHECK(here.count() == 2);
  const eido::status s = eido::npy::try_save(here / "missing/a", v);
  CHECK(s.code() == eido::errc::os_error);
  CHECK(contains(s.message(), "npy::save: path = '"));
  CHECK(contains(s.message(), "missing/a.npy'"));
  eido::npy::array<u8, 1> out;
  const eido::status missing = eido::npy::try_load(here / "missing.npy", out);
  CHECK(contains(missing.message(), "missing.npy': cannot open: No such file"));
}
