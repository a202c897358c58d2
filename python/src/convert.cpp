// SPDX-License-Identifier: MIT
#include "eidograph/convert/convert.hpp"
#include "eidograph/convert/normalize.hpp"

#include "arrays.hpp"
#include "like.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

py::object copy(const py::object& a, const py::object& out) {
  const array src("copy", "a", a);
  py::object copied;
  dispatch_bytes(src, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const array dst = result("copy", out, src.type(), src.shape());
    run([&] { return try_copy(src.as<const T, most_axes>(), dst.as<T, most_axes>()); });
    copied = dst.object();
  });
  return copied;
}

using converter = status (*)(const array& src, const array& dst) noexcept;

struct astype_verb {
  template <class S, class D>
  static status convert(const array& src, const array& dst) noexcept {
    return try_astype(src.as<const S, most_axes>(), dst.as<D, most_axes>());
  }
};

struct saturate_verb {
  template <class S, class D>
  static status convert(const array& src, const array& dst) noexcept {
    return try_saturate(src.as<const S, most_axes>(), dst.as<D, most_axes>());
  }
};

/// The verb for the element types of an array and of its result, which must be in the list.
template <class Verb, class List>
converter find_converter(const array& src, element to, List list) {
  converter found = nullptr;
  dispatch(list, src, [&](auto from_tag) {
    using From = typename decltype(from_tag)::type;
    using S = std::conditional_t<std::is_same_v<From, bool>, u8, From>;  // numpy's bool may be any byte
    dispatch(list, to, [&](auto to_tag) { found = Verb::template convert<S, typename decltype(to_tag)::type>; });
  });
  if (!found) fail(errc::type_error, src.verb(), ": dtype is ", facts_of(to).name, "; expected ", names_of(list));
  return found;
}

py::object astype(const py::object& a, const py::object& dtype, const py::object& out) {
  const array src("astype", "a", a);
  const element type = element_argument("astype", "dtype", dtype);
  using all = types<bool, i8, u8, i16, u16, i32, u32, i64, u64, f32, f64>;
  const converter convert = find_converter<astype_verb>(src, type, all{});
  const array dst = result("astype", out, type, src.shape());
  run([&] { return convert(src, dst); });
  return dst.object();
}

py::object saturate(const py::object& a, const py::object& dtype, const py::object& out) {
  const array src("saturate", "a", a);
  const element type = element_argument("saturate", "dtype", dtype);
  const converter convert = find_converter<saturate_verb>(src, type, numbers{});
  const array dst = result("saturate", out, type, src.shape());
  dst.refuse_overlap(src, true);
  run([&] { return convert(src, dst); });
  return dst.object();
}

/// One number, or one for each channel; the count.
int channel_values(const char* name, py::handle given, f32 (&values)[norm::most_channels]) {
  if (!PySequence_Check(given.ptr())) {
    values[0] = static_cast<f32>(float_argument("normalize", name, given));
    return 1;
  }
  const py::object list = sequence_argument("normalize", name, given, 1, norm::most_channels);
  const int count = static_cast<int>(PySequence_Fast_GET_SIZE(list.ptr()));
  for (int i = 0; i < count; ++i) {
    values[i] = static_cast<f32>(float_argument("normalize", name, PySequence_Fast_GET_ITEM(list.ptr(), i)));
  }
  return count;
}

py::object normalize(const py::object& a, const py::object& mean, const py::object& std, const py::object& like,
                     const py::object& axis, const py::object& out) {
  const array src("normalize", "a", a);
  check_contract("normalize", "like", like, contract_kind::normalize);
  const int channels = axis_argument("normalize", axis, src.rank());
  norm values = norm::half;
  values.channels = channel_values("mean", mean, values.mean);
  if (const int count = channel_values("std", std, values.std); count != values.channels) {
    fail(errc::value_error, "normalize: std has ", count, " elements but mean has ", values.channels);
  }
  if (values.channels != 1 && values.channels != src.shape(channels)) {
    fail(errc::value_error, "normalize: mean has ", values.channels, " elements but a, of shape ", src.shape(),
         ", has ", src.shape(channels), " channels along axis ", channels);
  }
  py::object normalized;
  dispatch(types<u8, f32>{}, src, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const array dst = result("normalize", out, element::float32, src.shape());
    dst.refuse_overlap(src, true);
    const auto from = axis_last(src.as<const T, most_axes>(), channels, src.rank());
    const auto to = axis_last(dst.as<f32, most_axes>(), channels, src.rank());
    run([&] { return try_normalize(from, values, like::torchvision::normalize, to); });
    normalized = dst.object();
  });
  return normalized;
}

}  // namespace

void bind_convert(py::module_& m) {
  m.def("copy", copy, py::arg("a"), py::arg("out") = py::none(), R"(copy(a, out=None)
--

A copy in C order, or into out. Equals np.ascontiguousarray(a).copy().

a    any strides and shape (up to 8 axes); bool, integers, float16, float32, float64.
out  a's shape and dtype; any strides. Where it overlaps a the result is as if a had been read first.

Raises TypeError (dtype), ValueError (shapes), MemoryError.)");

  m.def("astype", astype, py::arg("a"), py::arg("dtype"), py::arg("out") = py::none(), R"(astype(a, dtype, out=None)
--

a converted: integers wrap, floats are cut towards zero. Equals a.astype(dtype).
Where numpy's result depends on the CPU (a float that does not fit the integer, NaN) it is clamped, and NaN gives 0.

a, dtype  bool, integers, float32, float64.
out       a's shape, of dtype; any strides. Where it overlaps a the result is as if a had been read first.

Raises TypeError (dtypes), ValueError (shapes), MemoryError.)");

  m.def("saturate", saturate, py::arg("a"), py::arg("dtype"), py::arg("out") = py::none(),
        R"(saturate(a, dtype, out=None)
--

a as the nearest values of dtype: floats rounded half to even, all clamped, NaN 0.
Equals np.clip(np.rint(a), lowest, highest).astype(dtype); OpenCV's saturate_cast.

a, dtype  integers, float32, float64.
out       a's shape, of dtype; any strides; may be a itself.

Raises TypeError (dtypes), ValueError (shapes, out overlaps a).)");

  m.def("normalize", normalize, py::arg("a"), py::arg("mean"), py::arg("std"), py::arg("like") = "torchvision",
        py::arg("axis") = -1, py::arg("out") = py::none(),
        R"(normalize(a, mean, std, like='torchvision', axis=-1, out=None)
--

(a - mean) / std per channel as float32, uint8 divided by 255 first; the bits of the library named by like.
Equals T.Normalize(mean, std)(x) for float32 and T.Normalize(mean, std)(T.ToTensor()(x)) for uint8, up to the layout.

a          uint8 or float32, any strides, channels along axis.
mean, std  one number, or one for each channel (up to 16).
like       a name of kind "normalize" in contracts().
out        a's shape, float32, any strides; may be a itself. Planes are written through a transposed out.

Raises TypeError (dtype), ValueError (shapes, channels, a std of 0, out overlaps a), IndexError (axis).)");
}

}  // namespace eido::python
