# Installs the built library into an empty folder, builds consumer.cpp against what lies there, and runs it.

set(work "${build}/install_test")
file(REMOVE_RECURSE "${work}")
set(must COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${work}/prefix" OUTPUT_QUIET ${must})
execute_process(
  COMMAND "${CMAKE_COMMAND}" -S "${source}" -B "${work}/build" -G "${generator}" "-DCMAKE_CXX_COMPILER=${compiler}"
          "-DCMAKE_PREFIX_PATH=${work}/prefix" "-Dversion=${version}" ${must}
)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${work}/build" ${must})
execute_process(COMMAND "${work}/build/consumer" OUTPUT_VARIABLE output ${must})
string(STRIP "${output}" output)
if(NOT output STREQUAL "42")
  message(FATAL_ERROR "The consumer printed '${output}', expected '42'")
endif()
