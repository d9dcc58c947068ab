// What the Swift overlay of the C library leaves out: epoll, accept4, pipe2, prctl.
//
// Everything is inline, so the target adds no code of its own. No feature macro is defined here
// and sys/socket.h is not included: both change what the Glibc module sees and break debug builds.
#ifndef C_VERIFY_MOCK_EVENTS_H
#define C_VERIFY_MOCK_EVENTS_H

#if defined(__linux__)

#include <stdint.h>
#include <sys/epoll.h>
#include <sys/prctl.h>

typedef struct epoll_event vm_event;

enum vm_ready {
  vm_readable = EPOLLIN,
  vm_writable = EPOLLOUT,
  vm_failed = EPOLLERR | EPOLLHUP,
};

// Declared here by their link names, because the headers have them only as GNU extensions.
int vm_accept4(int descriptor, void *address, void *length, int flags) __asm__("accept4");
int vm_pipe2(int *ends, int flags) __asm__("pipe2");

// At most 15 bytes are kept.
static inline void vm_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

static inline int vm_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline int vm_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data = {.u64 = token}};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

static inline int vm_epoll_change(int epoll, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data = {.u64 = token}};
  return epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event);
}

static inline int vm_epoll_remove(int epoll, int descriptor) {
  struct epoll_event event = {0};
  return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event);
}

static inline int vm_epoll_wait(int epoll, vm_event *events, int count, int milliseconds) {
  return epoll_wait(epoll, events, count, milliseconds);
}

static inline uint32_t vm_event_ready(const vm_event *event) { return event->events; }
static inline uint64_t vm_event_token(const vm_event *event) { return event->data.u64; }


#endif
#endif
