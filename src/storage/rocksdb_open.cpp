// Opening a store in a folder: whose it is, whether its files are sound, and what to do while somebody writes to them.
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "base/dangling_link.hpp"
#include "storage/rocksdb_store.hpp"

namespace entente {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::milliseconds kPause{10};

// One try to open a store.
class Attempt {
 public:
  Attempt(StoreFolder folder, const StoreOptions& options) : folder_(std::move(folder)), options_(options) {}

  Result<std::unique_ptr<Store>> run() {
    try {
      return open();
    } catch (Error& error) {
      return std::move(error);
    } catch (const std::system_error& error) {
      Error failed(ErrorCode::kIo, "can't open the store \"" + folder_.shown() + "\": " + error.what());
      if (error.code() == std::errc::resource_unavailable_try_again)
        failed.with_hint(
            "no thread could be begun: give the process more memory or threads (`ulimit -v`, `ulimit -u`)");
      return failed;
    }
  }
  // What went wrong then is not owed to another process.
  bool has_written() const { return has_written_; }

 private:
  Result<std::unique_ptr<Store>> open() {
    if (Result<void> held = folder_.hold(); !held) return held.error();
    Marker marker;
    const Result<FolderState> state = folder_.state(marker);
    if (!state) return state.error();
    switch (*state) {
      case FolderState::kReady:
        return open_finished(marker);
      case FolderState::kForeign:
        return Error(ErrorCode::kNotFound, "\"" + folder_.shown() + "\" is not a store; it is left as it is")
            .with_hint(options_.create_if_missing && !options_.read_only
                           ? "name a store, or a folder that does not exist yet or is empty"
                           : "name a store; `entente import` makes one");
      case FolderState::kFree:
      case FolderState::kCreating:
        break;
    }
    if (!options_.create_if_missing || options_.read_only) {
      const std::string link = dangling_link(folder_.shown());
      Error error(ErrorCode::kNotFound,
                  "there is no store at \"" + folder_.shown() + "\"" + (link.empty() ? "" : ": " + link));
      return options_.read_only ? error : error.with_hint("open it with Options::create_if_missing to make one");
    }
    // What was begun here is not left to be found. A folder that another process is quicker in is that one's.
    const bool is_ours = *state == FolderState::kFree;
    try {
      Result<std::unique_ptr<Store>> created = create();
      if (!created && is_ours && claim_is_taken_ && created.error().code != ErrorCode::kLocked) take_back();
      return created;
    } catch (...) {  // no memory, or no thread
      if (is_ours && claim_is_taken_) take_back();
      throw;
    }
  }

  Result<std::unique_ptr<Store>> create() {
    has_written_ = true;
    std::error_code ignored;
    creation_ = UnfinishedStore(folder_.place(), std::filesystem::exists(folder_.path(), ignored));
    if (Result<void> marked = folder_.mark(FolderState::kCreating); !marked) return marked.error();
    Result<WritingClaim> claim = WritingClaim::take(folder_);
    if (!claim) return claim.error();
    claim_is_taken_ = true;
    return open_rows(folder_, options_, std::move(*claim), std::nullopt, &creation_);
  }

  void take_back() {
    const Result<WritingClaim> claim = WritingClaim::take(folder_);
    if (!claim) return;
    if (folder_.set_aside(creation_.keeps_folder())) {
      folder_.remove();
    } else {
      folder_.clear();
    }
  }

  Result<std::unique_ptr<Store>> open_finished(const Marker& marker) {
    WritingClaim claim;
    if (!options_.read_only) {
      Result<WritingClaim> taken = WritingClaim::take(folder_);
      if (!taken) return taken.error();
      claim = std::move(*taken);
    }
    const Result<FilesState> files = check_files(folder_, marker, options_.env);
    if (!files) return files.error();
    has_written_ = !options_.read_only;
    return open_rows(folder_, options_, std::move(claim), *files);
  }

  StoreFolder folder_;
  const StoreOptions& options_;
  bool has_written_ = false;
  bool claim_is_taken_ = false;
  UnfinishedStore creation_;
};

// Its descriptors are given back, so that what is looked at next is looked at as before.
std::pair<Result<std::unique_ptr<Store>>, bool> attempt(const StoreFolder& folder, const StoreOptions& options) {
  Attempt attempt(folder, options);
  Result<std::unique_ptr<Store>> store = attempt.run();
  return {std::move(store), attempt.has_written()};
}

}  // namespace

// Files that another process replaces while they are read look like damaged ones. They are those only if they stood
// still from before one attempt to after the next.
Result<std::unique_ptr<Store>> open_rocksdb_store(const std::string& path, const StoreOptions& options) {
  const StoreFolder folder(path);
  const auto begin = std::chrono::steady_clock::now();
  for (bool stood_still = false;;) {
    const std::string before = folder.traces();
    auto [store, has_written] = attempt(folder, options);
    if (store || has_written) return std::move(store);
    const ErrorCode code = store.error().code;
    if (code != ErrorCode::kCorruption && code != ErrorCode::kIo) return std::move(store);
    const bool changed = folder.traces() != before;
    if (!changed && stood_still) return std::move(store);
    stood_still = !changed;
    if (std::chrono::steady_clock::now() - begin > kPatience) {
      return Error(ErrorCode::kLocked,
                   "can't open the store \"" + folder.shown() +
                       "\": another process keeps changing its files; the last attempt ended with: " +
                       store.error().message)
          .with_hint("try again, or wait until that process is done");
    }
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace entente
