#include "cli/command.hpp"

int main(int argc, char** argv) {
  return entente::cli::run(argc, argv);
}
