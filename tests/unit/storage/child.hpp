// What a test needs another process for: this program, started anew with a task instead of tests.
#pragma once

#include <string>
#include <vector>

namespace entente {

class Child {
 public:
  // write PATH N: opens the store N times and commits two facts each time. hold PATH: opens it and keeps it open until
  // `stop`. back-up PATH FOLDER, restore PATH FOLDER COMMIT: make a store in the folder.
  explicit Child(const std::vector<std::string>& task);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int process() const { return process_; }
  void wait_for_line() const;  // until the child has printed one
  bool is_running();
  void stop();  // and waits for its end
  int result() const { return result_; }

 private:
  int process_ = -1, input_ = -1, output_ = -1;
  int result_ = -1;
};

}  // namespace entente
