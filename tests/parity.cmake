# SPDX-License-Identifier: MIT
# Tests against the Python libraries themselves.

# resize, through a C interface that Python loads (a sanitized library cannot be loaded into a plain Python)
if(NOT sanitized)
  add_library(parity_resample SHARED resample/parity_library.cpp resample/parity_cv2_library.cpp)
  target_link_libraries(parity_resample PRIVATE eidograph::core eido_test_flags)
  add_test(NAME "parity: resize equals Pillow"
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/resample/parity_pillow.py $<TARGET_FILE:parity_resample>)
  add_test(NAME "parity: resize equals OpenCV"  # skipped where it is not installed
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/resample/parity_cv2.py $<TARGET_FILE:parity_resample>)
  set_tests_properties("parity: resize equals OpenCV" PROPERTIES SKIP_RETURN_CODE 77)
  add_library(parity_torch SHARED resample/parity_torch_library.cpp)
  target_link_libraries(parity_torch PRIVATE eidograph::core eido_test_flags)
  add_test(NAME "parity: resize equals torch and TFLite"  # skipped where torch is not installed
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/resample/parity_torch.py $<TARGET_FILE:parity_torch>)
  set_tests_properties("parity: resize equals torch and TFLite" PROPERTIES SKIP_RETURN_CODE 77)
endif()

# sizes, crops, borders and letterboxes
if(NOT sanitized)
  add_library(parity_geometry SHARED geometry/parity_library.cpp)
  target_link_libraries(parity_geometry PRIVATE eidograph::core eido_test_flags)
  add_test(NAME "parity: geometry equals numpy, Pillow and what else is installed"
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/geometry/parity_geometry.py $<TARGET_FILE:parity_geometry>)
endif()

# blends, likewise
if(NOT sanitized)
  add_library(parity_overlay SHARED overlay/parity_library.cpp)
  target_link_libraries(parity_overlay PRIVATE eidograph::core eido_test_flags)
  add_test(NAME "parity: blends equal Pillow, OpenCV and torchvision"
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/overlay/parity_blend.py $<TARGET_FILE:parity_overlay>)
endif()

# upsample_argmax, the same way
if(NOT sanitized)
  add_library(parity_reduce SHARED reduce/parity_library.cpp)
  target_link_libraries(parity_reduce PRIVATE eidograph::core eido_test_flags)
  add_test(NAME "parity: upsample_argmax equals OpenCV, and torch where it is"
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/reduce/parity_upsample.py $<TARGET_FILE:parity_reduce>)
endif()

# files, as Pillow and numpy read and write them; a second program without libjpeg-turbo reads JPEG through stb
add_executable(io_parity io/io_parity_main.cpp)
target_link_libraries(io_parity PRIVATE eidograph::io eido_test_flags)
add_test(NAME "parity: files equal Pillow and numpy"
  COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/io/parity_io.py $<TARGET_FILE:io_parity>)
if(NOT sanitized)  # stb's JPEG decoder shifts and overflows on damaged files, see io/jpeg_stb.hpp
  add_executable(io_parity_stb io/io_parity_main.cpp)
  target_link_libraries(io_parity_stb PRIVATE eidograph::eidograph eido_test_flags)
  add_test(NAME "parity: files equal Pillow and numpy, without libjpeg-turbo"
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/io/parity_io.py $<TARGET_FILE:io_parity_stb>)
endif()

# printing, as numpy's str()
add_executable(print_parity_main numpy/print_parity_main.cpp)
target_link_libraries(print_parity_main PRIVATE eidograph::core eido_test_flags)
add_test(NAME "parity: print equals numpy"
  COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/numpy/parity_print.py $<TARGET_FILE:print_parity_main> 800)

# slices and patterns, as numpy and einops: the cases are written by them
set(cases ${CMAKE_CURRENT_BINARY_DIR}/slice_cases)
set(case_files "")
foreach(i RANGE 5)
  list(APPEND case_files ${cases}/slice_cases_${i}.cpp ${cases}/arrange_cases_${i}.cpp)
endforeach()
add_custom_command(OUTPUT ${case_files}
  COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/slice/generate_cases.py ${cases}
  DEPENDS slice/generate_cases.py)
eido_add_tests(generated_slice eidograph::core ${case_files})
target_include_directories(generated_slice_tests PRIVATE slice)
target_compile_options(generated_slice_tests PRIVATE -O0)  # thousands of small calls: their speed is the compiler's
