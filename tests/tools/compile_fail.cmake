# SPDX-License-Identifier: MIT
# Every file of FOLDER must not compile, and the compiler must say the sentence of its first line, "// expect: REGEX".
# EIDO_COMPILED: the kernels have no part in it, and take most of the time.
#   cmake -DCOMPILER=g++ -DFOLDER=tests/compile_fail -DINCLUDES="include;..." -P compile_fail.cmake
file(GLOB cases ${FOLDER}/*.cpp)
list(LENGTH cases count)
if(count EQUAL 0)
  message(FATAL_ERROR "no cases in ${FOLDER}")
endif()
list(TRANSFORM INCLUDES PREPEND -I OUTPUT_VARIABLE include_flags)
set(failures 0)
foreach(case ${cases})
  file(STRINGS ${case} first LIMIT_COUNT 1)
  string(REGEX REPLACE "^// expect: " "" sentence "${first}")
  execute_process(COMMAND ${COMPILER} -std=c++20 -DEIDO_COMPILED=1 -fsyntax-only ${include_flags} ${case}
                  RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
  get_filename_component(name ${case} NAME)
  if(code EQUAL 0)
    message("${name}: compiles, but must not")
    math(EXPR failures "${failures} + 1")
  elseif(NOT said MATCHES "${sentence}")
    message("${name}: the sentence is missing: ${sentence}\n${said}")
    math(EXPR failures "${failures} + 1")
  endif()
endforeach()
message("${count} cases that must not compile, ${failures} wrong")
if(failures)
  message(FATAL_ERROR "compile_fail")
endif()
