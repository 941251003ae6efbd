// Writes requests and answers to the log that -v turns on: klog's lines as client-go has them, credentials masked.
//
// Level 6: method, URL, status, time. 7: request headers and status. 8: answer headers and bodies (1 KiB of each) too.
// 9: the request as a curl line, times in detail, 10 KiB of bodies. 10: whole bodies.
#pragma once

#include <memory>

#include "base/log.h"
#include "kpp/http.h"
#include "kpp/seams.h"

namespace kpp::net {

/// Takes the transport over; `clock` must outlive it. Worth making only when log.enabled(6). Exchanges write to the log
/// from the threads that use them.
std::unique_ptr<Transport> logging_transport(std::unique_ptr<Transport> inner, Log log, const Clock& clock);

}  // namespace kpp::net
