# Precompiled headers, a set for each kind of file: entente_precompiled(<target> <set>), where <set> is one of those
# below. With ENTENTE_PCH off it does nothing, and the build shows which file leaves out an #include.

option(ENTENTE_PCH "Compile the headers that most files read once" OFF)

set(ENTENTE_PCH_library
    <algorithm> <array> <atomic> <charconv> <chrono> <cmath> <cstdint> <filesystem> <fstream> <functional> <iostream>
    <limits> <map> <memory> <mutex> <numeric> <optional> <set> <span> <sstream> <stdexcept> <string> <string_view>
    <thread> <tuple> <utility> <variant> <vector>
    <absl/container/flat_hash_map.h> <absl/container/flat_hash_set.h> <fmt/format.h> <fmt/ranges.h>
    <entente/graph/view.hpp>
)
set(ENTENTE_PCH_query ${ENTENTE_PCH_library} <query/plan/plan.hpp>)
set(ENTENTE_PCH_test ${ENTENTE_PCH_library} <entente/database.hpp> <gmock/gmock.h> <gtest/gtest.h>)
set(ENTENTE_PCH_law ${ENTENTE_PCH_test} <rapidcheck.h>)

set(ENTENTE_PCH_LIBRARIES_test GTest::gtest GTest::gmock)
set(ENTENTE_PCH_LIBRARIES_law ${ENTENTE_PCH_LIBRARIES_test})

if(ENTENTE_PCH)
  # Programs and libraries share them, so they are compiled alike: -fPIC where CMake would give programs -fPIE.
  set(CMAKE_CXX_COMPILE_OPTIONS_PIE -fPIC)
endif()

function(entente_precompiled target set)
  if(NOT DEFINED ENTENTE_PCH_${set})
    message(FATAL_ERROR "entente_precompiled: '${set}' is no set of headers; see cmake/EntentePch.cmake")
  endif()
  if(NOT ENTENTE_PCH)
    return()
  endif()
  if(NOT TARGET entente_pch_${set})
    file(WRITE "${PROJECT_BINARY_DIR}/pch/${set}.cpp" "")
    add_library(entente_pch_${set} OBJECT "${PROJECT_BINARY_DIR}/pch/${set}.cpp")
    target_include_directories(
      entente_pch_${set} PRIVATE "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/src" "${ENTENTE_GENERATED_DIR}"
    )
    target_link_libraries(
      entente_pch_${set} PRIVATE fmt::fmt absl::flat_hash_map absl::flat_hash_set ${ENTENTE_PCH_LIBRARIES_${set}}
    )
    target_precompile_headers(entente_pch_${set} PRIVATE ${ENTENTE_PCH_${set}})
  endif()
  target_precompile_headers(${target} REUSE_FROM entente_pch_${set})
endfunction()
