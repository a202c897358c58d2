// SPDX-License-Identifier: MIT
#include "eidograph/recipe.hpp"

#include <memory>

#include "arrays.hpp"
#include "like.hpp"
#include "resize_types.hpp"
#include "rooms.hpp"

namespace eido::python {
namespace {

/// A plan whose types are known at run time.
class any_plan {
 public:
  any_plan() = default;
  any_plan(const any_plan&) = delete;
  any_plan& operator=(const any_plan&) = delete;
  virtual ~any_plan() = default;
  virtual py::object run(const array& src, py::handle out) const = 0;
};

template <class T, class Out, bool Planes>
class plan_of final : public any_plan {
 public:
  recipe_plan<T, Out, Planes> made;

  py::object run(const array& src, py::handle out) const override {
    const index_array<3> shape = made.shape();
    const element type = std::is_same_v<T, Out> ? src.type() : element::float32;
    const extents wanted =
        Planes || src.rank() == 3 ? extents(shape[0], shape[1], shape[2]) : extents(shape[0], shape[1]);
    const array dst = result("Compose", out, type, wanted);
    dst.refuse_overlap(src);
    const view<const T, 3> from = src.rank() == 3 ? src.as<const T, 3>() : detail::as_image(src.as<const T, 2>());
    const view<Out, 3> to = wanted.rank == 3 ? dst.as<Out, 3>() : detail::as_image(dst.as<Out, 2>());
    python::run([&] {
      workspace scratch;  // one for each call: many threads may use the plan
      return made.try_run(from, to, scratch);
    });
    return dst.object();
  }
};

/// The numbers of a recipe for one shape of images.
struct order {
  image_source<u8> source;
  hw size;
  bool has_crop;
  rect crop;
  bool has_values;
  norm values;
  bool planes;
};

template <class T, class Out, bool Planes, class Contract>
std::shared_ptr<any_plan> make(const order& o, const Contract& contract) {
  auto plan = std::make_shared<plan_of<T, Out, Planes>>();
  const image_source<T> source{o.source.h, o.source.w, o.source.channels};
  const status s = plan->made.make(resize(o.size, contract), o.has_crop ? &o.crop : nullptr,
                                   o.has_values ? &o.values : nullptr, source);
  if (!s) raise(s);
  return plan;
}

template <class T, class Out, class Contract>
std::shared_ptr<any_plan> make(const order& o, const Contract& contract) {
  return o.planes ? make<T, Out, true>(o, contract) : make<T, Out, false>(o, contract);
}

norm norm_argument(py::handle mean, py::handle std) {
  norm values = norm::half;
  const py::object means = sequence_argument("Compose", "mean", mean, 1, norm::most_channels);
  const Py_ssize_t count = PySequence_Fast_GET_SIZE(means.ptr());
  const py::object stds = sequence_argument("Compose", "std", std, count, count);
  values.channels = static_cast<int>(count);
  for (Py_ssize_t i = 0; i < count; ++i) {
    values.mean[i] = static_cast<f32>(float_argument("Compose", "mean", PySequence_Fast_GET_ITEM(means.ptr(), i)));
    values.std[i] = static_cast<f32>(float_argument("Compose", "std", PySequence_Fast_GET_ITEM(stds.ptr(), i)));
  }
  return values;
}

template <int N>
void integers_argument(const char* name, py::handle given, index (&out)[N]) {
  const py::object list = sequence_argument("Compose", name, given, N, N);
  for (int i = 0; i < N; ++i) out[i] = integer_argument("Compose", name, PySequence_Fast_GET_ITEM(list.ptr(), i));
}

/// crop: (top, left, h, w) of the resized image or None; values: (mean, std) or None.
std::shared_ptr<any_plan> plan(const py::object& a, const py::object& size, const py::object& like,
                               const py::object& crop, const py::object& values, bool planes) {
  const array img("Compose", "a", a);
  if (img.rank() != 2 && img.rank() != 3) img.fail_shape("(h, w) or (h, w, 1 to 4)");
  const resize_name name = resize_argument("Compose", "like", like);
  order o{
      {img.shape(0), img.shape(1), img.rank() == 3 ? img.shape(2) : 1}, hw(0, 0), false, {}, false, norm::half, planes};
  index sides[2], edges[4];
  integers_argument("size", size, sides);
  o.size = hw(sides[0], sides[1]);
  if (!crop.is_none()) {
    integers_argument("crop", crop, edges);
    o.has_crop = true;
    o.crop = {edges[0], edges[1], edges[2], edges[3]};
  }
  if (!values.is_none()) {
    const py::object pair = sequence_argument("Compose", "values", values, 2, 2);
    o.has_values = true;
    o.values = norm_argument(PySequence_Fast_GET_ITEM(pair.ptr(), 0), PySequence_Fast_GET_ITEM(pair.ptr(), 1));
  }
  std::shared_ptr<any_plan> made;
  with_contract(name, [&](auto contract) {
    if (o.has_values) {
      dispatch(mixed_by<decltype(contract), u8, f32>(), img,
               [&](auto tag) { made = make<typename decltype(tag)::type, f32>(o, contract); });
    } else if constexpr (contract.is_nearest) {
      dispatch_bytes(img, [&](auto tag) {
        using T = typename decltype(tag)::type;
        made = make<T, T>(o, contract);
      });
    } else {
      dispatch(mixed_by<decltype(contract), u8, f32>(), img, [&](auto tag) {
        using T = typename decltype(tag)::type;
        made = make<T, T>(o, contract);
      });
    }
  });
  return made;
}

py::object crop_rect(const py::object& image, const py::object& size, const py::object& like) {
  check_contract("CenterCrop", "like", like, contract_kind::center_crop);
  index from[2], to[2];
  integers_argument("size", image, from);
  integers_argument("size", size, to);
  const hw whole(from[0], from[1]), part(to[0], to[1]);
  const bool hf = std::strcmp(string_argument("CenterCrop", "like", like), "hf.center_crop") == 0;
  const rect at = hf ? center_crop_rect(whole, part, like::hf::center_crop)
                     : center_crop_rect(whole, part, like::torchvision::center_crop);
  return py::make_tuple(at.top, at.left, at.h, at.w);
}

}  // namespace

void bind_recipe(py::module_& m) {
  py::class_<any_plan, std::shared_ptr<any_plan>>(m, "_Plan")
      .def("run", [](const any_plan& self, const py::object& a, const py::object& out) {
        return self.run(array("Compose", "a", a), out);
      });
  m.def("_plan", plan);
  m.def("_crop_rect", crop_rect);
}

}  // namespace eido::python
