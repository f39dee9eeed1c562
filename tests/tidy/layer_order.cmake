# A module that depends on a layer of its own height or above stops the configure step; one below does not.
# Calls itself, with `module` and `lower` set, to see each of them stop.

include("${modules}")
if(module)
  entente_check_layers(${module} ${lower})
  return()
endif()

function(expect outcome module lower)
  execute_process(
    COMMAND "${CMAKE_COMMAND}" "-Dmodules=${modules}" "-Dmodule=${module}" "-Dlower=${lower}" -P
            "${CMAKE_CURRENT_FUNCTION_LIST_FILE}"
    RESULT_VARIABLE result ERROR_VARIABLE words OUTPUT_QUIET
  )
  if(outcome STREQUAL "fine" AND NOT result EQUAL 0)
    message(SEND_ERROR "${module} should be free to depend on ${lower}: ${words}")
  elseif(outcome STREQUAL "stops" AND (result EQUAL 0 OR NOT words MATCHES "must not depend on|not a module|no layer"))
    message(SEND_ERROR "${module} should not be free to depend on ${lower}: ${words}")
  endif()
endfunction()

expect(fine time base)
expect(fine query graph)
expect(fine db storage)
expect(stops base time)
expect(stops graph storage)
expect(stops formats graph)
expect(stops query db)
expect(stops time time)
expect(stops time nowhere)
expect(stops nowhere base)
