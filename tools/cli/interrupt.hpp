// What Ctrl-C does while a query runs: it asks the run to stop, in place of ending the program.
#pragma once

#include "entente/run_control.hpp"

namespace entente::cli {

enum class SecondInterrupt { kEnds, kIgnored };  // the program, or nothing

// From its making to its end SIGINT asks the token. One at a time. Where SIGINT was ignored (nohup), it stays so.
class StopOnInterrupt {
 public:
  explicit StopOnInterrupt(SecondInterrupt second);
  ~StopOnInterrupt();
  StopOnInterrupt(const StopOnInterrupt&) = delete;
  StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;

  StopToken token() const { return stop_.token(); }
  bool asked() const { return stop_.stop_requested(); }

 private:
  StopSource stop_;
  void (*before_)(int);
};

}  // namespace entente::cli
