#include <cstdio>
#include <exception>

#include "cli/command.hpp"

int main(int argc, char** argv) {
  try {
    return entente::cli::run(argc, argv);
  } catch (const std::exception& error) {  // what can't be printed, above all: a full disk behind the output
    std::fputs("error: ", stderr);
    std::fputs(error.what(), stderr);
    std::fputs("\n", stderr);
    return entente::cli::kFailed;
  }
}
