package main

import (
	"fmt"

	"outwit-bench/bindings/bench"
)

// rows makes the rows of records_1000.
func rows() []bench.Row {
	rows := make([]bench.Row, 1000)
	for i := range rows {
		rows[i] = bench.Row{
			ID:     uint32(i),
			Name:   fmt.Sprintf("row number %d", i),
			X:      float64(i) * 0.5,
			Y:      -float64(i),
			Active: i%2 == 0,
		}
	}
	return rows
}

// tree makes the tree of variant_tree: fifty branches, leaves and gaps.
func tree() []bench.Node {
	tree := make([]bench.Node, 50)
	for i := range tree {
		tree[i] = node(i)
	}
	return tree
}

func node(i int) bench.Node {
	switch i % 4 {
	case 0:
		if tip := leaf(i); tip != nil {
			return bench.NodeLeaf{Value: tip}
		}
		return nil
	case 1, 2:
		branch := bench.Branch{Leaves: make([]bench.Leaf, 5)}
		if i%3 == 0 {
			label := fmt.Sprintf("branch %d", i)
			branch.Label = &label
		}
		for step := range branch.Leaves {
			branch.Leaves[step] = leaf(i + step)
		}
		return bench.NodeBranch{Value: branch}
	}
	return bench.NodeMissing{}
}

func leaf(i int) bench.Leaf {
	switch i % 5 {
	case 0:
		return bench.LeafNumber{Value: float64(i)}
	case 1:
		return bench.LeafText{Value: fmt.Sprintf("leaf %d", i)}
	case 2:
		return bench.LeafFlag{Value: i%2 == 0}
	case 3:
		return bench.LeafEmpty{}
	}
	return nil
}
