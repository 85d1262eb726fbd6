/* outwit: WebAssembly components, called natively. The C ABI of liboutwit.
 *
 * Values travel in the flat buffer (docs/wire.md), worlds as JSON (docs/signature.md). Every
 * function that gives a status gives 0 where it did what it should; else `error`, unless it is
 * null, holds JSON bytes that the caller frees:
 *
 *     {"kind": "trap", "message": "...", "code": "unreachable", "frames": [{"function": "f"}]}
 *
 * `code` and `frames` are there for traps only. Every function may be called from any thread.
 */
#ifndef OUTWIT_H
#define OUTWIT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header. outwit_abi() says the library's; they must be the same. */
#define OUTWIT_ABI 2

typedef struct outwit_component outwit_component; /* a compiled component */
typedef struct outwit_linked outwit_linked;       /* a component, checked against a world */
typedef struct outwit_instance outwit_instance;   /* a running component */
typedef struct outwit_call outwit_call;

/* Bytes that the caller lends. */
typedef struct outwit_slice {
    const uint8_t *data; /* may be null where length is 0 */
    size_t length;
} outwit_slice;

/* Bytes that the library made; the caller frees them with outwit_bytes_free. */
typedef struct outwit_bytes {
    uint8_t *data; /* null: nothing to free */
    size_t length;
    size_t capacity;
} outwit_bytes;

/* The limits of an instance. */
typedef struct outwit_options {
    uint64_t memory; /* bytes that a memory may have, or UINT64_MAX */
    int64_t timeout; /* nanoseconds that the guest's own start may take; negative: no end */
} outwit_options;

/* What a large run of a result holds. */
enum outwit_kind {
    OUTWIT_TEXT = 0,
    OUTWIT_U8 = 1,
    OUTWIT_S8 = 2,
    OUTWIT_U16 = 3,
    OUTWIT_S16 = 4,
    OUTWIT_U32 = 5,
    OUTWIT_S32 = 6,
    OUTWIT_U64 = 7,
    OUTWIT_S64 = 8,
    OUTWIT_F32 = 9,
    OUTWIT_F64 = 10
};

/* Takes a copy of a large run, which lies in guest memory until the function returns. The runs
 * are numbered from 0 in the order in which they come. Not 0: it could not, the call fails with
 * an error of kind "host". */
typedef int32_t (*outwit_take)(outwit_call *call, uint32_t kind, const uint8_t *data, size_t length);

/* Asked about every millisecond while the guest runs, on the thread of the call. Not 0: stop it,
 * the call fails with an error of kind "cancelled". */
typedef int32_t (*outwit_poll)(outwit_call *call);

/* One call. It belongs to the caller, who may use it again once the call is over. */
struct outwit_call {
    const outwit_instance *instance;
    uint32_t function;         /* its position in the world's exports */
    uint32_t blob_count;
    const outwit_slice *blobs; /* the blobs of the arguments */
    int64_t timeout;           /* nanoseconds; negative: none */
    outwit_take take;          /* may be null where the result's type has no runs */
    outwit_poll poll;          /* may be null */
    /* Set by the call. Bytes are set only where there are some, and are the caller's to free. */
    size_t out_length;    /* the length of the result, if it fits the caller's buffer */
    outwit_bytes spilled; /* the result, if it does not */
    outwit_bytes error;   /* the error, if the call fails */
    uint32_t lowered;     /* 1: the guest was given the arguments, and owns what they gave away */
};

/* What a guest asks of the host, and other requests of the library's. */
enum outwit_operation {
    OUTWIT_CALL_IMPORT = 0,   /* call the import `number` of the world's imports with the arguments in `data`, and
                               * set the answer: its result; for a function whose type is a `result`, a byte that
                               * is 0 for ok and 1 for err and then the payload */
    OUTWIT_TAKE_RUN = 1,      /* take a copy of a large run of the arguments that come next: `number` is its kind;
                               * the runs are numbered from 0 in the order in which they come */
    OUTWIT_DROP_RESOURCE = 2, /* the guest has dropped the host's resource `number` */
    OUTWIT_TAKE_BACK = 3      /* the last answer was refused: what it gave away is the host's again */
};

/* One request, on the thread of the call that the instance is in. */
typedef struct outwit_request {
    uint64_t context; /* as in outwit_host */
    uint32_t operation;
    uint32_t number;
    const uint8_t *data; /* valid until the function returns */
    size_t length;
    /* Set by the host for OUTWIT_CALL_IMPORT; must stay as they are until the next request, or until the library
     * returns. */
    const uint8_t *answer;
    size_t answer_length;
    const outwit_slice *blobs;
    size_t blob_count;
} outwit_request;

/* Not 0: the host failed, the guest is stopped, and the call fails with an error of kind "host". */
typedef int32_t (*outwit_answer)(outwit_request *request);

/* Who answers what an instance imports. */
typedef struct outwit_host {
    outwit_answer answer;
    uint64_t context;   /* the caller's own */
    const uint8_t *has; /* a byte an import of the world: whether the host has it */
    size_t has_count;
} outwit_host;

/* The version of the library's ABI. */
uint32_t outwit_abi(void);

/* Frees the three parts of an outwit_bytes. */
void outwit_bytes_free(uint8_t *data, size_t length, size_t capacity);

/* Opens the component in a file whose name is UTF-8. Compiled code is kept in the cache. */
int32_t outwit_component_open(const uint8_t *path, size_t length, outwit_component **result,
                              outwit_bytes *error);

/* Makes a component from the bytes of its file. */
int32_t outwit_component_new(const uint8_t *bytes, size_t length, outwit_component **result,
                             outwit_bytes *error);

/* Gives the component's own world. */
int32_t outwit_component_world(const outwit_component *component, outwit_bytes *json,
                               outwit_bytes *error);

/* Checks a component against a world, or against its own where length is 0. */
int32_t outwit_component_link(const outwit_component *component, const uint8_t *json, size_t length,
                              outwit_linked **result, outwit_bytes *error);

/* Gives a component back; what was linked from it lives on. */
void outwit_component_free(outwit_component *component);

/* Makes an instance; options may be null, and so may host where the component imports nothing. */
int32_t outwit_linked_instantiate(const outwit_linked *linked, const outwit_options *options,
                                  const outwit_host *host, outwit_instance **result,
                                  outwit_bytes *error);

/* Gives a linked component back; its instances live on. */
void outwit_linked_free(outwit_linked *linked);

/* Calls a function. The result is in `out`, or in call->spilled if that is too small; its large
 * runs have gone through call->take. `out` must be initialised. */
int32_t outwit_instance_call(outwit_call *call, const uint8_t *args, size_t args_length, uint8_t *out,
                             size_t out_capacity);

/* Drops a resource that the caller owns. */
int32_t outwit_instance_drop(const outwit_instance *instance, uint64_t handle, outwit_bytes *error);

/* Drops a resource that the caller owns at the next call. Never waits, never fails. */
void outwit_instance_queue_drop(const outwit_instance *instance, uint64_t handle);

/* Whether this thread is in a call of the instance: whether a host function asks. Never waits. */
int32_t outwit_instance_is_inside(const outwit_instance *instance);

/* Counts the guest's resources that the caller owns. */
int32_t outwit_instance_resources(const outwit_instance *instance, size_t *result, outwit_bytes *error);

/* Ends an instance: its memory is given back, later calls fail. Waits for a call under way. */
int32_t outwit_instance_close(const outwit_instance *instance, outwit_bytes *error);

/* Gives an instance back, which no call is using. */
void outwit_instance_free(outwit_instance *instance);

/* Runs the command line of the `outwit` generator, without the program's name, and gives its exit
 * status. It writes to standard output and standard error. */
int32_t outwit_command(const outwit_slice *arguments, size_t count);

#ifdef __cplusplus
}
#endif

#endif
