# SPDX-License-Identifier: MIT
# Tests against the Python libraries themselves.

# Through a C interface that Python loads (a sanitized library cannot be loaded into a plain Python).
if(NOT sanitized)
  function(eido_add_parity_library name)
    add_library(${name} SHARED ${ARGN})
    target_link_libraries(${name} PRIVATE ${kernels} eido_test_flags)
  endfunction()
  function(eido_add_parity what script library)
    add_test(NAME "parity: ${what}"
      COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/${script} $<TARGET_FILE:${library}>)
  endfunction()

  eido_add_parity_library(parity_resample resample/parity_library.cpp resample/parity_cv2_library.cpp)
  eido_add_parity("resize equals Pillow" resample/parity_pillow.py parity_resample)
  eido_add_parity("resize equals OpenCV" resample/parity_cv2.py parity_resample)
  eido_add_parity_library(parity_torch resample/parity_torch_library.cpp)
  eido_add_parity("resize equals torch and TFLite" resample/parity_torch.py parity_torch)
  eido_add_parity_library(parity_onnx resample/parity_onnx_library.cpp)
  eido_add_parity("resize equals onnxruntime" resample/parity_onnx.py parity_onnx)
  set_tests_properties("parity: resize equals OpenCV" "parity: resize equals torch and TFLite"
                       "parity: resize equals onnxruntime"
                       PROPERTIES SKIP_RETURN_CODE 77)  # the library is not installed
  eido_add_parity_library(parity_geometry geometry/parity_library.cpp)
  eido_add_parity("geometry equals numpy, Pillow and what else is installed" geometry/parity_geometry.py
                  parity_geometry)
  eido_add_parity_library(parity_overlay overlay/parity_library.cpp)
  eido_add_parity("blends equal Pillow, OpenCV and torchvision" overlay/parity_blend.py parity_overlay)
  eido_add_parity_library(parity_reduce reduce/parity_library.cpp)
  eido_add_parity("upsample_argmax equals OpenCV, and torch where it is" reduce/parity_upsample.py parity_reduce)
endif()

# files, as Pillow and numpy read and write them; a second program without libjpeg-turbo reads JPEG through stb
add_executable(io_parity io/io_parity_main.cpp)
target_link_libraries(io_parity PRIVATE eidograph::io ${kernels} eido_test_flags)
add_test(NAME "parity: files equal Pillow and numpy"
  COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/io/parity_io.py $<TARGET_FILE:io_parity>)
if(NOT sanitized)  # stb's JPEG decoder shifts and overflows on damaged files, see io/jpeg_stb.hpp
  add_executable(io_parity_stb io/io_parity_main.cpp)
  target_link_libraries(io_parity_stb PRIVATE eidograph::eidograph ${kernels} eido_test_flags)
  add_test(NAME "parity: files equal Pillow and numpy, without libjpeg-turbo"
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/io/parity_io.py $<TARGET_FILE:io_parity_stb>)
endif()

# docs/from-python.md, row by row
if(NOT sanitized)
  set(doc ${PROJECT_SOURCE_DIR}/docs/from-python.md)
  set(idioms ${CMAKE_CURRENT_SOURCE_DIR}/numpy/idioms.py)
  set(idioms_source ${CMAKE_CURRENT_BINARY_DIR}/idioms.cpp)
  add_custom_command(OUTPUT ${idioms_source} COMMAND ${EIDO_PYTHON} ${idioms} ${doc} ${idioms_source}
    DEPENDS ${doc} ${idioms})
  add_executable(idioms ${idioms_source})
  target_link_libraries(idioms PRIVATE eidograph::io ${kernels} eido_test_flags)
  target_compile_options(idioms PRIVATE -O0)  # one call of each
  add_test(NAME "docs: lines of Python and their C++ have the same results"
    COMMAND ${EIDO_PYTHON} ${idioms} ${doc} $<TARGET_FILE:idioms> ${CMAKE_CURRENT_BINARY_DIR}/idioms_data)
endif()

# printing, as numpy's str()
add_executable(print_parity_main numpy/print_parity_main.cpp)
target_link_libraries(print_parity_main PRIVATE ${kernels} eido_test_flags)
add_test(NAME "parity: print equals numpy"
  COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/numpy/parity_print.py $<TARGET_FILE:print_parity_main> 800)

# slices and patterns, as numpy and einops: the cases are written by them
if(sanitized)
  return()  # fuzz/slice_fuzz.cpp, in a tenth of the time
endif()
set(cases ${CMAKE_CURRENT_BINARY_DIR}/slice_cases)
set(case_files "")
foreach(i RANGE 5)
  list(APPEND case_files ${cases}/slice_cases_${i}.cpp ${cases}/arrange_cases_${i}.cpp)
endforeach()
add_custom_command(OUTPUT ${case_files}
  COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/slice/generate_cases.py ${cases}
  DEPENDS slice/generate_cases.py)
eido_add_tests(generated_slice "${kernels}" ${case_files})
target_include_directories(generated_slice_tests PRIVATE slice)
target_compile_options(generated_slice_tests PRIVATE -O0)  # thousands of small calls: their speed is the compiler's
