package native

import (
	"fmt"
	"sync"
)

// library holds the addresses of the library's functions and of the callbacks.
var library struct {
	abi, bytesFree                                        uintptr
	componentOpen, componentNew, componentWorld           uintptr
	componentLink, componentFree, instantiate, linkedFree uintptr
	call, instanceDrop, instanceQueueDrop, instanceClose  uintptr
	instanceFree, instanceIsInside, instanceResources     uintptr
	command                                               uintptr
	take, poll, serve                                     uintptr
}

// Open finds and opens the library, once a process.
var Open = sync.OnceValue(func() error {
	file, err := locate()
	if err != nil {
		return err
	}
	defer file.forget()
	return load(file.path)
})

func load(path string) error {
	handle, err := openLibrary(path)
	if err != nil {
		return fmt.Errorf("outwit: the shared library cannot be opened: %w", err)
	}
	symbols := []struct {
		name    string
		address *uintptr
	}{
		{"outwit_abi", &library.abi},
		{"outwit_bytes_free", &library.bytesFree},
		{"outwit_component_open", &library.componentOpen},
		{"outwit_component_new", &library.componentNew},
		{"outwit_component_world", &library.componentWorld},
		{"outwit_component_link", &library.componentLink},
		{"outwit_component_free", &library.componentFree},
		{"outwit_linked_instantiate", &library.instantiate},
		{"outwit_linked_free", &library.linkedFree},
		{"outwit_instance_call", &library.call},
		{"outwit_instance_drop", &library.instanceDrop},
		{"outwit_instance_queue_drop", &library.instanceQueueDrop},
		{"outwit_instance_close", &library.instanceClose},
		{"outwit_instance_free", &library.instanceFree},
		{"outwit_instance_is_inside", &library.instanceIsInside},
		{"outwit_instance_resources", &library.instanceResources},
		{"outwit_command", &library.command},
	}
	for i, symbol := range symbols {
		*symbol.address, err = findSymbol(handle, symbol.name)
		if err != nil {
			return fmt.Errorf("outwit: %s is not a fitting outwit library: %w", path, err)
		}
		if i == 0 {
			if got := uint32(words(library.abi, 0, 0, 0, 0, 0)); got != abi {
				return fmt.Errorf("outwit: %s speaks ABI %d, this module speaks %d; "+
					"install the library and the module of the same version", path, got, abi)
			}
		}
	}
	library.take, library.poll, library.serve = callbacks()
	return nil
}
