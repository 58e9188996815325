#include "crypto/base/api_windows.hpp"
#include "tokens/devices/pkcs11/child/channel.hpp"

#include <shellapi.h>

namespace qoltanba::tokens {
namespace {

class PipeChannel : public Channel {
  public:
    explicit PipeChannel(HANDLE pipe) : pipe_(pipe) {}

  private:
    bool write_all(BytesView rest) override {
        while (!rest.empty()) {
            DWORD sent = 0;
            if (::WriteFile(pipe_, rest.data(), static_cast<DWORD>(rest.size()), &sent, nullptr) == 0)
                return false;
            rest = rest.subspan(sent);
        }
        return true;
    }

    bool read_all(std::span<std::uint8_t> octets) override {
        while (!octets.empty()) {
            DWORD got = 0;
            if (::ReadFile(pipe_, octets.data(), static_cast<DWORD>(octets.size()), &got, nullptr) == 0 ||
                got == 0)
                return false;
            octets = octets.subspan(got);
        }
        return true;
    }

    HANDLE pipe_;
};

}  // namespace

// The job that the process was started in ends it with the program that started it.
std::unique_ptr<Channel> take_channel() {
    auto* pipe = ::GetStdHandle(STD_INPUT_HANDLE);
    if (pipe == nullptr || pipe == INVALID_HANDLE_VALUE || ::GetFileType(pipe) != FILE_TYPE_PIPE)
        return nullptr;
    ::SetStdHandle(STD_INPUT_HANDLE, nullptr);
    return std::make_unique<PipeChannel>(pipe);
}

bool keep_to_itself() {
    // Without its box a fault goes to no error reporting, so no dump is written or sent.
    ::SetErrorMode(SEM_NOGPFAULTERRORBOX | SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);
    return true;
}

// main's arguments are in the code page of the computer, which has no Kazakh letters.
std::filesystem::path module_argument(const char*) {
    int count = 0;
    wchar_t** words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
    std::filesystem::path path;
    if (words != nullptr && count > 1) path = words[1];
    ::LocalFree(words);
    return path;
}

}  // namespace qoltanba::tokens
