// A load generator for a flow that wrk can't play: create a session, read its id, validate it.
//
//   load run PORT CONNECTIONS MILLISECONDS flow|create [FIRST]
//   load fill PORT COUNT [FIRST]              creates so many sessions over 16 connections
//   load cold PORT PROGRAM ARGUMENT…          milliseconds from the fork to the first answer
//
// One thread; every connection has one request under way. Prints one line of JSON.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SESSIONS "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Verify/Session/"
#define FIELDS                                                                    \
  "Host: 127.0.0.1\r\n"                                                           \
  "Authorization: Basic TUFYWFhYWFhYWFhYWFhYWFhYWFg6YS1mYWtlLXRva2Vu\r\n"         \
  "User-Agent: load\r\nAccept: */*\r\nContent-Type: application/json\r\n"

struct connection {
  int descriptor;
  int validates;
  double begin;
  size_t filled;
  char id[37];
  char buffer[16384];
};

static long long next_recipient;
static long long answered, failed, begun;
static long long limit = -1;
static int plays_flow;
static unsigned histogram[20000];  // of 5 µs each

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int open_connection(int port) {
  int d = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (d < 0) die("socket");
  if (connect(d, (struct sockaddr *)&address, sizeof address) < 0) {
    close(d);
    return -1;
  }
  setsockopt(d, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return d;
}

static void ask(struct connection *c) {
  char body[160], request[1024];
  int length, size;
  if (c->validates) {
    size = snprintf(body, sizeof body, "{\"otp\":\"424242\"}");
    length = snprintf(request, sizeof request,
                      "POST " SESSIONS "%s/ HTTP/1.1\r\n" FIELDS "Content-Length: %d\r\n\r\n%s",
                      c->id, size, body);
  } else {
    size = snprintf(body, sizeof body,
                    "{\"recipient\":\"+1415%07lld\",\"channel\":\"sms\",\"locale\":\"en_US\","
                    "\"brand_name\":\"A brand of some length\",\"code_length\":6}",
                    next_recipient++ % 10000000);
    length = snprintf(request, sizeof request,
                      "POST " SESSIONS " HTTP/1.1\r\n" FIELDS "Content-Length: %d\r\n\r\n%s",
                      size, body);
  }
  begun++;
  c->filled = 0;
  c->begin = now();
  if (send(c->descriptor, request, length, MSG_NOSIGNAL) != length) die("send");
}

// Whether the response is whole; counts it then and notes the session's id.
static int take(struct connection *c) {
  ssize_t count = recv(c->descriptor, c->buffer + c->filled, sizeof c->buffer - 1 - c->filled, 0);
  if (count <= 0) {
    fprintf(stderr, "the server closed a connection\n");
    exit(1);
  }
  c->filled += count;
  c->buffer[c->filled] = 0;
  char *end = strstr(c->buffer, "\r\n\r\n");
  if (!end) return 0;
  char *field = strcasestr(c->buffer, "\r\ncontent-length:");
  size_t body = field ? strtoul(field + 17, NULL, 10) : 0;
  if (c->filled < (size_t)(end - c->buffer) + 4 + body) return 0;
  int status = atoi(c->buffer + 9);
  answered++;
  size_t slot = (now() - c->begin) * 1e6 / 5;
  histogram[slot < 19999 ? slot : 19999]++;
  if (status != (c->validates ? 200 : 202)) {
    if (!failed++) fprintf(stderr, "status %d: %.300s\n", status, end + 4);
    c->validates = 0;
  } else if (c->validates) {
    c->validates = 0;
  } else if (plays_flow) {
    char *id = strstr(end, "\"session_uuid\":\"");
    if (!id) failed++;
    else {
      memcpy(c->id, id + 16, 36);
      c->validates = 1;
    }
  }
  return 1;
}

static double part(double share) {
  long long sum = 0;
  for (int i = 0; i < 20000; i++)
    if ((sum += histogram[i]) >= answered * share) return i * 5 + 5;
  return 1e5;
}

static int run(int port, int count, double seconds) {
  int poll = epoll_create1(0);
  struct connection *all = calloc(count, sizeof *all);
  for (int i = 0; i < count; i++) {
    if ((all[i].descriptor = open_connection(port)) < 0) die("connect");
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
    epoll_ctl(poll, EPOLL_CTL_ADD, all[i].descriptor, &event);
  }
  double start = now(), stop = start + seconds;
  for (int i = 0; i < count; i++) ask(&all[i]);
  struct epoll_event events[256];
  int is_over = 0;
  while (answered < begun) {
    int n = epoll_wait(poll, events, 256, 5000);
    if (n <= 0) die("the server answers no more");
    if (seconds > 0 && now() >= stop) is_over = 1;
    for (int i = 0; i < n; i++) {
      struct connection *c = events[i].data.ptr;
      if (take(c) && !is_over && (limit < 0 || begun < limit)) ask(c);
    }
  }
  double took = now() - start;
  printf("{\"requests\":%lld,\"failed\":%lld,\"seconds\":%.6f,\"p50\":%.0f,\"p99\":%.0f}\n",
         answered, failed, took, part(0.5), part(0.99));
  return failed ? 1 : 0;
}

static int cold(int port, char **arguments) {
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    dup2(null, 2);
    execv(arguments[0], arguments);
    _exit(127);
  }
  int d;
  while ((d = open_connection(port)) < 0) {
    if (now() - start > 20) die("no server came up");
    usleep(50);
  }
  struct connection c = {.descriptor = d};
  ask(&c);
  while (!take(&c)) {}
  double took = now() - start;
  kill(child, SIGTERM);
  waitpid(child, NULL, 0);
  printf("{\"milliseconds\":%.3f,\"failed\":%lld}\n", took * 1e3, failed);
  return 0;
}

int main(int count, char **arguments) {
  if (count >= 6 && !strcmp(arguments[1], "run")) {
    plays_flow = !strcmp(arguments[5], "flow");
    if (count > 6) next_recipient = atoll(arguments[6]);
    return run(atoi(arguments[2]), atoi(arguments[3]), atoi(arguments[4]) / 1000.0);
  }
  if (count >= 4 && !strcmp(arguments[1], "fill")) {
    limit = atoll(arguments[3]);
    if (count > 4) next_recipient = atoll(arguments[4]);
    return run(atoi(arguments[2]), limit < 16 ? limit : 16, 0);
  }
  if (count >= 4 && !strcmp(arguments[1], "cold"))
    return cold(atoi(arguments[2]), arguments + 3);
  fprintf(stderr, "usage: see the beginning of load.c\n");
  return 2;
}
