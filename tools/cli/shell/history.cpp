#include "cli/shell/history.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <new>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace entente::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kEntries = 5000;  // that are kept; the file may have twice as many

}  // namespace

EntryHistory::EntryHistory(std::string file) : file_(std::move(file)), history_(history_init()) {
  if (history_ == nullptr) throw std::bad_alloc();
  HistEvent event{};
  history(history_, &event, H_SETSIZE, kEntries);
  history(history_, &event, H_SETUNIQUE, 1);
  if (file_.empty()) return;
  if (history(history_, &event, H_LOAD, file_.c_str()) > 2 * kEntries) rewrite();
}

EntryHistory::~EntryHistory() {
  history_end(history_);
}

void EntryHistory::add(const std::string& entry) {
  if (entry.empty() || entry == last_) return;
  HistEvent event{};
  history(history_, &event, H_ENTER, entry.c_str());
  last_ = entry;
  append_last();
}

// One entry behind those of the file, other dialogues' among them. libedit writes an entry in one line; that of a
// history with this entry alone is all that it writes.
void EntryHistory::append_last() const {
  if (file_.empty()) return;
  const int descriptor = open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return;
  std::FILE* const out = fdopen(descriptor, "a");
  History* const alone = history_init();
  if (out != nullptr && alone != nullptr) {
    std::fseek(out, 0, SEEK_END);  // libedit begins a file that is empty with its mark
    HistEvent event{};
    history(alone, &event, H_SETSIZE, 1);
    history(alone, &event, H_ENTER, last_.c_str());
    history(alone, &event, H_SAVE_FP, out);
  }
  if (alone != nullptr) history_end(alone);
  if (out != nullptr)
    std::fclose(out);
  else
    close(descriptor);
}

// The file with the entries that are kept alone, in one step.
void EntryHistory::rewrite() const {
  const std::string beside = file_ + ".new";
  HistEvent event{};
  std::error_code error;
  if (history(history_, &event, H_SAVE, beside.c_str()) >= 0) fs::rename(beside, file_, error);
  if (error) fs::remove(beside, error);
}

std::string EntryHistory::usual_file() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  if ((state == nullptr || *state == '\0') && home == nullptr) return {};
  const fs::path folder =
      (state != nullptr && *state != '\0' ? fs::path(state) : fs::path(home) / ".local" / "state") / "entente";
  std::error_code error;
  fs::create_directories(folder, error);
  return error ? std::string{} : (folder / "history").string();
}

}  // namespace entente::cli
