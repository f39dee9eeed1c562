#include "cli/interrupt.hpp"

#include <atomic>
#include <csignal>

namespace entente::cli {
namespace {

// What the handler asks. Handlers are plain functions.
std::atomic<StopSource*> to_ask{nullptr};
void (*end_program)(int) = nullptr;  // called by the second interrupt; null: none is

extern "C" void ask_to_stop(int number) {
  StopSource* const stop = to_ask.load();
  if (stop == nullptr) return;
  if (stop->stop_requested() && end_program != nullptr) {
    end_program(number);
    return;
  }
  stop->request_stop();
}

extern "C" void end_by_default(int number) {
  std::signal(number, SIG_DFL);
  std::raise(number);
}

}  // namespace

StopOnInterrupt::StopOnInterrupt(SecondInterrupt second) {
  to_ask = &stop_;
  before_ = std::signal(SIGINT, ask_to_stop);
  if (before_ == SIG_IGN) std::signal(SIGINT, SIG_IGN);
  end_program = second == SecondInterrupt::kIgnored ? nullptr : before_ == SIG_DFL ? end_by_default : before_;
}

StopOnInterrupt::~StopOnInterrupt() {
  std::signal(SIGINT, before_);
  to_ask = nullptr;
}

}  // namespace entente::cli
