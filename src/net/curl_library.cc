#include "net/curl_library.h"

#include <dlfcn.h>
#include <fmt/core.h>

#include "kpp/error.h"

namespace kpp::net {
namespace {

template <class Function>
void find(void* handle, const char* name, Function& into) {
  void* symbol = ::dlsym(handle, name);
  if (!symbol) {
    throw TransportError(TransportError::Kind::other,
                         fmt::format("libcurl.so.4 has no {}: libcurl 7.88 or newer is needed", name));
  }
  into = reinterpret_cast<Function>(symbol);
}

CurlLibrary load() {
  CurlLibrary lib;
  // RTLD_LAZY: binding every function of libcurl and its twenty libraries at once takes longer than the request.
  lib.handle = ::dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
  if (!lib.handle) {
    throw TransportError(TransportError::Kind::other, fmt::format("cannot load libcurl: {}", ::dlerror()));
  }
  void* h = lib.handle;
  find(h, "curl_global_init", lib.global_init);
  find(h, "curl_version_info", lib.version_info);
  find(h, "curl_easy_init", lib.easy_init);
  find(h, "curl_easy_cleanup", lib.easy_cleanup);
  find(h, "curl_easy_setopt", lib.easy_setopt);
  find(h, "curl_easy_getinfo", lib.easy_getinfo);
  find(h, "curl_easy_pause", lib.easy_pause);
  find(h, "curl_easy_strerror", lib.easy_strerror);
  find(h, "curl_multi_init", lib.multi_init);
  find(h, "curl_multi_cleanup", lib.multi_cleanup);
  find(h, "curl_multi_add_handle", lib.multi_add_handle);
  find(h, "curl_multi_remove_handle", lib.multi_remove_handle);
  find(h, "curl_multi_perform", lib.multi_perform);
  find(h, "curl_multi_poll", lib.multi_poll);
  find(h, "curl_multi_wakeup", lib.multi_wakeup);
  find(h, "curl_multi_info_read", lib.multi_info_read);
  find(h, "curl_multi_setopt", lib.multi_setopt);
  find(h, "curl_slist_append", lib.slist_append);
  find(h, "curl_slist_free_all", lib.slist_free_all);
  if (lib.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    throw TransportError(TransportError::Kind::other, "libcurl cannot be initialised");
  }
  return lib;
}

}  // namespace

const CurlLibrary& curl_library() {
  static const CurlLibrary library = load();
  return library;
}

}  // namespace kpp::net
