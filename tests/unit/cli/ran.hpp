// A command that was run: what it printed, and how it ended.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

#include "support/temporary_folder.hpp"

namespace entente {

struct Ended {
  int code = -1;    // 128 and the signal, where one ended it
  std::string out;  // standard output and standard error
};

// By the shell. Of a pipe or a list, the standard error of the last command alone is read.
inline Ended shell(const std::string& command) {
  Ended ended;
  std::FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) ended.out.append(buffer.data(), n);
  const int status = pclose(pipe);
  ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended;
}

// As one group: the standard error of all commands is read.
inline Ended group(const std::string& commands) {
  return shell("{ " + commands + "; }");
}

inline Ended entente(const std::string& arguments) {
  return shell(std::string(ENTENTE_PROGRAM) + " " + arguments);
}

// By bash, with $E for the program, within the folder.
inline Ended bash_in(const TemporaryFolder& folder, const std::string& commands) {
  return shell("bash " + folder.file("command", "cd " + folder.path() + "\nE=" + std::string(ENTENTE_PROGRAM) + "\n" +
                                                    commands + "\n"));
}

inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

inline bool has(const Ended& ended, std::string_view part) {
  return has(ended.out, part);
}

}  // namespace entente
