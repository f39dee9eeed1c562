# Compiler, linker and preset switches. Applies to every target of this project.

option(ENTENTE_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
set(ENTENTE_TEST_FLAGS "" CACHE STRING "Compiler flags of the code of tests alone, behind all others")
option(ENTENTE_WARNINGS_AS_ERRORS "Stop on a compiler warning" ${PROJECT_IS_TOP_LEVEL})
option(ENTENTE_COVERAGE "Instrument for gcov" OFF)
option(ENTENTE_CLANG_TIDY "Run clang-tidy with every compile" OFF)
set(ENTENTE_SANITIZE "" CACHE STRING "Sanitizers, separated by commas: address,undefined or thread")
option(ENTENTE_FUZZ "Build the fuzzers with libFuzzer (needs clang)" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Kind of build" FORCE)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion)
if(ENTENTE_WARNINGS_AS_ERRORS)
  add_compile_options(-Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlapping copies in std::string's operator+ where there are none (GCC PR 105651).
  add_compile_options(-Wno-restrict)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # What GCC's flow analysis takes for a fault in optimised code, and often is none, is shown and stops nothing.
  add_compile_options(-Wno-error=maybe-uninitialized -Wno-error=array-bounds -Wno-error=stringop-overflow
                      -Wno-error=stringop-overread -Wno-error=free-nonheap-object -Wno-error=dangling-pointer)
endif()

if(ENTENTE_SANITIZE)
  add_compile_options(-fsanitize=${ENTENTE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ENTENTE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented code hides initialisations from GCC's flow analysis.
    add_compile_options(-Wno-maybe-uninitialized)
  else()
    # RapidJSON 1.1 adds offsets to null while its stacks are empty, which clang reports and GCC does not.
    add_compile_options(-fno-sanitize=pointer-overflow)
  endif()
endif()
if(ENTENTE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(ENTENTE_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

if(ENTENTE_CLANG_TIDY)
  find_program(ENTENTE_CLANG_TIDY_PROGRAM NAMES clang-tidy-14 clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY "${ENTENTE_CLANG_TIDY_PROGRAM}" --quiet)
endif()

find_program(ENTENTE_CCACHE ccache)
if(ENTENTE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${ENTENTE_CCACHE}")
endif()

# A faster linker where there is one; the system's otherwise.
find_program(ENTENTE_MOLD mold)
find_program(ENTENTE_LLD ld.lld)
if(ENTENTE_MOLD)
  add_link_options(-fuse-ld=mold)
elseif(ENTENTE_LLD)
  add_link_options(-fuse-ld=lld)
endif()
