# Installs what is built into an empty folder, builds consumer.cpp and the examples against what lies there, and runs
# them.

set(work "${build}/install_test")
file(REMOVE_RECURSE "${work}")
set(must COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" --prefix "${work}/prefix" OUTPUT_QUIET ${must})

function(build_on_installed name folder)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${folder}" -B "${work}/${name}" -G "${generator}" "-DCMAKE_CXX_COMPILER=${compiler}"
            "-DCMAKE_PREFIX_PATH=${work}/prefix" "-Dversion=${version}" COMMAND_ERROR_IS_FATAL ANY
  )
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${work}/${name}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

build_on_installed(consumer "${source}")
execute_process(COMMAND "${work}/consumer/consumer" OUTPUT_VARIABLE output ${must})
string(STRIP "${output}" output)
if(NOT output STREQUAL "42")
  message(FATAL_ERROR "The consumer printed '${output}', expected '42'")
endif()

set(shared "${work}/prefix/share")
execute_process(COMMAND "${python}" "${source}/schemas_test.py" "${shared}" ${must})
build_on_installed(examples "${shared}/doc/entente/examples/cpp")
execute_process(
  COMMAND "${python}" "${source}/examples_test.py" "${work}/prefix/bin/entente" "${shared}/doc/entente/examples"
          "${shared}/entente/graph-data" "${work}/examples" ${must}
)
