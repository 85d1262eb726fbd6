// Command testee plays scripts through the Go package, without generated code.
package main

import "testee/player"

func main() {
	player.Main(nil)
}
