# SPDX-License-Identifier: MIT
# Tests against the Python libraries themselves.

# resize, through a C interface that Python loads (a sanitized library cannot be loaded into a plain Python)
if(NOT sanitized)
  add_library(parity_resample SHARED resample/parity_library.cpp)
  target_link_libraries(parity_resample PRIVATE eidograph::core eido_test_flags)
  add_test(NAME "parity: resize equals Pillow"
    COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/resample/parity_pillow.py $<TARGET_FILE:parity_resample>)
endif()

# printing, as numpy's str()
add_executable(print_parity_main numpy/print_parity_main.cpp)
target_link_libraries(print_parity_main PRIVATE eidograph::core eido_test_flags)
add_test(NAME "parity: print equals numpy"
  COMMAND ${EIDO_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/numpy/parity_print.py $<TARGET_FILE:print_parity_main> 800)
