# One precompiled header for every target: entente_precompiled(<target>). With ENTENTE_PCH off it does nothing, and the
# build shows which file leaves out an #include.

option(ENTENTE_PCH "Compile the headers that most files read once" OFF)

if(ENTENTE_PCH)
  # Programs and libraries share it, so they are compiled alike: -fPIC where CMake would give programs -fPIE.
  set(CMAKE_CXX_COMPILE_OPTIONS_PIE -fPIC)

  file(WRITE "${PROJECT_BINARY_DIR}/pch/pch.cpp" "")
  add_library(entente_pch OBJECT "${PROJECT_BINARY_DIR}/pch/pch.cpp")
  target_link_libraries(entente_pch PRIVATE fmt::fmt absl::flat_hash_map absl::flat_hash_set)
  target_precompile_headers(
    entente_pch
    PRIVATE
      <algorithm> <array> <atomic> <charconv> <cmath> <cstdint> <filesystem> <fstream> <functional> <iostream> <limits>
      <map> <memory> <mutex> <numeric> <optional> <set> <span> <sstream> <stdexcept> <string> <string_view> <thread>
      <tuple> <utility> <variant> <vector> <absl/container/flat_hash_map.h> <absl/container/flat_hash_set.h>
      <fmt/format.h> <fmt/ranges.h>
  )
endif()

function(entente_precompiled target)
  if(ENTENTE_PCH)
    target_precompile_headers(${target} REUSE_FROM entente_pch)
  endif()
endfunction()
