# SPDX-License-Identifier: MIT
# Prints the user seconds that including a header costs over an empty file, and fails above its share, in percent, of
# what a small file with a regular expression costs: a measure that goes with the machine and what else it does. Each is
# the least of 4 runs, taken in turn.
#   cmake -DCOMPILER=g++ "-DBUDGETS=view.hpp,6,;core.hpp,22,-DEIDO_COMPILED=1" -DINCLUDE=include -DWORK=FOLDER
#         -P compile_time.cmake
cmake_minimum_required(VERSION 3.21)
file(MAKE_DIRECTORY ${WORK})
# file_N, flags_N and time_N of each measurement; 0 and 1 are what the headers are compared with
file(WRITE ${WORK}/0.cpp "")
file(WRITE ${WORK}/1.cpp
     "#include <regex>\nbool f(const char* s) { return std::regex_match(s, std::regex(\"(a|b)+\")); }\n")
set(last 1)
foreach(budget ${BUDGETS})
  math(EXPR last "${last} + 1")
  string(REPLACE "," ";" parts "${budget}")
  list(GET parts 0 header_${last})
  list(GET parts 1 limit_${last})
  list(GET parts 2 flags_${last})
  file(WRITE ${WORK}/${last}.cpp "#include <eidograph/${header_${last}}>\n")
endforeach()
foreach(n RANGE ${last})
  set(time_${n} 1000000)
endforeach()
foreach(run RANGE 1 4)
  foreach(n RANGE ${last})
    execute_process(COMMAND bash -c "TIMEFORMAT=%3U; time ${COMPILER} -std=c++20 -O2 ${flags_${n}} -I${INCLUDE} -c ${WORK}/${n}.cpp -o ${WORK}/${n}.o"
                    RESULT_VARIABLE code ERROR_VARIABLE seconds)
    if(NOT code EQUAL 0)
      message(FATAL_ERROR "${header_${n}} does not compile:\n${seconds}")
    endif()
    string(REGEX MATCH "([0-9]+)[.,]([0-9]+)" number "${seconds}")
    math(EXPR milliseconds "${CMAKE_MATCH_1} * 1000 + 1${CMAKE_MATCH_2} - 1000")
    if(milliseconds LESS time_${n})
      set(time_${n} ${milliseconds})
    endif()
  endforeach()
endforeach()

set(failed OFF)
foreach(n RANGE 2 ${last})
  math(EXPR cost "${time_${n}} - ${time_0}")
  math(EXPR percent "100 * ${cost} / (${time_1} - ${time_0})")
  message("${header_${n}} ${flags_${n}}: ${cost} ms over an empty file, ${percent} % of the measure (limit ${limit_${n}} %)")
  if(percent GREATER limit_${n})
    set(failed ON)
  endif()
endforeach()
if(failed)
  message(FATAL_ERROR "a header costs too much to include")
endif()
