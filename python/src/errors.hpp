// SPDX-License-Identifier: MIT
#pragma once

#include <pybind11/pybind11.h>

#include <cstring>

#include "eidograph/base/status.hpp"

// A status of the library as the Python exception that its code names.

namespace eido::python {

namespace py = pybind11;

inline PyObject* exception_of(errc code) noexcept {
  switch (code) {
    case errc::index_error: return PyExc_IndexError;
    case errc::type_error: return PyExc_TypeError;
    case errc::not_implemented: return PyExc_NotImplementedError;
    case errc::memory_error: return PyExc_MemoryError;
    case errc::os_error: return PyExc_OSError;
    default: return PyExc_ValueError;
  }
}

[[noreturn]] inline void raise(const status& s) {
  // paths need not be UTF-8, and long messages are cut anywhere
  const auto size = static_cast<Py_ssize_t>(std::strlen(s.message()));
  const auto text = py::reinterpret_steal<py::object>(PyUnicode_DecodeUTF8(s.message(), size, "replace"));
  if (text) PyErr_SetObject(exception_of(s.code()), text.ptr());
  throw py::error_already_set();
}

template <class... Parts>
[[noreturn]] void fail(errc code, const Parts&... parts) {
  raise(status::failure(code, parts...));
}

/// Runs a verb without the GIL and raises what it returns.
template <class Verb>
void run(Verb&& verb) {
  status s;
  {
    const py::gil_scoped_release others_may_run;
    s = verb();
  }
  if (!s) raise(s);
}

}  // namespace eido::python
