package wit

// Tuple1 is a WIT tuple of one value.
type Tuple1[A any] struct {
	F0 A
}

// Tuple2 is a WIT tuple of 2 values.
type Tuple2[A, B any] struct {
	F0 A
	F1 B
}

// Tuple3 is a WIT tuple of 3 values.
type Tuple3[A, B, C any] struct {
	F0 A
	F1 B
	F2 C
}

// Tuple4 is a WIT tuple of 4 values.
type Tuple4[A, B, C, D any] struct {
	F0 A
	F1 B
	F2 C
	F3 D
}

// Tuple5 is a WIT tuple of 5 values.
type Tuple5[A, B, C, D, E any] struct {
	F0 A
	F1 B
	F2 C
	F3 D
	F4 E
}

// Tuple6 is a WIT tuple of 6 values.
type Tuple6[A, B, C, D, E, F any] struct {
	F0 A
	F1 B
	F2 C
	F3 D
	F4 E
	F5 F
}

// Tuple7 is a WIT tuple of 7 values.
type Tuple7[A, B, C, D, E, F, G any] struct {
	F0 A
	F1 B
	F2 C
	F3 D
	F4 E
	F5 F
	F6 G
}

// Tuple8 is a WIT tuple of 8 values.
type Tuple8[A, B, C, D, E, F, G, H any] struct {
	F0 A
	F1 B
	F2 C
	F3 D
	F4 E
	F5 F
	F6 G
	F7 H
}

// Tuple9 is a WIT tuple of 9 values.
type Tuple9[A, B, C, D, E, F, G, H, I any] struct {
	F0 A
	F1 B
	F2 C
	F3 D
	F4 E
	F5 F
	F6 G
	F7 H
	F8 I
}

// Tuple10 is a WIT tuple of 10 values.
type Tuple10[A, B, C, D, E, F, G, H, I, J any] struct {
	F0 A
	F1 B
	F2 C
	F3 D
	F4 E
	F5 F
	F6 G
	F7 H
	F8 I
	F9 J
}

// Tuple11 is a WIT tuple of 11 values.
type Tuple11[A, B, C, D, E, F, G, H, I, J, K any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
}

// Tuple12 is a WIT tuple of 12 values.
type Tuple12[A, B, C, D, E, F, G, H, I, J, K, L any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
}

// Tuple13 is a WIT tuple of 13 values.
type Tuple13[A, B, C, D, E, F, G, H, I, J, K, L, M any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
}

// Tuple14 is a WIT tuple of 14 values.
type Tuple14[A, B, C, D, E, F, G, H, I, J, K, L, M, N any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
}

// Tuple15 is a WIT tuple of 15 values.
type Tuple15[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
}

// Tuple16 is a WIT tuple of 16 values.
type Tuple16[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
}

// Tuple17 is a WIT tuple of 17 values.
type Tuple17[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
}

// Tuple18 is a WIT tuple of 18 values.
type Tuple18[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
}

// Tuple19 is a WIT tuple of 19 values.
type Tuple19[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
	F18 S
}

// Tuple20 is a WIT tuple of 20 values.
type Tuple20[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
	F18 S
	F19 T
}

// Tuple21 is a WIT tuple of 21 values.
type Tuple21[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
	F18 S
	F19 T
	F20 U
}

// Tuple22 is a WIT tuple of 22 values.
type Tuple22[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
	F18 S
	F19 T
	F20 U
	F21 V
}

// Tuple23 is a WIT tuple of 23 values.
type Tuple23[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
	F18 S
	F19 T
	F20 U
	F21 V
	F22 W
}

// Tuple24 is a WIT tuple of 24 values.
type Tuple24[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
	F18 S
	F19 T
	F20 U
	F21 V
	F22 W
	F23 X
}

// Tuple25 is a WIT tuple of 25 values.
type Tuple25[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
	F18 S
	F19 T
	F20 U
	F21 V
	F22 W
	F23 X
	F24 Y
}

// Tuple26 is a WIT tuple of 26 values.
type Tuple26[A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z any] struct {
	F0  A
	F1  B
	F2  C
	F3  D
	F4  E
	F5  F
	F6  G
	F7  H
	F8  I
	F9  J
	F10 K
	F11 L
	F12 M
	F13 N
	F14 O
	F15 P
	F16 Q
	F17 R
	F18 S
	F19 T
	F20 U
	F21 V
	F22 W
	F23 X
	F24 Y
	F25 Z
}
