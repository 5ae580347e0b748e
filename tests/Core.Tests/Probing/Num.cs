namespace RnnLint.Core.Tests.Probing;

/// <summary>
/// A number of a recurrent program under test: traced where the program runs over a tape, plain where it runs for central
/// differences. Programs are written once, as ordinary C#.
/// </summary>
internal readonly struct Num
{
    private readonly Tape? _tape;
    private readonly Traced _traced;

    private Num(Tape? tape, Traced traced)
    {
        _tape = tape;
        _traced = traced;
    }

    public double Value => _traced.Value;

    /// <summary>The default number is 0.</summary>
    public Traced Traced => _tape is null ? Traced.Constant(_traced.Value) : _traced;

    public static Num On(Tape? tape, Traced traced) => new(tape, traced);

    public static implicit operator Num(double value) => new(null, Traced.Constant(value));

    public static Num operator +(Num a, Num b) => Binary(TapeOp.Add, a, b);

    public static Num operator -(Num a, Num b) => Binary(TapeOp.Subtract, a, b);

    public static Num operator *(Num a, Num b) => Binary(TapeOp.Multiply, a, b);

    public static Num operator /(Num a, Num b) => Binary(TapeOp.Divide, a, b);

    public static Num operator -(Num a) => Unary(TapeOp.Negate, a);

    public static Num Tanh(Num a) => Unary(TapeOp.Tanh, a);

    public static Num Exp(Num a) => Unary(TapeOp.Exp, a);

    public static Num Sqrt(Num a) => Unary(TapeOp.Sqrt, a);

    public static Num Sigmoid(Num a) => 1 / (1 + Exp(-a));

    public static bool operator >(Num a, double b) => a.Value > b;

    public static bool operator <(Num a, double b) => a.Value < b;

    public static Num Clip(Num a, double limit)
    {
        if (Math.Abs(a.Value) <= limit)
            return a;
        var kept = Math.Sign(a.Value) * limit;
        if (!a.Traced.IsConstant)
            a._tape?.NoteSaturation(a._traced.Node, kept);
        return kept;
    }

    private static Num Binary(TapeOp op, Num a, Num b)
    {
        var tape = a._tape ?? b._tape;
        return tape is null
            ? new Num(null, Traced.Constant(TapeArithmetic.Apply(op, a.Value, b.Value)))
            : new Num(tape, tape.Binary(op, a.Traced, b.Traced));
    }

    private static Num Unary(TapeOp op, Num a) => a._tape is null
        ? new Num(null, Traced.Constant(TapeArithmetic.Apply(op, a.Value, 0)))
        : new Num(a._tape, a._tape.Unary(op, a._traced));
}
