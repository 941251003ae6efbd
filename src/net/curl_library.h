// libcurl, loaded when the first request is made: linking it would cost every start of the program 4 ms.
//
// The only place that names <curl/curl.h>; used by the curl_*.cc files alone.
#pragma once

#include <curl/curl.h>

namespace kpp::net {

/// The functions of libcurl (7.88 or newer) that are used. Loaded once, never unloaded.
struct CurlLibrary {
  void* handle = nullptr;  ///< dlopen's: symbols of its TLS library are found through it too
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_version_info) version_info = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_pause) easy_pause = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_multi_init) multi_init = nullptr;
  decltype(&::curl_multi_cleanup) multi_cleanup = nullptr;
  decltype(&::curl_multi_add_handle) multi_add_handle = nullptr;
  decltype(&::curl_multi_remove_handle) multi_remove_handle = nullptr;
  decltype(&::curl_multi_perform) multi_perform = nullptr;
  decltype(&::curl_multi_poll) multi_poll = nullptr;
  decltype(&::curl_multi_wakeup) multi_wakeup = nullptr;
  decltype(&::curl_multi_info_read) multi_info_read = nullptr;
  decltype(&::curl_multi_setopt) multi_setopt = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;
};

/// Loads and initialises libcurl.so.4, once for the process; thread-safe. Throws TransportError naming what is missing.
const CurlLibrary& curl_library();

}  // namespace kpp::net
