//go:build cgo

package native

// #include "outwit.h"
import "C"

import "unsafe"

// The mirrored structs have the header's sizes and offsets, or this does not compile.
var (
	_ [unsafe.Sizeof(frame{})]byte                  = [C.sizeof_outwit_call]byte{}
	_ [unsafe.Sizeof(Bytes{})]byte                  = [C.sizeof_outwit_bytes]byte{}
	_ [unsafe.Sizeof(Slice{})]byte                  = [C.sizeof_outwit_slice]byte{}
	_ [unsafe.Sizeof(Options{})]byte                = [C.sizeof_outwit_options]byte{}
	_ [unsafe.Sizeof(hostOptions{})]byte            = [C.sizeof_outwit_host]byte{}
	_ [unsafe.Sizeof(request{})]byte                = [C.sizeof_outwit_request]byte{}
	_ [unsafe.Offsetof(frame{}.function)]byte       = [unsafe.Offsetof(C.outwit_call{}.function)]byte{}
	_ [unsafe.Offsetof(frame{}.blobCount)]byte      = [unsafe.Offsetof(C.outwit_call{}.blob_count)]byte{}
	_ [unsafe.Offsetof(frame{}.blobs)]byte          = [unsafe.Offsetof(C.outwit_call{}.blobs)]byte{}
	_ [unsafe.Offsetof(frame{}.timeout)]byte        = [unsafe.Offsetof(C.outwit_call{}.timeout)]byte{}
	_ [unsafe.Offsetof(frame{}.take)]byte           = [unsafe.Offsetof(C.outwit_call{}.take)]byte{}
	_ [unsafe.Offsetof(frame{}.poll)]byte           = [unsafe.Offsetof(C.outwit_call{}.poll)]byte{}
	_ [unsafe.Offsetof(frame{}.outLength)]byte      = [unsafe.Offsetof(C.outwit_call{}.out_length)]byte{}
	_ [unsafe.Offsetof(frame{}.spilled)]byte        = [unsafe.Offsetof(C.outwit_call{}.spilled)]byte{}
	_ [unsafe.Offsetof(frame{}.error)]byte          = [unsafe.Offsetof(C.outwit_call{}.error)]byte{}
	_ [unsafe.Offsetof(frame{}.lowered)]byte        = [unsafe.Offsetof(C.outwit_call{}.lowered)]byte{}
	_ [unsafe.Offsetof(hostOptions{}.context)]byte  = [unsafe.Offsetof(C.outwit_host{}.context)]byte{}
	_ [unsafe.Offsetof(hostOptions{}.has)]byte      = [unsafe.Offsetof(C.outwit_host{}.has)]byte{}
	_ [unsafe.Offsetof(hostOptions{}.hasCount)]byte = [unsafe.Offsetof(C.outwit_host{}.has_count)]byte{}
	_ [unsafe.Offsetof(request{}.operation)]byte    = [unsafe.Offsetof(C.outwit_request{}.operation)]byte{}
	_ [unsafe.Offsetof(request{}.number)]byte       = [unsafe.Offsetof(C.outwit_request{}.number)]byte{}
	_ [unsafe.Offsetof(request{}.data)]byte         = [unsafe.Offsetof(C.outwit_request{}.data)]byte{}
	_ [unsafe.Offsetof(request{}.length)]byte       = [unsafe.Offsetof(C.outwit_request{}.length)]byte{}
	_ [unsafe.Offsetof(request{}.answer)]byte       = [unsafe.Offsetof(C.outwit_request{}.answer)]byte{}
	_ [unsafe.Offsetof(request{}.answerLength)]byte = [unsafe.Offsetof(C.outwit_request{}.answer_length)]byte{}
	_ [unsafe.Offsetof(request{}.blobs)]byte        = [unsafe.Offsetof(C.outwit_request{}.blobs)]byte{}
	_ [unsafe.Offsetof(request{}.blobCount)]byte    = [unsafe.Offsetof(C.outwit_request{}.blob_count)]byte{}
	_ [callImport]byte                              = [C.OUTWIT_CALL_IMPORT]byte{}
	_ [takeRun]byte                                 = [C.OUTWIT_TAKE_RUN]byte{}
	_ [dropResource]byte                            = [C.OUTWIT_DROP_RESOURCE]byte{}
	_ [takeBack]byte                                = [C.OUTWIT_TAKE_BACK]byte{}
	_ [abi]byte                                     = [C.OUTWIT_ABI]byte{}
)
