// SPDX-License-Identifier: MIT
#include "eidograph/geometry.hpp"

#include "arrays.hpp"
#include "like.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

hw pair_argument(const char* verb, const char* name, py::handle size) {
  const py::object list = sequence_argument(verb, name, size, 2, 2);
  const index h = integer_argument(verb, name, PySequence_Fast_GET_ITEM(list.ptr(), 0));
  return hw(h, integer_argument(verb, name, PySequence_Fast_GET_ITEM(list.ptr(), 1)));
}

py::tuple pair_of(hw size) { return py::make_tuple(size.h, size.w); }

py::object short_size(const py::object& image, const py::object& edge, const py::object& longest,
                      const py::object& limit) {
  const char* const verb = "short_size";
  check_contract(verb, "limit", limit, contract_kind::longest);
  const hw from = pair_argument(verb, "image", image);
  const index side = integer_argument(verb, "edge", edge);
  hw out(0, 0);
  status s;
  if (longest.is_none()) {
    s = try_short_size(from, side, out);
  } else {
    const index most = integer_argument(verb, "longest", longest);
    s = std::strcmp(string_argument(verb, "limit", limit), "hf.longest_edge") == 0
            ? try_short_size(from, side, most, like::hf::longest_edge, out)
            : try_short_size(from, side, most, like::torchvision::max_size, out);
  }
  if (!s) raise(s);
  return pair_of(out);
}

py::object long_size(const py::object& image, const py::object& edge, const py::object& rule) {
  const char* const verb = "long_size";
  check_contract(verb, "rule", rule, contract_kind::long_edge);
  const hw from = pair_argument(verb, "image", image);
  const index side = integer_argument(verb, "edge", edge);
  hw out(0, 0);
  const status s = std::strcmp(string_argument(verb, "rule", rule), "sam.long_edge") == 0
                       ? try_long_size(from, side, like::sam::long_edge, out)
                       : try_long_size(from, side, like::torchvision::long_edge, out);
  if (!s) raise(s);
  return pair_of(out);
}

template <status (*Verb)(hw, hw, hw&) noexcept>
py::object fitted(const char* verb, const py::object& image, const py::object& size) {
  hw out(0, 0);
  const status s = Verb(pair_argument(verb, "image", image), pair_argument(verb, "size", size), out);
  if (!s) raise(s);
  return pair_of(out);
}

py::object contain_size(const py::object& image, const py::object& size) {
  return fitted<try_contain_size>("contain_size", image, size);
}
py::object cover_size(const py::object& image, const py::object& size) {
  return fitted<try_cover_size>("cover_size", image, size);
}

py::object thumbnail_size(const py::object& image, const py::object& size) {
  return fitted<try_thumbnail_size>("thumbnail_size", image, size);
}

py::object fit_box(const py::object& image, const py::object& size, const py::object& bleed,
                   const py::object& centering) {
  const char* const verb = "fit_box";
  const hw from = pair_argument(verb, "image", image), to = pair_argument(verb, "size", size);
  if (from.h < 1 || from.w < 1 || to.h < 1 || to.w < 1) {
    fail(errc::value_error, "fit_box: image = ", from, ", size = ", to, "; expected at least 1 pixel");
  }
  const py::object list = sequence_argument(verb, "centering", centering, 2, 2);
  const f64 at_x = float_argument(verb, "centering", PySequence_Fast_GET_ITEM(list.ptr(), 0));
  const f64 at_y = float_argument(verb, "centering", PySequence_Fast_GET_ITEM(list.ptr(), 1));
  const box b = eido::fit_box(from, to, {float_argument(verb, "bleed", bleed), at_x, at_y});
  return py::make_tuple(b.left, b.upper, b.right, b.lower);
}

void check_image(const array& img) {
  if (img.rank() != 2 && img.rank() != 3) img.fail_shape("(h, w) or (h, w, channels)");
}

template <class T>
view<T, 3> pixels_of(const array& a) noexcept {
  if (a.rank() == 3) return a.as<T, 3>();
  return detail::as_image(a.as<T, 2>());
}

py::object center_crop(const py::object& a, const py::object& size, const py::object& like, const py::object& out) {
  const array img("center_crop", "a", a);
  check_image(img);
  check_contract("center_crop", "like", like, contract_kind::center_crop);
  const bool hf = std::strcmp(string_argument("center_crop", "like", like), "hf.center_crop") == 0;
  const hw wanted = pair_argument("center_crop", "size", size);
  if (wanted.h < 0 || wanted.w < 0) fail(errc::value_error, "center_crop: size = ", wanted, "; expected 0 or more");
  extents shape = img.shape();
  shape.value[0] = wanted.h;
  shape.value[1] = wanted.w;
  py::object cropped;
  dispatch_bytes(img, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const array dst = result("center_crop", out, img.type(), shape);
    dst.refuse_overlap(img);
    const auto from = pixels_of<const T>(img);
    const auto to = pixels_of<T>(dst);
    run([&] {
      return hf ? try_center_crop(from, like::hf::center_crop, to)
                : try_center_crop(from, like::torchvision::center_crop, to);
    });
    cropped = dst.object();
  });
  return cropped;
}

/// A number or one for each channel, as numpy converts them to the array's element type, as bytes: how many there are.
/// Raises OverflowError as numpy does.
template <class T>
int border_bytes(const array& like, py::handle value, T (&bytes)[4]) {
  const py::module_ numpy = py::module_::import("numpy");
  const py::object shape = numpy.attr("shape")(value);
  const index channels = like.rank() == 3 ? like.shape(2) : 1;
  if (py::len(shape) > 0 && (channels > 4 || !shape.equal(py::make_tuple(channels)))) {
    const std::string found = py::str(shape);
    fail(errc::shape_error, "pad: value has shape ", found.c_str(), "; expected a number or one for each of ", channels,
         " channels, at most 4");
  }
  const py::array all = numpy.attr("full")(shape, value, like.object().dtype());
  std::memcpy(bytes, all.data(), static_cast<std::size_t>(all.nbytes()));
  return static_cast<int>(all.size());
}

py::object pad(const py::object& a, const py::object& pads, const py::object& mode, const py::object& value,
               const py::object& out) {
  constexpr const char* modes[] = {"edge", "reflect", "symmetric", "wrap", "constant"};
  const array img("pad", "a", a);
  check_image(img);
  const char* const name = string_argument("pad", "mode", mode);
  int found = 0;
  while (found < 5 && std::strcmp(name, modes[found]) != 0) ++found;
  if (found == 5) {
    fail(errc::value_error, "pad: mode = '", name, "'; expected constant, edge, reflect, symmetric, wrap");
  }
  const py::object list = sequence_argument("pad", "pads", pads, 4, 4);
  index width[4];
  for (int i = 0; i < 4; ++i) width[i] = integer_argument("pad", "pads", PySequence_Fast_GET_ITEM(list.ptr(), i));
  const eido::pads border{width[0], width[1], width[2], width[3]};
  index_array<2> size;
  if (const status s = detail::padded_shape(index_array<2>(img.shape(0), img.shape(1)), border, size); !s) raise(s);
  extents shape = img.shape();
  shape.value[0] = size[0];
  shape.value[1] = size[1];
  py::object padded;
  dispatch_bytes(img, [&](auto tag) {
    using T = typename decltype(tag)::type;
    T fill[4]{};
    const int numbers = found == 4 ? border_bytes<T>(img, value, fill) : 1;
    const array dst = result("pad", out, img.type(), shape);
    dst.refuse_overlap(img);
    const auto from = pixels_of<const T>(img);
    const auto to = pixels_of<T>(dst);
    run([&] {
      return found == 4 ? detail::pad_with(from, border, fill, numbers, to)
                        : try_pad(from, border, static_cast<pad_mode>(found), to);
    });
    padded = dst.object();
  });
  return padded;
}

/// ((h, w) of the resized image, (top, bottom, left, right), scale)
py::object frame_numbers(const py::object& image, const py::object& size, const py::object& like,
                         const py::object& stride, bool scaleup, bool center, const py::object& centering) {
  const char* const verb = "letterbox";
  check_contract(verb, "like", like, contract_kind::letterbox);
  const hw from = pair_argument(verb, "a", image), to = pair_argument(verb, "size", size);
  frame where;
  status s;
  if (std::strcmp(string_argument(verb, "like", like), "pillow.pad") == 0) {
    const py::object list = sequence_argument(verb, "centering", centering, 2, 2);
    const f64 x = float_argument(verb, "centering", PySequence_Fast_GET_ITEM(list.ptr(), 0));
    const f64 y = float_argument(verb, "centering", PySequence_Fast_GET_ITEM(list.ptr(), 1));
    s = try_frame(from, to, like::pillow::pad.centering(x, y), where);
  } else {
    const index multiple = integer_argument(verb, "stride", stride);
    s = try_frame(from, to, like::ultralytics::letterbox_contract{multiple, scaleup, center}, where);
  }
  if (!s) raise(s);
  const eido::pads& p = where.pads;
  return py::make_tuple(pair_of(where.inner), py::make_tuple(p.top, p.bottom, p.left, p.right), where.scale);
}

}  // namespace

void bind_geometry(py::module_& m) {
  m.def("short_size", short_size, py::arg("image"), py::arg("edge"), py::arg("longest") = py::none(),
        py::arg("limit") = "torchvision.max_size",
        R"(short_size(image, edge, longest=None, limit='torchvision.max_size')
--

(h, w) of an image resized to a short side of edge, as Python's libraries compute it.

Equals torchvision's Resize(edge) and transformers' size={"shortest_edge": edge}.

image    (h, w) of the image.
longest  what the long side may be at most.
limit    a name of kind "longest" in contracts(), for where libraries differ: "torchvision.max_size" is
         Resize(edge, max_size=longest), "hf.longest_edge" is {"shortest_edge": edge, "longest_edge": longest}.

Raises ValueError (sides outside 1 .. 2**31 - 1, limit).)");
  m.def("long_size", long_size, py::arg("image"), py::arg("edge"), py::arg("rule") = "torchvision.long_edge",
        R"(long_size(image, edge, rule='torchvision.long_edge')
--

(h, w) of an image resized to a long side of edge.

image  (h, w) of the image.
rule   a name of kind "long_edge" in contracts(): "torchvision.long_edge" is Resize(None, max_size=edge),
       "sam.long_edge" Segment Anything's ResizeLongestSide.

Raises ValueError (sides outside 1 .. 2**31 - 1, rule).)");
  m.def("contain_size", contain_size, py::arg("image"), py::arg("size"), R"(contain_size(image, size)
--

(h, w) of ImageOps.contain: an image as large as it fits into size, its ratio kept.

image, size  (h, w).

Raises ValueError (sides outside 1 .. 2**31 - 1).)");
  m.def("cover_size", cover_size, py::arg("image"), py::arg("size"), R"(cover_size(image, size)
--

(h, w) of ImageOps.cover: an image as small as it covers size, its ratio kept.

image, size  (h, w).

Raises ValueError (sides outside 1 .. 2**31 - 1).)");
  m.def("thumbnail_size", thumbnail_size, py::arg("image"), py::arg("size"), R"(thumbnail_size(image, size)
--

(h, w) of Image.thumbnail: an image as large as it fits into size, its ratio kept; its own where it fits already.

image, size  (h, w).

Raises ValueError (sides outside 1 .. 2**31 - 1).)");
  m.def("fit_box", fit_box, py::arg("image"), py::arg("size"), py::arg("bleed") = 0.0,
        py::arg("centering") = py::make_tuple(0.5, 0.5), R"(fit_box(image, size, bleed=0.0, centering=(0.5, 0.5))
--

(left, upper, right, lower): the part of an image that ImageOps.fit resizes to size; resize's box.

image, size  (h, w).
bleed        the share of each side that is cut off first.
centering    (x, y), where the part lies: 0 is left or top, 1 right or bottom.

Raises ValueError (sides below 1).)");
  m.def("center_crop", center_crop, py::arg("a"), py::arg("size"), py::arg("like") = "torchvision.center_crop",
        py::arg("out") = py::none(), R"(center_crop(a, size, like='torchvision.center_crop', out=None)
--

The middle of an image; where the image is smaller, zeros lie around it.

Equals torchvision's F.center_crop(img, size), up to the layout, or transformers' center_crop ("hf.center_crop"), which
is also the (h - crop) // 2 of notebooks. They differ where a margin is odd.

a     (h, w) or (h, w, channels), any strides; bool, integers, float16, float32, float64.
size  (h, w).
like  a name of kind "center_crop" in contracts().
out   where the result goes, any strides: size's shape, a's channels and dtype; must not overlap a.

Raises TypeError (dtype), ValueError (shapes, like).)");
  m.def("pad", pad, py::arg("a"), py::arg("pads"), py::arg("mode") = "constant", py::arg("value") = 0,
        py::arg("out") = py::none(), R"(pad(a, pads, mode='constant', value=0, out=None)
--

The image with a border. Equals np.pad(a, ((top, bottom), (left, right), (0, 0)), mode).

a      (h, w) or (h, w, channels), any strides; bool, integers, float16, float32, float64.
pads   (top, bottom, left, right).
mode   "constant", "edge", "reflect", "symmetric", "wrap", as numpy calls them.
value  what a constant border is made of: a number, or one for each of up to 4 channels.
out    where the result goes, any strides: its shape, a's dtype; must not overlap a.

Raises TypeError (dtype), ValueError (shapes, pads, mode), OverflowError (value).)");
  m.def("_frame", frame_numbers);
}

}  // namespace eido::python
