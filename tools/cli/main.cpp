#include <csignal>
#include <exception>
#include <new>

#include <pthread.h>

#include "cli/command.hpp"
#include "cli/print.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"

namespace {

const pthread_t main_thread = pthread_self();

// On the main thread, which does not end the process meanwhile.
extern "C" void clean_up_and_end(int number) {
  if (pthread_equal(pthread_self(), main_thread) == 0) {
    pthread_kill(main_thread, number);
    return;
  }
  entente::remove_unfinished_files();
  entente::Database::remove_unfinished();
  std::signal(number, SIG_DFL);
  std::raise(number);  // when this function has ended
}

// A file that grows beyond what the system allows is an error like that of a full disk. Who ends the program ends it,
// but for its unfinished files and stores; what was ignored when it was started (nohup) stays ignored.
void settle_signals() {
  std::signal(SIGXFSZ, SIG_IGN);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
    if (std::signal(number, clean_up_and_end) == SIG_IGN) std::signal(number, SIG_IGN);
  }
}

}  // namespace

int main(int argc, char** argv) {
  using namespace entente::cli;
  hold_standard_descriptors();
  settle_signals();
  clean_terminal();
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    put_error("error: out of memory\n");
    return kFailed;
  } catch (const std::exception& error) {  // what can't be printed, above all: a full disk behind the output
    put_error("error: {}\n", error.what());
    return kFailed;
  }
}
