package player

// Script is what one component went through.
type Script struct {
	Component string
	// The name of its generated package; empty where it has none.
	Bindings string
	// What has to fail: "loading" or "instantiation"; empty for neither.
	Refused string
	Steps   []step
}

// step is a call of the component, or the end of one of its resources, and what the component
// wants from its host until that is over; or a count of the resources that are live.
type step struct {
	act
	Imports []act
	Live    *live
}

// live says how many resources are not dropped: the host's, and the guest's.
type live struct {
	Host, Guest *int
}

// act is a call, or the end of a resource.
type act struct {
	Call *call
	Drop *int
}

type call struct {
	Interface string
	Name      string
	Args      []tagged
	Result    *tagged
	// Instead of a result: how it fails, or what an import's error says.
	Fails  string
	Raises *string
}
