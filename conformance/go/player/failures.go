package player

import (
	"errors"
	"fmt"

	"outwit"
)

// refused fails unless the component, or else an instance of it, is refused.
func refused(script *Script, open func() (*player, error)) error {
	_, err := outwit.Load(script.Component)
	if script.Refused == "loading" {
		var wanted *outwit.ComponentError
		return wants(errors.As(err, &wanted), script.Refused, err)
	}
	if err != nil {
		return err
	}
	p, err := open()
	if err == nil {
		err = errors.Join(errors.New("an instance"), p.instance.Close())
	}
	var link *outwit.LinkError
	return wants(errors.As(err, &link) || isTrap(err), script.Refused, err)
}

// failed fails unless the call did, in the way that the script has.
func (p *player) failed(kind string, value any, err error) error {
	switch kind {
	case "trap":
		return wants(isTrap(err), kind, err, value)
	case "host":
		var host *outwit.HostError
		return wants(errors.As(err, &host) && host.Err == p.raised, kind, err, value)
	case "poisoned":
		return wants(errors.Is(err, outwit.ErrPoisoned), kind, err, value)
	}
	return fmt.Errorf("the script wants an unknown failure: %s", kind)
}

// isTrap says whether the guest trapped, and ran past no limit.
func isTrap(err error) bool {
	var trap *outwit.TrapError
	return errors.As(err, &trap) && len(trap.Unwrap()) == 0
}

func wants(isWanted bool, what string, got error, values ...any) error {
	switch {
	case isWanted:
		return nil
	case got == nil:
		return fmt.Errorf("expected a failure (%s), got %v", what, values)
	}
	return fmt.Errorf("expected a failure (%s), got %w", what, got)
}
