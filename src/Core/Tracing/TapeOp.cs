namespace RnnLint.Tracing;

/// <summary>The operation of a tape node. Selections (max, min, clamp, branches) leave no node: the chosen operand is the value.</summary>
public enum TapeOp : byte
{
    /// <summary>A number that depends on no leaf.</summary>
    Constant,

    /// <summary>An independent variable: a parameter, an input, a state, or the result of an unknown call.</summary>
    Leaf,

    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Atan2,

    Negate,
    Exp,
    Log,
    Sqrt,
    Cbrt,
    Tanh,
    Sinh,
    Cosh,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
}
